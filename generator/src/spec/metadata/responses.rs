//! What an operation answers: its reply, the headers that come with it, and what failures hold.
//!
//! A reply has one type, so successes that differ become one schema with the fields of all. Where no success is declared,
//! `default` stands for it; everything else, `3XX` as well, is what the runtime gives as an error. An operation whose
//! success has no schema replies nothing typed; `Reply::raw` still holds what came.

use super::super::json::Members;
use super::super::schema;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ErrorResponse, Field, Schema, SchemaKind, Service};

/// The status that stands for all that are not listed.
const DEFAULT: &str = "default";

/// Everything an operation may answer.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) reply: Option<Schema>,
    pub(super) headers: Vec<Field>,
    pub(super) failures: Vec<ErrorResponse>,
}

/// Reads `responses`; `service` has the components that they refer to.
pub(super) fn read(
    members: &Members<'_>,
    service: &Service,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Answers {
    let mut answers = Answers::default();
    let responses = members
        .get("responses")
        .and_then(|node| node.object(diagnostics, &format!("`responses` of {what}")));
    let (mut default, mut declared) = (None, false);
    for member in responses.iter().flat_map(Members::iter) {
        let Some(response) = member.node.as_object() else {
            continue;
        };
        let success = member.name.starts_with('2');
        declared |= success;
        if success || member.name == DEFAULT {
            headers(&response, &mut answers.headers, diagnostics, what);
        }
        let Some(node) = response.get("schema") else {
            continue;
        };
        let what = format!("the reply of {what}");
        let Some(schema) = schema::body(node, diagnostics, &what) else {
            continue;
        };
        if success {
            answers.reply = Some(match answers.reply.take() {
                Some(reply) => merged(reply, schema, service, diagnostics, &what),
                None => schema,
            });
            continue;
        }
        let status = member.name.to_owned();
        let failure = ErrorResponse { status, schema };
        if member.name == DEFAULT {
            default = Some(failure);
        } else {
            answers.failures.push(failure);
        }
    }
    if declared {
        answers.failures.extend(default);
    } else {
        answers.reply = default.map(|failure| failure.schema);
    }
    answers
}

fn headers(
    response: &Members<'_>,
    headers: &mut Vec<Field>,
    diagnostics: &mut Diagnostics,
    what: &str,
) {
    let what = format!("the headers of the reply of {what}");
    let declared = response
        .get("headers")
        .and_then(|node| node.object(diagnostics, &what));
    for member in declared.iter().flat_map(Members::iter) {
        let name = typed(member.name);
        let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '*');
        if name.is_empty() || !name.chars().all(token) {
            let message = format!("`{name}` in {what} is not the name of a header");
            let help = "it is left out of the documentation; `Reply::header` reads any";
            diagnostics.warning(
                DiagnosticCode::InvalidWireName,
                &member.place,
                message,
                help,
            );
            continue;
        }
        if headers.iter().any(|known| known.name == name) {
            continue;
        }
        let header = member.node.as_object();
        let node = header.and_then(|header| header.get("schema"));
        let what = format!("`{name}` of {what}");
        if let Some(schema) = schema::read(node.unwrap_or(member.node), diagnostics, &what) {
            headers.push(Field { name, schema });
        }
    }
}

/// Some names were copied out of a text, with hyphens that typesetters use.
fn typed(name: &str) -> String {
    name.replace(|c| ('\u{2010}'..='\u{2015}').contains(&c), "-")
}

/// One schema for two successes. Nobody can tell before reading which one it is.
fn merged(
    one: Schema,
    other: Schema,
    service: &Service,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Schema {
    if one == other {
        return one;
    }
    // References to different objects: their fields stand here then.
    let whole = |schema: Schema| Schema {
        kind: service
            .resolve(&schema)
            .map_or(SchemaKind::Any, |resolved| resolved.kind.clone()),
        ..schema
    };
    union(whole(one), whole(other), diagnostics, what)
}

fn union(one: Schema, other: Schema, diagnostics: &mut Diagnostics, what: &str) -> Schema {
    let shape = match (one.kind.clone(), other.kind) {
        (known, other) if known == other => known,
        // Of the other one nothing is declared.
        (known, SchemaKind::Any) | (SchemaKind::Any, known) => known,
        (SchemaKind::Integer, SchemaKind::Number) | (SchemaKind::Number, SchemaKind::Integer) => {
            SchemaKind::Number
        }
        (SchemaKind::String(mut values), SchemaKind::String(others)) => {
            let open = values.is_empty() || others.is_empty();
            let more = others.into_iter().filter(|other| !values.contains(other));
            let more: Vec<_> = more.collect();
            values.extend(more);
            SchemaKind::String(if open { Vec::new() } else { values })
        }
        (SchemaKind::List(inner), SchemaKind::List(other)) => {
            SchemaKind::List(Box::new(union(*inner, *other, diagnostics, what)))
        }
        (SchemaKind::Map(inner), SchemaKind::Map(other)) => {
            SchemaKind::Map(Box::new(union(*inner, *other, diagnostics, what)))
        }
        (SchemaKind::Object(fields), SchemaKind::Object(others)) => {
            SchemaKind::Object(fields_of_both(fields, others, diagnostics, what))
        }
        _ => {
            diagnostics.warning(
                DiagnosticCode::ConflictingReplies,
                &other.declared_at,
                format!("{what} is not the same for every success"),
                format!(
                    "it is taken for any JSON; the first one is at {}",
                    one.declared_at
                ),
            );
            SchemaKind::Any
        }
    };
    Schema { kind: shape, ..one }
}

fn fields_of_both(
    mut fields: Vec<Field>,
    others: Vec<Field>,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Vec<Field> {
    for other in others {
        match fields.iter_mut().find(|field| field.name == other.name) {
            Some(field) => {
                let what = format!("`{}` of {what}", field.name);
                field.schema = union(field.schema.clone(), other.schema, diagnostics, &what);
            }
            None => fields.push(other),
        }
    }
    fields
}
