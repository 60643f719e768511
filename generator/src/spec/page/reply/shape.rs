//! The hierarchy of a reply as a schema: what is a list, an object around one, or a plain value.

use super::super::kind::Kind;
use super::super::prose;
use super::super::seen::{Scalar, Seen};
use super::super::tree::Tree;
use super::super::{Reader, element};
use crate::model::{Field, Provenance, Schema, SchemaKind};

/// Whether lists of the page are objects around an array, and none is an array outright.
pub(super) fn is_wrapping(tree: &Tree<'_, '_>, seen: &Seen) -> bool {
    let (shown, direct) = seen.lists();
    let told = tree
        .nodes
        .iter()
        .any(|node| match (node.entry, node.children.as_slice()) {
            (Some(entry), [only]) => tree.nodes[*only]
                .entry
                .is_some_and(|inner| element::is_element(entry, inner)),
            _ => false,
        });
    (shown > 0 || told) && direct == 0
}

pub(super) struct Shaped<'a, 'e, 't, 'r, 's> {
    /// Whether a list of which nothing is shown is an object around an array.
    pub(super) wrapping: bool,
    pub(super) tree: &'a Tree<'e, 't>,
    pub(super) seen: &'e Seen,
    pub(super) reader: &'r Reader<'s>,
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

    pub(super) fn shape(&self, at: usize) -> SchemaKind {
        let node = &self.tree.nodes[at];
        let kind = node.entry.map_or(&Kind::Blank, |entry| &entry.kind);
        if node.children.is_empty() {
            return self.leaf(at, kind);
        }
        let object = SchemaKind::Object(self.fields(at));
        if at == 0 {
            return self.root(object);
        }
        if self.is_list(at, kind) {
            let inner = self.reader.schema(object, 0, Provenance::Derived);
            return self.list(at, kind, inner);
        }
        object
    }

    /// A list of which no sample shows how it is written follows the others of the page.
    fn list(&self, at: usize, kind: &Kind, inner: Schema) -> SchemaKind {
        let node = &self.tree.nodes[at];
        let list = SchemaKind::List(Box::new(inner));
        let shown = node.seen.is_some_and(|seen| self.seen.node(seen).json);
        let open = match kind {
            Kind::List(None) => true,
            Kind::List(Some(inner)) => inner.is_scalar(),
            _ => false,
        };
        if shown || !open || !self.wrapping {
            return list;
        }
        SchemaKind::Object(vec![Field {
            name: element::singular(&node.name),
            schema: self.reader.schema(list, 0, Provenance::Derived),
        }])
    }

    fn root(&self, object: SchemaKind) -> SchemaKind {
        let seen = self.seen.node(self.seen.root());
        if seen.list && !seen.object {
            return SchemaKind::List(Box::new(self.reader.schema(object, 0, Provenance::Derived)));
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
    fn leaf(&self, at: usize, kind: &Kind) -> SchemaKind {
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
            Kind::String => SchemaKind::String(values()),
            Kind::Integer => SchemaKind::Integer,
            Kind::Number => SchemaKind::Number,
            Kind::Boolean => SchemaKind::Boolean,
            Kind::Object | Kind::Named(_) => SchemaKind::Any,
            Kind::Map => SchemaKind::Map(Box::new(self.reader.schema(
                SchemaKind::Any,
                0,
                Provenance::Derived,
            ))),
            Kind::Blank => seen
                .and_then(|seen| seen.scalar)
                .map_or(SchemaKind::Any, of_scalar),
            Kind::List(inner) => {
                let shape = match inner.as_deref() {
                    Some(inner) => self.leaf(at, inner),
                    None => seen
                        .and_then(|seen| seen.scalar)
                        .map_or(SchemaKind::Any, of_scalar),
                };
                return self.list(at, kind, self.reader.schema(shape, 0, Provenance::Derived));
            }
        };
        let listed =
            matches!(kind, Kind::Blank | Kind::Named(_)) && seen.is_some_and(|seen| seen.list);
        if wrapped || listed {
            return SchemaKind::List(Box::new(self.reader.schema(scalar, 0, Provenance::Derived)));
        }
        scalar
    }
}

fn of_scalar(scalar: Scalar) -> SchemaKind {
    match scalar {
        Scalar::Text => SchemaKind::String(Vec::new()),
        Scalar::Integer => SchemaKind::Integer,
        Scalar::Number => SchemaKind::Number,
        Scalar::Boolean => SchemaKind::Boolean,
    }
}
