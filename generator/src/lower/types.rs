//! Which types a module declares, and what they are called.
//!
//! A type takes its name from the wire name it stands under. Where two differ, the one nearest to the root keeps the
//! plain name and the other takes its parent's name in front.
//!
//! **Invariant:** the order of a description decides nothing here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Ident;

use crate::model::{Field, Schema, SchemaKind};
use crate::names;

/// Whether a type is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Direction {
    /// Part of a request.
    Request,
    /// Part of a reply.
    Response,
}

/// A schema that needs a type of its own.
pub(super) struct TypeDraft<'s> {
    pub(super) schema: &'s Schema,
    pub(super) way: Direction,
    /// Where it stands, as `acsgen.json` would say it.
    pub(super) path: String,
    /// The wire name it stands under.
    pub(super) wire: String,
    preferred: String,
    parent: Option<usize>,
    depth: usize,
    fixed: bool,
}

impl TypeDraft<'_> {
    /// Whether it is the reply itself.
    pub(super) fn is_reply(&self) -> bool {
        self.depth == 0
    }
}

/// The types of one module.
pub(super) struct Types<'s> {
    drafts: Vec<TypeDraft<'s>>,
    index: HashMap<(usize, Direction), usize>,
    names: Vec<String>,
}

/// Deeper nesting than any description has.
const DEEPEST: usize = 200;

impl<'s> Types<'s> {
    pub(super) fn new() -> Self {
        Self {
            drafts: Vec::new(),
            index: HashMap::new(),
            names: Vec::new(),
        }
    }

    /// Takes in a schema and everything inside it, up to references.
    pub(super) fn collect(
        &mut self,
        schema: &'s Schema,
        wire: &str,
        path: &str,
        way: Direction,
        overrides: &HashMap<&str, &str>,
    ) {
        let place = At {
            wire: wire.to_owned(),
            path: path.to_owned(),
            parent: None,
            depth: 1,
        };
        self.walk(schema, &place, names::type_name(wire), way, overrides);
    }

    /// Takes in the reply itself, whose type is called `Response`.
    pub(super) fn collect_reply(
        &mut self,
        schema: &'s Schema,
        path: &str,
        overrides: &HashMap<&str, &str>,
    ) {
        let place = At {
            wire: path.to_owned(),
            path: path.to_owned(),
            parent: None,
            depth: 0,
        };
        let name = if matches!(schema.kind, SchemaKind::Object(_)) {
            "Response"
        } else {
            "ResponseItem"
        };
        self.walk(
            schema,
            &place,
            name.to_owned(),
            Direction::Response,
            overrides,
        );
    }

    fn walk(
        &mut self,
        schema: &'s Schema,
        at: &At,
        preferred: String,
        way: Direction,
        overrides: &HashMap<&str, &str>,
    ) {
        if at.depth > DEEPEST {
            return;
        }
        match &schema.kind {
            SchemaKind::List(inner) | SchemaKind::Map(inner) => {
                let at = At {
                    path: format!("{}[]", at.path),
                    ..at.clone()
                };
                let single = if at.depth == 0 {
                    preferred
                } else {
                    names::singular(&at.wire)
                };
                self.walk(inner, &at, single, way, overrides);
            }
            SchemaKind::String(values) if !values.is_empty() => {
                self.draft(schema, at, preferred, way, overrides);
            }
            SchemaKind::Object(fields) => {
                let preferred = unlike_its_items(preferred, schema);
                let parent = self.draft(schema, at, preferred, way, overrides);
                for field in fields {
                    let path = format!("{}.{}", at.path, field.name);
                    let (field, path) = match inside(&field.schema, way) {
                        Some(list) => (list, format!("{path}.{}", list.name)),
                        None => (field, path),
                    };
                    let at = At {
                        wire: field.name.clone(),
                        path,
                        parent: Some(parent),
                        depth: at.depth + 1,
                    };
                    self.walk(
                        &field.schema,
                        &at,
                        names::type_name(&field.name),
                        way,
                        overrides,
                    );
                }
            }
            _ => {}
        }
    }

