//! Warnings that decoding collects.
//!
//! **Invariant**: knows paths and kinds. How a value is decoded is decided in `decode`.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::error::excerpt;
use crate::types::is_secret;

/// The maximum number of warnings for one response; a hostile response could cause millions.
const MAX_WARNINGS: usize = 1000;
/// The maximum length of a key in a path, in characters.
const MAX_KEY_CHARS: usize = 100;
/// The maximum length of a warning's text without its path, in characters.
const MAX_TEXT_CHARS: usize = 500;
/// The maximum length of a quoted string, in characters.
const MAX_QUOTE_CHARS: usize = 40;

/// One place where a response did not match its description: the value was coerced, or it could not be decoded.
///
/// `Display` shows the place and the problem.
///
/// ```
/// use acs_client::codegen::{Bytes, DecodeObject, ObjectReader};
/// use acs_client::{DecodeWarningKind, Response};
///
/// struct CheckDomainResponse {
///     avail: Option<i64>,
/// }
///
/// impl DecodeObject for CheckDomainResponse {
///     fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
///         Self { avail: fields.get("Avail") }
///     }
/// }
///
/// let http = http::Response::new(Bytes::from(r#"{"Avail": "1"}"#));
/// let response = Response::<CheckDomainResponse>::from_http(&http)?;
/// assert_eq!(response.avail, Some(1));
///
/// let warning = &response.warnings()[0];
/// assert_eq!(warning.to_string(), r#"Avail: expected an integer, converted "1""#);
/// assert_eq!(warning.path(), "Avail");
/// assert_eq!(warning.kind(), DecodeWarningKind::TypeCoerced);
/// # Ok::<(), acs_client::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeWarning {
    path: String,
    kind: DecodeWarningKind,
    text: String,
}

impl DecodeWarning {
    /// Returns the path of the value, such as `Data.TaskDetail[3].TryCount`; empty for the whole response.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the kind of the mismatch.
    pub fn kind(&self) -> DecodeWarningKind {
        self.kind
    }

    /// Returns whether a value did not have its declared type. An undeclared field is not a coercion.
    pub(crate) fn is_coercion(&self) -> bool {
        self.kind != DecodeWarningKind::UnknownField
    }
}

impl fmt::Display for DecodeWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "the response"
        } else {
            &self.path
        };
        write!(f, "{path}: {}", self.text)
    }
}

/// The kind of a [`DecodeWarning`].
///
/// ```
/// use acs_client::{DecodeWarning, DecodeWarningKind};
///
/// /// Returns the values that were sent but could not be decoded.
/// fn unreadable(warnings: &[DecodeWarning]) -> impl Iterator<Item = &str> {
///     let unreadable = warnings.iter().filter(|warning| warning.kind() == DecodeWarningKind::Unreadable);
///     unreadable.map(DecodeWarning::path)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeWarningKind {
    /// A key differs from its declaration in case or separators.
    KeySpelling,
    /// A scalar had another type and was converted.
    TypeCoerced,
    /// A single value was read as a list, a list as a single value, or a wrapper object was added or missing.
    ShapeCoerced,
    /// A string was read as the JSON that it contains, or a list or an object was kept as JSON text.
    JsonInString,
    /// An empty string was read as a missing value, or a null in a list was skipped.
    EmptyString,
    /// A value could not be decoded and counts as missing.
    Unreadable,
    /// A field is not declared; [`Response::raw`](crate::Response::raw) has its value.
    UnknownField,
}

/// The state of decoding one response.
#[derive(Clone, Debug, Default)]
pub(crate) struct DecodeState {
    pub(crate) warnings: Vec<DecodeWarning>,
    /// Whether the body is XML, in which every scalar is text.
    pub(crate) xml: bool,
    pub(crate) depth: usize,
}

impl DecodeState {
    /// Adds a warning, unless there are too many already.
    pub(crate) fn warn(
        &mut self,
        path: &Path<'_>,
        kind: DecodeWarningKind,
        text: impl FnOnce() -> String,
    ) {
        if self.warnings.len() < MAX_WARNINGS {
            // Most texts quote the value.
            let text = if path.is_secret() {
                "not as declared; the value is redacted because it may be a secret".to_owned()
            } else {
                printable(&text(), MAX_TEXT_CHARS).into_owned()
            };
            self.warnings.push(DecodeWarning {
                path: path.to_string(),
                kind,
                text,
            });
        }
    }
}

/// The path of a value in a response; formatted only for a warning.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Returns whether the value, or an object that contains it, has the name of a secret.
    fn is_secret(&self) -> bool {
        match self {
            Path::Root => false,
            Path::Key(parent, key) => is_secret(key) || parent.is_secret(),
            Path::Index(parent, _) => parent.is_secret(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The recursion is as deep as the decoding was, which is bounded.
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(&printable(key, MAX_KEY_CHARS)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", printable(key, MAX_KEY_CHARS)),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Shortens a text and replaces its control characters: keys and values of a document may contain anything.
fn printable(text: &str, max_chars: usize) -> Cow<'_, str> {
    if text.len() <= max_chars && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(excerpt(text, max_chars).replace(char::is_control, "\u{fffd}"))
}

/// Describes a value in a warning: a scalar by its text, a list or an object by its size.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{:?}", excerpt(text, MAX_QUOTE_CHARS)),
        Value::Array(elements) => format!("a list of length {}", elements.len()),
        Value::Object(entries) => format!("an object of size {}", entries.len()),
        scalar => scalar.to_string(),
    }
}
