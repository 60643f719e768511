//! Example values for documentation and tests, in Rust and as JSON.
//!
//! **Invariant:** both forms hold the same value, so that a test can compare a request with its encoding.

use serde_json::Value as Json;

use super::resolver::Resolver;
use super::types::Direction;
use crate::model::{ParameterStyle, Schema, SchemaKind};
use crate::plan::Literal;

/// Maximum number of references that are followed; a schema may lead back to itself.
const MAX_DEPTH: usize = 3;

/// An example value.
pub(super) struct Example {
    pub(super) literal: Literal,
    pub(super) json: Json,
}

impl Example {
    fn new(literal: Literal, json: impl Into<Json>) -> Self {
        Self {
            literal,
            json: json.into(),
        }
    }
}

/// Returns the example of a schema: the description's own, or one that fits.
pub(super) fn value<'s>(schema: &'s Schema, resolver: &Resolver<'_, 's>) -> Example {
    at_depth(schema, resolver, 0)
}

fn at_depth<'s>(schema: &'s Schema, resolver: &Resolver<'_, 's>, depth: usize) -> Example {
    match &schema.kind {
        SchemaKind::List(inner) => {
            let element = at_depth(inner, resolver, depth);
            Example::new(Literal::List(vec![element.literal]), vec![element.json])
        }
        SchemaKind::Object(_) => object(schema, resolver, depth),
        SchemaKind::Reference(target) => match resolver.service.component(target) {
            Some(component) if depth < MAX_DEPTH => {
                at_depth(&component.schema, resolver, depth + 1)
            }
            _ => Example::new(Literal::Json("null".to_owned()), Json::Null),
        },
        _ => scalar(schema),
    }
}

fn scalar(schema: &Schema) -> Example {
    let example = schema.example.as_deref().unwrap_or_default();
    match &schema.kind {
        SchemaKind::String(values) => {
            let text = if example.is_empty() {
                values.first().map_or("example", |value| &value.text)
            } else {
                example
            };
            Example::new(Literal::Text(text.to_owned()), text)
        }
        SchemaKind::Bytes { .. } => Example::new(Literal::Bytes(b"example".to_vec()), Json::Null),
        SchemaKind::Integer => {
            let number = example.trim().parse::<i64>().unwrap_or(1);
            Example::new(Literal::Integer(number), number)
        }
        SchemaKind::Number => {
            let number = example.trim().parse::<f64>().ok();
            let number = number.filter(|number| number.is_finite()).unwrap_or(0.5);
            Example::new(Literal::Number(number), number)
        }
        SchemaKind::Boolean => {
            let truth = !example.trim().eq_ignore_ascii_case("false");
            Example::new(Literal::Boolean(truth), truth)
        }
        _ => {
            let json = serde_json::from_str(example)
                .ok()
                .filter(Json::is_object)
                .unwrap_or_else(|| serde_json::json!({"key": "value"}));
            Example::new(Literal::Json(json.to_string()), json)
        }
    }
}

fn object<'s>(schema: &'s Schema, resolver: &Resolver<'_, 's>, depth: usize) -> Example {
    let names = resolver.fields(schema, Direction::Request).names;
    let mut setters = Vec::new();
    let mut object = serde_json::Map::new();
    for field in schema
        .fields()
        .iter()
        .filter(|field| is_settable(&field.schema, resolver, depth))
    {
        let value = at_depth(&field.schema, resolver, depth);
        setters.push((names[&field.name].clone(), value.literal));
        object.insert(field.name.clone(), value.json);
    }
    let json = Json::Object(object);
    let literal = match resolver.type_name(schema, Direction::Request) {
        Some(name) => Literal::Constructed {
            name,
            arguments: Vec::new(),
            by_name: false,
            setters,
        },
        None => Literal::Json(json.to_string()),
    };
    Example::new(literal, json)
}

/// Returns whether a parameter can have a value in an example.
pub(super) fn has_example(schema: &Schema, resolver: &Resolver<'_, '_>) -> bool {
    is_settable(schema, resolver, 0)
}

/// Maps have no literal, and references end at some depth.
fn is_settable(schema: &Schema, resolver: &Resolver<'_, '_>, depth: usize) -> bool {
    match &schema.kind {
        SchemaKind::Map(_) => false,
        SchemaKind::List(inner) => is_settable(inner, resolver, depth),
        SchemaKind::Reference(target) => {
            depth < MAX_DEPTH
                && resolver
                    .service
                    .component(target)
                    .is_some_and(|component| is_settable(&component.schema, resolver, depth + 1))
        }
        _ => true,
    }
}

/// Adds the pairs of name and value that encode one parameter.
pub(super) fn encode(
    name: &str,
    value: &Json,
    style: ParameterStyle,
    pairs: &mut Vec<(String, String)>,
) {
    let composite = value.is_array() || value.is_object();
    match style {
        ParameterStyle::Json if composite => pairs.push((name.to_owned(), value.to_string())),
        ParameterStyle::Joined if composite => {
            let parts: Vec<String> = value.as_array().into_iter().flatten().map(text).collect();
            pairs.push((name.to_owned(), parts.join(",")));
        }
        _ => encode_flat(name, value, pairs),
    }
}

fn encode_flat(name: &str, value: &Json, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::Null => {}
        Json::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                encode_flat(&format!("{name}.{}", index + 1), value, pairs);
            }
        }
        Json::Object(values) => {
            for (key, value) in values {
                encode_flat(&format!("{name}.{key}"), value, pairs);
            }
        }
        scalar => pairs.push((name.to_owned(), text(scalar))),
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
