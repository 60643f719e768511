//! What is inside of parameters, as names such as `Tag.N.Key`, marks and later tables tell.

use std::collections::{HashMap, HashSet};

use super::super::Reader;
use super::super::entry::{self, Entry};
use super::super::kind::Kind;
use super::super::prose;
use super::super::section::{Layout, Topic};
use super::{COMMON, DEEPEST, Group, of_part};
use crate::model::{Field, Provenance, Schema, SchemaKind};

#[derive(Debug, Default)]
pub(super) struct Node<'e, 't> {
    pub(super) name: String,
    pub(super) entry: Option<&'e Entry<'t>>,
    children: Vec<usize>,
    list: bool,
    /// Rows about what its text holds.
    notes: Vec<&'e Entry<'t>>,
}

impl Node<'_, '_> {
    /// Whether it is sent as one text, whatever is inside.
    fn is_text(&self) -> bool {
        !self.list && self.entry.is_some_and(|entry| entry.kind.is_scalar())
    }
}

/// Parameters with what is inside them.
#[derive(Debug, Default)]
pub(super) struct Tree<'e, 't> {
    pub(super) nodes: Vec<Node<'e, 't>>,
    pub(super) top: Vec<usize>,
    index: HashMap<(Option<usize>, String), usize>,
}

impl<'e, 't> Tree<'e, 't> {
    /// The first table, and later ones where they belong.
    pub(super) fn fill(&mut self, groups: &'e [Group<'t>], reader: &mut Reader<'_>) {
        for (index, group) in groups.iter().enumerate() {
            match self.owner(group).filter(|_| index > 0) {
                Some(owner) if self.nodes[owner].is_text() => {
                    self.nodes[owner].notes.extend(&group.entries);
                }
                owner => self.insert(owner, &group.entries, reader),
            }
        }
    }

    /// The parameter that a later table is about: the line before it names it, or it is the only one left open.
    fn owner(&self, group: &Group<'_>) -> Option<usize> {
        let words: Vec<&str> = group
            .about
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .collect();
        let named = |at: &&usize| words.contains(&self.nodes[**at].name.as_str());
        let typed = |at: &&usize| {
            let kind = self.nodes[**at].entry.and_then(|entry| entry.kind.name());
            kind.is_some_and(|kind| words.contains(&kind))
        };
        let open = |at: &&usize| {
            let node = &self.nodes[**at];
            let kind = node.entry.map(|entry| &entry.kind);
            node.children.is_empty() && kind.is_some_and(|kind| kind.name().is_some())
        };
        let top = || self.top.iter();
        top()
            .find(named)
            .or_else(|| top().find(typed))
            .or_else(|| top().find(open))
            .copied()
    }

    fn insert(&mut self, owner: Option<usize>, entries: &'e [Entry<'t>], reader: &mut Reader<'_>) {
        let numbered = numbered(entries);
        let mut marks: Vec<Option<usize>> = vec![owner];
        for entry in entries {
            if COMMON.contains(&entry.name.as_str()) {
                continue;
            }
            if !entry::is_name(&entry.name) {
                reader.unplaced(entry, "a parameter");
                continue;
            }
            let depth = entry.depth.min(marks.len() - 1).min(DEEPEST);
            marks.truncate(depth + 1);
            let whole = numbered.contains(head(&entry.name));
            match self.row(marks[depth], entry, whole) {
                Some(node) => marks.push(Some(node)),
                None => reader.twice(entry),
            }
        }
    }

    /// `A.N.B` is in the elements of `A`; `A.B` is a name, unless `A` is an object.
    fn row(&mut self, parent: Option<usize>, entry: &'e Entry<'t>, whole: bool) -> Option<usize> {
        if whole {
            return self.add(parent, &entry.name, Some(entry));
        }
        let parts: Vec<&str> = entry
            .name
            .split('.')
            .filter(|part| !part.is_empty())
            .take(DEEPEST)
            .collect();
        let first = parts.iter().position(|part| is_index(part));
        let first = first.filter(|first| *first > 0);
        let head = match first {
            Some(first) => parts[..first].join("."),
            None => match parts.as_slice() {
                [outer, inner @ ..] if !inner.is_empty() => {
                    let known = self.index.get(&(parent, (*outer).to_owned())).copied();
                    if let Some(known) = known.filter(|known| self.is_object(*known)) {
                        return self.add(Some(known), &inner.join("."), Some(entry));
                    }
                    parts.join(".")
                }
                _ => parts.join("."),
            },
        };
        let rest = first.map_or(&[][..], |first| &parts[first + 1..]);
        let names: Vec<&&str> = rest.iter().filter(|part| !is_index(part)).collect();
        if names.is_empty() {
            let node = self.add(parent, &head, Some(entry))?;
            self.nodes[node].list |= first.is_some();
            return Some(node);
        }
        let mut at = self.enter(parent, &head);
        self.nodes[at].list = true;
        for (index, name) in names.iter().enumerate() {
            if index + 1 == names.len() {
                let node = self.add(Some(at), name, Some(entry))?;
                self.nodes[node].list |= rest.last().is_some_and(|part| is_index(part));
                return Some(node);
            }
            at = self.enter(Some(at), name);
        }
        None
    }

    fn is_object(&self, at: usize) -> bool {
        self.nodes[at]
            .entry
            .is_some_and(|entry| matches!(entry.kind, Kind::Object | Kind::Map | Kind::Named(_)))
    }

    /// None where a row has that name already.
    fn add(
        &mut self,
        parent: Option<usize>,
        name: &str,
        entry: Option<&'e Entry<'t>>,
    ) -> Option<usize> {
        let node = self.enter(parent, name);
        if self.nodes[node].entry.is_some() {
            return None;
        }
        self.nodes[node].entry = entry;
        Some(node)
    }

    fn enter(&mut self, parent: Option<usize>, name: &str) -> usize {
        let key = (parent, name.to_owned());
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        let node = self.nodes.len();
        self.nodes.push(Node {
            name: name.to_owned(),
            ..Node::default()
        });
        match parent {
            Some(parent) => self.nodes[parent].children.push(node),
            None => self.top.push(node),
        }
        self.index.insert(key, node);
        node
    }

    /// Fields of the body from its own part.
    pub(super) fn body(&self, layout: &Layout<'_>, reader: &mut Reader<'_>) -> Vec<Field> {
        let groups: Vec<Group<'_>> = layout.of(Topic::Body).flat_map(of_part).collect();
        let mut tree = Tree::default();
        tree.fill(&groups, reader);
        let field = |at: &usize| Field {
            name: tree.nodes[*at].name.clone(),
            schema: tree.schema(*at, reader),
        };
        tree.top.iter().map(field).collect()
    }

    pub(super) fn schema(&self, at: usize, reader: &Reader<'_>) -> Schema {
        let node = &self.nodes[at];
        let shape = self.shape(at, reader);
        match node.entry {
            Some(entry) => {
                let mut schema = reader.described(entry, shape, Provenance::Stated);
                for note in &node.notes {
                    let first = note.description.lines().next().unwrap_or_default();
                    schema
                        .description
                        .push_str(&format!("\n\n-   `{}`: {first}", note.name));
                }
                schema
            }
            None => reader.schema(shape, self.first(at), Provenance::Derived),
        }
    }

    /// Where the first row of something is that has no row of its own.
    fn first(&self, at: usize) -> usize {
        let mut at = at;
        while let (None, Some(child)) = (self.nodes[at].entry, self.nodes[at].children.first()) {
            at = *child;
        }
        self.nodes[at].entry.map_or(0, |entry| entry.at)
    }

    fn shape(&self, at: usize, reader: &Reader<'_>) -> SchemaKind {
        let node = &self.nodes[at];
        let kind = node.entry.map_or(&Kind::Object, |entry| &entry.kind);
        let list = node.list || matches!(kind, Kind::List(_));
        let inner = if node.children.is_empty() {
            let description = node.entry.map_or("", |entry| entry.description);
            leaf(kind, list, description, reader)
        } else {
            let field = |child: &usize| Field {
                name: self.nodes[*child].name.clone(),
                schema: self.schema(*child, reader),
            };
            SchemaKind::Object(node.children.iter().map(field).collect())
        };
        if list {
            return SchemaKind::List(Box::new(reader.schema(
                inner,
                self.first(at),
                Provenance::Derived,
            )));
        }
        inner
    }
}

