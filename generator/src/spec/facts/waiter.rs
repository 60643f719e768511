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
    /// The parameter that says what to poll for.
    pub by: String,
    /// Where the parts are in the reply; the reply itself where empty.
    pub items: Vec<String>,
    /// The part's field that holds its state.
    pub state: String,
    /// States that can still change.
    pub pending: BTreeSet<String>,
    /// States of success.
    pub done: BTreeSet<String>,
    /// States of failure.
    pub failed: BTreeSet<String>,
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
    let (poll, by, state) = (
        required("poll", problems),
        required("by", problems),
        required("state", problems),
    );
    let items = members.prose("items", problems, &what);
    Some(WaiterFact {
        name: name.to_owned(),
        doc: members.prose("doc", problems, &what),
        poll: poll?,
        by: by?,
        items: items
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        state: state?,
        pending,
        done,
        failed,
        place,
    })
}
