//! A sample against a schema: what the typed reply must hold, and where.
//!
//! Read with the same forgiveness as the runtime has, but written apart from it.
//!
//! **Invariant:** only what stands under a declared name is compared, and all of that is.

use std::borrow::Cow;

use proc_macro2::Ident;
use serde_json::{Map, Value as Json};

use super::lookup::Resolver;
use super::types::{Direction, inside, wraps};
use crate::model::{Field, Schema, SchemaKind};
use crate::plan::{Assertion, Expected, Literal, PathSegment, Type};

/// What becomes of values that have no typed place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UntypedValues {
    /// They are passed over: the sample was made from the same description.
    Ignore,
    /// They make the test fail.
    Fail,
}

/// Everything a sample shows under declared names.
pub(super) fn checks<'s>(
    reply: &'s Schema,
    sample: &Json,
    lookup: &Resolver<'_, 's>,
    misfits: UntypedValues,
) -> Vec<Assertion> {
    let mut walker = Walker {
        lookup,
        steps: Vec::new(),
        checks: Vec::new(),
        misfits,
    };
    walker.element(reply, sample);
    walker.checks
}

struct Walker<'w, 's> {
    lookup: &'w Resolver<'w, 's>,
    steps: Vec<PathSegment>,
    checks: Vec<Assertion>,
    misfits: UntypedValues,
}

impl<'s> Walker<'_, 's> {
    fn expect(&mut self, expected: Expected) {
        self.checks.push(Assertion {
            path: self.steps.clone(),
            expected,
        });
    }

    /// Empty text is nothing, whatever is expected.
    fn misfit(&mut self, expected: &str, value: &Json) {
        let nothing = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        if self.misfits == UntypedValues::Fail && !nothing {
            self.expect(Expected::Nowhere(format!(
                "expected {expected}, found {value}"
            )));
        }
    }

    fn under(&mut self, step: PathSegment, walk: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        walk(self);
        self.steps.pop();
    }

    /// A value that is there without fail: the reply, an element of a list, a value of a map.
    fn element(&mut self, schema: &'s Schema, value: &Json) {
        let schema = self.resolve(schema);
        let value = &*unfolded(schema, value);
        match scalar(schema, value) {
            Scalar::Read(Literal::Text(text)) => self.expect(Expected::Text(text)),
            Scalar::Read(literal) => self.expect(Expected::Plain(literal)),
            Scalar::Misfit(expected) => self.misfit(expected, value),
            Scalar::None => self.composite(schema, value),
        }
    }

    /// A field, which may be missing.
    fn field(&mut self, field: &'s Field, name: Ident, value: &Json) {
        if let Some(list) = inside(&field.schema, Direction::Response) {
            return self.under(PathSegment::Field(name), |walker| {
                walker.wrapped(list, value)
            });
        }
        let ty = self.lookup.ty(&field.schema, Direction::Response);
        let schema = self.resolve(&field.schema);
        let value = &*unfolded(schema, value);
        self.under(PathSegment::Field(name), |walker| {
            match scalar(schema, value) {
                Scalar::Read(Literal::Text(text)) => walker.expect(Expected::Text(text)),
                Scalar::Read(literal) => walker.expect(Expected::Some(literal)),
                Scalar::Misfit(expected) => walker.misfit(expected, value),
                Scalar::None if matches!(ty, Type::Structure(_) | Type::Boxed(_)) => {
                    if value.is_object() {
                        walker.under(PathSegment::Unwrap, |walker| {
                            walker.composite(schema, value)
                        });
                    } else {
                        walker.misfit("an object", value);
                    }
                }
                Scalar::None => walker.composite(schema, value),
            }
        });
    }

    fn composite(&mut self, schema: &'s Schema, value: &Json) {
        match (&schema.kind, value) {
            (SchemaKind::Object(fields), Json::Object(members)) => {
                self.object(schema, fields, members)
            }
            (SchemaKind::Object(_), Json::Array(_)) if wraps(schema).is_some() => {
                if let Some((wire, _)) = wraps(schema) {
                    let members = Map::from_iter([(wire.to_owned(), value.clone())]);
                    self.composite(schema, &Json::Object(members));
                }
            }
            (SchemaKind::List(inner), value) => self.list(inner, value),
            (SchemaKind::Map(inner), Json::Object(members)) => {
                for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                    self.under(PathSegment::Key(key.clone()), |walker| {
                        walker.element(inner, value)
                    });
                }
            }
            (SchemaKind::Any | SchemaKind::Reference(_), value) => {
                self.expect(Expected::Json(value.to_string()))
            }
            (_, value) => self.misfit("an object", value),
        }
    }

    fn object(&mut self, schema: &'s Schema, fields: &'s [Field], members: &Map<String, Json>) {
        let (names, _) = self.lookup.fields(schema, Direction::Response);
        for field in fields {
            if let Some(value) = member(members, &field.name, fields) {
                self.field(field, names[&field.name].clone(), value);
            }
        }
    }

    /// A list that stands inside an object, or should.
    fn wrapped(&mut self, list: &'s Field, value: &Json) {
        let value = &*embedded(value, &['{', '[']);
        match value {
            Json::Object(members) => {
                let only = std::slice::from_ref(list);
                if let Some(value) = member(members, &list.name, only) {
                    self.composite(&list.schema, &unfolded(&list.schema, value));
                }
            }
            Json::String(text) if text.trim().is_empty() => {}
            Json::Array(_) | Json::String(_) => self.composite(&list.schema, value),
            _ => self.misfit("a list", value),
        }
    }

    fn list(&mut self, inner: &'s Schema, value: &Json) {
        let inner = self.resolve(inner);
        let value = self.unwrapped(inner, value);
        let one = [value.clone()];
        let elements: &[Json] = match value {
            Json::Array(elements) => elements,
            Json::String(text) if text.trim().is_empty() => &[],
            Json::Object(members) if members.is_empty() => &[],
            _ => &one,
        };
        let elements: Vec<&Json> = elements.iter().filter(|one| !one.is_null()).collect();
        self.expect(Expected::Length(elements.len()));
        for (index, element) in elements.into_iter().enumerate() {
            self.under(PathSegment::Index(index), |walker| {
                walker.element(inner, element)
            });
        }
    }

    /// The list inside an object that only wraps it and is no element itself.
    fn unwrapped<'v>(&self, inner: &Schema, value: &'v Json) -> &'v Json {
        let Json::Object(members) = value else {
            return value;
        };
        let mut entries = members.iter();
        let (Some((key, held)), None) = (entries.next(), entries.next()) else {
            return value;
        };
        let wraps = match &inner.kind {
            SchemaKind::Object(fields) => {
                (held.is_array() || held.is_object())
                    && !fields.iter().any(|field| alike(&field.name, key))
            }
            SchemaKind::Any | SchemaKind::Map(_) | SchemaKind::List(_) => held.is_array(),
            _ => true,
        };
        if wraps {
            self.unwrapped(inner, held)
        } else {
            value
        }
    }

    /// A reference to nothing stays one: it is any JSON.
    fn resolve(&self, schema: &'s Schema) -> &'s Schema {
        self.lookup.service.resolve(schema).unwrap_or(schema)
    }
}