/// What is not a list; of elements nothing is said more often than not, and they are texts then.
fn leaf(kind: &Kind, list: bool, description: &str, reader: &Reader<'_>) -> SchemaKind {
    match kind {
        Kind::String => SchemaKind::String(prose::values(description)),
        Kind::Blank | Kind::List(None) => SchemaKind::String(prose::values(description)),
        Kind::Integer => SchemaKind::Integer,
        Kind::Number => SchemaKind::Number,
        Kind::Boolean => SchemaKind::Boolean,
        Kind::Map => SchemaKind::Map(Box::new(reader.schema(
            SchemaKind::Any,
            0,
            Provenance::Derived,
        ))),
        Kind::Object | Kind::Named(_) if list => SchemaKind::Any,
        Kind::Object | Kind::Named(_) => SchemaKind::Any,
        Kind::List(Some(inner)) => leaf(inner, list, description, reader),
    }
}

/// `Filter` of `Filter.1.Key`.
fn head(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// Heads of names that come with several numbers, such as `Filter.1.Key` and `Filter.2.Key`: these are no lists.
fn numbered<'e>(entries: &'e [Entry<'_>]) -> HashSet<&'e str> {
    let mut first: HashMap<&str, &str> = HashMap::new();
    let mut several = HashSet::new();
    for entry in entries {
        let number = entry.name.split('.').nth(1);
        if let Some(number) = number.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
            let head = head(&entry.name);
            if *first.entry(head).or_insert(number) != number {
                several.insert(head);
            }
        }
    }
    several
}

/// `N`, `n` or a number.
fn is_index(part: &str) -> bool {
    matches!(part, "N" | "n" | "X" | "x" | "M" | "m")
        || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
