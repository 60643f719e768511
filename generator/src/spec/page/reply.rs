//! The reply of an operation: tables of fields and samples together, as one schema.

mod shape;

use super::super::markdown::Block;
use super::element;
use super::entry::{self, Entry};
use super::section::{Layout, Part, Topic};
use super::seen::Seen;
use super::tree::{Node, Tree};
use super::{Reader, columns::Columns};
use crate::model::{Provenance, Schema, SchemaKind, ServiceStyle};

use shape::{Shaped, is_wrapping};

/// A table of fields, with what it is called where it describes a type.
#[derive(Debug)]
pub(super) struct Group<'t> {
    title: String,
    anchor: Option<&'t str>,
    entries: Vec<Entry<'t>>,
}

/// The reply; none where the page shows nothing of it.
pub(super) fn read(
    layout: &Layout<'_>,
    seen: &mut Seen,
    style: ServiceStyle,
    reader: &mut Reader<'_>,
) -> Option<Schema> {
    let mut groups = groups(layout);
    if style != ServiceStyle::Rpc {
        groups
            .iter_mut()
            .for_each(|group| without_elements(&mut group.entries));
    }
    if let Some(outer) = groups
        .first()
        .and_then(|group| around(&group.entries, seen))
    {
        seen.nest(&outer);
    }
    let seen = &*seen;
    groups.iter_mut().for_each(|group| named(group, reader));
    groups.retain(|group| !group.entries.is_empty());
    let mut tree = Tree::new(seen);
    let mut groups = groups.iter();
    if let Some(first) = groups.next() {
        tree.place(0, &first.entries);
    }
    for group in groups {
        for base in bases(&tree, group) {
            tree.place(base, &group.entries);
        }
    }
    for entry in std::mem::take(&mut tree.twice) {
        reader.twice(entry);
    }
    tree.complete();
    let shaped = Shaped {
        wrapping: is_wrapping(&tree, seen),
        tree: &tree,
        seen,
        reader,
    };
    let shape = shaped.shape(0);
    let empty = tree.nodes.len() == 1 && !matches!(shape, SchemaKind::List(_));
    (!empty).then(|| Schema {
        required: false,
        ..reader.schema(shape, 0, Provenance::Derived)
    })
}

/// Rows whose names can be names.
fn named(group: &mut Group<'_>, reader: &mut Reader<'_>) {
    group.entries.retain(|entry| {
        let well = entry::is_name(&entry.name);
        if !well {
            reader.unplaced(entry, "a field of the reply");
        }
        well
    });
}

/// Services that are called by paths write lists outright: the row `X` after `Array of X` is no field.
fn without_elements(entries: &mut Vec<Entry<'_>>) {
    let element: Vec<bool> = entries
        .windows(2)
        .map(|pair| element::is_element(&pair[0], &pair[1]))
        .collect();
    let mut at = 0;
    entries.retain(|_| {
        at += 1;
        at < 2 || !element[at - 2]
    });
}

/// Some samples show only what is inside of the container that the table starts with.
fn around(entries: &[Entry<'_>], seen: &Seen) -> Option<String> {
    let shown = |entry: &Entry<'_>| seen.child(seen.root(), &entry.name).is_some();
    let first = entries.iter().position(|entry| entry.kind.is_container())?;
    let (before, after) = entries.split_at(first + 1);
    let known = after.iter().filter(|entry| shown(entry)).count();
    let inside = seen.has_json()
        && first < 3
        && known >= 2
        && known * 2 > seen.node(seen.root()).children.len();
    (inside && !before.iter().any(shown)).then(|| entries[first].name.clone())
}

/// Fields where the section about them has them, then the types that other sections describe.
fn groups<'t>(layout: &Layout<'t>) -> Vec<Group<'t>> {
    let mut groups = Vec::new();
    for part in layout.of(Topic::Reply) {
        of_part(part, &mut groups);
    }
    if groups.is_empty() {
        return groups;
    }
    for part in layout.of(Topic::Other) {
        let mut found = Vec::new();
        of_part(part, &mut found);
        for group in &mut found {
            group.title.clone_from(&part.title);
            group.anchor = part.anchor;
        }
        groups.extend(found);
    }
    groups
}

fn of_part<'t>(part: &Part<'t>, groups: &mut Vec<Group<'t>>) {
    let mut title = String::new();
    let before = groups.len();
    for block in &part.blocks {
        match block {
            Block::Line(line) => title = super::super::markdown::inline::plain(line.text),
            Block::Table(table) => {
                if let Some(columns) = Columns::of_parameters(&table.header, true)
                    && !columns.has(super::columns::Column::Required)
                {
                    groups.push(Group {
                        title: std::mem::take(&mut title),
                        anchor: None,
                        entries: entry::of_table(table, &columns),
                    });
                }
            }
            Block::DiagnosticCode(_) | Block::Heading(_) => {}
        }
    }
    if groups.len() == before {
        let entries = entry::of_lists(&part.blocks);
        if !entries.is_empty() {
            let title = String::new();
            groups.push(Group {
                title,
                anchor: None,
                entries,
            });
        }
    }
}

/// Fields of the type that a table describes; the reply itself where nothing tells.
fn bases(tree: &Tree<'_, '_>, group: &Group<'_>) -> Vec<usize> {
    let title = bare(&group.title);
    let named = |node: &Node<'_, '_>| {
        let kind = node.entry.and_then(|entry| entry.kind.name());
        let anchored =
            group.anchor.is_some() && node.entry.and_then(|entry| entry.anchor) == group.anchor;
        anchored
            || (!title.is_empty()
                && (bare(&node.name) == title || kind.is_some_and(|kind| bare(kind) == title)))
    };
    let of = |wanted: &dyn Fn(&Node<'_, '_>) -> bool| -> Vec<usize> {
        (1..tree.nodes.len())
            .filter(|at| tree.nodes[*at].children.is_empty() && wanted(&tree.nodes[*at]))
            .collect()
    };
    let mut found = of(&named);
    if found.is_empty() {
        let open = |node: &Node<'_, '_>| node.entry.is_some_and(|entry| entry.kind.is_container());
        found = of(&open);
        found.truncate(1);
    }
    if found.is_empty() { vec![0] } else { found }
}

/// `**RuleList** type` and `RuleList` are one.
fn bare(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.trim_end_matches([':', '：', '.', ' ']);
    let word = name.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches("type").to_owned()
}
