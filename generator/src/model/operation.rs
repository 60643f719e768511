//! An operation: its parameters, its response and its errors.
//!
//! **Invariant:** this module holds what a description says and must not decide how a request is sent.

use serde::Serialize;

use super::{ExternalSamples, Field, Sample, Schema};
use crate::source::Location;

/// One operation of a service.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Wire name.
    pub name: String,
    /// Short title.
    pub title: String,
    /// Summary in a sentence.
    pub summary: String,
    /// Longer description.
    pub description: String,
    /// HTTP method.
    pub method: String,
    /// Path template, if the operation has a path of its own.
    pub path: Option<String>,
    /// Whether the operation changes nothing.
    pub read_only: bool,
    /// Whether the operation accepts requests without a signature.
    pub anonymous: bool,
    /// Whether the publisher advises against the operation.
    pub deprecated: bool,
    /// Parameters in the order of the description.
    pub parameters: Vec<Parameter>,
    /// Schema of a successful response, if the description declares one.
    pub response: Option<Schema>,
    /// Headers of a successful response.
    pub headers: Vec<Field>,
    /// Declared bodies of error responses.
    pub error_responses: Vec<ErrorResponse>,
    /// Documented error codes.
    pub errors: Vec<ErrorCode>,
    /// Sample responses.
    pub samples: Vec<Sample>,
    /// Other operations that the description links to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_operations: Vec<String>,
    /// Samples that were recorded by others than the publisher.
    #[serde(skip)]
    pub external_samples: ExternalSamples,
    /// Location of the operation in the description.
    #[serde(skip)]
    pub declared_at: Location,
}

/// One parameter of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Wire name.
    pub name: String,
    /// Part of the request that carries the parameter.
    pub location: ParameterLocation,
    /// Notation of a list or an object in that part.
    pub style: ParameterStyle,
    /// Schema of the value.
    pub schema: Schema,
    /// Location of the parameter in the description.
    #[serde(skip)]
    pub declared_at: Location,
}

/// Part of a request that carries a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ParameterLocation {
    /// Query string.
    Query,
    /// URL-encoded form.
    Form,
    /// The whole body.
    Body,
    /// A placeholder in the path.
    Path,
    /// A header.
    Header,
    /// A label in front of the endpoint's host.
    Host,
}

/// Notation of a list or an object as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ParameterStyle {
    /// `Name.1.Key=value`.
    Flat,
    /// One JSON text.
    Json,
    /// Elements joined by commas.
    Joined,
    /// An XML document.
    Xml,
}

/// Declared body of the responses that have an error status.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorResponse {
    /// HTTP status, such as `404` or `5XX`.
    pub status: String,
    /// Schema of the body.
    pub schema: Schema,
}

/// A documented error code of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorCode {
    /// HTTP status.
    pub status: String,
    /// Wire code, such as `ParameterIllegal`.
    pub code: String,
    /// Message that the service sends with the code.
    pub message: String,
}
