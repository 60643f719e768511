//! Facts about what can be waited for.

use std::collections::BTreeSet;

use super::super::check_identifier;
use super::super::json::Members;
use crate::diagnostic::Diagnostics;
use crate::source::Place;

/// Something that can be waited for.
#[derive(Clone, Debug)]
pub struct WaiterFact {
    /// Name of the type.
    pub name: String,
    /// What it waits for, in a sentence.
    pub doc: String,
    /// Operation to poll.
    pub poll: String,
    /// The parameters that say what to poll for, in the order of the arguments.
    pub by: Vec<String>,
    /// Where the parts are in the reply, a list or one object; the reply itself where empty.
    pub items: Vec<String>,
    /// The part's field that holds its state.
    pub state: String,
    /// States that can still change.
    pub pending: BTreeSet<String>,
    /// States of success.
    pub done: BTreeSet<String>,
    /// States of failure.
    pub failed: BTreeSet<String>,
    /// Error codes that say that what was waited for is gone, which is success.
    pub gone: Vec<String>,
    /// Whether no part at all is success.
    pub empty: bool,
    /// Where it is written.
    pub place: Place,
}

/// Reads a waiter.
pub(super) fn read(
    name: &str,
    place: Place,
    members: Members<'_>,
    problems: &mut Diagnostics,
) -> Option<WaiterFact> {
    check_identifier(name, &place, problems);
    let what = format!("waiter `{name}`");
    let states = |key: &str, problems: &mut Diagnostics| -> BTreeSet<String> {
        let node = members.get(key);
        node.iter()
            .flat_map(|node| node.elements(problems, &format!("`{key}` of {what}")))
            .map(|node| node.text())
            .collect()
    };
    let pending = states("pending", problems);
    let done = states("done", problems);
    let failed = states("failed", problems);
    let required = |key: &str, problems: &mut Diagnostics| {
        members.require(key, problems, &what).map(str::to_owned)
    };
    let (poll, state) = (required("poll", problems), required("state", problems));
    let by = match members.get("by") {
        Some(node) if node.as_str().is_none() => node
            .elements(problems, &format!("`by` of {what}"))
            .iter()
            .map(|node| node.text())
            .collect(),
        _ => vec![required("by", problems)?],
    };
    let gone = members.get("gone");
    let gone = gone.map(|node| node.elements(problems, &format!("`gone` of {what}")));
    let items = members.prose("items", problems, &what);
    Some(WaiterFact {
        name: name.to_owned(),
        doc: members.prose("doc", problems, &what),
        poll: poll?,
        by,
        items: items
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        state: state?,
        pending,
        done,
        failed,
        gone: gone.into_iter().flatten().map(|node| node.text()).collect(),
        empty: members.flag("empty", problems, &what),
        place,
    })
}
