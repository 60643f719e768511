//! Values for examples and tests, and what they are on the wire.
//!
//! **Invariant:** the same value goes into the Rust literal and into the wire text.

use serde_json::Value as Json;

use super::lookup::Resolver;
use super::types::Direction;
use crate::model::{Schema, SchemaKind, Style};
use crate::plan::Literal;

/// References are followed this far; a schema may lead back to itself.
const DEEPEST: usize = 3;

/// A value for a schema: as Rust, and as JSON.
pub(super) fn value<'s>(schema: &'s Schema, lookup: &Resolver<'_, 's>) -> (Literal, Json) {
    at_depth(schema, lookup, 0)
}

fn at_depth<'s>(schema: &'s Schema, lookup: &Resolver<'_, 's>, depth: usize) -> (Literal, Json) {
    let example = schema.example.as_deref().unwrap_or_default();
    match &schema.kind {
        SchemaKind::String(values) => {
            let text = if example.is_empty() {
                values.first().map_or("example", |value| &value.text)
            } else {
                example
            };
            (Literal::Text(text.to_owned()), text.into())
        }
        SchemaKind::Bytes { .. } => {
            let bytes = b"example".to_vec();
            (Literal::Bytes(bytes), Json::Null)
        }
        SchemaKind::Integer => {
            let number = example.trim().parse::<i64>().unwrap_or(1);
            (Literal::Integer(number), number.into())
        }
        SchemaKind::Number => {
            let number = example
                .trim()
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .unwrap_or(0.5);
            (Literal::Number(number), number.into())
        }
        SchemaKind::Boolean => {
            let truth = !example.trim().eq_ignore_ascii_case("false");
            (Literal::Boolean(truth), truth.into())
        }
        SchemaKind::Any | SchemaKind::Map(_) => {
            let json = serde_json::from_str(example)
                .ok()
                .filter(Json::is_object)
                .unwrap_or_else(|| serde_json::json!({"key": "value"}));
            (Literal::Json(json.to_string()), json)
        }
        SchemaKind::List(inner) => {
            let (literal, json) = at_depth(inner, lookup, depth);
            (Literal::List(vec![literal]), Json::Array(vec![json]))
        }
        SchemaKind::Object(fields) => object(schema, fields, lookup, depth),
        SchemaKind::Reference(target) => match lookup.service.component(target) {
            Some(component) if depth < DEEPEST => at_depth(&component.schema, lookup, depth + 1),
            _ => (Literal::Json("null".to_owned()), Json::Null),
        },
    }
}

fn object<'s>(
    schema: &'s Schema,
    fields: &'s [crate::model::Field],
    lookup: &Resolver<'_, 's>,
    depth: usize,
) -> (Literal, Json) {
    let name = lookup
        .own
        .name(schema, Direction::Request)
        .or_else(|| lookup.components.name(schema, Direction::Request));
    let (names, _) = lookup.fields(schema, Direction::Request);
    let mut setters = Vec::new();
    let mut object = serde_json::Map::new();
    for field in fields
        .iter()
        .filter(|field| settable(&field.schema, lookup, depth))
    {
        let (literal, json) = at_depth(&field.schema, lookup, depth);
        setters.push((names[&field.name].clone(), literal));
        object.insert(field.name.clone(), json);
    }
    match name {
        Some(name) => {
            let literal = Literal::Built {
                name,
                arguments: Vec::new(),
                by_name: false,
                setters,
            };
            (literal, Json::Object(object))
        }
        None => (
            Literal::Json(Json::Object(object.clone()).to_string()),
            Json::Object(object),
        ),
    }
}

/// Whether an example can be written for it: maps have no literal, and references end somewhere.
fn settable(schema: &Schema, lookup: &Resolver<'_, '_>, depth: usize) -> bool {
    match &schema.kind {
        SchemaKind::Map(_) => false,
        SchemaKind::List(inner) => settable(inner, lookup, depth),
        SchemaKind::Reference(target) => {
            depth < DEEPEST
                && lookup
                    .service
                    .component(target)
                    .is_some_and(|component| settable(&component.schema, lookup, depth + 1))
        }
        _ => true,
    }
}

/// Whether a parameter can be given in an example.
pub(super) fn can_be_given(schema: &Schema, lookup: &Resolver<'_, '_>) -> bool {
    settable(schema, lookup, 0)
}

/// Names and values of one parameter on the wire, as the protocol writes them.
pub(super) fn pairs(name: &str, value: &Json, style: Style, into: &mut Vec<(String, String)>) {
    let composite = value.is_array() || value.is_object();
    match style {
        Style::Json if composite => into.push((name.to_owned(), value.to_string())),
        Style::Joined if composite => {
            let parts: Vec<String> = value.as_array().into_iter().flatten().map(text).collect();
            into.push((name.to_owned(), parts.join(",")));
        }
        _ => flat(name, value, into),
    }
}

fn flat(name: &str, value: &Json, into: &mut Vec<(String, String)>) {
    match value {
        Json::Null => {}
        Json::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                flat(&format!("{name}.{}", index + 1), value, into);
            }
        }
        Json::Object(values) => {
            for (key, value) in values {
                flat(&format!("{name}.{key}"), value, into);
            }
        }
        scalar => into.push((name.to_owned(), text(scalar))),
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
