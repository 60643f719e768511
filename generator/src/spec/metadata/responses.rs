//! Responses of an operation: the successful one, its headers, and those of errors.
//!
//! An operation has one response type, so successes with different schemas become one schema with the fields of all. If no
//! success is declared, `default` is the success. Every other status, also `3XX`, is an error of the call. An operation
//! whose success has no schema has no typed response; a caller can still read the raw one.

use super::super::json::JsonObject;
use super::super::schema;
use super::union::union;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ErrorResponse, Field, Schema, SchemaKind, Service};

/// The key for all statuses that are not listed.
const DEFAULT: &str = "default";

/// The responses of one operation.
#[derive(Default)]
pub(super) struct OperationResponses {
    pub(super) success: Option<Schema>,
    /// The headers of a successful response.
    pub(super) headers: Vec<Field>,
    pub(super) errors: Vec<ErrorResponse>,
}

/// Reads `responses`. `service` has the components that they refer to.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    service: &Service,
    members: &JsonObject<'_>,
    subject: &str,
) -> OperationResponses {
    let mut responses = OperationResponses::default();
    let statuses = members
        .get("responses")
        .and_then(|node| node.object(diagnostics, &format!("`responses` of {subject}")));
    let (mut default, mut has_success) = (None, false);
    for member in statuses.iter().flat_map(JsonObject::iter) {
        let Some(response) = member.node.as_object() else {
            continue;
        };
        let is_success = member.name.starts_with('2');
        has_success |= is_success;
        if is_success || member.name == DEFAULT {
            read_headers(diagnostics, &response, &mut responses.headers, subject);
        }
        let Some(node) = response.get("schema") else {
            continue;
        };
        let subject = format!("the response of {subject}");
        let Some(schema) = schema::read_body(diagnostics, node, &subject) else {
            continue;
        };
        if is_success {
            responses.success = Some(match responses.success.take() {
                Some(first) => merge(diagnostics, service, first, schema, &subject),
                None => schema,
            });
            continue;
        }
        let status = member.name.to_owned();
        let error = ErrorResponse { status, schema };
        if member.name == DEFAULT {
            default = Some(error);
        } else {
            responses.errors.push(error);
        }
    }
    if has_success {
        responses.errors.extend(default);
    } else {
        responses.success = default.map(|response| response.schema);
    }
    responses
}

/// Reads the headers of a response into `headers`, each once.
fn read_headers(
    diagnostics: &mut Diagnostics,
    response: &JsonObject<'_>,
    headers: &mut Vec<Field>,
    subject: &str,
) {
    let subject = format!("the headers of the response of {subject}");
    let declared = response
        .get("headers")
        .and_then(|node| node.object(diagnostics, &subject));
    for member in declared.iter().flat_map(JsonObject::iter) {
        let name = with_ascii_hyphens(member.name);
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '*');
        if name.is_empty() || !name.chars().all(is_allowed) {
            diagnostics.warning(
                DiagnosticCode::InvalidWireName,
                &member.location,
                format!("`{name}` in {subject} is not the name of a header"),
                "left out of the documentation; a caller can still read the header",
            );
            continue;
        }
        if headers.iter().any(|header| header.name == name) {
            continue;
        }
        let header = member.node.as_object();
        let node = header.and_then(|header| header.get("schema"));
        let subject = format!("`{name}` of {subject}");
        if let Some(schema) = schema::read(diagnostics, node.unwrap_or(member.node), &subject) {
            headers.push(Field { name, schema });
        }
    }
}

/// Replaces typographic hyphens, which some names have because they were copied from a formatted text.
fn with_ascii_hyphens(name: &str) -> String {
    name.replace(|c| ('\u{2010}'..='\u{2015}').contains(&c), "-")
}

/// Returns one schema for two successes, because the status does not select a type when a response is read.
fn merge(
    diagnostics: &mut Diagnostics,
    service: &Service,
    first: Schema,
    second: Schema,
    subject: &str,
) -> Schema {
    if first == second {
        return first;
    }
    // References to different objects are replaced by the fields of those objects.
    let resolve = |schema: Schema| Schema {
        kind: service
            .resolve(&schema)
            .map_or(SchemaKind::Any, |resolved| resolved.kind.clone()),
        ..schema
    };
    union(diagnostics, resolve(first), resolve(second), subject)
}
