//! The table of contents of a description.

use super::super::json::{Members, Node};
use crate::diagnostic::Diagnostics;
use crate::model::Directory;

/// Every directory in order, those inside others after them.
pub(super) fn read(members: &Members<'_>, diagnostics: &mut Diagnostics) -> Vec<Directory> {
    let mut directories = Vec::new();
    if let Some(node) = members.get("directories") {
        let children = node.elements(diagnostics, "`directories`");
        directory(String::new(), &children, 0, diagnostics, &mut directories);
    }
    directories
        .retain(|directory| !(directory.title.is_empty() && directory.operations.is_empty()));
    directories
}

/// Children are names of operations, and directories. How deep they nest is bounded when the text is read.
fn directory(
    title: String,
    children: &[Node<'_>],
    depth: usize,
    diagnostics: &mut Diagnostics,
    into: &mut Vec<Directory>,
) {
    let operations = children.iter().filter_map(Node::as_str);
    into.push(Directory {
        title,
        depth,
        operations: operations.map(str::to_owned).collect(),
    });
    for child in children.iter().filter_map(Node::as_object) {
        let title = child.prose("title", diagnostics, "a directory");
        let inner = child
            .get("children")
            .map(|node| node.elements(diagnostics, "`children` of a directory"));
        directory(
            title,
            &inner.unwrap_or_default(),
            depth + 1,
            diagnostics,
            into,
        );
    }
}
