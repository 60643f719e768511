//! A value in a response, together with its path and the state of decoding.
//!
//! **Invariant**: does not know the type that the value is decoded as.

use serde_json::Value;

use crate::error::excerpt;
use crate::message::response::document::{MAX_DEPTH, parse_json};
use crate::message::response::warning::{DecodeState, DecodeWarningKind, Path, describe};

/// The maximum length of the JSON text that a warning quotes, in characters.
const MAX_QUOTE_CHARS: usize = 40;

/// A value in a response that is being decoded.
pub struct Cursor<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: Path<'a>,
    pub(crate) state: &'a mut DecodeState,
}

impl Cursor<'_> {
    /// Borrows the cursor for a shorter time.
    pub(crate) fn reborrow(&mut self) -> Cursor<'_> {
        Cursor {
            value: self.value,
            path: self.path,
            state: self.state,
        }
    }

    /// Returns a cursor with another value at the same path, such as the JSON inside a string.
    pub(crate) fn with_value<'s>(&'s mut self, value: &'s Value) -> Cursor<'s> {
        Cursor {
            value,
            path: self.path,
            state: self.state,
        }
    }

    /// Returns a cursor at the only element of a list that is read in place of a single value.
    pub(crate) fn only_element<'s>(&'s mut self, value: &'s Value, expected: &str) -> Cursor<'s> {
        self.warn(DecodeWarningKind::ShapeCoerced, |_| {
            format!("expected {expected}, read the only element of a list")
        });
        Cursor {
            value,
            path: Path::Index(&self.path, 0),
            state: self.state,
        }
    }

    /// Adds a warning about the value.
    pub(crate) fn warn(&mut self, kind: DecodeWarningKind, text: impl FnOnce(&Value) -> String) {
        let value = self.value;
        self.state.warn(&self.path, kind, || text(value));
    }

    /// Adds the warning that the value cannot be decoded.
    pub(crate) fn warn_unreadable(&mut self, expected: &str) {
        self.warn(DecodeWarningKind::Unreadable, |value| {
            format!("expected {expected}, found {}", describe(value))
        });
    }

    /// Adds the warning that an empty string counts as a missing value. XML has no other way to express one.
    pub(crate) fn warn_empty_string(&mut self, expected: &str) {
        if !self.state.xml {
            self.warn(DecodeWarningKind::EmptyString, |_| {
                format!("expected {expected}, found an empty string")
            });
        }
    }

    /// Parses the JSON inside a string, if the string starts with one of the characters in `opening`.
    pub(crate) fn embedded_json(&mut self, opening: &[char], expected: &str) -> Option<Value> {
        let text = self.value.as_str()?.trim();
        if !text.starts_with(opening) {
            return None;
        }
        let value = parse_json(text).ok()?;
        self.warn(DecodeWarningKind::JsonInString, |_| {
            format!(
                "expected {expected}, read JSON text {:?}",
                excerpt(text, MAX_QUOTE_CHARS)
            )
        });
        Some(value)
    }
}

/// Enters a list or an object; returns false, with a warning, if the response nests too deeply.
pub(super) fn enter(cursor: &mut Cursor<'_>) -> bool {
    if cursor.state.depth >= MAX_DEPTH {
        cursor.warn(DecodeWarningKind::Unreadable, |_| {
            format!("nested deeper than {MAX_DEPTH} levels")
        });
        return false;
    }
    cursor.state.depth += 1;
    true
}

/// Leaves a list or an object that was entered.
pub(super) fn leave(cursor: &mut Cursor<'_>) {
    cursor.state.depth -= 1;
}

/// Returns a cursor at the root of a response.
pub(crate) fn root<'a>(value: &'a Value, state: &'a mut DecodeState) -> Cursor<'a> {
    Cursor {
        value,
        path: Path::Root,
        state,
    }
}
