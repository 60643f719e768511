//! Operations: how each one is called, and the errors that it documents.

use std::collections::HashSet;

use super::super::json::{JsonNode, JsonObject};
use super::{parameters, path, responses, samples};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ApiStyle, ErrorCode, ExternalSamples, Operation, Service};

/// The methods of HTTP.
const METHODS: [&str; 8] = [
    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
];

/// Security schemes that need no signature: anonymous access, or credentials in a parameter.
const UNSIGNED_SCHEMES: [&str; 2] = ["Anonymous", "ARS_OIDC"];

/// Reads one operation of `service`, which has its style and its components already.
///
/// Missing members have defaults: an operation without `methods` is sent with POST, one without `operationType` is a
/// write and never retried, and one without a path is called at `/` by its name.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    service: &Service,
    name: &str,
    node: JsonNode<'_>,
) -> Option<Operation> {
    let subject = format!("`{name}`");
    let members = node.object(diagnostics, &subject)?;
    let path = path(diagnostics, &members, service.style, &subject);
    let mut parameters = parameters::read(diagnostics, &members, path.as_deref(), &subject);
    let path = path::reconcile(
        diagnostics,
        path,
        &mut parameters,
        &node.location(),
        &subject,
    );
    let responses = responses::read(diagnostics, service, &members, &subject);
    Some(Operation {
        name: name.to_owned(),
        title: members.prose("title", diagnostics, &subject),
        summary: members.prose("summary", diagnostics, &subject),
        description: members.prose("description", diagnostics, &subject),
        method: method(diagnostics, &members, &subject),
        path,
        read_only: members
            .get("operationType")
            .is_some_and(|node| node.as_str() == Some("read")),
        anonymous: is_anonymous(diagnostics, &members, &subject),
        deprecated: members.flag("deprecated", diagnostics, &subject),
        parameters,
        response: responses.success,
        headers: responses.headers,
        error_responses: responses.errors,
        errors: error_codes(diagnostics, &members, &subject),
        samples: samples::read(diagnostics, &members, &subject),
        related_operations: Vec::new(),
        external_samples: ExternalSamples::default(),
        declared_at: node.location(),
    })
}

/// Reads the path. An operation in RPC style is called by its name, even if it has a path.
fn path(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    style: ApiStyle,
    subject: &str,
) -> Option<String> {
    let node = members.get("path").filter(|_| style != ApiStyle::Rpc)?;
    let text = node.string(diagnostics, &format!("`path` of {subject}"))?;
    Some(path::template(diagnostics, text, &node.location(), subject))
}

/// Returns whether an operation can only be called without a signature.
fn is_anonymous(diagnostics: &mut Diagnostics, members: &JsonObject<'_>, subject: &str) -> bool {
    let Some(security) = members.get("security") else {
        return false;
    };
    let alternatives = security.elements(diagnostics, &format!("`security` of {subject}"));
    let is_signed = |alternative: &JsonNode<'_>| {
        let schemes = alternative.as_object();
        schemes.is_none_or(|schemes| {
            schemes
                .iter()
                .any(|scheme| !UNSIGNED_SCHEMES.contains(&scheme.name))
        })
    };
    !alternatives.is_empty() && !alternatives.iter().any(is_signed)
}

/// Returns POST if the operation accepts it, as the official SDKs do, else its first method.
fn method(diagnostics: &mut Diagnostics, members: &JsonObject<'_>, subject: &str) -> String {
    let mut methods = Vec::new();
    let listed = members
        .get("methods")
        .map(|node| node.elements(diagnostics, &format!("`methods` of {subject}")));
    for node in listed.unwrap_or_default() {
        let method = node.text().to_uppercase();
        if METHODS.contains(&method.as_str()) {
            methods.push(method);
        } else {
            diagnostics.error(
                DiagnosticCode::UnknownMethod,
                &node.location(),
                format!("{subject}: unknown method `{method}`"),
                format!("methods are {}", METHODS.join(", ")),
            );
        }
    }
    let post = "POST".to_owned();
    if methods.is_empty() || methods.contains(&post) {
        post
    } else {
        methods.swap_remove(0)
    }
}

/// Reads the documented error codes, each once. An error without a code is skipped.
fn error_codes(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Vec<ErrorCode> {
    let statuses = members
        .get("errorCodes")
        .and_then(|node| node.object(diagnostics, &format!("`errorCodes` of {subject}")));
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for status in statuses.iter().flat_map(JsonObject::iter) {
        let listed = format!("errors {} of {subject}", status.name);
        for node in status.node.elements(diagnostics, &listed) {
            let Some(entry) = node.object(diagnostics, &format!("an error of {subject}")) else {
                continue;
            };
            let code = entry.prose("errorCode", diagnostics, subject);
            if !code.is_empty() && seen.insert(code.clone()) {
                let message = entry.prose("errorMessage", diagnostics, subject);
                errors.push(ErrorCode {
                    status: status.name.to_owned(),
                    code,
                    message,
                });
            }
        }
    }
    errors
}
