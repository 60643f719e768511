//! Schemas in the two dialects of JSON Schema: that of the official metadata, and that of OpenAPI.

use std::collections::HashMap;

use super::json::{Json, JsonMembers};
use crate::model::{Constraints, Field, Schema, SchemaKind, Value};

/// A dialect of JSON Schema.
pub(super) enum Dialect<'s> {
    /// The official metadata: `required` is a flag of each property; examples and bounds are strings.
    Metadata,
    /// OpenAPI: `required` lists the properties of an object; examples and bounds have types. Holds the names of
    /// components in OpenAPI by their names in the model.
    OpenApi(&'s HashMap<String, String>),
}

impl Dialect<'_> {
    /// Returns a schema with all of its keywords.
    pub(super) fn schema(&self, schema: &Schema) -> JsonMembers {
        let Schema {
            kind, constraints, ..
        } = schema;
        let bound = |text: &Option<String>| text.as_deref().and_then(|text| self.bound(text));
        let object = JsonMembers::new()
            .text("description", &schema.description)
            .flag("deprecated", schema.deprecated);
        let object = self.type_keywords(object, kind);
        let object = self.enum_keywords(object, schema);
        let object = object
            .maybe("minimum", bound(&constraints.minimum))
            .maybe("maximum", bound(&constraints.maximum))
            .maybe("minLength", bound(&constraints.min_length))
            .maybe("maxLength", bound(&constraints.max_length))
            .maybe("minItems", bound(&constraints.min_items))
            .maybe("maxItems", bound(&constraints.max_items))
            .maybe("pattern", constraints.pattern.as_deref());
        let default = schema.default.as_deref();
        let object = match default.map(|text| self.typed(text, kind)) {
            Some(default) if self.allows(schema, &default) => object.with("default", default),
            // Tools reject a whole description because of one invalid default.
            default => object.maybe("x-acs-default", default),
        };
        match self {
            Self::Metadata => object
                .flag("required", schema.required)
                .maybe("example", schema.example.as_deref()),
            Self::OpenApi(_) => {
                let example = schema.example.as_deref().filter(|text| !text.is_empty());
                object.maybe("examples", example.map(|text| vec![self.typed(text, kind)]))
            }
        }
    }

    /// Adds the type and what it contains.
    fn type_keywords(&self, object: JsonMembers, kind: &SchemaKind) -> JsonMembers {
        match kind {
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
            SchemaKind::Object(fields) => self.properties(object.with("type", "object"), fields),
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

    fn properties(&self, object: JsonMembers, fields: &[Field]) -> JsonMembers {
        let properties = fields
            .iter()
            .map(|field| (field.name.clone(), self.schema(&field.schema).into()))
            .collect::<JsonMembers>();
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

    /// Adds the documented values and their titles.
    fn enum_keywords(&self, object: JsonMembers, schema: &Schema) -> JsonMembers {
        let values = documented_values(schema);
        let texts = values
            .iter()
            .map(|value| self.typed(&value.text, &schema.kind));
        let titles = values
            .iter()
            .filter(|value| !value.title.is_empty())
            .map(|value| (value.text.clone(), Json::from(&value.title)))
            .collect::<JsonMembers>();
        let keyword = match self {
            Self::Metadata => "enumValueTitles",
            Self::OpenApi(_) => "x-acs-titles",
        };
        object.list("enum", texts.collect()).object(keyword, titles)
    }

    /// Returns whether a schema allows its default. OpenAPI requires this; the official metadata does not.
    fn allows(&self, schema: &Schema, default: &Json) -> bool {
        let Json::Value(value) = default else {
            return false;
        };
        let text = || match value.as_str() {
            Some(text) => text.to_owned(),
            None => value.to_string(),
        };
        let has_type = match schema.kind {
            SchemaKind::String(_) | SchemaKind::Bytes { .. } => value.is_string(),
            SchemaKind::Integer => value.is_i64() || value.is_u64(),
            SchemaKind::Number => value.is_number(),
            SchemaKind::Boolean => value.is_boolean(),
            SchemaKind::List(_) => value.is_array(),
            SchemaKind::Object(_) | SchemaKind::Map(_) => value.is_object(),
            SchemaKind::Any | SchemaKind::Reference(_) => true,
        };
        let values = documented_values(schema);
        let is_listed =
            || values.is_empty() || values.iter().any(|documented| documented.text == text());
        let is_in_range = || {
            value
                .as_f64()
                .is_none_or(|number| is_in_range(number, &schema.constraints))
        };
        matches!(self, Self::Metadata) || (has_type && is_listed() && is_in_range())
    }

    /// Returns a bound: as it is written for metadata, as a number for OpenAPI. Returns `None` if
    /// OpenAPI needs a number and the text is not a number.
    fn bound(&self, text: &str) -> Option<Json> {
        match self {
            Self::Metadata => Some(Json::from(text)),
            Self::OpenApi(_) => number(text).map(Json::from),
        }
    }

    /// Returns a value that is given as text: for OpenAPI of the type of its schema, if the text can be read as one.
    fn typed(&self, text: &str, kind: &SchemaKind) -> Json {
        let value = match (self, kind) {
            (Self::Metadata, _) | (_, SchemaKind::String(_) | SchemaKind::Bytes { .. }) => None,
            (_, SchemaKind::Integer | SchemaKind::Number) => number(text),
            (_, SchemaKind::Boolean) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => serde_json::from_str(text.trim()).ok(),
        };
        value.map_or_else(|| Json::from(text), Json::from)
    }
}

/// Returns the documented values of a schema of any type.
fn documented_values(schema: &Schema) -> &[Value] {
    match &schema.kind {
        SchemaKind::String(values) => values,
        _ => &schema.constraints.values,
    }
}

/// Returns whether a number is between the minimum and the maximum.
fn is_in_range(number: f64, constraints: &Constraints) -> bool {
    let bound = |text: &Option<String>| text.as_deref()?.trim().parse::<f64>().ok();
    bound(&constraints.minimum).is_none_or(|minimum| minimum <= number)
        && bound(&constraints.maximum).is_none_or(|maximum| number <= maximum)
}

fn number(text: &str) -> Option<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(text.trim()).ok()?;
    value.is_number().then_some(value)
}
