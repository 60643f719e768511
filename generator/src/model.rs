//! The language-neutral model of a service.
//!
//! Every reader produces it and everything later starts from it; nothing later knows which reader it was.
//!
//! **Invariant:** wire names only. No Rust name, no Rust type, no decision of ours.

use serde::Serialize;

use crate::source::Location;

/// One version of a product: its operations and what they share.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Product code, such as `Domain`.
    pub product: String,
    /// Version of the product's interface, such as `2018-01-29`.
    pub version: String,
    /// How its requests travel.
    pub style: ServiceStyle,
    /// The description's name, for the header of what is generated.
    pub source: String,
    /// Where the service is reached, by region.
    pub endpoints: Vec<Endpoint>,
    /// Its table of contents.
    pub directories: Vec<Directory>,
    /// Operations in the order of the description.
    pub operations: Vec<Operation>,
    /// Named schemas that operations refer to.
    pub components: Vec<Component>,
    /// Where the service is described.
    #[serde(skip)]
    pub declared_at: Location,
}

impl Service {
    /// The component of that name.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components
            .iter()
            .find(|component| component.name == name)
    }

    /// What a schema stands for, behind references; none where they lead to nothing or in a circle.
    #[must_use]
    pub fn resolve<'s>(&'s self, schema: &'s Schema) -> Option<&'s Schema> {
        self.follow(schema, |_| None)
    }

    /// The same of what lists and maps hold, however deep they nest.
    #[must_use]
    pub fn element<'s>(&'s self, schema: &'s Schema) -> Option<&'s Schema> {
        self.follow(schema, |shape| match shape {
            SchemaKind::List(inner) | SchemaKind::Map(inner) => Some(&**inner),
            _ => None,
        })
    }

    /// Follows references and `step`. Whoever goes through more references than there are components goes in a circle.
    fn follow<'s>(
        &'s self,
        mut schema: &'s Schema,
        step: impl Fn(&'s SchemaKind) -> Option<&'s Schema>,
    ) -> Option<&'s Schema> {
        let mut references = 0;
        loop {
            schema = match &schema.kind {
                SchemaKind::Reference(_) if references > self.components.len() => return None,
                SchemaKind::Reference(target) => {
                    references += 1;
                    &self.component(target)?.schema
                }
                shape => match step(shape) {
                    Some(inner) => inner,
                    None => return Some(schema),
                },
            };
        }
    }

    /// The operation of that name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .find(|operation| operation.name == name)
    }
}

/// How requests of a service travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ServiceStyle {
    /// One path, the operation in a header.
    Rpc,
    /// A path an operation.
    Roa,
    /// The same for drives, which take the older signature only.
    Pds,
    /// A path an operation, whose values may have slashes: they are names of objects.
    Oss,
    /// The same for log stores; every message says it is JSON, even without a body.
    Sls,
}

/// A heading of a description's table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct Directory {
    /// What it says; nothing for what stands under no heading.
    pub title: String,
    /// How many headings are above it.
    pub depth: usize,
    /// Operations right under it, by name.
    pub operations: Vec<String>,
}

/// A host that serves a region.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
    /// Region, such as `cn-hangzhou`.
    pub region: String,
    /// Host name.
    pub host: String,
}

/// A named schema.
#[derive(Clone, Debug, Serialize)]
pub struct Component {
    /// Name that references use.
    pub name: String,
    /// What it stands for.
    pub schema: Schema,
}

/// Something a service can be asked.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Wire name.
    pub name: String,
    /// Short title.
    pub title: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// HTTP method it is sent with.
    pub method: String,
    /// Path template where the service has one.
    pub path: Option<String>,
    /// Whether it only reads.
    pub read_only: bool,
    /// Whether anybody may call it, without a signature.
    pub anonymous: bool,
    /// Whether its publisher advises against it.
    pub deprecated: bool,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// What a success yields; none where the description does not say.
    pub response: Option<Schema>,
    /// Headers a success comes with.
    pub headers: Vec<Field>,
    /// What failures yield, as far as the description says.
    pub error_responses: Vec<ErrorResponse>,
    /// Documented errors.
    pub errors: Vec<ErrorCode>,
    /// Sample replies.
    pub samples: Vec<Sample>,
    /// Other operations that its description sends the reader to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_operations: Vec<String>,
    /// What others know of it.
    #[serde(skip)]
    pub external_samples: ExternalSamples,
    /// Where it is described.
    #[serde(skip)]
    pub declared_at: Location,
}

