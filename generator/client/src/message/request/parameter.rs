//! One parameter of a request: its name, location, style and value.
//!
//! **Invariant**: data only. How a value is written on the wire is decided in `serialize`.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::types::RedactedDebug;

/// A parameter that is set.
#[derive(Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: ParameterLocation,
    pub(crate) value: ParameterValue,
}

/// The location of a parameter in the request, and its style there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Query(ParameterStyle),
    Form(ParameterStyle),
    Path,
    Header,
    /// A label before the host of the endpoint.
    Host,
    /// The whole body: JSON, or bytes of `application/octet-stream`.
    Body,
    /// The only field of a JSON body.
    BodyField,
    /// The whole body: text that is sent as it is, as `application/json`.
    BodyText,
    /// The whole body: XML.
    BodyXml,
    /// The whole body: bytes without a declared type.
    BodyUntyped,
}

/// The way in which a list or an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterStyle {
    /// One parameter for each scalar inside: `Name.1.Key`.
    Flat,
    Json,
    CommaSeparated,
}

/// The value of a parameter.
#[derive(Clone, PartialEq)]
pub(crate) enum ParameterValue {
    Json(Value),
    Bytes(Bytes),
}

impl fmt::Debug for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(value) => RedactedDebug(value).fmt(f),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}
