//! Looks decided names and types up, behind references, too.
//!
//! **Invariant:** decides nothing that depends on where it is asked from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Ident;

use super::types::{Direction, Types, wraps};
use crate::model::{Schema, SchemaKind, Service};
use crate::names::{self, Case, Clash};
use crate::plan::Type;

/// Looks types up: those of a module and, behind references, those of the components.
pub(super) struct Resolver<'l, 's> {
    pub(super) service: &'s Service,
    pub(super) components: &'l Types<'s>,
    pub(super) own: &'l Types<'s>,
    /// Names of `acsgen.json`, by path.
    pub(super) named: &'l HashMap<&'s str, &'s str>,
}

/// Names by wire name, and the clashes that were settled by the spelling.
pub(super) type Named = (BTreeMap<String, Ident>, Vec<Clash>);

impl<'s> Resolver<'_, 's> {
    /// Names of an object's fields.
    pub(super) fn fields(&self, schema: &Schema, way: Direction) -> Named {
        let SchemaKind::Object(fields) = &schema.kind else {
            return Named::default();
        };
        let names = names::assign(
            fields.iter().map(|field| field.name.as_str()),
            Case::Snake,
            &["new"],
        );
        self.told(names, schema, way, Case::Snake)
    }

    /// Names of a text's documented values.
    pub(super) fn variants(&self, schema: &Schema, way: Direction) -> Named {
        let SchemaKind::String(values) = &schema.kind else {
            return Named::default();
        };
        let names = names::assign(
            values.iter().map(|value| value.text.as_str()),
            Case::Pascal,
            &["Unknown"],
        );
        self.told(names, schema, way, Case::Pascal)
    }

    /// Puts the names in that a person has given.
    fn told(
        &self,
        (mut names, mut clashes): Named,
        schema: &Schema,
        way: Direction,
        kind: Case,
    ) -> Named {
        let separator = if kind == Case::Snake { '.' } else { '=' };
        if let Some(path) = self
            .own
            .path(schema, way)
            .or_else(|| self.components.path(schema, way))
        {
            for (wire, name) in &mut names {
                if let Some(told) = self.named.get(format!("{path}{separator}{wire}").as_str()) {
                    *name = names::name(told, kind);
                    clashes.retain(|clash| clash.renamed != *wire);
                }
            }
        }
        (names, clashes)
    }

    /// The type of a value.
    pub(super) fn ty(&self, schema: &'s Schema, way: Direction) -> Type {
        self.ty_in(schema, way, &mut Vec::new())
    }

    fn ty_in(&self, schema: &'s Schema, way: Direction, trail: &mut Vec<&'s str>) -> Type {
        let name = || {
            self.own
                .name(schema, way)
                .or_else(|| self.components.name(schema, way))
        };
        match &schema.kind {
            SchemaKind::String(values) if values.is_empty() => Type::String,
            SchemaKind::String(_) => name().map_or(Type::String, Type::Enumeration),
            SchemaKind::Bytes { .. } => Type::Bytes,
            SchemaKind::Integer => Type::Integer,
            SchemaKind::Number => Type::Number,
            SchemaKind::Boolean => Type::Boolean,
            SchemaKind::Any => Type::Value,
            SchemaKind::List(inner) => Type::List(Box::new(self.ty_in(inner, way, trail))),
            SchemaKind::Map(inner) => Type::Map(Box::new(self.ty_in(inner, way, trail))),
            SchemaKind::Object(_) => match name() {
                Some(name) if way == Direction::Response && wraps(schema).is_some() => {
                    Type::Wrapper(name)
                }
                Some(name) => Type::Structure(name),
                None => Type::Value,
            },
            SchemaKind::Reference(target) => self.reference(target, way, trail),
        }
    }

    /// A component's type. One that leads back to itself by value goes behind a pointer.
    fn reference(&self, target: &'s str, way: Direction, trail: &mut Vec<&'s str>) -> Type {
        let Some(component) = self
            .service
            .component(target)
            .filter(|_| !trail.contains(&target))
        else {
            return Type::Value;
        };
        trail.push(target);
        let ty = self.ty_in(&component.schema, way, trail);
        trail.pop();
        match ty {
            Type::Structure(name) | Type::Wrapper(name)
                if self.holds(&component.schema, target, &mut BTreeSet::new()) =>
            {
                Type::Boxed(name)
            }
            other => other,
        }
    }

    /// Whether a value of `schema` holds a `target` in place, not in a list or a map.
    fn holds(&self, schema: &'s Schema, target: &str, seen: &mut BTreeSet<&'s str>) -> bool {
        match &schema.kind {
            SchemaKind::Object(fields) => fields
                .iter()
                .any(|field| self.holds(&field.schema, target, seen)),
            SchemaKind::Reference(name) if name == target => true,
            SchemaKind::Reference(name) if seen.insert(name) => self
                .service
                .component(name)
                .is_some_and(|component| self.holds(&component.schema, target, seen)),
            _ => false,
        }
    }
}
