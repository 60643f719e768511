//! Operations: how each is called, and what it may answer.

use std::collections::HashSet;

use super::super::json::{Members, Node};
use super::{parameters, path, responses, samples};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{ErrorCode, Evidence, Operation, Service, ServiceStyle};

/// One operation. `service` has all that stands beside it.
///
/// What is missing costs nothing but itself: without `methods` it is sent with POST, without `operationType` it counts as
/// a change, which is never repeated, and without a path it is called at `/` by its name.
pub(super) fn operation(
    name: &str,
    node: Node<'_>,
    service: &Service,
    problems: &mut Diagnostics,
) -> Option<Operation> {
    let what = format!("`{name}`");
    let members = node.object(problems, &what)?;
    let path = path(&members, service.style, problems, &what);
    let mut parameters = parameters::read(&members, path.as_deref(), problems, &what);
    let path = path::settle(path, &mut parameters, &node.place(), problems, &what);
    let answers = responses::read(&members, service, problems, &what);
    Some(Operation {
        name: name.to_owned(),
        title: members.prose("title", problems, &what),
        summary: members.prose("summary", problems, &what),
        description: members.prose("description", problems, &what),
        method: method(&members, problems, &what),
        path,
        reads: members
            .get("operationType")
            .is_some_and(|node| node.as_str() == Some("read")),
        anonymous: anonymous(&members, problems, &what),
        deprecated: members.flag("deprecated", problems, &what),
        parameters,
        reply: answers.reply,
        headers: answers.headers,
        failures: answers.failures,
        errors: errors(&members, problems, &what),
        samples: samples::read(&members, problems, &what),
        companions: Vec::new(),
        evidence: Evidence::default(),
        place: node.place(),
    })
}

/// Where the service's style has paths: others call by name, whatever path an operation has.
fn path(
    members: &Members<'_>,
    style: ServiceStyle,
    problems: &mut Diagnostics,
    what: &str,
) -> Option<String> {
    let node = members.get("path").filter(|_| style != ServiceStyle::Rpc)?;
    let text = node.string(problems, &format!("`path` of {what}"))?;
    Some(path::template(text, &node.place(), problems, what))
}

/// Whether no way of proving who calls is one of ours: there is none, or a parameter carries it.
fn anonymous(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> bool {
    const NOT_OURS: [&str; 2] = ["Anonymous", "ARS_OIDC"];
    let Some(security) = members.get("security") else {
        return false;
    };
    let ways = security.elements(problems, &format!("`security` of {what}"));
    let ours = |way: &Node<'_>| {
        let names = way.as_object();
        names.is_none_or(|names| names.iter().any(|name| !NOT_OURS.contains(&name.name)))
    };
    !ways.is_empty() && !ways.iter().any(ours)
}

/// POST where the operation takes it, as the official SDKs do; else its only method.
fn method(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> String {
    const KNOWN: [&str; 8] = [
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
    ];
    let mut methods = Vec::new();
    let listed = members
        .get("methods")
        .map(|node| node.elements(problems, &format!("`methods` of {what}")));
    for node in listed.unwrap_or_default() {
        let method = node.text().to_uppercase();
        if KNOWN.contains(&method.as_str()) {
            methods.push(method);
        } else {
            problems.error(
                Code::UnknownMethod,
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

fn errors(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Vec<ErrorCode> {
    let Some(statuses) = members
        .get("errorCodes")
        .and_then(|node| node.object(problems, &format!("`errorCodes` of {what}")))
    else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for status in statuses.iter() {
        for node in status
            .node
            .elements(problems, &format!("errors {} of {what}", status.name))
        {
            let Some(entry) = node.object(problems, &format!("an error of {what}")) else {
                continue;
            };
            // Without a code there is nothing to know it by.
            let code = entry.prose("errorCode", problems, what);
            if !code.is_empty() && seen.insert(code.clone()) {
                let message = entry.prose("errorMessage", problems, what);
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
