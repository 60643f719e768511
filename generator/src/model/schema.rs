//! Schemas: the kind of a value and the documentation of it.
//!
//! **Invariant:** a schema knows its own parts only; [`Service`](super::Service) follows references.

use serde::Serialize;

use crate::source::Location;

/// Identity of a schema within its service, given by
/// [`Service::assign_schema_ids`](super::Service::assign_schema_ids).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(u32);

impl SchemaId {
    /// Creates the ID with this number. The default, 0, means that no ID is assigned yet.
    pub(super) fn new(number: u32) -> Self {
        Self(number)
    }
}

/// Schema of a value, with the documentation of that value.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Identity within the service. Readers leave the default.
    #[serde(skip)]
    pub id: SchemaId,
    /// Kind of the value.
    pub kind: SchemaKind,
    /// Description in prose.
    pub description: String,
    /// Whether the value must be given.
    pub required: bool,
    /// Whether the publisher advises against the value.
    pub deprecated: bool,
    /// Example, as text.
    pub example: Option<String>,
    /// Value that the service assumes if none is given, as text.
    pub default: Option<String>,
    /// Documented limits.
    pub constraints: Constraints,
    /// How the schema is known.
    #[serde(skip_serializing_if = "Provenance::is_stated")]
    pub provenance: Provenance,
    /// Location of the schema in the description.
    #[serde(skip)]
    pub declared_at: Location,
}

impl Schema {
    /// Returns the schemas directly inside this one: elements of a list or a map, fields of an object.
    pub fn children(&self) -> impl Iterator<Item = &Schema> {
        let element = match &self.kind {
            SchemaKind::List(inner) | SchemaKind::Map(inner) => Some(&**inner),
            _ => None,
        };
        let fields = self.fields().iter().map(|field| &field.schema);
        element.into_iter().chain(fields)
    }

    /// Returns the fields of an object; no fields if the schema is anything else.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            SchemaKind::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Returns the field of that name, if the schema is an object and has one.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// Two schemas are equal if their kinds are: prose and examples may differ.
impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// Kind of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SchemaKind {
    /// Text, with its documented values if there are any.
    String(Vec<Value>),
    /// Bytes, as the whole body of a request or a response.
    Bytes {
        /// Whether the body is sent without a content type.
        raw: bool,
    },
    /// Whole number.
    Integer,
    /// Number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON.
    Any,
    /// List of values.
    List(Box<Schema>),
    /// Object with fields in the order of the description.
    Object(Vec<Field>),
    /// Object with any names, whose values have one schema.
    Map(Box<Schema>),
    /// Reference to a component by name.
    Reference(String),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Wire name.
    pub name: String,
    /// Schema of the value.
    pub schema: Schema,
}

/// A documented value.
#[derive(Clone, Debug, Serialize)]
pub struct Value {
    /// Wire text.
    pub text: String,
    /// Meaning of the value.
    pub title: String,
}

/// Two values are equal if their wire texts are.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Documented limits of a value, as the description writes them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Constraints {
    /// Smallest number.
    pub minimum: Option<String>,
    /// Largest number.
    pub maximum: Option<String>,
    /// Minimum number of characters.
    pub min_length: Option<String>,
    /// Maximum number of characters.
    pub max_length: Option<String>,
    /// Minimum number of elements.
    pub min_items: Option<String>,
    /// Maximum number of elements.
    pub max_items: Option<String>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// Documented values of anything but text.
    pub values: Vec<Value>,
}

/// How a schema is known. Official descriptions state everything; readers of pages put some schemas together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Provenance {
    /// The description states the schema and its place.
    #[default]
    Stated,
    /// The description states the schema, and a sample shows its place.
    Confirmed,
    /// The description states the schema, and its place follows from the rows before it: doubtful.
    Inferred,
    /// Only samples show the schema.
    Sampled,
    /// The schema follows from the schemas inside or around it.
    Derived,
}

impl Provenance {
    /// Returns whether the description states the schema outright.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        *self == Self::Stated
    }
}
