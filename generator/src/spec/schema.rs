//! Schemas of the official metadata, into the model.
//!
//! `required` stands on the property itself; bounds, examples and defaults are mostly text.

use super::json::{Members, Node};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Field, Limits, Schema, Shape, Value};

const COMPONENTS: &str = "#/components/schemas/";

/// Reads a schema; `what` names it for people.
pub(super) fn read(node: Node<'_>, problems: &mut Diagnostics, what: &str) -> Option<Schema> {
    let members = node.object(problems, what)?;
    let shape = shape(&members, problems, what)?;
    let text = |name: &str| members.get(name).map(|node| node.text());
    Some(Schema {
        shape,
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
        },
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

fn shape(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Shape> {
    if let Some(reference) = members.get("$ref") {
        let target = reference.string(problems, &format!("`$ref` of {what}"))?;
        let Some(name) = target.strip_prefix(COMPONENTS) else {
            let message = format!("{what}: `$ref` to `{target}` leads out of the description");
            problems.error(
                Code::ForeignReference,
                &reference.place(),
                message,
                format!("references start with `{COMPONENTS}`"),
            );
            return None;
        };
        return Some(Shape::Reference(name.to_owned()));
    }
    let Some(kind) = members.get("type") else {
        let message = format!("{what} has neither `type` nor `$ref`");
        problems.error(
            Code::MissingType,
            &members.place(),
            message,
            "add a `type`, such as \"string\"",
        );
        return None;
    };
    Some(match kind.string(problems, &format!("`type` of {what}"))? {
        "string" => Shape::String(values(members, problems, what)),
        "integer" => Shape::Integer,
        "number" => Shape::Number,
        "boolean" => Shape::Boolean,
        "any" => Shape::Any,
        "array" => match members.get("items") {
            Some(items) => Shape::List(Box::new(read(
                items,
                problems,
                &format!("items of {what}"),
            )?)),
            None => Shape::Any,
        },
        "object" => object(members, problems, what)?,
        other => {
            let help = "types are string, integer, number, boolean, array, object and any";
            problems.error(
                Code::UnknownType,
                &kind.place(),
                format!("{what}: unknown type `{other}`"),
                help,
            );
            return None;
        }
    })
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
    let titles = members
        .get("enumValueTitles")
        .and_then(|node| node.as_object());
    let title = |text: &str| {
        let title = titles.as_ref().and_then(|titles| titles.get(text));
        title
            .and_then(|node| node.as_str())
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let listed: Vec<String> = match members.get("enum") {
        Some(list) => list
            .elements(problems, &format!("`enum` of {what}"))
            .iter()
            .map(Node::text)
            .collect(),
        None => titles
            .iter()
            .flat_map(Members::iter)
            .map(|member| member.name.to_owned())
            .collect(),
    };
    let mut values: Vec<Value> = Vec::new();
    for text in listed.into_iter().filter(|text| !text.is_empty()) {
        if values.iter().all(|value| value.text != text) {
            values.push(Value {
                title: title(&text),
                text,
            });
        }
    }
    values
}
