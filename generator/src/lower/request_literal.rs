//! Values of a captured request, written with the generated types.
//!
//! **Invariant:** a value that the generated types cannot hold is an error that says where; it is never left out.

use serde_json::{Map, Value as Json};

use super::resolver::Resolver;
use super::types::Direction;
use crate::model::{Schema, SchemaKind};
use crate::plan::Literal;

/// Maximum nesting of a value; no request comes near it.
const MAX_DEPTH: usize = 100;

/// Reason why the generated types cannot hold a value: its path and the value.
pub(super) type Misfit = String;

/// Returns the value in Rust. `path` names it in errors.
///
/// # Errors
///
/// Returns the first part of the value that does not fit the schema.
pub(super) fn literal<'s>(
    resolver: &Resolver<'_, 's>,
    schema: &'s Schema,
    value: &Json,
    path: &str,
) -> Result<Literal, Misfit> {
    Writer { resolver, depth: 0 }.value(schema, value, path)
}

#[derive(Clone, Copy)]
struct Writer<'w, 's> {
    resolver: &'w Resolver<'w, 's>,
    depth: usize,
}

impl<'s> Writer<'_, 's> {
    fn nested(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn value(self, schema: &'s Schema, value: &Json, path: &str) -> Result<Literal, Misfit> {
        if self.depth > MAX_DEPTH {
            return Err(misfit(path, "less nesting", value));
        }
        match (&schema.kind, value) {
            (SchemaKind::Any, _) => Ok(Literal::Json(value.to_string())),
            (SchemaKind::List(inner), Json::Array(elements)) if elements.is_empty() => Ok(
                Literal::EmptyList(self.resolver.ty(inner, Direction::Request)),
            ),
            (SchemaKind::List(inner), Json::Array(elements)) => {
                let element = |(index, element): (usize, &Json)| {
                    self.nested()
                        .value(inner, element, &format!("{path}[{index}]"))
                };
                let elements: Result<_, _> = elements.iter().enumerate().map(element).collect();
                Ok(Literal::List(elements?))
            }
            (SchemaKind::List(_), _) => Err(misfit(path, "a list", value)),
            (SchemaKind::Map(inner), Json::Object(entries)) => {
                let entry = |(key, entry): (&String, &Json)| {
                    let path = format!("{path}.{key}");
                    Ok((key.clone(), self.nested().value(inner, entry, &path)?))
                };
                let entries: Result<_, Misfit> = entries.iter().map(entry).collect();
                Ok(Literal::Map(entries?))
            }
            (SchemaKind::Object(_), Json::Object(members)) => self.object(schema, members, path),
            (SchemaKind::Map(_) | SchemaKind::Object(_), _) => {
                Err(misfit(path, "an object", value))
            }
            (SchemaKind::Reference(target), _) => match self.resolver.service.component(target) {
                Some(component) => self.nested().value(&component.schema, value, path),
                None => Ok(Literal::Json(value.to_string())),
            },
            _ => scalar(schema, value, path),
        }
    }

    fn object(
        self,
        schema: &'s Schema,
        members: &Map<String, Json>,
        path: &str,
    ) -> Result<Literal, Misfit> {
        let Some(name) = self.resolver.type_name(schema, Direction::Request) else {
            return Ok(Literal::Json(Json::Object(members.clone()).to_string()));
        };
        let names = self.resolver.fields(schema, Direction::Request).names;
        let mut setters = Vec::new();
        for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            let path = format!("{path}.{key}");
            let Some(field) = schema.field(key) else {
                return Err(format!("`{path}`: not described"));
            };
            let literal = self.nested().value(&field.schema, value, &path)?;
            setters.push((names[key].clone(), literal));
        }
        Ok(Literal::Constructed {
            name,
            arguments: Vec::new(),
            by_name: false,
            setters,
        })
    }
}

fn scalar(schema: &Schema, value: &Json, path: &str) -> Result<Literal, Misfit> {
    let (literal, expected) = match &schema.kind {
        SchemaKind::String(_) => (text(value).map(Literal::Text), "text"),
        SchemaKind::Bytes { .. } => (bytes(value).map(Literal::Bytes), "bytes"),
        SchemaKind::Integer => (integer(value).map(Literal::Integer), "an integer"),
        SchemaKind::Number => (value.as_f64().map(Literal::Number), "a number"),
        _ => (value.as_bool().map(Literal::Boolean), "a boolean"),
    };
    literal.ok_or_else(|| misfit(path, expected, value))
}

fn misfit(path: &str, expected: &str, value: &Json) -> Misfit {
    format!("`{path}`: expected {expected}, found {value}")
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        _ => String::from_utf8(bytes(value)?).ok(),
    }
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

/// Captures write bytes as text, or as an object with their Base64.
fn bytes(value: &Json) -> Option<Vec<u8>> {
    use base64::prelude::{BASE64_STANDARD, Engine};
    match value {
        Json::String(text) => Some(text.clone().into_bytes()),
        other => BASE64_STANDARD
            .decode(other.get("$bytes_b64")?.as_str()?)
            .ok(),
    }
}
