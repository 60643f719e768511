//! Samples: responses that a description prints, and what other clients recorded.
//!
//! **Invariant:** samples are kept as they were found; this module must not parse or correct them.

use serde::Serialize;

/// Samples of an operation that are not part of its description, so that tests can compare the two.
#[derive(Clone, Debug, Default)]
pub struct ExternalSamples {
    /// Requests that other clients sent.
    pub requests: Vec<CapturedRequest>,
    /// Responses printed outside of the description.
    pub responses: Vec<Sample>,
}

/// A request that another client sent.
#[derive(Clone, Debug)]
pub struct CapturedRequest {
    /// Name that the capture has.
    pub variant: String,
    /// Parameters by wire name.
    pub parameters: serde_json::Map<String, serde_json::Value>,
    /// The HTTP request, in the form that the runtime's replay compares.
    pub expected: serde_json::Value,
}

/// A sample response.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// Format of the text.
    pub format: Format,
    /// The sample itself.
    pub text: String,
}

/// Format of a response body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}
