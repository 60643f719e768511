//! What decoding had to forgive.
//!
//! **Invariant**: knows places and kinds; how a value is read is `decode`'s.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::error::excerpt;
use crate::types::is_secret;

/// The most notes one reply collects; a hostile one could make millions.
const MAX_NOTES: usize = 1000;
/// How much of a key a note keeps, and of what it says altogether, in characters.
const MAX_KEY: usize = 100;
const MAX_TEXT: usize = 500;

/// One liberty that was taken to read a reply, or one thing that could not be read.
///
/// `Display` says where and what: `Data.TaskDetail[3].TryCount: expected an integer, found "many"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeWarning {
    path: String,
    kind: DecodeWarningKind,
    text: String,
}

impl DecodeWarning {
    /// Where in the reply, as in `Data.TaskDetail[3].TryCount`; empty for the reply itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What kind of liberty.
    pub fn kind(&self) -> DecodeWarningKind {
        self.kind
    }
}

impl fmt::Display for DecodeWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "the reply"
        } else {
            &self.path
        };
        write!(f, "{path}: {}", self.text)
    }
}

/// Kinds of [`DecodeWarning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeWarningKind {
    /// A key was spelled in another case, or with other separators.
    KeySpelling,
    /// A scalar had another type, and was converted.
    TypeCoerced,
    /// One stood for a list, a list for one, or a wrapper object was there or missing.
    ShapeCoerced,
    /// JSON text inside a string was read, or a structure kept as JSON text.
    JsonInString,
    /// An empty string stood for nothing.
    EmptyString,
    /// The value could not be read as what it should be; it counts as missing.
    Unreadable,
    /// The key is not declared; see [`Response::raw`](crate::Response::raw) for its value.
    UnknownField,
}

impl DecodeWarning {
    /// Whether a value was not what it should be; that a service tells more than it has to is no such thing.
    pub(crate) fn is_coercion(&self) -> bool {
        self.kind != DecodeWarningKind::UnknownField
    }
}

/// All that is shared while one reply is decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct DecodeState {
    pub(crate) notes: Vec<DecodeWarning>,
    pub(crate) xml: bool,
    pub(crate) depth: usize,
}

impl DecodeState {
    pub(crate) fn note(
        &mut self,
        path: &Path<'_>,
        kind: DecodeWarningKind,
        text: impl FnOnce() -> String,
    ) {
        if self.notes.len() < MAX_NOTES {
            // Most texts quote the value.
            let text = if path.is_secret() {
                "not as declared; not shown, for it may be a secret".to_owned()
            } else {
                one_line(&text(), MAX_TEXT).into_owned()
            };
            self.notes.push(DecodeWarning {
                path: path.to_string(),
                kind,
                text,
            });
        }
    }
}

/// Where a value is; written out only when there is something to say about it.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Whether what stands here, or around it, must not be shown.
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
        // Paths are as deep as decoding recursed, which is bounded.
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(&one_line(key, MAX_KEY)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", one_line(key, MAX_KEY)),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The start of a text without what would break a line: a document may have any key, and a thousand notes repeat it.
fn one_line(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(excerpt(text, limit).replace(char::is_control, "\u{fffd}"))
}

/// A value as a note shows it: its kind where it is large, itself where it is small.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{:?}", excerpt(text, 40)),
        Value::Array(elements) => format!("a list of {}", elements.len()),
        Value::Object(entries) => format!("an object of {}", entries.len()),
        scalar => scalar.to_string(),
    }
}
