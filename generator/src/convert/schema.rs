//! Schemas, in the two dialects.

use std::collections::HashMap;

use super::json::{Json, Object};
use crate::model::{Constraints, Field, Schema, SchemaKind, Value};

/// How schemas are written.
pub(super) enum Dialect<'s> {
    /// `required` stands on each property, examples and limits are texts.
    Metadata,
    /// `required` lists properties, examples and limits have types. Has the names of components that there are.
    OpenApi(&'s HashMap<String, String>),
}

impl Dialect<'_> {
    /// A schema with all that is known of it.
    pub(super) fn schema(&self, schema: &Schema) -> Object {
        let Schema {
            kind: shape,
            constraints: limits,
            ..
        } = schema;
        let values = match shape {
            SchemaKind::String(values) => values,
            _ => &limits.values,
        };
        let number = |text: &Option<String>| text.as_deref().and_then(|text| self.limit(text));
        let object = Object::new()
            .text("description", &schema.description)
            .flag("deprecated", schema.deprecated);
        let object = self.shape(shape, object);
        let object = self.values(values, shape, object);
        let object = object
            .maybe("minimum", number(&limits.minimum))
            .maybe("maximum", number(&limits.maximum))
            .maybe("minLength", number(&limits.min_length))
            .maybe("maxLength", number(&limits.max_length))
            .maybe("minItems", number(&limits.min_items))
            .maybe("maxItems", number(&limits.max_items))
            .maybe("pattern", limits.pattern.as_deref());
        let object = match schema
            .default
            .as_deref()
            .map(|text| self.typed(text, shape))
        {
            Some(default) if self.fits(&default, schema) => object.with("default", default),
            // Tools refuse a whole description for it.
            default => object.maybe("x-acs-default", default),
        };
        match self {
            Self::Metadata => object
                .flag("required", schema.required)
                .maybe("example", schema.example.as_deref()),
            Self::OpenApi(_) => {
                let example = schema.example.as_deref().filter(|text| !text.is_empty());
                object.maybe(
                    "examples",
                    example.map(|text| vec![self.typed(text, shape)]),
                )
            }
        }
    }

    fn shape(&self, shape: &SchemaKind, object: Object) -> Object {
        match shape {
            SchemaKind::String(_) => object.with("type", "string"),
            SchemaKind::Bytes { raw } => object
                .with("type", "string")
                .with("format", if *raw { "byte" } else { "binary" }),
            SchemaKind::Integer => object.with("type", "integer"),
            SchemaKind::Number => object.with("type", "number"),
            SchemaKind::Boolean => object.with("type", "boolean"),
            SchemaKind::Any => match self {
                Self::Metadata => object.with("type", "any"),
                Self::OpenApi(_) => object,
            },
            SchemaKind::List(inner) => object
                .with("type", "array")
                .with("items", self.schema(inner)),
            SchemaKind::Map(inner) => object
                .with("type", "object")
                .with("additionalProperties", self.schema(inner)),
            SchemaKind::Object(fields) => self.fields(fields, object.with("type", "object")),
            SchemaKind::Reference(target) => match self {
                Self::Metadata => object.with("$ref", format!("#/components/schemas/{target}")),
                Self::OpenApi(names) => {
                    let reference = names.get(target);
                    let reference = reference.map(|name| format!("#/components/schemas/{name}"));
                    object.maybe("$ref", reference)
                }
            },
        }
    }

    fn fields(&self, fields: &[Field], object: Object) -> Object {
        let properties = fields
            .iter()
            .map(|field| (field.name.clone(), self.schema(&field.schema).into()))
            .collect::<Object>();
        let required = match self {
            Self::Metadata => Vec::new(),
            Self::OpenApi(_) => {
                let required = fields.iter().filter(|field| field.schema.required);
                required.map(|field| Json::from(&field.name)).collect()
            }
        };
        object
            .with("properties", properties)
            .list("required", required)
    }

    fn values(&self, values: &[Value], shape: &SchemaKind, object: Object) -> Object {
        let listed = values.iter().map(|value| self.typed(&value.text, shape));
        let titled = values.iter().filter(|value| !value.title.is_empty());
        let titles = titled
            .map(|value| (value.text.clone(), Json::from(&value.title)))
            .collect::<Object>();
        let name = match self {
            Self::Metadata => "enumValueTitles",
            Self::OpenApi(_) => "x-acs-titles",
        };
        object.list("enum", listed.collect()).object(name, titles)
    }

    /// Whether a default is what its schema allows, which OpenAPI insists on.
    fn fits(&self, default: &Json, schema: &Schema) -> bool {
        let Json::Value(value) = default else {
            return false;
        };
        let listed = match &schema.kind {
            SchemaKind::String(values) => values,
            _ => &schema.constraints.values,
        };
        let text = || {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let right = match schema.kind {
            SchemaKind::String(_) | SchemaKind::Bytes { .. } => value.is_string(),
            SchemaKind::Integer => value.is_i64() || value.is_u64(),
            SchemaKind::Number => value.is_number(),
            SchemaKind::Boolean => value.is_boolean(),
            SchemaKind::List(_) => value.is_array(),
            SchemaKind::Object(_) | SchemaKind::Map(_) => value.is_object(),
            SchemaKind::Any | SchemaKind::Reference(_) => true,
        };
        let known = listed.is_empty() || listed.iter().any(|one| one.text == text());
        matches!(self, Self::Metadata)
            || (right
                && known
                && value
                    .as_f64()
                    .is_none_or(|number| within(number, &schema.constraints)))
    }

    /// A limit: in OpenAPI a number, or nothing.
    fn limit(&self, text: &str) -> Option<Json> {
        match self {
            Self::Metadata => Some(Json::from(text)),
            Self::OpenApi(_) => number(text).map(Json::from),
        }
    }

    /// A value given as text: in OpenAPI of the type of its schema, where it is one.
    fn typed(&self, text: &str, shape: &SchemaKind) -> Json {
        let value = match (self, shape) {
            (Self::Metadata, _) | (_, SchemaKind::String(_) | SchemaKind::Bytes { .. }) => None,
            (_, SchemaKind::Integer | SchemaKind::Number) => number(text),
            (_, SchemaKind::Boolean) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => serde_json::from_str(text.trim()).ok(),
        };
        value.map_or_else(|| Json::from(text), Json::from)
    }
}

/// Whether a default is within what the description says itself.
fn within(number: f64, limits: &Constraints) -> bool {
    let bound = |text: &Option<String>| text.as_deref()?.trim().parse::<f64>().ok();
    bound(&limits.minimum).is_none_or(|least| least <= number)
        && bound(&limits.maximum).is_none_or(|most| number <= most)
}

fn number(text: &str) -> Option<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(text.trim()).ok()?;
    value.is_number().then_some(value)
}
