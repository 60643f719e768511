//! One parameter of a request: its name, its location, its style and its value.
//!
//! **Invariant**: data only. How a value is written on the wire is decided in `serialize`.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::types::Shown;

#[derive(Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: ParameterLocation,
    pub(crate) content: ParameterValue,
}

/// Where a parameter goes, and in which style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Query(ParameterStyle),
    Form(ParameterStyle),
    Path,
    Header,
    Host,
    Body,
    BodyField,
    BodyText,
    BodyXml,
    BodyRaw,
}

/// How a list or an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterStyle {
    Flat,
    Json,
    Joined,
}

#[derive(Clone, PartialEq)]
pub(crate) enum ParameterValue {
    Tree(Value),
    Bytes(Bytes),
}

impl fmt::Debug for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tree(value) => Shown(value).fmt(f),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}
