//! Facts about what can be waited for.

use std::collections::BTreeSet;

use super::super::check_identifier;
use super::super::json::Members;
use crate::diagnostic::Diagnostics;
use crate::source::Location;

/// Something that can be waited for.
#[derive(Clone, Debug)]
pub struct WaiterOverride {
    /// Name of the type.
    pub name: String,
    /// What it waits for, in a sentence.
    pub doc: String,
    /// Operation to poll.
    pub poll: String,
    /// The parameters that say what to poll for, in the order of the arguments.
    pub parameters: Vec<String>,
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
    pub success_on_errors: Vec<String>,
    /// Whether no part at all is success.
    pub success_when_empty: bool,
    /// Where it is written.
    pub place: Location,
}

/// Reads a waiter.
pub(super) fn read(
    name: &str,
    place: Location,
    members: Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<WaiterOverride> {
    check_identifier(name, &place, diagnostics);
    let what = format!("waiter `{name}`");
    let states = |key: &str, diagnostics: &mut Diagnostics| -> BTreeSet<String> {
        let node = members.get(key);
        node.iter()
            .flat_map(|node| node.elements(diagnostics, &format!("`{key}` of {what}")))
            .map(|node| node.text())
            .collect()
    };
    let pending = states("pending", diagnostics);
    let done = states("done", diagnostics);
    let failed = states("failed", diagnostics);
    let required = |key: &str, diagnostics: &mut Diagnostics| {
        members.require(key, diagnostics, &what).map(str::to_owned)
    };
    let (poll, state) = (
        required("poll", diagnostics),
        required("state", diagnostics),
    );
    let by = match members.get("parameters") {
        Some(node) if node.as_str().is_none() => node
            .elements(diagnostics, &format!("`parameters` of {what}"))
            .iter()
            .map(|node| node.text())
            .collect(),
        _ => vec![required("parameters", diagnostics)?],
    };
    let gone = members.get("success_on_errors");
    let gone =
        gone.map(|node| node.elements(diagnostics, &format!("`success_on_errors` of {what}")));
    let items = members.prose("items", diagnostics, &what);
    Some(WaiterOverride {
        name: name.to_owned(),
        doc: members.prose("doc", diagnostics, &what),
        poll: poll?,
        parameters: by,
        items: items
            .split('.')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        state: state?,
        pending,
        done,
        failed,
        success_on_errors: gone.into_iter().flatten().map(|node| node.text()).collect(),
        success_when_empty: members.flag("success_when_empty", diagnostics, &what),
        place,
    })
}
