//! Schemas of the official metadata, into the model.
//!
//! `required` stands on the property itself; bounds, examples and defaults are mostly text.

use super::json::{Members, Node};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Constraints, Field, Provenance, Schema, SchemaKind, Value};

const COMPONENTS: &str = "#/components/schemas/";

/// Reads a schema; `what` names it for people.
pub(super) fn read(node: Node<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<Schema> {
    let members = node.object(diagnostics, what)?;
    let shape = shape(&members, diagnostics, what)?;
    let text = |name: &str| members.get(name).map(|node| node.text());
    Some(Schema {
        description: members.prose("description", diagnostics, what),
        required: members.flag("required", diagnostics, what),
        deprecated: members.flag("deprecated", diagnostics, what),
        example: text("example"),
        default: text("default").filter(|default| !default.is_empty()),
        constraints: Constraints {
            minimum: text("minimum"),
            maximum: text("maximum"),
            min_length: text("minLength"),
            max_length: text("maxLength"),
            min_items: text("minItems"),
            max_items: text("maxItems"),
            pattern: text("pattern"),
            values: match shape {
                SchemaKind::Integer | SchemaKind::Number | SchemaKind::Boolean => {
                    values(&members, diagnostics, what)
                }
                _ => Vec::new(),
            },
        },
        kind: shape,
        provenance: Provenance::Stated,
        declared_at: node.place(),
    })
}

/// Reads the schema of a whole body, which may be bytes.
pub(super) fn body(node: Node<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<Schema> {
    let mut schema = read(node, diagnostics, what)?;
    let format = node
        .as_object()
        .and_then(|members| members.get("format"))
        .map(|node| node.text());
    if matches!(schema.kind, SchemaKind::String(_)) {
        match format.as_deref() {
            Some("binary") => schema.kind = SchemaKind::Bytes { raw: false },
            Some("byte") => schema.kind = SchemaKind::Bytes { raw: true },
            _ => {}
        }
    }
    Some(schema)
}

/// What is missing or unknown here is a value of which nothing is known, never a parameter or a field less.
fn shape(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<SchemaKind> {
    if let Some(reference) = members.get("$ref") {
        return Some(match reference.text().strip_prefix(COMPONENTS) {
            Some(name) => SchemaKind::Reference(name.to_owned()),
            None => {
                let target = reference.text();
                let message = format!("{what}: `$ref` to `{target}` leads out of the description");
                let help =
                    format!("it is taken for any JSON; references start with `{COMPONENTS}`");
                diagnostics.warning(
                    DiagnosticCode::ExternalReference,
                    &reference.place(),
                    message,
                    help,
                );
                SchemaKind::Any
            }
        });
    }
    let kind = match members.get("type") {
        Some(kind) => kind.text(),
        None => {
            let kind = implied(members);
            let message = format!("{what} has neither `type` nor `$ref`");
            let help = format!("it is taken for `{kind}`; add a `type`, such as \"string\"");
            diagnostics.warning(DiagnosticCode::MissingType, &members.place(), message, help);
            kind.to_owned()
        }
    };
    Some(match kind.as_str() {
        "string" => SchemaKind::String(values(members, diagnostics, what)),
        "integer" => SchemaKind::Integer,
        "number" => SchemaKind::Number,
        "boolean" => SchemaKind::Boolean,
        "any" => SchemaKind::Any,
        "array" => list(members, diagnostics, what)?,
        "object" => object(members, diagnostics, what)?,
        other => {
            let place = members
                .get("type")
                .map_or_else(|| members.place(), |node| node.place());
            let message = format!("{what}: unknown type `{other}`");
            let help = "it is taken for any JSON; types are string, integer, number, boolean, array, object and any";
            diagnostics.warning(DiagnosticCode::UnknownType, &place, message, help);
            SchemaKind::Any
        }
    })
}

/// The type of a schema without one, by what only schemas of that type have.
fn implied(members: &Members<'_>) -> &'static str {
    let has = |names: &[&str]| names.iter().any(|name| members.get(name).is_some());
    let format = members.get("format").map(|node| node.text());
    match format.as_deref() {
        _ if has(&["properties", "additionalProperties"]) => "object",
        _ if has(&["items"]) => "array",
        Some("int32" | "int64") => "integer",
        Some("float" | "double") => "number",
        Some("binary" | "byte") => "string",
        _ if has(&["enum", "pattern", "minLength", "maxLength"]) => "string",
        _ => "any",
    }
}

/// Values documented on a list are those of its elements.
fn list(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<SchemaKind> {
    let Some(items) = members.get("items") else {
        return Some(SchemaKind::Any);
    };
    let mut inner = read(items, diagnostics, &format!("items of {what}"))?;
    if let SchemaKind::String(documented) = &mut inner.kind
        && documented.is_empty()
    {
        *documented = values(members, diagnostics, what);
    }
    Some(SchemaKind::List(Box::new(inner)))
}

fn object(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<SchemaKind> {
    if let Some(properties) = members.get("properties") {
        let fields = fields(properties, diagnostics, what);
        if !fields.is_empty() {
            return Some(SchemaKind::Object(fields));
        }
    }
    match members
        .get("additionalProperties")
        .filter(|node| node.as_object().is_some())
    {
        Some(values) => Some(SchemaKind::Map(Box::new(read(
            values,
            diagnostics,
            &format!("values of {what}"),
        )?))),
        None => Some(SchemaKind::Any),
    }
}

fn fields(properties: Node<'_>, diagnostics: &mut Diagnostics, what: &str) -> Vec<Field> {
    let Some(members) = properties.object(diagnostics, &format!("`properties` of {what}")) else {
        return Vec::new();
    };
    members
        .iter()
        .filter_map(|member| {
            super::check_name(member.name, &member.place, diagnostics, what);
            let schema = read(
                member.node,
                diagnostics,
                &format!("`{}` of {what}", member.name),
            )?;
            Some(Field {
                name: member.name.to_owned(),
                schema,
            })
        })
        .collect()
}

/// Documented values with their titles; titles alone document values, too.
fn values(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Vec<Value> {
    let listed = members
        .get("enum")
        .map(|list| list.elements(diagnostics, &format!("`enum` of {what}")));
    let mut values: Vec<Value> = Vec::new();
    for text in listed.iter().flatten().map(Node::text) {
        if !text.is_empty() && values.iter().all(|value| value.text != text) {
            let title = String::new();
            values.push(Value { text, title });
        }
    }
    let titles = members
        .get("enumValueTitles")
        .and_then(|node| node.as_object());
    for member in titles.iter().flat_map(Members::iter) {
        let title = member.node.as_str().unwrap_or_default().trim().to_owned();
        // The same with spaces around it is the same.
        let same = |value: &&mut Value| value.text.trim() == member.name.trim();
        match values.iter_mut().find(same) {
            Some(value) => value.title = title,
            None if member.name.trim().is_empty() => {}
            None => values.push(Value {
                text: member.name.to_owned(),
                title,
            }),
        }
    }
    values
}
