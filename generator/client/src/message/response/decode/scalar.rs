//! Decodes texts, numbers and booleans; each is converted into another if the conversion loses nothing.
//!
//! **Invariant**: knows neither lists nor objects.

use serde_json::Value;

use super::cursor::Cursor;
use crate::error::excerpt;
use crate::message::response::warning::{DecodeWarningKind, describe};

/// The largest integer up to which every integer has its own `f64`: 2⁵³.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;
/// The maximum length of the value that a warning quotes, in characters.
const MAX_QUOTE_CHARS: usize = 60;

pub(super) fn text(mut cursor: Cursor<'_>) -> Option<String> {
    match cursor.value {
        Value::String(text) => return Some(text.clone()),
        Value::Null => return None,
        Value::Bool(_) | Value::Number(_) => {
            cursor.warn(DecodeWarningKind::TypeCoerced, |value| {
                format!("expected text, converted {value}")
            });
        }
        Value::Array(_) | Value::Object(_) => {
            cursor.warn(DecodeWarningKind::JsonInString, |value| {
                format!("expected text, kept {} as JSON text", describe(value))
            });
        }
    }
    Some(cursor.value.to_string())
}

/// Decodes the text of an open enum. An empty text counts as missing.
pub fn enum_text(cursor: Cursor<'_>) -> Option<String> {
    scalar(cursor, "an enum value", &|value| match value {
        Value::String(text) => Conversion::Exact(text.clone()),
        Value::Bool(_) | Value::Number(_) => Conversion::Coerced(value.to_string()),
        _ => Conversion::Failed,
    })
}

pub(super) fn integer(cursor: Cursor<'_>) -> Option<i64> {
    scalar(cursor, "an integer", &|value| match value {
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Conversion::Exact(integer),
            None => number.as_f64().and_then(exact_integer).into(),
        },
        Value::String(text) => text
            .parse()
            .ok()
            .or_else(|| text.parse().ok().and_then(exact_integer))
            .into(),
        Value::Bool(boolean) => Conversion::Coerced(i64::from(*boolean)),
        _ => Conversion::Failed,
    })
}

pub(super) fn number(cursor: Cursor<'_>) -> Option<f64> {
    scalar(cursor, "a number", &|value| match value {
        Value::Number(number) => number
            .as_f64()
            .map_or(Conversion::Failed, Conversion::Exact),
        Value::String(text) => text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .into(),
        Value::Bool(boolean) => Conversion::Coerced(f64::from(u8::from(*boolean))),
        _ => Conversion::Failed,
    })
}

pub(super) fn boolean(cursor: Cursor<'_>) -> Option<bool> {
    scalar(cursor, "a boolean", &|value| match value {
        Value::Bool(boolean) => Conversion::Exact(*boolean),
        Value::Number(number) => match number.as_f64() {
            Some(0.0) => Conversion::Coerced(false),
            Some(1.0) => Conversion::Coerced(true),
            _ => Conversion::Failed,
        },
        Value::String(text) if text == "1" || text.eq_ignore_ascii_case("true") => {
            Conversion::Coerced(true)
        }
        Value::String(text) if text == "0" || text.eq_ignore_ascii_case("false") => {
            Conversion::Coerced(false)
        }
        _ => Conversion::Failed,
    })
}

/// The result of converting a value into a scalar.
enum Conversion<T> {
    Exact(T),
    Coerced(T),
    Failed,
}

impl<T> From<Option<T>> for Conversion<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Failed, Self::Coerced)
    }
}

/// Decodes a scalar. `convert` is called with a trimmed string that is not empty, or with a value that is not a string.
fn scalar<T>(
    mut cursor: Cursor<'_>,
    expected: &str,
    convert: &dyn Fn(&Value) -> Conversion<T>,
) -> Option<T> {
    let conversion = match cursor.value {
        Value::String(text) if text.trim().is_empty() => {
            cursor.warn_empty_string(expected);
            return None;
        }
        Value::String(text) if text.trim().len() != text.len() => {
            convert(&Value::String(text.trim().to_owned()))
        }
        Value::Array(elements) => {
            let [element] = elements.as_slice() else {
                cursor.warn_unreadable(expected);
                return None;
            };
            // One level only: a list in a list is not a scalar.
            if element.is_array() || element.is_object() {
                cursor.warn_unreadable(expected);
                return None;
            }
            return scalar(cursor.only_element(element, expected), expected, convert);
        }
        value => convert(value),
    };
    match conversion {
        Conversion::Exact(value) => Some(value),
        Conversion::Coerced(value) => {
            // Every scalar of XML is text.
            if !(cursor.state.xml && cursor.value.is_string()) {
                let kind = DecodeWarningKind::TypeCoerced;
                cursor.warn(kind, |value| {
                    let value = describe(value);
                    format!(
                        "expected {expected}, converted {}",
                        excerpt(&value, MAX_QUOTE_CHARS)
                    )
                });
            }
            Some(value)
        }
        Conversion::Failed => {
            cursor.warn_unreadable(expected);
            None
        }
    }
}

/// Converts a float that is exactly an integer. Beyond 2⁵³ a float may stand for several integers.
fn exact_integer(number: f64) -> Option<i64> {
    let is_exact = number.fract() == 0.0 && number.abs() <= MAX_EXACT_INTEGER;
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    is_exact.then_some(number as i64)
}
