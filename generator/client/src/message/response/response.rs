//! A typed reply with what is known of its response, and the response before it gets a type.
//!
//! **Invariant**: whatever a service sends, its status and the start of its body reach the caller.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use serde_json::Value;

use super::decode::{self, Decode, PayloadKind};
use super::document::{self, Document};
use super::error_body::{refusal, told};
use super::warning::{DecodeState, DecodeWarning, DecodeWarningKind};
use crate::error::{Error, ErrorKind, ErrorMetadata, REQUEST_ID, cleaned, header, outline};
use crate::types::Shown;

/// What a service answered. Derefs to the typed reply.
pub struct Response<T> {
    content: Content<T>,
    about: Box<RawResponse>,
}

/// A typed reply behind a pointer, so that who drops it need not compile how.
type Content<T> = Box<dyn Typed<T> + Send + Sync>;

trait Typed<T> {
    fn typed(&self) -> &T;
    fn into_typed(self: Box<Self>) -> T;
}

impl<T> Typed<T> for T {
    fn typed(&self) -> &T {
        self
    }

    fn into_typed(self: Box<Self>) -> T {
        *self
    }
}

impl<T> Response<T> {
    /// The HTTP status, between 200 and 299.
    pub fn status(&self) -> u16 {
        self.about.status
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.about.attempts
    }

    /// The id of the request, from the body or else from the headers.
    pub fn request_id(&self) -> Option<&str> {
        self.about.request_id.as_deref()
    }

    /// The code in the body, where there is one. Some services answer a refusal with status 200 and a code; others say
    /// `OK`, `200` or `Success` here.
    pub fn code(&self) -> Option<&str> {
        self.about.code.as_deref()
    }

    /// A header of the response, whatever case it is spelled in; none where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.about.headers.get(name)?.to_str().ok()
    }

    /// What had to be forgiven to read the reply, and what could not be read.
    pub fn warnings(&self) -> &[DecodeWarning] {
        &self.about.context.notes
    }

    /// The whole reply as it came, with all that is not declared; null for an empty body.
    pub fn raw(&self) -> &Value {
        &self.about.value
    }

    /// The typed reply alone.
    pub fn into_inner(self) -> T {
        self.content.into_typed()
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Response<T> {
    fn clone(&self) -> Self {
        Self {
            content: Box::new(T::clone(self)),
            about: self.about.clone(),
        }
    }
}

/// The raw reply stays out: it may hold secrets under any name.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("content", &**self)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("notes", &self.warnings())
            .finish()
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.content).typed()
    }
}

/// What came of an exchange, before it gets a type.
pub type RawResult = Result<Box<RawResponse>, Error>;

/// Gives what came back its type.
///
/// # Errors
///
/// Where nothing came back, or nothing of that type.
pub fn into_typed<T: Decode + Send + Sync + 'static>(
    outcome: RawResult,
) -> Result<Response<T>, Error> {
    match outcome {
        Ok(mut about) => match about.read() {
            Some(content) if !about.refused() => Ok(Response { content, about }),
            _ => Err(about.undecodable()),
        },
        Err(error) => Err(error),
    }
}

/// A successful response, before it gets a type.
#[derive(Clone)]
pub struct RawResponse {
    operation: &'static str,
    status: u16,
    attempts: u32,
    strict: bool,
    request_id: Option<String>,
    code: Option<String>,
    headers: http::HeaderMap,
    value: Value,
    context: DecodeState,
    /// The body as it came, where its type is bytes; else none of it.
    body: Bytes,
}

impl RawResponse {
    fn read<T: Decode + Send + Sync + 'static>(&mut self) -> Option<Content<T>> {
        let content = T::decode_payload(decode::root(&self.value, &mut self.context), &self.body)?;
        Some(Box::new(content))
    }

    /// Whether something was forgiven where nothing is to be.
    fn refused(&self) -> bool {
        self.strict && self.context.notes.iter().any(DecodeWarning::is_coercion)
    }

    /// The same, where nothing is to be forgiven.
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

    fn undecodable(&self) -> Error {
        let notes = &self.context.notes;
        let lost = notes
            .iter()
            .find(|note| note.kind() == DecodeWarningKind::Unreadable)
            .or_else(|| notes.iter().find(|note| note.is_coercion()));
        let message = lost.map_or_else(
            || "the reply is not what it should be".to_owned(),
            DecodeWarning::to_string,
        );
        let fault = ErrorMetadata {
            status: Some(self.status),
            request_id: self.request_id.clone(),
            body: Some(cleaned(&format!("{:?}", Shown(&self.value)))),
            ..ErrorMetadata::default()
        };
        Error::new(ErrorKind::Deserialization, message)
            .of(self.operation)
            .with_fault(fault)
            .after(self.attempts)
    }
}

/// Reads a response; one that is no success, or no document where there should be one, is an error.
pub(crate) fn received(
    operation: &'static str,
    root: PayloadKind,
    response: &http::Response<Bytes>,
) -> RawResult {
    if !response.status().is_success() {
        return Err(refusal(response).of(operation));
    }
    let Document { value, xml } = document(root, response).map_err(|problem| {
        let fault = ErrorMetadata {
            request_id: header(response, REQUEST_ID),
            ..outline(response)
        };
        Error::new(
            ErrorKind::Deserialization,
            format!("the reply cannot be read: {problem}"),
        )
        .of(operation)
        .with_fault(fault)
    })?;
    let told = told(&value);
    let request_id = told.request_id.or_else(|| header(response, REQUEST_ID));
    Ok(Box::new(RawResponse {
        operation,
        status: response.status().as_u16(),
        attempts: 1,
        strict: false,
        request_id,
        code: told.code,
        headers: response.headers().clone(),
        value,
        context: DecodeState {
            xml,
            ..DecodeState::default()
        },
        body: match root {
            PayloadKind::Bytes => response.body().clone(),
            _ => Bytes::new(),
        },
    }))
}

fn document(root: PayloadKind, response: &http::Response<Bytes>) -> Result<Document, String> {
    let body = response.body();
    let text = || Document {
        value: Value::String(String::from_utf8_lossy(body).into_owned()),
        xml: false,
    };
    match root {
        PayloadKind::Bytes => Ok(Document::empty()),
        PayloadKind::Ignored => Ok(document::read(body).unwrap_or_else(|_| Document::empty())),
        // Text that happens to look like a number or an object is still text.
        PayloadKind::Text => Ok(document::read(body)
            .ok()
            .filter(|document| document.value.is_string())
            .unwrap_or_else(text)),
        PayloadKind::Anything => Ok(document::read(body).unwrap_or_else(|_| text())),
        PayloadKind::Document if is_html(response) => Err("it is a web page".to_owned()),
        PayloadKind::Document => document::read(body),
    }
}

/// Proxies and login pages answer 200 with a page.
fn is_html(response: &http::Response<Bytes>) -> bool {
    let start: String =
        String::from_utf8_lossy(response.body().get(..64).unwrap_or(response.body()))
            .to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
