//! A value somewhere in a reply, with its place and with what was noted so far.
//!
//! **Invariant**: knows nothing of the type that is to be read there.

use serde_json::Value;

use crate::error::excerpt;
use crate::message::response::document::{self, MAX_DEPTH};
use crate::message::response::warning::{DecodeState, DecodeWarningKind, Path, shown};

/// A value somewhere in a reply.
pub struct Cursor<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: Path<'a>,
    pub(crate) context: &'a mut DecodeState,
}

impl Cursor<'_> {
    /// The same value, lent.
    pub(crate) fn again(&mut self) -> Cursor<'_> {
        Cursor {
            value: self.value,
            path: self.path,
            context: self.context,
        }
    }

    /// Another value in the same place, as what a text holds.
    pub(crate) fn instead<'s>(&'s mut self, value: &'s Value) -> Cursor<'s> {
        Cursor {
            value,
            path: self.path,
            context: self.context,
        }
    }

    /// The one element of a list, where something else is expected.
    pub(crate) fn only_element<'s>(&'s mut self, value: &'s Value, expected: &str) -> Cursor<'s> {
        self.note(DecodeWarningKind::ShapeCoerced, |_| {
            format!("expected {expected}, read the one element of a list")
        });
        Cursor {
            value,
            path: Path::Index(&self.path, 0),
            context: self.context,
        }
    }

    /// Says what was done with the value.
    pub(crate) fn note(&mut self, kind: DecodeWarningKind, text: impl FnOnce(&Value) -> String) {
        let value = self.value;
        self.context.note(&self.path, kind, || text(value));
    }

    pub(crate) fn lost(&mut self, expected: &str) {
        self.note(DecodeWarningKind::Unreadable, |value| {
            format!("expected {expected}, found {}", shown(value))
        });
    }

    /// Empty text is nothing; XML can say it in no other way.
    pub(crate) fn empty(&mut self, expected: &str) {
        if !self.context.xml {
            self.note(DecodeWarningKind::EmptyString, |_| {
                format!("expected {expected}, found an empty string")
            });
        }
    }

    /// The structure inside a string of JSON text.
    pub(crate) fn embedded(&mut self, opening: &[char], expected: &str) -> Option<Value> {
        let text = self.value.as_str()?.trim();
        if !text.starts_with(opening) {
            return None;
        }
        let value = document::json(text).ok()?;
        self.note(DecodeWarningKind::JsonInString, |_| {
            format!(
                "expected {expected}, read JSON text {:?}",
                excerpt(text, 40)
            )
        });
        Some(value)
    }
}

/// Goes one level deeper, unless the reply nests beyond all measure.
pub(crate) fn deeper(slot: &mut Cursor<'_>) -> bool {
    if slot.context.depth >= MAX_DEPTH {
        slot.note(DecodeWarningKind::Unreadable, |_| {
            format!("nested deeper than {MAX_DEPTH} levels")
        });
        return false;
    }
    slot.context.depth += 1;
    true
}

/// A whole reply.
pub(crate) fn root<'a>(value: &'a Value, context: &'a mut DecodeState) -> Cursor<'a> {
    Cursor {
        value,
        path: Path::Root,
        context,
    }
}
