//! A value of a captured request as Rust, built with the generated types.
//!
//! **Invariant:** a value without a typed place is an error that says where; it is never left out.

use serde_json::{Map, Value as Json};

use super::lookup::Resolver;
use super::types::Direction;
use crate::model::{Field, Schema, SchemaKind};
use crate::plan::Literal;

/// Deeper than any request.
const DEEPEST: usize = 100;

/// Why a value has no typed place: where, and what stands there.
pub(super) type Misfit = String;

/// The value as Rust.
pub(super) fn literal<'s>(
    schema: &'s Schema,
    value: &Json,
    path: &str,
    lookup: &Resolver<'_, 's>,
) -> Result<Literal, Misfit> {
    at_depth(schema, value, path, lookup, 0)
}

fn at_depth<'s>(
    schema: &'s Schema,
    value: &Json,
    path: &str,
    lookup: &Resolver<'_, 's>,
    depth: usize,
) -> Result<Literal, Misfit> {
    let misfit = |expected: &str| Err(format!("`{path}`: expected {expected}, found {value}"));
    let deeper = |schema, value, path: &str| at_depth(schema, value, path, lookup, depth + 1);
    if depth > DEEPEST {
        return misfit("less depth");
    }
    match (&schema.kind, value) {
        (SchemaKind::String(_), Json::String(text)) => Ok(Literal::Text(text.clone())),
        (SchemaKind::String(_), Json::Number(_) | Json::Bool(_)) => {
            Ok(Literal::Text(value.to_string()))
        }
        (SchemaKind::String(_), _) => match bytes(value).map(String::from_utf8) {
            Some(Ok(text)) => Ok(Literal::Text(text)),
            _ => misfit("text"),
        },
        (SchemaKind::Bytes { .. }, _) => {
            bytes(value).map_or_else(|| misfit("bytes"), |bytes| Ok(Literal::Bytes(bytes)))
        }
        (SchemaKind::Integer, _) => integer(value).map_or_else(
            || misfit("an integer"),
            |number| Ok(Literal::Integer(number)),
        ),
        (SchemaKind::Number, _) => value
            .as_f64()
            .map_or_else(|| misfit("a number"), |number| Ok(Literal::Number(number))),
        (SchemaKind::Boolean, Json::Bool(truth)) => Ok(Literal::Boolean(*truth)),
        (SchemaKind::Boolean, _) => misfit("a boolean"),
        (SchemaKind::Any, _) => Ok(Literal::Json(value.to_string())),
        (SchemaKind::List(inner), Json::Array(elements)) if elements.is_empty() => {
            Ok(Literal::Empty(lookup.ty(inner, Direction::Request)))
        }
        (SchemaKind::List(inner), Json::Array(elements)) => elements
            .iter()
            .enumerate()
            .map(|(index, element)| deeper(inner, element, &format!("{path}[{index}]")))
            .collect::<Result<_, _>>()
            .map(Literal::List),
        (SchemaKind::List(_), _) => misfit("a list"),
        (SchemaKind::Map(inner), Json::Object(entries)) => entries
            .iter()
            .map(|(key, entry)| Ok((key.clone(), deeper(inner, entry, &format!("{path}.{key}"))?)))
            .collect::<Result<_, _>>()
            .map(Literal::Map),
        (SchemaKind::Object(fields), Json::Object(members)) => {
            object(schema, fields, members, path, lookup, depth)
        }
        (SchemaKind::Map(_) | SchemaKind::Object(_), _) => misfit("an object"),
        (SchemaKind::Reference(target), _) => match lookup.service.component(target) {
            Some(component) => deeper(&component.schema, value, path),
            None => Ok(Literal::Json(value.to_string())),
        },
    }
}

fn object<'s>(
    schema: &'s Schema,
    fields: &'s [Field],
    members: &Map<String, Json>,
    path: &str,
    lookup: &Resolver<'_, 's>,
    depth: usize,
) -> Result<Literal, Misfit> {
    let name = lookup
        .own
        .name(schema, Direction::Request)
        .or_else(|| lookup.components.name(schema, Direction::Request));
    let Some(name) = name else {
        return Ok(Literal::Json(Json::Object(members.clone()).to_string()));
    };
    let names = lookup.fields(schema, Direction::Request).0;
    let mut setters = Vec::new();
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("{path}.{key}");
        let Some(field) = fields.iter().find(|field| field.name == *key) else {
            return Err(format!("`{path}`: not described"));
        };
        let literal = at_depth(&field.schema, value, &path, lookup, depth + 1)?;
        setters.push((names[key].clone(), literal));
    }
    Ok(Literal::Built {
        name,
        arguments: Vec::new(),
        by_name: false,
        setters,
    })
}

fn integer(value: &Json) -> Option<i64> {
    let whole = |number: f64| (number.fract() == 0.0 && number.abs() < 9e15).then_some(number);
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let from_float = |number: f64| whole(number).map(|number| number as i64);
    value
        .as_i64()
        .or_else(|| value.as_str()?.parse().ok())
        .or_else(|| value.as_f64().and_then(from_float))
}

/// Bytes are text, or an object with their Base64.
fn bytes(value: &Json) -> Option<Vec<u8>> {
    use base64::prelude::{BASE64_STANDARD, Engine};
    match value {
        Json::String(text) => Some(text.clone().into_bytes()),
        other => BASE64_STANDARD
            .decode(other.get("$bytes_b64")?.as_str()?)
            .ok(),
    }
}
