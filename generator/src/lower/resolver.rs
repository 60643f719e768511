//! Types and names of schemas, behind references, too.
//!
//! **Invariant:** the answer depends on the schema alone, not on the place that refers to it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::name_overrides::NameOverrides;
use super::types::{Direction, Types, wrapped_list};
use crate::model::{Schema, SchemaKind, Service};
use crate::names::{self, Case, Clash};
use crate::plan::Type;

/// Finds types: those of a module and, behind references, those of the components.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'l, 's> {
    pub(super) service: &'s Service,
    pub(super) components: &'l Types<'s>,
    /// Types of the module.
    pub(super) own: &'l Types<'s>,
    pub(super) name_overrides: &'l NameOverrides<'s>,
}

/// Names of the fields of an object or of the variants of an enumeration.
#[derive(Default)]
pub(super) struct MemberNames {
    /// Rust names by wire name.
    pub(super) names: BTreeMap<String, Ident>,
    /// Clashes that the spelling of the wire names settled.
    pub(super) clashes: Vec<Clash>,
}

impl<'s> Resolver<'_, 's> {
    /// Returns the names of an object's fields.
    pub(super) fn fields(&self, schema: &Schema, direction: Direction) -> MemberNames {
        let SchemaKind::Object(fields) = &schema.kind else {
            return MemberNames::default();
        };
        let wire_names = fields.iter().map(|field| field.name.as_str());
        let (names, clashes) = names::assign(wire_names, Case::Snake, &["new"]);
        let mut members = MemberNames { names, clashes };
        self.apply_overrides(&mut members, self.path(schema, direction), Case::Snake);
        members
    }

    /// Returns the names of a text's documented values.
    pub(super) fn variants(&self, schema: &Schema, direction: Direction) -> MemberNames {
        let SchemaKind::String(values) = &schema.kind else {
            return MemberNames::default();
        };
        let wire_names = values.iter().map(|value| value.text.as_str());
        let (names, clashes) = names::assign(wire_names, Case::Pascal, &["Unknown"]);
        let mut members = MemberNames { names, clashes };
        self.apply_overrides(&mut members, self.path(schema, direction), Case::Pascal);
        members
    }

    fn path(&self, schema: &Schema, direction: Direction) -> Option<&str> {
        self.own
            .path(schema, direction)
            .or_else(|| self.components.path(schema, direction))
    }

    /// Replaces the names that a person gave.
    fn apply_overrides(&self, members: &mut MemberNames, path: Option<&str>, case: Case) {
        let separator = match case {
            Case::Snake => '.',
            Case::Pascal => '=',
        };
        let Some(path) = path else { return };
        for (wire_name, name) in &mut members.names {
            let given = format!("{path}{separator}{wire_name}");
            if let Some(given) = self.name_overrides.get(&given) {
                *name = names::name(given, case);
                members.clashes.retain(|clash| clash.renamed != *wire_name);
            }
        }
    }

    /// Returns the name of the type that a schema declares.
    pub(super) fn type_name(&self, schema: &Schema, direction: Direction) -> Option<Ident> {
        self.own
            .name(schema, direction)
            .or_else(|| self.components.name(schema, direction))
    }

    /// Returns the type of a value.
    pub(super) fn ty(&self, schema: &'s Schema, direction: Direction) -> Type {
        self.ty_behind(schema, direction, &mut Vec::new())
    }

    /// Returns the type of a value behind the components in `trail`.
    fn ty_behind(
        &self,
        schema: &'s Schema,
        direction: Direction,
        trail: &mut Vec<&'s str>,
    ) -> Type {
        let name = || self.type_name(schema, direction);
        match &schema.kind {
            SchemaKind::String(values) if values.is_empty() => Type::String,
            SchemaKind::String(_) => name().map_or(Type::String, Type::Enumeration),
            SchemaKind::Bytes { .. } => Type::Bytes,
            SchemaKind::Integer => Type::Integer,
            SchemaKind::Number => Type::Number,
            SchemaKind::Boolean => Type::Boolean,
            SchemaKind::Any => Type::Value,
            SchemaKind::List(inner) => {
                Type::List(Box::new(self.ty_behind(inner, direction, trail)))
            }
            SchemaKind::Map(inner) => Type::Map(Box::new(self.ty_behind(inner, direction, trail))),
            SchemaKind::Object(_) => match name() {
                Some(name)
                    if direction == Direction::Response && wrapped_list(schema).is_some() =>
                {
                    Type::Wrapper(name)
                }
                Some(name) => Type::Structure(name),
                None => Type::Value,
            },
            SchemaKind::Reference(target) => self.reference(target, direction, trail),
        }
    }

    /// Returns a component's type, boxed if the component contains itself by value.
    fn reference(&self, target: &'s str, direction: Direction, trail: &mut Vec<&'s str>) -> Type {
        let Some(component) = self
            .service
            .component(target)
            .filter(|_| !trail.contains(&target))
        else {
            return Type::Value;
        };
        trail.push(target);
        let ty = self.ty_behind(&component.schema, direction, trail);
        trail.pop();
        match ty {
            Type::Structure(name) | Type::Wrapper(name)
                if self.contains(&component.schema, target, &mut BTreeSet::new()) =>
            {
                Type::Boxed(name)
            }
            other => other,
        }
    }

    /// Returns whether a value of `schema` contains a `target` by value, not in a list or a map.
    fn contains(&self, schema: &'s Schema, target: &str, seen: &mut BTreeSet<&'s str>) -> bool {
        match &schema.kind {
            SchemaKind::Object(fields) => fields
                .iter()
                .any(|field| self.contains(&field.schema, target, seen)),
            SchemaKind::Reference(name) if name == target => true,
            SchemaKind::Reference(name) if seen.insert(name) => self
                .service
                .component(name)
                .is_some_and(|component| self.contains(&component.schema, target, seen)),
            _ => false,
        }
    }
}
