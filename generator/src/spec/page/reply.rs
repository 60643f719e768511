//! The reply of an operation: tables of fields and samples together, as one schema.

use super::super::markdown::Block;
use super::entry::{self, Entry};
use super::kind::Kind;
use super::order;
use super::prose;
use super::section::{Layout, Part, Topic};
use super::seen::{Scalar, Seen};
use super::tree::{Node, Tree};
use super::{Reader, columns::Columns};
use crate::model::{Field, Ground, Schema, ServiceStyle, Shape};

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
    for group in &groups {
        for entry in &group.entries {
            if !entry::is_name(&entry.name) {
                reader.unplaced(entry, "a field of the reply");
            }
        }
    }
    let groups: Vec<Group<'_>> = groups
        .into_iter()
        .map(|mut group| {
            group.entries.retain(|entry| entry::is_name(&entry.name));
            group
        })
        .filter(|group| !group.entries.is_empty())
        .collect();
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
    let empty = tree.nodes.len() == 1 && !matches!(shape, Shape::List(_));
    (!empty).then(|| Schema {
        required: false,
        ..reader.schema(shape, 0, Ground::Implied)
    })
}

/// Services that are called by paths write lists outright: the row `X` after `Array of X` is no field.
fn without_elements(entries: &mut Vec<Entry<'_>>) {
    let element: Vec<bool> = entries
        .windows(2)
        .map(|pair| order::is_element(&pair[0], &pair[1]))
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
            Block::Code(_) | Block::Heading(_) => {}
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

/// Whether lists of the page are objects around an array, and none is an array outright.
fn is_wrapping(tree: &Tree<'_, '_>, seen: &Seen) -> bool {
    let (shown, direct) = seen.lists();
    let told = tree
        .nodes
        .iter()
        .any(|node| match (node.entry, node.children.as_slice()) {
            (Some(entry), [only]) => tree.nodes[*only]
                .entry
                .is_some_and(|inner| order::is_element(entry, inner)),
            _ => false,
        });
    (shown > 0 || told) && direct == 0
}

struct Shaped<'a, 'e, 't, 'r, 's> {
    /// Whether a list of which nothing is shown is an object around an array.
    wrapping: bool,
    tree: &'a Tree<'e, 't>,
    seen: &'e Seen,
    reader: &'r Reader<'s>,
}

