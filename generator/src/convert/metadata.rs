//! The official shape: `info`, `directories`, `components`, `apis`, `endpoints`.

use super::json::{Json, Object};
use super::schema::Dialect;
use crate::model::{
    Directory, ErrorCode, Format, Operation, Parameter, ParameterLocation, Sample, Service,
    ServiceStyle, Style,
};

pub(super) fn document(service: &Service) -> Object {
    let info = Object::new()
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
        .map(|one| (one.name.clone(), operation(one).into()));
    let endpoints = service.endpoints.iter().map(|endpoint| {
        Object::new()
            .with("regionId", &endpoint.region)
            .with("endpoint", &endpoint.host)
            .into()
    });
    let schemas = Object::new().with("schemas", schemas.collect::<Object>());
    Object::new()
        .with("version", "1.0")
        .with("info", info)
        .list("directories", children(&service.directories))
        .with("components", schemas)
        .with("apis", apis.collect::<Object>())
        .list("endpoints", endpoints.collect())
}

fn style(style: ServiceStyle) -> &'static str {
    match style {
        ServiceStyle::Rpc => "RPC",
        ServiceStyle::Roa => "ROA",
        ServiceStyle::Pds => "PDS",
        ServiceStyle::Oss => "OSS",
        ServiceStyle::Sls => "SLS",
    }
}

/// Directories come one after the other, those inside another after it; here they are inside again.
fn children(directories: &[Directory]) -> Vec<Json> {
    let mut children = Vec::new();
    let mut rest = directories;
    while let Some((first, after)) = rest.split_first() {
        let inner = after
            .iter()
            .take_while(|directory| directory.depth > first.depth)
            .count();
        let (inside, outside) = after.split_at(inner);
        let operations = first.operations.iter().map(Json::from);
        let all: Vec<Json> = operations.chain(self::children(inside)).collect();
        if first.title.is_empty() && first.depth == 0 {
            children.extend(all);
        } else {
            let directory = Object::new()
                .text("title", &first.title)
                .with("type", "directory")
                .with("children", all);
            children.push(directory.into());
        }
        rest = outside;
    }
    children
}

fn operation(operation: &Operation) -> Object {
    let kind = if operation.read_only { "read" } else { "write" };
    Object::new()
        .text("title", &operation.title)
        .text("summary", &operation.summary)
        .text("description", &operation.description)
        .maybe("path", operation.path.as_deref())
        .with("methods", vec![Json::from(operation.method.to_lowercase())])
        .with("operationType", kind)
        .maybe("security", operation.anonymous.then(nobody))
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
        .maybe("responseDemo", demo(&operation.samples))
}

/// The ways of proving who calls, where anybody may.
fn nobody() -> Vec<Json> {
    vec![Object::new().with("Anonymous", Vec::new()).into()]
}

fn parameter(parameter: &Parameter) -> Json {
    let position = match parameter.location {
        ParameterLocation::Query => "query",
        ParameterLocation::Form => "formData",
        ParameterLocation::Body => "body",
        ParameterLocation::Path => "path",
        ParameterLocation::Header => "header",
        ParameterLocation::Host => "host",
    };
    let style = match parameter.style {
        Style::Flat => None,
        Style::Json => Some("json"),
        Style::Joined => Some("simple"),
        Style::Xml => Some("xml"),
    };
    Object::new()
        .with("name", &parameter.name)
        .with("in", position)
        .maybe("style", style)
        .with("schema", Dialect::Metadata.schema(&parameter.schema))
        .into()
}

fn responses(operation: &Operation) -> Object {
    let headers = operation.headers.iter().map(|header| {
        let schema = Dialect::Metadata.schema(&header.schema);
        (
            header.name.clone(),
            Object::new().with("schema", schema).into(),
        )
    });
    let reply = operation
        .response
        .as_ref()
        .map(|reply| Dialect::Metadata.schema(reply));
    let success = Object::new()
        .object("headers", headers.collect())
        .maybe("schema", reply);
    let mut responses = Object::new().with("200", success);
    for failure in &operation.error_responses {
        let schema = Dialect::Metadata.schema(&failure.schema);
        responses.put(&failure.status, Object::new().with("schema", schema));
    }
    responses
}

fn errors(errors: &[ErrorCode]) -> Object {
    let mut statuses: Vec<(&str, Vec<Json>)> = Vec::new();
    for error in errors {
        let entry = Object::new()
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

/// A JSON text inside the JSON.
fn demo(samples: &[Sample]) -> Option<String> {
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
