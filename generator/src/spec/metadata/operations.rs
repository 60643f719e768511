//! Operations: how each is called, and what it may answer.

use std::collections::HashSet;

use super::super::json::{Members, Node};
use super::{parameters, path, responses, samples};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ErrorCode, ExternalSamples, Operation, Service, ServiceStyle};

/// One operation. `service` has all that stands beside it.
///
/// What is missing costs nothing but itself: without `methods` it is sent with POST, without `operationType` it counts as
/// a change, which is never repeated, and without a path it is called at `/` by its name.
pub(super) fn operation(
    name: &str,
    node: Node<'_>,
    service: &Service,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let what = format!("`{name}`");
    let members = node.object(diagnostics, &what)?;
    let path = path(&members, service.style, diagnostics, &what);
    let mut parameters = parameters::read(&members, path.as_deref(), diagnostics, &what);
    let path = path::commit(path, &mut parameters, &node.place(), diagnostics, &what);
    let answers = responses::read(&members, service, diagnostics, &what);
    Some(Operation {
        name: name.to_owned(),
        title: members.prose("title", diagnostics, &what),
        summary: members.prose("summary", diagnostics, &what),
        description: members.prose("description", diagnostics, &what),
        method: method(&members, diagnostics, &what),
        path,
        read_only: members
            .get("operationType")
            .is_some_and(|node| node.as_str() == Some("read")),
        anonymous: anonymous(&members, diagnostics, &what),
        deprecated: members.flag("deprecated", diagnostics, &what),
        parameters,
        response: answers.reply,
        headers: answers.headers,
        error_responses: answers.failures,
        errors: errors(&members, diagnostics, &what),
        samples: samples::read(&members, diagnostics, &what),
        related_operations: Vec::new(),
        external_samples: ExternalSamples::default(),
        declared_at: node.place(),
    })
}

/// Where the service's style has paths: others call by name, whatever path an operation has.
fn path(
    members: &Members<'_>,
    style: ServiceStyle,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Option<String> {
    let node = members.get("path").filter(|_| style != ServiceStyle::Rpc)?;
    let text = node.string(diagnostics, &format!("`path` of {what}"))?;
    Some(path::template(text, &node.place(), diagnostics, what))
}

/// Whether no way of proving who calls is one of ours: there is none, or a parameter carries it.
fn anonymous(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> bool {
    const NOT_OURS: [&str; 2] = ["Anonymous", "ARS_OIDC"];
    let Some(security) = members.get("security") else {
        return false;
    };
    let ways = security.elements(diagnostics, &format!("`security` of {what}"));
    let ours = |way: &Node<'_>| {
        let names = way.as_object();
        names.is_none_or(|names| names.iter().any(|name| !NOT_OURS.contains(&name.name)))
    };
    !ways.is_empty() && !ways.iter().any(ours)
}

/// POST where the operation takes it, as the official SDKs do; else its only method.
fn method(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> String {
    const KNOWN: [&str; 8] = [
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
    ];
    let mut methods = Vec::new();
    let listed = members
        .get("methods")
        .map(|node| node.elements(diagnostics, &format!("`methods` of {what}")));
    for node in listed.unwrap_or_default() {
        let method = node.text().to_uppercase();
        if KNOWN.contains(&method.as_str()) {
            methods.push(method);
        } else {
            diagnostics.error(
                DiagnosticCode::UnknownMethod,
                &node.place(),
                format!("{what}: unknown method `{method}`"),
                "methods are get, post, put …",
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

fn errors(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Vec<ErrorCode> {
    let Some(statuses) = members
        .get("errorCodes")
        .and_then(|node| node.object(diagnostics, &format!("`errorCodes` of {what}")))
    else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for status in statuses.iter() {
        for node in status
            .node
            .elements(diagnostics, &format!("errors {} of {what}", status.name))
        {
            let Some(entry) = node.object(diagnostics, &format!("an error of {what}")) else {
                continue;
            };
            // Without a code there is nothing to know it by.
            let code = entry.prose("errorCode", diagnostics, what);
            if !code.is_empty() && seen.insert(code.clone()) {
                let message = entry.prose("errorMessage", diagnostics, what);
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
