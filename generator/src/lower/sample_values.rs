//! Values of a sample, coerced as the runtime coerces them.
//!
//! **Invariant:** the same rules as the runtime has, but written apart from it; nothing here knows an assertion.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::types::wrapped_list;
use crate::model::{Field, Schema, SchemaKind};
use crate::plan::Literal;

/// A value read as a scalar.
pub(super) enum Scalar {
    /// The value fits.
    Value(Literal),
    /// The value does not fit; the text names what was expected.
    Misfit(&'static str),
    /// The schema is not that of a scalar.
    Composite,
}

impl Scalar {
    fn new(literal: Option<Literal>, expected: &'static str) -> Self {
        literal.map_or(Self::Misfit(expected), Self::Value)
    }
}

/// Reads a value as the scalar that a schema expects.
pub(super) fn scalar(schema: &Schema, value: &Json) -> Scalar {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match &schema.kind {
        SchemaKind::String(values) if values.is_empty() => Scalar::Value(Literal::Text(text)),
        SchemaKind::String(_) if value.is_array() || value.is_object() => {
            Scalar::Misfit("a documented value")
        }
        SchemaKind::String(_) => Scalar::Value(Literal::Text(text.trim().to_owned())),
        SchemaKind::Integer => {
            let whole =
                number(value, &text).filter(|number| number.fract() == 0.0 && number.abs() <= 9e15);
            #[expect(clippy::cast_possible_truncation, reason = "checked above")]
            let integer = text
                .trim()
                .parse()
                .ok()
                .or_else(|| whole.map(|number| number as i64));
            Scalar::new(integer.map(Literal::Integer), "an integer")
        }
        SchemaKind::Number => Scalar::new(number(value, &text).map(Literal::Number), "a number"),
        SchemaKind::Boolean => {
            let truth = match text.trim().to_lowercase().as_str() {
                "true" | "1" | "1.0" => Some(true),
                "false" | "0" | "0.0" => Some(false),
                _ => None,
            };
            Scalar::new(truth.map(Literal::Boolean), "a boolean")
        }
        _ => Scalar::Composite,
    }
}

fn number(value: &Json, text: &str) -> Option<f64> {
    match value {
        Json::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
    }
}

/// Returns the value without the JSON text or the list of one element that services put around it.
pub(super) fn unwrap<'v>(schema: &Schema, value: &'v Json) -> Cow<'v, Json> {
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
        (_, Json::String(_)) => embedded_json(value, openings),
        (SchemaKind::List(_) | SchemaKind::Any | SchemaKind::Bytes { .. }, _) => {
            Cow::Borrowed(value)
        }
        (SchemaKind::String(values), _) if values.is_empty() => Cow::Borrowed(value),
        (_, Json::Array(elements)) => match elements.as_slice() {
            [element] if !element.is_array() && wrapped_list(schema).is_none() => {
                Cow::Borrowed(element)
            }
            _ => Cow::Borrowed(value),
        },
        _ => Cow::Borrowed(value),
    }
}

/// Parses a string of JSON text that begins with one of these characters.
pub(super) fn embedded_json<'v>(value: &'v Json, openings: &[char]) -> Cow<'v, Json> {
    match value {
        Json::String(text) if text.trim_start().starts_with(openings) => {
            serde_json::from_str(text).map_or(Cow::Borrowed(value), Cow::Owned)
        }
        _ => Cow::Borrowed(value),
    }
}

/// Returns the value under a name, in any spelling that no other field has exactly. Null counts as missing.
pub(super) fn member<'m>(
    members: &'m Map<String, Json>,
    name: &str,
    fields: &[Field],
) -> Option<&'m Json> {
    let is_other_field = |key: &str| fields.iter().any(|field| field.name == key);
    let similar = || {
        members
            .iter()
            .find(|(key, _)| is_same_name(key, name) && !is_other_field(key))
            .map(|(_, value)| value)
    };
    let value = members.get(name).or_else(similar);
    value.filter(|value| !value.is_null())
}

/// Returns whether two names differ only in case and separators.
pub(super) fn is_same_name(a: &str, b: &str) -> bool {
    let significant = |name: &str| -> String {
        let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '));
        kept.flat_map(char::to_lowercase).collect()
    };
    significant(a) == significant(b)
}
