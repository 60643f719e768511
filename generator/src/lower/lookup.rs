//! Looks decided names and types up, behind references, too.
//!
//! **Invariant:** decides nothing that depends on where it is asked from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Ident;

use super::types::{Types, Way, wraps};
use crate::model::{Schema, Service, Shape};
use crate::names::{self, Clash, Kind};
use crate::plan::Type;

/// Looks types up: those of a module and, behind references, those of the components.
pub(super) struct Lookup<'l, 's> {
    pub(super) service: &'s Service,
    pub(super) components: &'l Types<'s>,
    pub(super) own: &'l Types<'s>,
    /// Names of `acsgen.json`, by path.
    pub(super) named: &'l HashMap<&'s str, &'s str>,
}

/// Names by wire name, and the clashes that were settled by the spelling.
pub(super) type Named = (BTreeMap<String, Ident>, Vec<Clash>);

impl<'s> Lookup<'_, 's> {
    /// Names of an object's fields.
    pub(super) fn fields(&self, schema: &Schema, way: Way) -> Named {
        let Shape::Object(fields) = &schema.shape else {
            return Named::default();
        };
        let names = names::scope(
            fields.iter().map(|field| field.name.as_str()),
            Kind::Value,
            &["new"],
        );
        self.told(names, schema, way, Kind::Value)
    }

    /// Names of a text's documented values.
    pub(super) fn variants(&self, schema: &Schema, way: Way) -> Named {
        let Shape::String(values) = &schema.shape else {
            return Named::default();
        };
        let names = names::scope(
            values.iter().map(|value| value.text.as_str()),
            Kind::Type,
            &["Unknown"],
        );
        self.told(names, schema, way, Kind::Type)
    }

    /// Puts the names in that a person has given.
    fn told(
        &self,
        (mut names, mut clashes): Named,
        schema: &Schema,
        way: Way,
        kind: Kind,
    ) -> Named {
        let separator = if kind == Kind::Value { '.' } else { '=' };
        if let Some(path) = self
            .own
            .path(schema, way)
            .or_else(|| self.components.path(schema, way))
        {
            for (wire, name) in &mut names {
                if let Some(told) = self.named.get(format!("{path}{separator}{wire}").as_str()) {
                    *name = names::name(told, kind);
                    clashes.retain(|clash| clash.moved != *wire);
                }
            }
        }
        (names, clashes)
    }

    /// The type of a value.
    pub(super) fn ty(&self, schema: &'s Schema, way: Way) -> Type {
        self.ty_in(schema, way, &mut Vec::new())
    }

    fn ty_in(&self, schema: &'s Schema, way: Way, trail: &mut Vec<&'s str>) -> Type {
        let name = || {
            self.own
                .name(schema, way)
                .or_else(|| self.components.name(schema, way))
        };
        match &schema.shape {
            Shape::String(values) if values.is_empty() => Type::String,
            Shape::String(_) => name().map_or(Type::String, Type::Enumeration),
            Shape::Bytes { .. } => Type::Bytes,
            Shape::Integer => Type::Integer,
            Shape::Number => Type::Number,
            Shape::Boolean => Type::Boolean,
            Shape::Any => Type::Value,
            Shape::List(inner) => Type::List(Box::new(self.ty_in(inner, way, trail))),
            Shape::Map(inner) => Type::Map(Box::new(self.ty_in(inner, way, trail))),
            Shape::Object(_) => match name() {
                Some(name) if way == Way::Out && wraps(schema).is_some() => Type::Wrapper(name),
                Some(name) => Type::Structure(name),
                None => Type::Value,
            },
            Shape::Reference(target) => self.reference(target, way, trail),
        }
    }

    /// A component's type. One that leads back to itself by value goes behind a pointer.
    fn reference(&self, target: &'s str, way: Way, trail: &mut Vec<&'s str>) -> Type {
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
        match &schema.shape {
            Shape::Object(fields) => fields
                .iter()
                .any(|field| self.holds(&field.schema, target, seen)),
            Shape::Reference(name) if name == target => true,
            Shape::Reference(name) if seen.insert(name) => self
                .service
                .component(name)
                .is_some_and(|component| self.holds(&component.schema, target, seen)),
            _ => false,
        }
    }
}
