//! Waiters: they poll an operation until a state is reached.

use std::collections::BTreeSet;

use super::super::check::check_identifier;
use super::super::json::{JsonMember, JsonNode, JsonObject};
use super::check_keys;
use crate::diagnostic::Diagnostics;
use crate::model::WaiterOverride;

/// The keys of a waiter.
const KEYS: [&str; 10] = [
    "doc",
    "poll",
    "parameters",
    "items",
    "state",
    "pending",
    "done",
    "failed",
    "success_on_errors",
    "success_when_empty",
];

/// Reads a waiter, whose name is that of the member.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    member: &JsonMember<'_>,
    members: &JsonObject<'_>,
) -> Option<WaiterOverride> {
    let name = member.name;
    check_identifier(diagnostics, name, &member.location);
    let subject = format!("waiter `{name}`");
    check_keys(diagnostics, members, &KEYS, &format!(" of {subject}"));
    let mut states = |key: &str| -> BTreeSet<String> {
        let states = texts(diagnostics, members, key, &subject);
        states.into_iter().collect()
    };
    let (pending, done, failed) = (states("pending"), states("done"), states("failed"));
    let poll = members.require("poll", diagnostics, &subject);
    let state = members.require("state", diagnostics, &subject);
    let items = members.prose("items", diagnostics, &subject);
    let items = items.split('.').filter(|part| !part.is_empty());
    Some(WaiterOverride {
        name: name.to_owned(),
        doc: members.prose("doc", diagnostics, &subject),
        parameters: parameters(diagnostics, members, &subject)?,
        items: items.map(str::to_owned).collect(),
        success_on_errors: texts(diagnostics, members, "success_on_errors", &subject),
        success_when_empty: members.flag("success_when_empty", diagnostics, &subject),
        poll: poll?.to_owned(),
        state: state?.to_owned(),
        pending,
        done,
        failed,
        declared_at: member.location.clone(),
    })
}

/// Reads the parameters: a list, or a string for a single parameter.
fn parameters(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Option<Vec<String>> {
    match members.get("parameters").as_ref().map(JsonNode::as_str) {
        Some(None) => Some(texts(diagnostics, members, "parameters", subject)),
        _ => {
            let parameter = members.require("parameters", diagnostics, subject)?;
            Some(vec![parameter.to_owned()])
        }
    }
}

/// Reads a list of texts, which is empty if the member is missing.
fn texts(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    key: &str,
    subject: &str,
) -> Vec<String> {
    let node = members.get(key);
    node.iter()
        .flat_map(|node| node.elements(diagnostics, &format!("`{key}` of {subject}")))
        .map(|node| node.text())
        .collect()
}
