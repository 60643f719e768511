//! The types that one module declares: which schemas need one, and where each schema stands.
//!
//! **Invariant:** a type is found by the ID of its schema; `type_names` chooses its name.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Ident;

use super::name_overrides::NameOverrides;
use crate::model::{Field, Schema, SchemaId, SchemaKind};
use crate::names;

/// Whether a type is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Direction {
    /// Part of a request.
    Request,
    /// Part of a response.
    Response,
}

/// A schema that needs a type of its own.
pub(super) struct TypeDraft<'s> {
    pub(super) schema: &'s Schema,
    pub(super) direction: Direction,
    /// Path of the schema, as `acsgen.json` writes it.
    pub(super) path: String,
    /// Wire name of the field or parameter that holds the schema.
    pub(super) wire_name: String,
    /// Name of the type if no other type claims it.
    pub(super) preferred: String,
    /// Prefix for types inside this one, if they need a longer name.
    pub(super) prefix: String,
    /// Index of the draft around this one.
    pub(super) parent: Option<usize>,
    /// Number of objects around the schema; 0 for the response itself.
    pub(super) depth: usize,
    /// Whether the preferred name must stay: a person gave it, or it is the response's.
    pub(super) fixed: bool,
}

impl TypeDraft<'_> {
    /// Returns whether the type is the response itself or an element of it.
    pub(super) fn is_response(&self) -> bool {
        self.depth == 0
    }

    /// Returns whether one definition can serve for both types.
    pub(super) fn is_same_type(&self, other: &Self) -> bool {
        let enumeration = matches!(self.schema.kind, SchemaKind::String(_));
        (enumeration || self.direction == other.direction) && self.schema.kind == other.schema.kind
    }
}

/// The types of one module.
#[derive(Default)]
pub(super) struct Types<'s> {
    pub(super) drafts: Vec<TypeDraft<'s>>,
    /// Rust name of each draft, once the names are assigned.
    pub(super) names: Vec<String>,
    by_schema: HashMap<(SchemaId, Direction), usize>,
}

/// Maximum nesting of types; no description comes near it.
const MAX_DEPTH: usize = 200;

impl<'s> Types<'s> {
    /// Adds a schema and every schema inside it, up to references.
    pub(super) fn add(
        &mut self,
        root: TypeRoot<'s, '_>,
        direction: Direction,
        names: &NameOverrides<'_>,
    ) {
        let place = TypePlace {
            wire_name: root.wire_name.to_owned(),
            path: root.path.to_owned(),
            parent: None,
            depth: 1,
        };
        let preferred = names::type_name(root.wire_name);
        let mut collector = Collector {
            types: self,
            direction,
            names,
        };
        collector.walk(root.schema, &place, preferred);
    }

    /// Adds the response of an operation, whose type is called `name`, and every schema inside it, up to references.
    pub(super) fn add_response(
        &mut self,
        root: TypeRoot<'s, '_>,
        name: &str,
        names: &NameOverrides<'_>,
    ) {
        let place = TypePlace {
            wire_name: root.wire_name.to_owned(),
            path: root.path.to_owned(),
            parent: None,
            depth: 0,
        };
        let mut collector = Collector {
            types: self,
            direction: Direction::Response,
            names,
        };
        collector.walk(root.schema, &place, name.to_owned());
    }

    /// Returns the name of a schema's type.
    pub(super) fn name(&self, schema: &Schema, direction: Direction) -> Option<Ident> {
        let index = self.by_schema.get(&(schema.id, direction))?;
        Some(names::escape(&self.names[*index]))
    }

    /// Returns the path of a schema that has a type, as `acsgen.json` writes it.
    pub(super) fn path(&self, schema: &Schema, direction: Direction) -> Option<&str> {
        let index = self.by_schema.get(&(schema.id, direction))?;
        Some(&self.drafts[*index].path)
    }

    /// Returns every path of this module that `acsgen.json` can name.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.drafts.iter().flat_map(|draft| {
            let members: Vec<String> = match &draft.schema.kind {
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
            members.into_iter().chain([draft.path.clone()])
        })
    }

    /// Returns the drafts with their Rust names. Of drafts that share a name, the first is returned.
    pub(super) fn distinct(&self) -> Vec<(&TypeDraft<'s>, Ident)> {
        let mut seen = BTreeSet::new();
        let drafts = self.drafts.iter().zip(&self.names);
        drafts
            .filter(|(_, name)| seen.insert(name.as_str()))
            .map(|(draft, name)| (draft, names::escape(name)))
            .collect()
    }
}

