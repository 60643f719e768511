//! Schemas of the official metadata, into the model.
//!
//! `required` is a flag of the property itself; bounds, examples and defaults are mostly strings.
//!
//! **Invariant:** a schema that is incomplete or unknown becomes a value of any type; its parameter or field stays.

use super::check::check_name;
use super::json::{JsonNode, JsonObject};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Constraints, Field, Provenance, Schema, SchemaId, SchemaKind, Value};

/// The start of a reference to a component of the same description.
const COMPONENTS: &str = "#/components/schemas/";

/// Reads a schema. `subject` names it in messages.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    node: JsonNode<'_>,
    subject: &str,
) -> Option<Schema> {
    let members = node.object(diagnostics, subject)?;
    let kind = kind(diagnostics, &members, subject)?;
    let text = |name: &str| members.get(name).map(|node| node.text());
    Some(Schema {
        id: SchemaId::default(),
        description: members.prose("description", diagnostics, subject),
        required: members.flag("required", diagnostics, subject),
        deprecated: members.flag("deprecated", diagnostics, subject),
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
            values: match kind {
                SchemaKind::Integer | SchemaKind::Number | SchemaKind::Boolean => {
                    values(diagnostics, &members, subject)
                }
                _ => Vec::new(),
            },
        },
        kind,
        provenance: Provenance::Stated,
        declared_at: node.location(),
    })
}

/// Reads the schema of a whole body, which may be bytes.
pub(super) fn read_body(
    diagnostics: &mut Diagnostics,
    node: JsonNode<'_>,
    subject: &str,
) -> Option<Schema> {
    let mut schema = read(diagnostics, node, subject)?;
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

fn kind(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Option<SchemaKind> {
    if let Some(node) = members.get("$ref") {
        return Some(reference(diagnostics, node, subject));
    }
    let name = match members.get("type") {
        Some(node) => node.text(),
        None => {
            let derived = derived_type(members);
            diagnostics.warning(
                DiagnosticCode::MissingType,
                &members.location(),
                format!("{subject} has neither `type` nor `$ref`"),
                format!("read as `{derived}`; add a `type`, such as \"string\""),
            );
            derived.to_owned()
        }
    };
    Some(match name.as_str() {
        "string" => SchemaKind::String(values(diagnostics, members, subject)),
        "integer" => SchemaKind::Integer,
        "number" => SchemaKind::Number,
        "boolean" => SchemaKind::Boolean,
        "any" => SchemaKind::Any,
        "array" => list(diagnostics, members, subject)?,
        "object" => object(diagnostics, members, subject)?,
        other => {
            let location = members
                .get("type")
                .map_or_else(|| members.location(), |node| node.location());
            diagnostics.warning(
                DiagnosticCode::UnknownType,
                &location,
                format!("{subject}: unknown type `{other}`"),
                "read as any JSON; types are string, integer, number, boolean, array, object and any",
            );
            SchemaKind::Any
        }
    })
}

/// Reads the target of a `$ref`.
fn reference(diagnostics: &mut Diagnostics, node: JsonNode<'_>, subject: &str) -> SchemaKind {
    let target = node.text();
    if let Some(name) = target.strip_prefix(COMPONENTS) {
        return SchemaKind::Reference(name.to_owned());
    }
    diagnostics.warning(
        DiagnosticCode::ExternalReference,
        &node.location(),
        format!("{subject}: `$ref` to `{target}` points outside of the description"),
        format!("read as any JSON; references start with `{COMPONENTS}`"),
    );
    SchemaKind::Any
}

/// Derives the type of a schema without one from members that only schemas of that type have.
fn derived_type(members: &JsonObject<'_>) -> &'static str {
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

/// Reads a list. Values that are documented on the list itself are those of its elements.
fn list(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Option<SchemaKind> {
    let Some(items) = members.get("items") else {
        return Some(SchemaKind::Any);
    };
    let mut element = read(diagnostics, items, &format!("items of {subject}"))?;
    if let SchemaKind::String(documented) = &mut element.kind
        && documented.is_empty()
    {
        *documented = values(diagnostics, members, subject);
    }
    Some(SchemaKind::List(Box::new(element)))
}

/// Reads an object with fields or a map. An object without either can hold any JSON.
fn object(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Option<SchemaKind> {
    if let Some(properties) = members.get("properties") {
        let fields = fields(diagnostics, properties, subject);
        if !fields.is_empty() {
            return Some(SchemaKind::Object(fields));
        }
    }
    match members
        .get("additionalProperties")
        .filter(|node| node.as_object().is_some())
    {
        Some(node) => {
            let values = read(diagnostics, node, &format!("values of {subject}"))?;
            Some(SchemaKind::Map(Box::new(values)))
        }
        None => Some(SchemaKind::Any),
    }
}

fn fields(diagnostics: &mut Diagnostics, properties: JsonNode<'_>, subject: &str) -> Vec<Field> {
    let properties = properties.object(diagnostics, &format!("`properties` of {subject}"));
    let mut fields = Vec::new();
    for member in properties.iter().flat_map(JsonObject::iter) {
        check_name(diagnostics, member.name, subject, &member.location);
        let field = format!("`{}` of {subject}", member.name);
        if let Some(schema) = read(diagnostics, member.node, &field) {
            fields.push(Field {
                name: member.name.to_owned(),
                schema,
            });
        }
    }
    fields
}

/// Reads documented values and their titles. A value may be documented by its title alone.
fn values(diagnostics: &mut Diagnostics, members: &JsonObject<'_>, subject: &str) -> Vec<Value> {
    let listed = members
        .get("enum")
        .map(|list| list.elements(diagnostics, &format!("`enum` of {subject}")));
    let mut values: Vec<Value> = Vec::new();
    for text in listed.iter().flatten().map(JsonNode::text) {
        if !text.is_empty() && values.iter().all(|value| value.text != text) {
            let title = String::new();
            values.push(Value { text, title });
        }
    }
    let titles = members
        .get("enumValueTitles")
        .and_then(|node| node.as_object());
    for member in titles.iter().flat_map(JsonObject::iter) {
        let title = member.node.as_str().unwrap_or_default().trim().to_owned();
        // Surrounding spaces do not make another value.
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
