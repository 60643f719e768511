//! OpenAPI 3.1: `info`, `servers`, `paths`, `components`.

use std::collections::{HashMap, HashSet};

use super::json::{Json, Object};
use super::paths::{Route, fixed};
use super::schema::Dialect;
use crate::model::{
    Endpoint, Format, Operation, Parameter, ParameterLocation, SchemaKind, Service, Style,
};

pub(super) fn document(service: &Service) -> Object {
    let names = names(service);
    let dialect = Dialect::OpenApi(&names);
    let schemas = service.components.iter().map(|component| {
        let schema = dialect.schema(&component.schema);
        (names[&component.name].clone(), schema.into())
    });
    let schemes = Object::new().with("AK", security_scheme());
    let components = Object::new()
        .object("schemas", schemas.collect())
        .with("securitySchemes", schemes);
    let tags = service.directories.iter().map(|directory| &directory.title);
    let mut seen = HashSet::new();
    let tags = tags
        .filter(|title| !title.is_empty() && seen.insert(*title))
        .map(|title| Object::new().with("name", title).into());
    let info = Object::new()
        .with("title", &service.product)
        .with("version", &service.version);
    Object::new()
        .with("openapi", "3.1.1")
        .with("info", info)
        .list("servers", servers(&service.endpoints, &[]))
        .with(
            "security",
            vec![Object::new().with("AK", Vec::new()).into()],
        )
        .list("tags", tags.collect())
        .with("paths", paths(service, &dialect))
        .with("components", components)
}

/// Names of components as OpenAPI allows them, each once.
fn names(service: &Service) -> HashMap<String, String> {
    let mut taken = HashSet::new();
    let mut names = HashMap::new();
    for component in &service.components {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        };
        let mut name: String = component.name.chars().map(plain).collect();
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        names.insert(component.name.clone(), name);
    }
    names
}

fn security_scheme() -> Object {
    Object::new()
        .with("type", "apiKey")
        .with("in", "header")
        .with("name", "Authorization")
        .with(
            "description",
            "A signature that an access key makes for each request.",
        )
}

/// A server for each region, with labels in front of its host where an operation has some.
fn servers(endpoints: &[Endpoint], labels: &[&Parameter]) -> Vec<Json> {
    let prefix: String = labels
        .iter()
        .map(|label| format!("{{{}}}.", label.name))
        .collect();
    let servers = endpoints.iter().map(|endpoint| {
        let url = format!("https://{prefix}{}", endpoint.host);
        // Some hosts have placeholders of their own.
        let names = url
            .split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0));
        let variables =
            names.map(|name| (name.to_owned(), Object::new().with("default", name).into()));
        Object::new()
            .with("url", &url)
            .with("description", &endpoint.region)
            .object("variables", variables.collect())
            .into()
    });
    servers.collect()
}

fn paths(service: &Service, dialect: &Dialect<'_>) -> Object {
    let mut tags: HashMap<&str, Vec<Json>> = HashMap::new();
    for directory in service
        .directories
        .iter()
        .filter(|one| !one.title.is_empty())
    {
        for name in &directory.operations {
            tags.entry(name)
                .or_default()
                .push(Json::from(&directory.title));
        }
    }
    let mut taken = HashSet::new();
    let mut paths = Object::new();
    for operation in &service.operations {
        let route = Route::of(operation, |path, method| {
            taken.contains(&(path.to_owned(), method.to_owned()))
        });
        taken.insert((route.path.clone(), route.method.clone()));
        let tags = tags.remove(operation.name.as_str()).unwrap_or_default();
        let entry = self::operation(operation, service, &route, dialect, tags);
        paths.entry(&route.path).put(&route.method, entry);
    }
    paths
}

fn operation(
    operation: &Operation,
    service: &Service,
    route: &Route,
    dialect: &Dialect<'_>,
    tags: Vec<Json>,
) -> Object {
    let at = |position: ParameterLocation| {
        let all = operation.parameters.iter();
        all.filter(move |one| one.location == position)
    };
    let labels: Vec<_> = at(ParameterLocation::Host).collect();
    let servers = match labels.is_empty() {
        true => Vec::new(),
        false => servers(&service.endpoints, &labels),
    };
    let mut parameters = vec![
        fixed("x-acs-action", "header", &operation.name),
        fixed("x-acs-version", "header", &service.version),
    ];
    parameters.extend(route.parameters());
    let places = [
        (ParameterLocation::Path, "path"),
        (ParameterLocation::Query, "query"),
        (ParameterLocation::Header, "header"),
    ];
    for (position, name) in places {
        parameters.extend(at(position).map(|one| parameter(one, name, dialect)));
    }
    let kind = if operation.read_only { "read" } else { "write" };
    Object::new()
        .with("operationId", &operation.name)
        .list("tags", tags)
        .text("summary", first(&[&operation.title, &operation.summary]))
        .text(
            "description",
            first(&[&operation.description, &operation.summary]),
        )
        .flag("deprecated", operation.deprecated)
        .with("x-acs-operation-type", kind)
        .maybe("security", operation.anonymous.then(Vec::new))
        .list("servers", servers)
        .with("parameters", parameters)
        .object("requestBody", request_body(operation, dialect))
        .with("responses", responses(operation, dialect))
}

fn first<'t>(texts: &[&'t String]) -> &'t str {
    texts
        .iter()
        .find(|text| !text.is_empty())
        .map_or("", |text| text)
}