/// A schema at the root of a module's types.
pub(super) struct TypeRoot<'s, 'p> {
    pub(super) schema: &'s Schema,
    /// Wire name of the parameter, component or operation.
    pub(super) wire_name: &'p str,
    /// Path of the schema, as `acsgen.json` writes it.
    pub(super) path: &'p str,
}

/// Place of a schema in the walk.
#[derive(Clone)]
struct TypePlace {
    wire_name: String,
    path: String,
    parent: Option<usize>,
    depth: usize,
}

/// Walk over the schemas of one direction.
struct Collector<'t, 's, 'n> {
    types: &'t mut Types<'s>,
    direction: Direction,
    names: &'n NameOverrides<'n>,
}

impl<'s> Collector<'_, 's, '_> {
    fn walk(&mut self, schema: &'s Schema, place: &TypePlace, preferred: String) {
        if place.depth > MAX_DEPTH {
            return;
        }
        match &schema.kind {
            SchemaKind::List(inner) | SchemaKind::Map(inner) => {
                let place = TypePlace {
                    path: format!("{}[]", place.path),
                    ..place.clone()
                };
                let singular = if place.depth == 0 {
                    preferred
                } else {
                    names::singular(&place.wire_name)
                };
                self.walk(inner, &place, singular);
            }
            SchemaKind::String(values) if !values.is_empty() => {
                self.draft(schema, place, preferred);
            }
            SchemaKind::Object(fields) => {
                let parent = self.draft(schema, place, unlike_its_items(preferred, schema));
                for field in fields {
                    self.field(field, place, parent);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, field: &'s Field, object: &TypePlace, parent: usize) {
        let path = format!("{}.{}", object.path, field.name);
        let (field, path) = match wrapped_field(&field.schema, self.direction) {
            Some(list) => (list, format!("{path}.{}", list.name)),
            None => (field, path),
        };
        let place = TypePlace {
            wire_name: field.name.clone(),
            path,
            parent: Some(parent),
            depth: object.depth + 1,
        };
        self.walk(&field.schema, &place, names::type_name(&field.name));
    }

    fn draft(&mut self, schema: &'s Schema, place: &TypePlace, preferred: String) -> usize {
        let given = self.names.get(&place.path).map(names::type_name);
        let prefix = match &given {
            None if place.depth == 0 => response_prefix(schema, place).to_owned(),
            None => preferred.clone(),
            Some(name) => name.clone(),
        };
        let index = self.types.drafts.len();
        self.types
            .by_schema
            .insert((schema.id, self.direction), index);
        self.types.drafts.push(TypeDraft {
            schema,
            direction: self.direction,
            path: place.path.clone(),
            wire_name: place.wire_name.clone(),
            fixed: given.is_some() || place.depth == 0,
            preferred: given.unwrap_or(preferred),
            prefix,
            parent: place.parent,
            depth: place.depth,
        });
        index
    }
}

/// Returns the prefix of types inside a response. Operations share such types if they agree, so the prefix does not
/// name an operation.
fn response_prefix(schema: &Schema, place: &TypePlace) -> &'static str {
    match schema.kind {
        SchemaKind::Object(_) if place.wire_name == place.path => "Response",
        _ => "ResponseItem",
    }
}

/// Returns another name for an object that wraps a list of the same name: `Tag { Tag: [..] }` becomes a `TagList`.
fn unlike_its_items(preferred: String, schema: &Schema) -> String {
    match wrapped_list(schema) {
        Some(list) if names::singular(&list.name) == preferred => preferred + "List",
        _ => preferred,
    }
}

/// Returns the list of an object whose only field is a list.
pub(super) fn wrapped_list(schema: &Schema) -> Option<&Field> {
    let SchemaKind::Object(fields) = &schema.kind else {
        return None;
    };
    match fields.as_slice() {
        [field] if matches!(field.schema.kind, SchemaKind::List(_)) => Some(field),
        _ => None,
    }
}

/// Returns the list inside a response's field that only wraps it; in Rust the field is the list.
///
/// A request keeps the object, because a service expects it as declared. A component keeps it, because it has a name.
pub(super) fn wrapped_field(schema: &Schema, direction: Direction) -> Option<&Field> {
    match direction {
        Direction::Request => None,
        Direction::Response => wrapped_list(schema),
    }
}
