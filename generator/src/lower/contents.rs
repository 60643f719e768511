//! The table of contents of a crate: the directories of the description, and what stands in none of them.
//!
//! **Invariant:** every operation stands in it once.

use std::collections::BTreeSet;

use crate::model::Service;
use crate::plan::{Operation, OperationGroup};
use crate::prose;

/// Groups of operations in the order of the description; none where it has no directories.
pub(super) fn groups(service: &Service, operations: &[Operation]) -> Vec<OperationGroup> {
    let mut left: BTreeSet<&str> = operations
        .iter()
        .map(|one| one.wire_name.as_str())
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
                .filter(|wire| left.remove(wire.as_str()))
                .cloned()
                .collect(),
        })
        .collect();
    if groups.is_empty() {
        return groups;
    }
    // What stands outside of all directories comes last.
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
