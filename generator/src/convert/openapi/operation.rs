//! An operation: its parameters, its request body and its servers.

use super::super::json::{Json, JsonMembers};
use super::super::schema::Dialect;
use super::path::{PathKey, fixed};
use super::responses::responses;
use crate::model::{
    Endpoint, Operation, Parameter, ParameterLocation, ParameterStyle, SchemaKind, Service,
};

/// Returns an operation. `key` is its place in `paths`.
pub(super) fn operation(
    service: &Service,
    dialect: &Dialect<'_>,
    operation: &Operation,
    key: &PathKey,
    tags: Vec<Json>,
) -> JsonMembers {
    let labels: Vec<_> = parameters_in(operation, ParameterLocation::Host).collect();
    let servers = match labels.is_empty() {
        true => Vec::new(),
        false => servers(&service.endpoints, &labels),
    };
    let mut parameters = vec![
        fixed("x-acs-action", "header", &operation.name),
        fixed("x-acs-version", "header", &service.version),
    ];
    parameters.extend(key.query_parameters());
    for (location, name) in [
        (ParameterLocation::Path, "path"),
        (ParameterLocation::Query, "query"),
        (ParameterLocation::Header, "header"),
    ] {
        let located = parameters_in(operation, location);
        parameters.extend(located.map(|declared| parameter(dialect, declared, name)));
    }
    let kind = if operation.read_only { "read" } else { "write" };
    JsonMembers::new()
        .with("operationId", &operation.name)
        .list("tags", tags)
        .text(
            "summary",
            first_non_empty(&operation.title, &operation.summary),
        )
        .text(
            "description",
            first_non_empty(&operation.description, &operation.summary),
        )
        .flag("deprecated", operation.deprecated)
        .with("x-acs-operation-type", kind)
        .maybe("security", operation.anonymous.then(Vec::new))
        .list("servers", servers)
        .with("parameters", parameters)
        .object("requestBody", request_body(dialect, operation))
        .with("responses", responses(dialect, operation))
}

fn parameters_in(
    operation: &Operation,
    location: ParameterLocation,
) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(move |parameter| parameter.location == location)
}

fn first_non_empty<'t>(text: &'t str, fallback: &'t str) -> &'t str {
    if text.is_empty() { fallback } else { text }
}

/// Returns a server for each region. The values of `labels`, which are parameters, precede its host name.
pub(super) fn servers(endpoints: &[Endpoint], labels: &[&Parameter]) -> Vec<Json> {
    let prefix: String = labels
        .iter()
        .map(|label| format!("{{{}}}.", label.name))
        .collect();
    let servers = endpoints.iter().map(|endpoint| {
        let url = format!("https://{prefix}{}", endpoint.host);
        // Some host names contain placeholders, too.
        let names = url
            .split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0));
        let variables = names.map(|name| {
            (
                name.to_owned(),
                JsonMembers::new().with("default", name).into(),
            )
        });
        JsonMembers::new()
            .with("url", &url)
            .with("description", &endpoint.region)
            .object("variables", variables.collect())
            .into()
    });
    servers.collect()
}

fn parameter(dialect: &Dialect<'_>, parameter: &Parameter, location: &str) -> Json {
    let Parameter { schema, style, .. } = parameter;
    let object = JsonMembers::new()
        .with("name", &parameter.name)
        .with("in", location)
        .text("description", &schema.description)
        .flag(
            "required",
            schema.required || parameter.location == ParameterLocation::Path,
        )
        .flag("deprecated", schema.deprecated);
    let is_nested = matches!(
        schema.kind,
        SchemaKind::List(_) | SchemaKind::Object(_) | SchemaKind::Map(_) | SchemaKind::Reference(_)
    );
    let schema = dialect.schema(schema);
    let object = match style {
        ParameterStyle::Json => {
            let content = JsonMembers::new().with("schema", schema);
            return object
                .with(
                    "content",
                    JsonMembers::new().with("application/json", content),
                )
                .into();
        }
        ParameterStyle::Joined if location == "query" => object.with("explode", false),
        // OpenAPI has no style for `Name.1.Key=value`.
        ParameterStyle::Flat if is_nested && location == "query" => {
            object.with("x-acs-style", "flat")
        }
        _ => object,
    };
    object.with("schema", schema).into()
}

fn request_body(dialect: &Dialect<'_>, operation: &Operation) -> JsonMembers {
    let form: Vec<_> = parameters_in(operation, ParameterLocation::Form).collect();
    let body: Vec<_> = parameters_in(operation, ParameterLocation::Body).collect();
    let mut content = JsonMembers::new();
    if !form.is_empty() {
        let schema = object_schema(dialect, &form);
        content.insert(
            "application/x-www-form-urlencoded",
            JsonMembers::new().with("schema", schema),
        );
    }
    match body.as_slice() {
        [] => {}
        [parameter] => {
            let media_type = match (&parameter.schema.kind, parameter.style) {
                (SchemaKind::Bytes { .. }, _) => "application/octet-stream",
                (_, ParameterStyle::Xml) => "application/xml",
                _ => "application/json",
            };
            let schema = dialect.schema(&parameter.schema);
            content.insert(media_type, JsonMembers::new().with("schema", schema));
        }
        several => {
            let schema = object_schema(dialect, several);
            content.insert(
                "application/json",
                JsonMembers::new().with("schema", schema),
            );
        }
    }
    if content.is_empty() {
        return JsonMembers::new();
    }
    let mut parameters = form.iter().chain(&body);
    JsonMembers::new()
        .flag(
            "required",
            parameters.any(|parameter| parameter.schema.required),
        )
        .with("content", content)
}

/// Returns the schema of an object that has parameters as its properties.
fn object_schema(dialect: &Dialect<'_>, parameters: &[&Parameter]) -> JsonMembers {
    let mut required = Vec::new();
    let mut properties = JsonMembers::new();
    for parameter in parameters {
        if parameter.schema.required {
            required.push(Json::from(&parameter.name));
        }
        properties.insert(&parameter.name, dialect.schema(&parameter.schema));
    }
    JsonMembers::new()
        .with("type", "object")
        .with("properties", properties)
        .list("required", required)
}