fn parameter(parameter: &Parameter, position: &str, dialect: &Dialect<'_>) -> Json {
    let Parameter { schema, style, .. } = parameter;
    let object = Object::new()
        .with("name", &parameter.name)
        .with("in", position)
        .text("description", &schema.description)
        .flag(
            "required",
            schema.required || parameter.location == ParameterLocation::Path,
        )
        .flag("deprecated", schema.deprecated);
    let shape = dialect.schema(schema);
    let nested = matches!(
        schema.kind,
        SchemaKind::List(_) | SchemaKind::Object(_) | SchemaKind::Map(_) | SchemaKind::Reference(_)
    );
    let object = match style {
        Style::Json => {
            let content = Object::new().with("schema", shape);
            return object
                .with("content", Object::new().with("application/json", content))
                .into();
        }
        Style::Joined if position == "query" => object.with("explode", false),
        // `Name.1.Key=value`, which OpenAPI cannot say.
        Style::Flat if nested && position == "query" => object.with("x-acs-style", "flat"),
        _ => object,
    };
    object.with("schema", shape).into()
}

fn request_body(operation: &Operation, dialect: &Dialect<'_>) -> Object {
    let mut content = Object::new();
    let at = |position| {
        operation
            .parameters
            .iter()
            .filter(move |one| one.location == position)
    };
    if at(ParameterLocation::Form).next().is_some() {
        let object = members(at(ParameterLocation::Form), dialect);
        content.put(
            "application/x-www-form-urlencoded",
            Object::new().with("schema", object),
        );
    }
    let bodies: Vec<_> = at(ParameterLocation::Body).collect();
    match bodies.as_slice() {
        [] => {}
        [one] => {
            let media = match (&one.schema.kind, one.style) {
                (SchemaKind::Bytes { .. }, _) => "application/octet-stream",
                (_, Style::Xml) => "application/xml",
                _ => "application/json",
            };
            let schema = dialect.schema(&one.schema);
            content.put(media, Object::new().with("schema", schema));
        }
        several => {
            let object = members(several.iter().copied(), dialect);
            content.put("application/json", Object::new().with("schema", object));
        }
    }
    if content.is_empty() {
        return Object::new();
    }
    let carried = |one: &&Parameter| {
        matches!(
            one.location,
            ParameterLocation::Form | ParameterLocation::Body
        )
    };
    let mut carried = operation.parameters.iter().filter(carried);
    Object::new()
        .flag("required", carried.any(|one| one.schema.required))
        .with("content", content)
}

fn members<'p>(parameters: impl Iterator<Item = &'p Parameter>, dialect: &Dialect<'_>) -> Object {
    let mut required = Vec::new();
    let mut properties = Object::new();
    for one in parameters {
        if one.schema.required {
            required.push(Json::from(&one.name));
        }
        properties.put(&one.name, dialect.schema(&one.schema));
    }
    Object::new()
        .with("type", "object")
        .with("properties", properties)
        .list("required", required)
}

fn responses(operation: &Operation, dialect: &Dialect<'_>) -> Object {
    let headers = operation.headers.iter().map(|header| {
        let schema = dialect.schema(&header.schema);
        (
            header.name.clone(),
            Object::new().with("schema", schema).into(),
        )
    });
    let success = Object::new()
        .with("description", "Success.")
        .object("headers", headers.collect())
        .object("content", content(operation, dialect));
    let mut responses = Object::new().with("200", success);
    for failure in operation
        .error_responses
        .iter()
        .filter(|one| is_status(&one.status))
    {
        let schema = Object::new().with("schema", dialect.schema(&failure.schema));
        let entry = responses.entry(&failure.status);
        if !entry.has("content") {
            entry.put("content", Object::new().with("application/json", schema));
        }
    }
    for error in &operation.errors {
        let status = if is_status(&error.status) {
            &error.status
        } else {
            "default"
        };
        let known = Object::new().with("message", &error.message);
        responses
            .entry(status)
            .entry("x-acs-errors")
            .put(&error.code, known);
    }
    for status in operation
        .error_responses
        .iter()
        .map(|one| &one.status)
        .chain(operation.errors.iter().map(|one| &one.status))
    {
        let status = if is_status(status) { status } else { "default" };
        let entry = responses.entry(status);
        if !entry.has("description") {
            entry.put("description", "Failure.");
        }
    }
    responses
}

fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    text == "default"
        || matches!(bytes, [b'1'..=b'5', rest @ ..] if rest.len() == 2
            && (rest == b"XX" || rest.iter().all(u8::is_ascii_digit)))
}

fn content(operation: &Operation, dialect: &Dialect<'_>) -> Object {
    let mut content = Object::new();
    if let Some(reply) = &operation.response {
        let media = match reply.kind {
            SchemaKind::Bytes { .. } => "application/octet-stream",
            _ => "application/json",
        };
        content.entry(media).put("schema", dialect.schema(reply));
    }
    for (index, sample) in operation.samples.iter().enumerate() {
        let (media, value) = match sample.format {
            Format::Json => match serde_json::from_str(&sample.text) {
                Ok(value) => ("application/json", Json::Value(value)),
                // A sample that is cut short is no value.
                Err(_) => continue,
            },
            Format::Xml => ("application/xml", Json::from(&sample.text)),
        };
        let example = Object::new().with("value", value);
        let name = format!("sample-{}", index + 1);
        content.entry(media).entry("examples").put(name, example);
    }
    content
}
