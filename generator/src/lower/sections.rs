//! The table of contents of a crate: the directories of the description, and the operations outside of them.
//!
//! **Invariant:** every operation stands in the table once.

use std::collections::BTreeSet;

use crate::model::Service;
use crate::plan::{OperationGroup, OperationPlan};
use crate::prose;

/// Returns the groups of operations in the order of the description, or no groups if it has no directories.
pub(super) fn groups(service: &Service, operations: &[OperationPlan]) -> Vec<OperationGroup> {
    let mut left: BTreeSet<&str> = operations
        .iter()
        .map(|operation| operation.wire_name.as_str())
        .collect();
    let mut groups: Vec<OperationGroup> = service
        .directories
        .iter()
        .map(|directory| OperationGroup {
            title: title(&directory.title),
            depth: directory.depth,
            operations: directory
                .operations
                .iter()
                .filter(|wire_name| left.remove(wire_name.as_str()))
                .cloned()
                .collect(),
        })
        .collect();
    if groups.is_empty() {
        return groups;
    }
    // Operations outside of all directories come last.
    groups.sort_by_key(|group| group.title.is_empty());
    groups.push(OperationGroup {
        title: String::new(),
        depth: 1,
        operations: left.into_iter().map(str::to_owned).collect(),
    });
    groups
}

fn title(text: &str) -> String {
    let sentence = prose::sentence(text, &|_| None);
    sentence.trim_end_matches(['.', '。']).to_owned()
}
