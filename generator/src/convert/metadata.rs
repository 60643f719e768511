//! The official metadata format: `info`, `directories`, `components`, `apis`, `endpoints`.

use super::json::{Json, JsonMembers};
use super::schema::Dialect;
use crate::model::{
    ApiStyle, Directory, ErrorCode, Format, Operation, Parameter, ParameterLocation,
    ParameterStyle, Sample, Service,
};

/// Returns a whole description.
pub(super) fn document(service: &Service) -> JsonMembers {
    let info = JsonMembers::new()
        .with("style", style(service.style))
        .with("product", &service.product)
        .with("version", &service.version);
    let schemas = service.components.iter().map(|component| {
        let schema = Dialect::Metadata.schema(&component.schema);
        (component.name.clone(), schema.into())
    });
    let apis = service
        .operations
        .iter()
        .map(|operation| (operation.name.clone(), api(operation).into()));
    let endpoints = service.endpoints.iter().map(|endpoint| {
        JsonMembers::new()
            .with("regionId", &endpoint.region)
            .with("endpoint", &endpoint.host)
            .into()
    });
    let schemas = JsonMembers::new().with("schemas", schemas.collect::<JsonMembers>());
    JsonMembers::new()
        .with("version", "1.0")
        .with("info", info)
        .list("directories", children(&service.directories))
        .with("components", schemas)
        .with("apis", apis.collect::<JsonMembers>())
        .list("endpoints", endpoints.collect())
}

fn style(style: ApiStyle) -> &'static str {
    match style {
        ApiStyle::Rpc => "RPC",
        ApiStyle::Roa => "ROA",
        ApiStyle::Pds => "PDS",
        ApiStyle::Oss => "OSS",
        ApiStyle::Sls => "SLS",
    }
}

/// Nests directories again. The model has them in one list, each followed by the directories inside it.
fn children(directories: &[Directory]) -> Vec<Json> {
    let mut children = Vec::new();
    let mut rest = directories;
    while let Some((first, after)) = rest.split_first() {
        let nested = after
            .iter()
            .take_while(|directory| directory.depth > first.depth)
            .count();
        let (nested, siblings) = after.split_at(nested);
        let operations = first.operations.iter().map(Json::from);
        let entries: Vec<Json> = operations.chain(self::children(nested)).collect();
        if first.title.is_empty() && first.depth == 0 {
            children.extend(entries);
        } else {
            let directory = JsonMembers::new()
                .text("title", &first.title)
                .with("type", "directory")
                .with("children", entries);
            children.push(directory.into());
        }
        rest = siblings;
    }
    children
}

fn api(operation: &Operation) -> JsonMembers {
    let kind = if operation.read_only { "read" } else { "write" };
    JsonMembers::new()
        .text("title", &operation.title)
        .text("summary", &operation.summary)
        .text("description", &operation.description)
        .maybe("path", operation.path.as_deref())
        .with("methods", vec![Json::from(operation.method.to_lowercase())])
        .with("operationType", kind)
        .maybe("security", operation.anonymous.then(anonymous))
        .flag("deprecated", operation.deprecated)
        .with(
            "parameters",
            operation
                .parameters
                .iter()
                .map(parameter)
                .collect::<Vec<_>>(),
        )
        .with("responses", responses(operation))
        .object("errorCodes", errors(&operation.errors))
        .maybe("responseDemo", response_demo(&operation.samples))
}

/// Returns the `security` of an operation that needs no credentials.
fn anonymous() -> Vec<Json> {
    vec![JsonMembers::new().with("Anonymous", Vec::new()).into()]
}

fn parameter(parameter: &Parameter) -> Json {
    let location = match parameter.location {
        ParameterLocation::Query => "query",
        ParameterLocation::Form => "formData",
        ParameterLocation::Body => "body",
        ParameterLocation::Path => "path",
        ParameterLocation::Header => "header",
        ParameterLocation::Host => "host",
    };
    let style = match parameter.style {
        ParameterStyle::Flat => None,
        ParameterStyle::Json => Some("json"),
        ParameterStyle::Joined => Some("simple"),
        ParameterStyle::Xml => Some("xml"),
    };
    JsonMembers::new()
        .with("name", &parameter.name)
        .with("in", location)
        .maybe("style", style)
        .with("schema", Dialect::Metadata.schema(&parameter.schema))
        .into()
}

fn responses(operation: &Operation) -> JsonMembers {
    let headers = operation.headers.iter().map(|header| {
        let schema = Dialect::Metadata.schema(&header.schema);
        (
            header.name.clone(),
            JsonMembers::new().with("schema", schema).into(),
        )
    });
    let schema = operation
        .response
        .as_ref()
        .map(|response| Dialect::Metadata.schema(response));
    let success = JsonMembers::new()
        .object("headers", headers.collect())
        .maybe("schema", schema);
    let mut responses = JsonMembers::new().with("200", success);
    for response in &operation.error_responses {
        let schema = Dialect::Metadata.schema(&response.schema);
        responses.insert(&response.status, JsonMembers::new().with("schema", schema));
    }
    responses
}

/// Returns the error codes by status.
fn errors(errors: &[ErrorCode]) -> JsonMembers {
    let mut statuses: Vec<(&str, Vec<Json>)> = Vec::new();
    for error in errors {
        let entry = JsonMembers::new()
            .with("errorCode", &error.code)
            .with("errorMessage", &error.message)
            .into();
        match statuses
            .iter_mut()
            .find(|(status, _)| *status == error.status)
        {
            Some((_, entries)) => entries.push(entry),
            None => statuses.push((&error.status, vec![entry])),
        }
    }
    let members = statuses.into_iter();
    members
        .map(|(status, entries)| (status.to_owned(), entries.into()))
        .collect()
}

/// Returns the value of `responseDemo`: a JSON list as a text.
fn response_demo(samples: &[Sample]) -> Option<String> {
    let demos: Vec<_> = samples
        .iter()
        .map(|sample| {
            let kind = match sample.format {
                Format::Json => "json",
                Format::Xml => "xml",
            };
            serde_json::json!({ "type": kind, "example": sample.text, "errorExample": "" })
        })
        .collect();
    (!demos.is_empty()).then(|| serde_json::Value::from(demos).to_string())
}