    fn draft(
        &mut self,
        schema: &'s Schema,
        at: &At,
        preferred: String,
        way: Direction,
        overrides: &HashMap<&str, &str>,
    ) -> usize {
        let named = overrides
            .get(at.path.as_str())
            .map(|name| names::type_name(name));
        let draft = TypeDraft {
            schema,
            way,
            path: at.path.clone(),
            wire: at.wire.clone(),
            fixed: named.is_some() || at.depth == 0,
            preferred: named.unwrap_or(preferred),
            parent: at.parent,
            depth: at.depth,
        };
        self.index.insert((key(schema), way), self.drafts.len());
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Settles every name. `reserved` names are taken by others.
    pub(super) fn commit(&mut self, reserved: &BTreeSet<String>) {
        self.names = self
            .drafts
            .iter()
            .map(|draft| draft.preferred.clone())
            .collect();
        for _ in 0..8 {
            let losers = self.losers(reserved);
            if losers.is_empty() {
                return;
            }
            for loser in losers {
                self.names[loser] = names::concat(self.owner(loser), &self.names[loser]);
            }
        }
        for loser in self.losers(reserved) {
            self.names[loser] = names::concat(&names::type_name(&self.drafts[loser].path), "Type");
        }
    }

    /// What a draft belongs to, for its longer name. A wrapper says nothing about what it wraps.
    fn owner(&self, index: usize) -> &str {
        let mut parent = self.drafts[index].parent;
        while let Some(index) = parent {
            if wraps(self.drafts[index].schema).is_none() {
                return &self.drafts[index].preferred;
            }
            parent = self.drafts[index].parent;
        }
        if self.drafts[index].way == Direction::Request {
            "Input"
        } else {
            "Response"
        }
    }

    /// Drafts that must give way to another of the same name.
    fn losers(&self, reserved: &BTreeSet<String>) -> Vec<usize> {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, name) in self.names.iter().enumerate() {
            groups.entry(name).or_default().push(index);
        }
        let mut losers = Vec::new();
        for (name, mut group) in groups {
            group.sort_by_key(|index| {
                let draft = &self.drafts[*index];
                (!draft.fixed, draft.depth, draft.way, draft.path.clone())
            });
            let taken = reserved.contains(name) && !self.drafts[group[0]].fixed;
            let keeper = group[0];
            losers.extend(
                group
                    .into_iter()
                    .filter(|index| taken || !self.same(keeper, *index)),
            );
        }
        losers
    }

    fn same(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.drafts[one], &self.drafts[other]);
        let way = one.way == other.way || matches!(one.schema.kind, SchemaKind::String(_));
        way && one.schema.kind == other.schema.kind
    }

    /// The name of a schema's type.
    pub(super) fn name(&self, schema: &Schema, way: Direction) -> Option<Ident> {
        let index = self.index.get(&(key(schema), way))?;
        Some(names::escape(&self.names[*index]))
    }

    /// Where a schema stands, as `acsgen.json` would say it.
    pub(super) fn path(&self, schema: &Schema, way: Direction) -> Option<&str> {
        let index = self.index.get(&(key(schema), way))?;
        Some(&self.drafts[*index].path)
    }

    /// Everything here that `acsgen.json` can name.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.drafts.iter().flat_map(|draft| {
            let inside: Vec<String> = match &draft.schema.kind {
                SchemaKind::Object(fields) => fields
                    .iter()
                    .map(|field| format!("{}.{}", draft.path, field.name))
                    .collect(),
                SchemaKind::String(values) => values
                    .iter()
                    .map(|value| format!("{}={}", draft.path, value.text))
                    .collect(),
                _ => Vec::new(),
            };
            inside.into_iter().chain([draft.path.clone()])
        })
    }

    /// The drafts with their Rust names; each name once.
    pub(super) fn distinct(&self) -> Vec<(&TypeDraft<'s>, Ident)> {
        let mut seen = BTreeSet::new();
        let drafts = self.drafts.iter().zip(&self.names);
        drafts
            .filter(|(_, name)| seen.insert(name.as_str()))
            .map(|(draft, name)| (draft, names::escape(name)))
            .collect()
    }
}

#[derive(Clone)]
struct At {
    wire: String,
    path: String,
    parent: Option<usize>,
    depth: usize,
}

/// Schemas are told apart by where they are in memory: the model does not move while it is lowered.
fn key(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// `Tag { Tag: [..] }` wraps a list of `Tag`: the wrapper is a `TagList`.
fn unlike_its_items(preferred: String, schema: &Schema) -> String {
    match wraps(schema) {
        Some((wire, _)) if names::singular(wire) == preferred => preferred + "List",
        _ => preferred,
    }
}

/// The only field of an object, where it holds a list: its wire name and the elements' schema.
pub(super) fn wraps(schema: &Schema) -> Option<(&str, &Schema)> {
    let SchemaKind::Object(fields) = &schema.kind else {
        return None;
    };
    match fields.as_slice() {
        [field] => match &field.schema.kind {
            SchemaKind::List(items) => Some((&field.name, items)),
            _ => None,
        },
        _ => None,
    }
}

/// The list inside a reply's field that does nothing but hold it; in Rust the field is the list.
///
/// A request keeps the object: what is sent must look as it is declared. So does a component: it has a name.
pub(super) fn inside(schema: &Schema, way: Direction) -> Option<&Field> {
    match &schema.kind {
        SchemaKind::Object(fields) if way == Direction::Response && wraps(schema).is_some() => {
            fields.first()
        }
        _ => None,
    }
}
