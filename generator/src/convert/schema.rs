//! Schemas, in the two dialects.

use std::collections::HashMap;

use super::json::{Json, Object};
use crate::model::{Field, Limits, Schema, Shape, Value};

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
        let Schema { shape, limits, .. } = schema;
        let values = match shape {
            Shape::String(values) => values,
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

    fn shape(&self, shape: &Shape, object: Object) -> Object {
        match shape {
            Shape::String(_) => object.with("type", "string"),
            Shape::Bytes { raw } => object
                .with("type", "string")
                .with("format", if *raw { "byte" } else { "binary" }),
            Shape::Integer => object.with("type", "integer"),
            Shape::Number => object.with("type", "number"),
            Shape::Boolean => object.with("type", "boolean"),
            Shape::Any => match self {
                Self::Metadata => object.with("type", "any"),
                Self::OpenApi(_) => object,
            },
            Shape::List(inner) => object
                .with("type", "array")
                .with("items", self.schema(inner)),
            Shape::Map(inner) => object
                .with("type", "object")
                .with("additionalProperties", self.schema(inner)),
            Shape::Object(fields) => self.fields(fields, object.with("type", "object")),
            Shape::Reference(target) => match self {
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

    fn values(&self, values: &[Value], shape: &Shape, object: Object) -> Object {
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
        let listed = match &schema.shape {
            Shape::String(values) => values,
            _ => &schema.limits.values,
        };
        let text = || {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let right = match schema.shape {
            Shape::String(_) | Shape::Bytes { .. } => value.is_string(),
            Shape::Integer => value.is_i64() || value.is_u64(),
            Shape::Number => value.is_number(),
            Shape::Boolean => value.is_boolean(),
            Shape::List(_) => value.is_array(),
            Shape::Object(_) | Shape::Map(_) => value.is_object(),
            Shape::Any | Shape::Reference(_) => true,
        };
        let known = listed.is_empty() || listed.iter().any(|one| one.text == text());
        matches!(self, Self::Metadata)
            || (right
                && known
                && value
                    .as_f64()
                    .is_none_or(|number| within(number, &schema.limits)))
    }

    /// A limit: in OpenAPI a number, or nothing.
    fn limit(&self, text: &str) -> Option<Json> {
        match self {
            Self::Metadata => Some(Json::from(text)),
            Self::OpenApi(_) => number(text).map(Json::from),
        }
    }

    /// A value given as text: in OpenAPI of the type of its schema, where it is one.
    fn typed(&self, text: &str, shape: &Shape) -> Json {
        let value = match (self, shape) {
            (Self::Metadata, _) | (_, Shape::String(_) | Shape::Bytes { .. }) => None,
            (_, Shape::Integer | Shape::Number) => number(text),
            (_, Shape::Boolean) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => serde_json::from_str(text.trim()).ok(),
        };
        value.map_or_else(|| Json::from(text), Json::from)
    }
}

/// Whether a default is within what the description says itself.
fn within(number: f64, limits: &Limits) -> bool {
    let bound = |text: &Option<String>| text.as_deref()?.trim().parse::<f64>().ok();
    bound(&limits.minimum).is_none_or(|least| least <= number)
        && bound(&limits.maximum).is_none_or(|most| number <= most)
}

fn number(text: &str) -> Option<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(text.trim()).ok()?;
    value.is_number().then_some(value)
}