impl Shaped<'_, '_, '_, '_, '_> {
    fn schema(&self, at: usize) -> Schema {
        let node = &self.tree.nodes[at];
        let shape = self.shape(at);
        match node.entry {
            Some(entry) => {
                let mut schema = self.reader.described(entry, shape, node.ground);
                schema.required = false;
                schema
            }
            None => self.reader.schema(shape, 0, node.ground),
        }
    }

    fn fields(&self, at: usize) -> Vec<Field> {
        let children = &self.tree.nodes[at].children;
        children
            .iter()
            .map(|child| Field {
                name: self.tree.nodes[*child].name.clone(),
                schema: self.schema(*child),
            })
            .collect()
    }

    fn shape(&self, at: usize) -> Shape {
        let node = &self.tree.nodes[at];
        let kind = node.entry.map_or(&Kind::Blank, |entry| &entry.kind);
        if node.children.is_empty() {
            return self.leaf(at, kind);
        }
        let object = Shape::Object(self.fields(at));
        if at == 0 {
            return self.root(object);
        }
        if self.is_list(at, kind) {
            let inner = self.reader.schema(object, 0, Ground::Implied);
            return self.list(at, kind, inner);
        }
        object
    }

    /// A list of which no sample shows how it is written follows the others of the page.
    fn list(&self, at: usize, kind: &Kind, inner: Schema) -> Shape {
        let node = &self.tree.nodes[at];
        let list = Shape::List(Box::new(inner));
        let shown = node.seen.is_some_and(|seen| self.seen.node(seen).json);
        let open = match kind {
            Kind::List(None) => true,
            Kind::List(Some(inner)) => inner.is_scalar(),
            _ => false,
        };
        if shown || !open || !self.wrapping {
            return list;
        }
        Shape::Object(vec![Field {
            name: order::singular(&node.name),
            schema: self.reader.schema(list, 0, Ground::Implied),
        }])
    }

    fn root(&self, object: Shape) -> Shape {
        let seen = self.seen.node(self.seen.root());
        if seen.list && !seen.object {
            return Shape::List(Box::new(self.reader.schema(object, 0, Ground::Implied)));
        }
        object
    }

    /// Whether a field with fields inside is a list of objects.
    fn is_list(&self, at: usize, kind: &Kind) -> bool {
        let node = &self.tree.nodes[at];
        let seen = node.seen.map(|seen| self.seen.node(seen));
        let parent = self.tree.parent(at);
        let inside_wrapper = parent.is_some_and(|parent| self.is_wrapper(parent));
        match kind {
            _ if self.is_wrapper(at) => false,
            _ if inside_wrapper => true,
            Kind::List(_) => true,
            Kind::Blank | Kind::Named(_) => {
                seen.is_some_and(|seen| seen.list || (!seen.json && seen.repeated))
            }
            _ => seen.is_some_and(|seen| seen.list && !seen.object),
        }
    }

    /// Whether a list is written as an object around an array, as most RPC services do.
    fn is_wrapper(&self, at: usize) -> bool {
        let node = &self.tree.nodes[at];
        let Some(entry) = node.entry else {
            return false;
        };
        let (Kind::List(inner), [only]) = (&entry.kind, node.children.as_slice()) else {
            return false;
        };
        let child = &self.tree.nodes[*only];
        let seen = node
            .seen
            .map(|seen| self.seen.node(seen))
            .filter(|seen| seen.json);
        if let Some(seen) = seen.filter(|_| child.seen != node.seen) {
            return !seen.list;
        }
        let named = inner
            .as_ref()
            .and_then(|inner| inner.name())
            .is_some_and(|name| name.eq_ignore_ascii_case(&child.name));
        let blank = child.entry.is_some_and(|entry| entry.kind == Kind::Blank);
        named || blank || child.entry.is_none()
    }

    /// A field without fields.
    fn leaf(&self, at: usize, kind: &Kind) -> Shape {
        let node = &self.tree.nodes[at];
        let seen = node.seen.map(|seen| self.seen.node(seen));
        let wrapped = self
            .tree
            .parent(at)
            .is_some_and(|parent| self.is_wrapper(parent));
        let values = || {
            node.entry
                .map(|entry| prose::values(entry.description))
                .unwrap_or_default()
        };
        let scalar = match kind {
            Kind::String => Shape::String(values()),
            Kind::Integer => Shape::Integer,
            Kind::Number => Shape::Number,
            Kind::Boolean => Shape::Boolean,
            Kind::Object | Kind::Named(_) => Shape::Any,
            Kind::Map => Shape::Map(Box::new(self.reader.schema(Shape::Any, 0, Ground::Implied))),
            Kind::Blank => seen
                .and_then(|seen| seen.scalar)
                .map_or(Shape::Any, of_scalar),
            Kind::List(inner) => {
                let shape = match inner.as_deref() {
                    Some(inner) => self.leaf(at, inner),
                    None => seen
                        .and_then(|seen| seen.scalar)
                        .map_or(Shape::Any, of_scalar),
                };
                return self.list(at, kind, self.reader.schema(shape, 0, Ground::Implied));
            }
        };
        let listed =
            matches!(kind, Kind::Blank | Kind::Named(_)) && seen.is_some_and(|seen| seen.list);
        if wrapped || listed {
            return Shape::List(Box::new(self.reader.schema(scalar, 0, Ground::Implied)));
        }
        scalar
    }
}

fn of_scalar(scalar: Scalar) -> Shape {
    match scalar {
        Scalar::Text => Shape::String(Vec::new()),
        Scalar::Integer => Shape::Integer,
        Scalar::Number => Shape::Number,
        Scalar::Boolean => Shape::Boolean,
    }
}
