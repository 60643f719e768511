//! Text, numbers and booleans, each readable as another where nothing is lost.
//!
//! **Invariant**: knows neither lists nor objects.

use serde_json::Value;

use super::slot::Cursor;
use crate::error::excerpt;
use crate::message::response::warning::{DecodeWarningKind, shown};

pub(super) fn text(mut slot: Cursor<'_>) -> Option<String> {
    match slot.value {
        Value::String(text) => return Some(text.clone()),
        Value::Null => return None,
        Value::Bool(_) | Value::Number(_) => {
            slot.note(DecodeWarningKind::TypeCoerced, |value| {
                format!("expected text, read {value} as it is written")
            });
        }
        Value::Array(_) | Value::Object(_) => {
            slot.note(DecodeWarningKind::JsonInString, |value| {
                format!("expected text, kept {} as JSON text", shown(value))
            });
        }
    }
    Some(slot.value.to_string())
}

/// A word of an open enum; an empty one is none.
pub fn enum_text(slot: Cursor<'_>) -> Option<String> {
    scalar(slot, "a word", &|value| match value {
        Value::String(text) => Read::Exactly(text.clone()),
        Value::Bool(_) | Value::Number(_) => Read::Loosely(value.to_string()),
        _ => Read::Not,
    })
}

pub(super) fn integer(slot: Cursor<'_>) -> Option<i64> {
    scalar(slot, "an integer", &|value| match value {
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Read::Exactly(integer),
            None => number.as_f64().and_then(whole).into(),
        },
        Value::String(text) => text
            .parse()
            .ok()
            .or_else(|| text.parse().ok().and_then(whole))
            .into(),
        Value::Bool(boolean) => Read::Loosely(i64::from(*boolean)),
        _ => Read::Not,
    })
}

pub(super) fn number(slot: Cursor<'_>) -> Option<f64> {
    scalar(slot, "a number", &|value| match value {
        Value::Number(number) => number.as_f64().map_or(Read::Not, Read::Exactly),
        Value::String(text) => text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .into(),
        Value::Bool(boolean) => Read::Loosely(f64::from(u8::from(*boolean))),
        _ => Read::Not,
    })
}

pub(super) fn boolean(slot: Cursor<'_>) -> Option<bool> {
    scalar(slot, "a boolean", &|value| match value {
        Value::Bool(boolean) => Read::Exactly(*boolean),
        Value::Number(number) => match number.as_f64() {
            Some(0.0) => Read::Loosely(false),
            Some(1.0) => Read::Loosely(true),
            _ => Read::Not,
        },
        Value::String(text) if text == "1" || text.eq_ignore_ascii_case("true") => {
            Read::Loosely(true)
        }
        Value::String(text) if text == "0" || text.eq_ignore_ascii_case("false") => {
            Read::Loosely(false)
        }
        _ => Read::Not,
    })
}

enum Read<T> {
    Exactly(T),
    Loosely(T),
    Not,
}

impl<T> From<Option<T>> for Read<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Not, Self::Loosely)
    }
}

/// `convert` sees a trimmed, non-empty string or a value of another kind.
fn scalar<T>(
    mut slot: Cursor<'_>,
    expected: &str,
    convert: &dyn Fn(&Value) -> Read<T>,
) -> Option<T> {
    let read = match slot.value {
        Value::String(text) if text.trim().is_empty() => {
            slot.empty(expected);
            return None;
        }
        Value::String(text) if text.trim().len() != text.len() => {
            convert(&Value::String(text.trim().to_owned()))
        }
        Value::Array(elements) => {
            let [one] = elements.as_slice() else {
                slot.lost(expected);
                return None;
            };
            // One level only: a list of lists is no scalar.
            if one.is_array() || one.is_object() {
                slot.lost(expected);
                return None;
            }
            return scalar(slot.only_element(one, expected), expected, convert);
        }
        value => convert(value),
    };
    match read {
        Read::Exactly(value) => Some(value),
        Read::Loosely(value) => {
            // Text is all XML has.
            if !(slot.context.xml && slot.value.is_string()) {
                let kind = DecodeWarningKind::TypeCoerced;
                slot.note(kind, |found| {
                    format!(
                        "expected {expected}, converted {}",
                        excerpt(&shown(found), 60)
                    )
                });
            }
            Some(value)
        }
        Read::Not => {
            slot.lost(expected);
            None
        }
    }
}

/// A float that is an integer; beyond 2⁵³ it no longer says which.
fn whole(number: f64) -> Option<i64> {
    let exact = number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    exact.then_some(number as i64)
}
