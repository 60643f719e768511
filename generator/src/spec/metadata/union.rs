//! The union of two schemas: a schema that can hold every value of either.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Field, Schema, SchemaKind, Value};

/// Returns the union of two schemas. Types that cannot be combined become any JSON, with a warning.
pub(super) fn union(
    diagnostics: &mut Diagnostics,
    first: Schema,
    second: Schema,
    subject: &str,
) -> Schema {
    let kind = match (first.kind.clone(), second.kind) {
        (kind, other) if kind == other => kind,
        // The other schema declares nothing.
        (kind, SchemaKind::Any) | (SchemaKind::Any, kind) => kind,
        (SchemaKind::Integer, SchemaKind::Number) | (SchemaKind::Number, SchemaKind::Integer) => {
            SchemaKind::Number
        }
        (SchemaKind::String(values), SchemaKind::String(others)) => {
            SchemaKind::String(union_of_values(values, others))
        }
        (SchemaKind::List(element), SchemaKind::List(other)) => {
            SchemaKind::List(Box::new(union(diagnostics, *element, *other, subject)))
        }
        (SchemaKind::Map(value), SchemaKind::Map(other)) => {
            SchemaKind::Map(Box::new(union(diagnostics, *value, *other, subject)))
        }
        (SchemaKind::Object(fields), SchemaKind::Object(others)) => {
            SchemaKind::Object(union_of_fields(diagnostics, fields, others, subject))
        }
        _ => {
            diagnostics.warning(
                DiagnosticCode::ConflictingResponses,
                &second.declared_at,
                format!("{subject} has different types for different statuses"),
                format!(
                    "read as any JSON; the first type is at {}",
                    first.declared_at
                ),
            );
            SchemaKind::Any
        }
    };
    Schema { kind, ..first }
}

/// Returns the documented values of both. If one of them allows any string, so does the union.
fn union_of_values(mut values: Vec<Value>, others: Vec<Value>) -> Vec<Value> {
    if values.is_empty() || others.is_empty() {
        return Vec::new();
    }
    for other in others {
        if !values.contains(&other) {
            values.push(other);
        }
    }
    values
}

fn union_of_fields(
    diagnostics: &mut Diagnostics,
    mut fields: Vec<Field>,
    others: Vec<Field>,
    subject: &str,
) -> Vec<Field> {
    for other in others {
        match fields.iter_mut().find(|field| field.name == other.name) {
            Some(field) => {
                let subject = format!("`{}` of {subject}", field.name);
                field.schema = union(diagnostics, field.schema.clone(), other.schema, &subject);
            }
            None => fields.push(other),
        }
    }
    fields
}