/// One parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Wire name.
    pub name: String,
    /// Part of the request that carries it.
    pub location: ParameterLocation,
    /// How a list or an object is written there.
    pub style: Style,
    /// What it holds.
    pub schema: Schema,
    /// Where it is described.
    #[serde(skip)]
    pub declared_at: Location,
}

/// Part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ParameterLocation {
    /// Query string.
    Query,
    /// URL-encoded form.
    Form,
    /// The body itself.
    Body,
    /// A placeholder in the path.
    Path,
    /// A header.
    Header,
    /// A label before the endpoint.
    Host,
}

/// How a list or an object is written as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Style {
    /// `Name.1.Key=value`.
    Flat,
    /// One JSON text.
    Json,
    /// Joined by commas.
    Joined,
    /// XML document.
    Xml,
}

/// What a value looks like, and what is known about it.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Its shape.
    pub kind: SchemaKind,
    /// Prose about it.
    pub description: String,
    /// Whether it must be given.
    pub required: bool,
    /// Whether its publisher advises against it.
    pub deprecated: bool,
    /// Example, as text.
    pub example: Option<String>,
    /// What the service takes where nothing is given, as text.
    pub default: Option<String>,
    /// Documented limits, as text.
    pub constraints: Constraints,
    /// How it is known.
    #[serde(skip_serializing_if = "Provenance::is_stated")]
    pub provenance: Provenance,
    /// Where it is described.
    #[serde(skip)]
    pub declared_at: Location,
}

/// How something is known. Official descriptions state everything; of pages some of it is put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Provenance {
    /// The description says it, and where it belongs.
    #[default]
    Stated,
    /// The description says it, and a sample shows where it belongs.
    Confirmed,
    /// The description says it, and its place follows from what stands before it: doubtful.
    Inferred,
    /// Samples alone show it.
    Sampled,
    /// It follows from what is inside it, or around it.
    Derived,
}

impl Provenance {
    /// Whether the description says it outright.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        *self == Self::Stated
    }
}

/// Documented limits of a value, as the description writes them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Constraints {
    /// Smallest number.
    pub minimum: Option<String>,
    /// Largest number.
    pub maximum: Option<String>,
    /// Fewest characters.
    pub min_length: Option<String>,
    /// Most characters.
    pub max_length: Option<String>,
    /// Fewest elements.
    pub min_items: Option<String>,
    /// Most elements.
    pub max_items: Option<String>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// Documented values of what is no text.
    pub values: Vec<Value>,
}

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SchemaKind {
    /// Text, with its documented values where there are some.
    String(Vec<Value>),
    /// Bytes, as the whole body of a request or a reply; with a content type or without.
    Bytes {
        /// Whether the body is sent as one of no declared type.
        raw: bool,
    },
    /// Whole number.
    Integer,
    /// Number.
    Number,
    /// True or false.
    Boolean,
    /// Anything.
    Any,
    /// List of values.
    List(Box<Schema>),
    /// Named properties in the order of the description.
    Object(Vec<Field>),
    /// Any names, values of one schema.
    Map(Box<Schema>),
    /// A component by name.
    Reference(String),
}

/// Two schemas are equal where their shapes are: prose and examples may differ.
impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Wire name.
    pub name: String,
    /// What it holds.
    pub schema: Schema,
}

/// A documented value of a text.
#[derive(Clone, Debug, Serialize)]
pub struct Value {
    /// Wire text.
    pub text: String,
    /// What it means.
    pub title: String,
}

/// Values are told apart by what goes over the wire.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// What an operation yields where it fails.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorResponse {
    /// HTTP status, such as `404` or `5XX`.
    pub status: String,
    /// What the body holds.
    pub schema: Schema,
}

/// A documented error of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorCode {
    /// HTTP status.
    pub status: String,
    /// Wire code, such as `ParameterIllegal`.
    pub code: String,
    /// Message the service sends with it.
    pub message: String,
}

/// What others know of an operation: not part of its description, so that one can be held against the other.
#[derive(Clone, Debug, Default)]
pub struct ExternalSamples {
    /// Requests that other clients sent.
    pub requests: Vec<CapturedRequest>,
    /// Replies printed elsewhere.
    pub responses: Vec<Sample>,
}

/// A request that another client sent.
#[derive(Clone, Debug)]
pub struct CapturedRequest {
    /// What its capturer calls it.
    pub variant: String,
    /// Parameters by wire name.
    pub parameters: serde_json::Map<String, serde_json::Value>,
    /// What went over the wire, as the runtime's replay compares it.
    pub expected: serde_json::Value,
}

/// A sample reply.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// How it is written.
    pub format: Format,
    /// The sample itself.
    pub text: String,
}

/// How a reply is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}