/// What a value is where a scalar is expected.
enum Scalar {
    /// Readable.
    Read(Literal),
    /// Not what was expected.
    Misfit(&'static str),
    /// No scalar is expected.
    None,
}

fn scalar(schema: &Schema, value: &Json) -> Scalar {
    let read =
        |literal: Option<Literal>, expected| literal.map_or(Scalar::Misfit(expected), Scalar::Read);
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let number = || match value {
        Json::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
    };
    match &schema.kind {
        SchemaKind::String(values) if values.is_empty() => Scalar::Read(Literal::Text(text)),
        SchemaKind::String(_) if value.is_array() || value.is_object() => Scalar::Misfit("a word"),
        SchemaKind::String(_) => Scalar::Read(Literal::Text(text.trim().to_owned())),
        SchemaKind::Integer => {
            let whole = || number().filter(|number| number.fract() == 0.0 && number.abs() <= 9e15);
            #[expect(clippy::cast_possible_truncation, reason = "checked above")]
            let integer = text
                .trim()
                .parse()
                .ok()
                .or_else(|| whole().map(|number| number as i64));
            read(integer.map(Literal::Integer), "an integer")
        }
        SchemaKind::Number => read(number().map(Literal::Number), "a number"),
        SchemaKind::Boolean => {
            let truth = match text.trim().to_lowercase().as_str() {
                "true" | "1" | "1.0" => Some(true),
                "false" | "0" | "0.0" => Some(false),
                _ => None,
            };
            read(truth.map(Literal::Boolean), "a boolean")
        }
        _ => Scalar::None,
    }
}

/// The value, out of what services put around it: JSON text, or a list of one.
fn unfolded<'v>(schema: &Schema, value: &'v Json) -> Cow<'v, Json> {
    let openings: &[char] = match &schema.kind {
        SchemaKind::List(inner) => match inner.kind {
            SchemaKind::String(_)
            | SchemaKind::Integer
            | SchemaKind::Number
            | SchemaKind::Boolean => &['['],
            _ => &['[', '{'],
        },
        SchemaKind::Object(_) => &['{', '['],
        SchemaKind::Map(_) => &['{'],
        _ => &[],
    };
    match (&schema.kind, value) {
        (_, Json::String(_)) => embedded(value, openings),
        (SchemaKind::List(_) | SchemaKind::Any | SchemaKind::Bytes { .. }, _) => {
            Cow::Borrowed(value)
        }
        (SchemaKind::String(values), _) if values.is_empty() => Cow::Borrowed(value),
        (_, Json::Array(elements)) => match elements.as_slice() {
            [one] if !one.is_array() && wraps(schema).is_none() => Cow::Borrowed(one),
            _ => Cow::Borrowed(value),
        },
        _ => Cow::Borrowed(value),
    }
}

/// What a string of JSON text holds, where it starts so.
fn embedded<'v>(value: &'v Json, openings: &[char]) -> Cow<'v, Json> {
    match value {
        Json::String(text) if text.trim_start().starts_with(openings) => {
            serde_json::from_str(text).map_or(Cow::Borrowed(value), Cow::Owned)
        }
        _ => Cow::Borrowed(value),
    }
}

/// The value under a name, however it is spelled unless another field is spelled just so; null is none.
fn member<'m>(members: &'m Map<String, Json>, name: &str, fields: &[Field]) -> Option<&'m Json> {
    let another = |key: &str| fields.iter().any(|field| field.name == key);
    let similar = || {
        members
            .iter()
            .find(|(key, _)| alike(key, name) && !another(key))
            .map(|(_, value)| value)
    };
    let value = members.get(name).or_else(similar);
    value.filter(|value| !value.is_null())
}

/// Whether two names differ in case and separators only.
fn alike(one: &str, other: &str) -> bool {
    let significant = |name: &str| -> String {
        let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '));
        kept.flat_map(char::to_lowercase).collect()
    };
    significant(one) == significant(other)
}
