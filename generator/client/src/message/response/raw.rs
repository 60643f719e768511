//! A successful response before it has a type.
//!
//! **Invariant**: whatever a service sends, its status and the start of its body reach the caller.

use bytes::Bytes;
use serde_json::Value;

use super::decode::{Cursor, PayloadKind, root};
use super::document::{Document, parse_document};
use super::error_body::{error_body, parse_error};
use super::warning::{DecodeState, DecodeWarning, DecodeWarningKind};
use crate::error::{
    Error, ErrorKind, ErrorMetadata, REQUEST_ID, header, one_line, partial_response,
};
use crate::types::RedactedDebug;

/// The number of bytes in which the start of an HTML page is searched.
const HTML_SEARCH_BYTES: usize = 64;

/// The result of a call before the response has a type.
pub type RawResult = Result<Box<RawResponse>, Error>;

/// A successful response before it has a type.
#[derive(Clone)]
pub struct RawResponse {
    pub(super) operation: Option<&'static str>,
    pub(super) status: u16,
    pub(super) attempts: u32,
    strict: bool,
    pub(super) request_id: Option<String>,
    pub(super) code: Option<String>,
    pub(super) headers: http::HeaderMap,
    pub(super) value: Value,
    pub(super) state: DecodeState,
    /// The body as it arrived if the payload is bytes; empty otherwise.
    body: Bytes,
}

impl RawResponse {
    /// Returns the root of the document, and the body for payloads of bytes.
    pub(super) fn payload(&mut self) -> (Cursor<'_>, &Bytes) {
        (root(&self.value, &mut self.state), &self.body)
    }

    /// Returns whether a value was coerced although the client is strict.
    pub(super) fn violates_strictness(&self) -> bool {
        self.strict && self.state.warnings.iter().any(DecodeWarning::is_coercion)
    }

    /// Sets whether a coercion is an error.
    pub(crate) fn with_strict(mut self: Box<Self>, strict: bool) -> Box<Self> {
        self.strict = strict;
        self
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    pub(crate) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// Returns the error of a response that does not have its declared type.
    pub(super) fn deserialization_error(&self) -> Error {
        let warnings = &self.state.warnings;
        let cause = warnings
            .iter()
            .find(|warning| warning.kind() == DecodeWarningKind::Unreadable)
            .or_else(|| warnings.iter().find(|warning| warning.is_coercion()));
        let message = cause.map_or_else(
            || "the response does not have its declared type".to_owned(),
            DecodeWarning::to_string,
        );
        let metadata = ErrorMetadata {
            status: Some(self.status),
            request_id: self.request_id.clone(),
            body: Some(one_line(&format!("{:?}", RedactedDebug(&self.value)))),
            ..ErrorMetadata::default()
        };
        let error = Error::new(ErrorKind::Deserialization, message)
            .with_metadata(metadata)
            .with_attempts(self.attempts);
        named(error, self.operation)
    }
}

/// Parses a response.
///
/// # Errors
///
/// Returns an error if the status is not a success, or if the body cannot be parsed as the expected JSON or XML.
pub(crate) fn parse_response(
    operation: Option<&'static str>,
    kind: PayloadKind,
    response: &http::Response<Bytes>,
) -> RawResult {
    if !response.status().is_success() {
        return Err(named(parse_error(response), operation));
    }
    let Document { value, xml } = parse_body(kind, response).map_err(|problem| {
        let message = format!("cannot read the response: {problem}");
        let error = Error::new(ErrorKind::Deserialization, message);
        named(error.with_metadata(partial_response(response)), operation)
    })?;
    let error_body = error_body(&value);
    let request_id = error_body
        .request_id
        .or_else(|| header(response, REQUEST_ID));
    Ok(Box::new(RawResponse {
        operation,
        status: response.status().as_u16(),
        attempts: 1,
        strict: false,
        request_id,
        code: error_body.code,
        headers: response.headers().clone(),
        value,
        state: DecodeState {
            xml,
            ..DecodeState::default()
        },
        body: match kind {
            PayloadKind::Bytes => response.body().clone(),
            _ => Bytes::new(),
        },
    }))
}

fn named(error: Error, operation: Option<&'static str>) -> Error {
    match operation {
        Some(operation) => error.with_operation(operation),
        None => error,
    }
}

fn parse_body(kind: PayloadKind, response: &http::Response<Bytes>) -> Result<Document, String> {
    let body = response.body();
    let text = || Document {
        value: Value::String(String::from_utf8_lossy(body).into_owned()),
        xml: false,
    };
    let document = || parse_document(body);
    match kind {
        PayloadKind::Bytes => Ok(Document::empty()),
        PayloadKind::Ignored => Ok(document().unwrap_or_else(|_| Document::empty())),
        // Text that happens to be a number or an object in JSON is still text.
        PayloadKind::Text => Ok(document()
            .ok()
            .filter(|document| document.value.is_string())
            .unwrap_or_else(text)),
        PayloadKind::Anything => Ok(document().unwrap_or_else(|_| text())),
        PayloadKind::Document if is_html(response) => Err("the body is an HTML page".to_owned()),
        PayloadKind::Document => document(),
    }
}

/// Returns whether the body is an HTML page, which proxies and login pages send with status 200.
fn is_html(response: &http::Response<Bytes>) -> bool {
    let body = response.body();
    let start = body.get(..HTML_SEARCH_BYTES).unwrap_or(body);
    let start = String::from_utf8_lossy(start).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
