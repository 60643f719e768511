//! Directories: the table of contents of a description.

use super::super::json::{JsonNode, JsonObject};
use crate::diagnostic::Diagnostics;
use crate::model::Directory;

/// Reads all directories into one list, each followed by those inside it.
pub(super) fn read(diagnostics: &mut Diagnostics, members: &JsonObject<'_>) -> Vec<Directory> {
    let mut directories = Vec::new();
    if let Some(node) = members.get("directories") {
        let children = node.elements(diagnostics, "`directories`");
        let root = String::new();
        add(diagnostics, &mut directories, root, &children, 0);
    }
    directories
        .retain(|directory| !(directory.title.is_empty() && directory.operations.is_empty()));
    directories
}

/// Adds a directory and those inside it. Its children are names of operations and directories; the parser limits how
/// deep they nest.
fn add(
    diagnostics: &mut Diagnostics,
    directories: &mut Vec<Directory>,
    title: String,
    children: &[JsonNode<'_>],
    depth: usize,
) {
    let operations = children.iter().filter_map(JsonNode::as_str);
    directories.push(Directory {
        title,
        depth,
        operations: operations.map(str::to_owned).collect(),
    });
    for child in children.iter().filter_map(JsonNode::as_object) {
        let title = child.prose("title", diagnostics, "a directory");
        let nested = child
            .get("children")
            .map(|node| node.elements(diagnostics, "`children` of a directory"))
            .unwrap_or_default();
        add(diagnostics, directories, title, &nested, depth + 1);
    }
}
