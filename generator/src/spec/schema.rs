//! Schemas of the official metadata, into the model.
//!
//! `required` stands on the property itself; bounds, examples and defaults are mostly text.

use super::json::{Members, Node};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Field, Ground, Limits, Schema, Shape, Value};

const COMPONENTS: &str = "#/components/schemas/";

/// Reads a schema; `what` names it for people.
pub(super) fn read(node: Node<'_>, problems: &mut Diagnostics, what: &str) -> Option<Schema> {
    let members = node.object(problems, what)?;
    let shape = shape(&members, problems, what)?;
    let text = |name: &str| members.get(name).map(|node| node.text());
    Some(Schema {
        description: members.prose("description", problems, what),
        required: members.flag("required", problems, what),
        deprecated: members.flag("deprecated", problems, what),
        example: text("example"),
        default: text("default").filter(|default| !default.is_empty()),
        limits: Limits {
            minimum: text("minimum"),
            maximum: text("maximum"),
            min_length: text("minLength"),
            max_length: text("maxLength"),
            min_items: text("minItems"),
            max_items: text("maxItems"),
            pattern: text("pattern"),
            values: match shape {
                Shape::Integer | Shape::Number | Shape::Boolean => values(&members, problems, what),
                _ => Vec::new(),
            },
        },
        shape,
        ground: Ground::Stated,
        place: node.place(),
    })
}

/// Reads the schema of a whole body, which may be bytes.
pub(super) fn body(node: Node<'_>, problems: &mut Diagnostics, what: &str) -> Option<Schema> {
    let mut schema = read(node, problems, what)?;
    let format = node
        .as_object()
        .and_then(|members| members.get("format"))
        .map(|node| node.text());
    if matches!(schema.shape, Shape::String(_)) {
        match format.as_deref() {
            Some("binary") => schema.shape = Shape::Bytes { raw: false },
            Some("byte") => schema.shape = Shape::Bytes { raw: true },
            _ => {}
        }
    }
    Some(schema)
}

/// What is missing or unknown here is a value of which nothing is known, never a parameter or a field less.
fn shape(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Shape> {
    if let Some(reference) = members.get("$ref") {
        return Some(match reference.text().strip_prefix(COMPONENTS) {
            Some(name) => Shape::Reference(name.to_owned()),
            None => {
                let target = reference.text();
                let message = format!("{what}: `$ref` to `{target}` leads out of the description");
                let help =
                    format!("it is taken for any JSON; references start with `{COMPONENTS}`");
                problems.warning(Code::ForeignReference, &reference.place(), message, help);
                Shape::Any
            }
        });
    }
    let kind = match members.get("type") {
        Some(kind) => kind.text(),
        None => {
            let kind = implied(members);
            let message = format!("{what} has neither `type` nor `$ref`");
            let help = format!("it is taken for `{kind}`; add a `type`, such as \"string\"");
            problems.warning(Code::MissingType, &members.place(), message, help);
            kind.to_owned()
        }
    };
    Some(match kind.as_str() {
        "string" => Shape::String(values(members, problems, what)),
        "integer" => Shape::Integer,
        "number" => Shape::Number,
        "boolean" => Shape::Boolean,
        "any" => Shape::Any,
        "array" => list(members, problems, what)?,
        "object" => object(members, problems, what)?,
        other => {
            let place = members
                .get("type")
                .map_or_else(|| members.place(), |node| node.place());
            let message = format!("{what}: unknown type `{other}`");
            let help = "it is taken for any JSON; types are string, integer, number, boolean, array, object and any";
            problems.warning(Code::UnknownType, &place, message, help);
            Shape::Any
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
fn list(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Shape> {
    let Some(items) = members.get("items") else {
        return Some(Shape::Any);
    };
    let mut inner = read(items, problems, &format!("items of {what}"))?;
    if let Shape::String(documented) = &mut inner.shape
        && documented.is_empty()
    {
        *documented = values(members, problems, what);
    }
    Some(Shape::List(Box::new(inner)))
}

fn object(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Shape> {
    if let Some(properties) = members.get("properties") {
        let fields = fields(properties, problems, what);
        if !fields.is_empty() {
            return Some(Shape::Object(fields));
        }
    }
    match members
        .get("additionalProperties")
        .filter(|node| node.as_object().is_some())
    {
        Some(values) => Some(Shape::Map(Box::new(read(
            values,
            problems,
            &format!("values of {what}"),
        )?))),
        None => Some(Shape::Any),
    }
}

fn fields(properties: Node<'_>, problems: &mut Diagnostics, what: &str) -> Vec<Field> {
    let Some(members) = properties.object(problems, &format!("`properties` of {what}")) else {
        return Vec::new();
    };
    members
        .iter()
        .filter_map(|member| {
            super::check_name(member.name, &member.place, problems, what);
            let schema = read(
                member.node,
                problems,
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
fn values(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Vec<Value> {
    let listed = members
        .get("enum")
        .map(|list| list.elements(problems, &format!("`enum` of {what}")));
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
