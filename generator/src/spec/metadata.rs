//! Official metadata in JSON, into the model: a whole description (`api-docs.json`), or a single operation (`api.json`).
//!
//! This module distinguishes the two, and reads the operations, the components and the endpoints.
//!
//! **Invariant:** a missing member costs at most a type or a name, never an operation or a parameter.

mod directories;
mod operations;
mod parameters;
pub(super) mod path;
mod responses;
mod samples;
mod service;
mod union;

use std::sync::Arc;

use super::SpecDefaults;
use super::check::{check_identifier, check_name};
use super::json::{self, JsonNode, JsonObject};
use super::schema;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Component, Endpoint, Operation, Service};
use crate::source::SourceFile;

/// Reads a whole description or a single operation. Returns `None` if it is neither; `diagnostics` then has an error.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    source: &Arc<SourceFile>,
    defaults: &SpecDefaults,
) -> Option<Service> {
    let defaults = defaults.or_from_path(source.name());
    json::parse(diagnostics, source, |diagnostics, root| {
        match root.as_object() {
            Some(members) if members.get("apis").is_some() => {
                root.object(diagnostics, "the description")?;
                let mut service = service::read(diagnostics, root, &members, &defaults);
                service.operations = operations(diagnostics, &members, &service);
                Some(service)
            }
            Some(members) if is_operation(&members) => {
                let mut service = service::read(diagnostics, root, &members, &defaults);
                let name = defaults.operation.as_deref()?;
                check_identifier(diagnostics, name, &root.location());
                let operation = operations::read(diagnostics, &service, name, root);
                service.operations.extend(operation);
                Some(service)
            }
            _ => {
                diagnostics.error(
                    DiagnosticCode::NotADescription,
                    &root.location(),
                    "not a description of operations",
                    "expected official metadata: `info`, `apis` and `endpoints`, or a single operation",
                );
                None
            }
        }
    })
}

/// Returns whether an object is a single operation, by members that only an operation has.
fn is_operation(members: &JsonObject<'_>) -> bool {
    let has = |name: &str| members.get(name).is_some();
    has("parameters") || has("responses") || has("methods")
}

fn operations(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    service: &Service,
) -> Vec<Operation> {
    let Some(apis) = members
        .get("apis")
        .and_then(|node| node.object(diagnostics, "`apis`"))
    else {
        return Vec::new();
    };
    if apis.iter().next().is_none() {
        diagnostics.warning(
            DiagnosticCode::NoOperations,
            &apis.location(),
            "`apis` has no operation",
            "the client has no operation either; add the operations to generate",
        );
    }
    apis.iter()
        .filter_map(|member| {
            check_identifier(diagnostics, member.name, &member.location);
            operations::read(diagnostics, service, member.name, member.node)
        })
        .collect()
}

fn components(diagnostics: &mut Diagnostics, members: &JsonObject<'_>) -> Vec<Component> {
    let schemas = members
        .get("components")
        .and_then(|node| node.as_object())
        .and_then(|node| node.get("schemas"))
        .and_then(|node| node.object(diagnostics, "`components.schemas`"));
    let mut components = Vec::new();
    for member in schemas.iter().flat_map(JsonObject::iter) {
        check_name(diagnostics, member.name, "the components", &member.location);
        let subject = format!("component `{}`", member.name);
        if let Some(schema) = schema::read(diagnostics, member.node, &subject) {
            components.push(Component {
                name: member.name.to_owned(),
                schema,
            });
        }
    }
    components
}

/// Reads the endpoints. One without a region or without a host is skipped: a client can be given any endpoint.
fn endpoints(diagnostics: &mut Diagnostics, members: &JsonObject<'_>) -> Vec<Endpoint> {
    let list = members.get("endpoints");
    let nodes: Vec<JsonNode<'_>> = list
        .iter()
        .flat_map(|list| list.elements(diagnostics, "`endpoints`"))
        .collect();
    let mut endpoints = Vec::new();
    for node in nodes {
        let Some(entry) = node.object(diagnostics, "an endpoint") else {
            continue;
        };
        let region = entry.prose("regionId", diagnostics, "an endpoint");
        let host = entry.prose("endpoint", diagnostics, "an endpoint");
        if region.is_empty() || host.is_empty() {
            continue;
        }
        if !is_host(&host) {
            diagnostics.error(
                DiagnosticCode::InvalidHost,
                &node.location(),
                format!("endpoint `{host}` of region `{region}` is not a host name"),
                "expected a name such as `domain.aliyuncs.com`",
            );
            continue;
        }
        endpoints.push(Endpoint { region, host });
    }
    endpoints
}

/// Returns whether a text is a host name. Host names of some products contain placeholders such as `{bucket}`.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '{' | '}'))
}
