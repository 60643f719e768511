//! Decodes lists, which may also arrive as a single element, inside a wrapper object, or as JSON text.
//!
//! **Invariant**: knows no more about the elements than [`ListElement`] says.

use serde_json::{Map, Value};

use super::cursor::{Cursor, enter, leave};
use crate::message::response::warning::{DecodeWarningKind, Path};

const EXPECTED: &str = "a list";

/// The kind of the elements of a list.
#[derive(Clone, Copy)]
pub(super) enum ListElement<'a> {
    /// A text, a number or a boolean.
    Scalar,
    /// An object; the function returns whether it declares a key.
    Object(&'a dyn Fn(&str) -> bool),
    /// A list, or any value.
    Other,
}

/// Calls `read` with each element that is not null.
pub(super) fn for_each_element(
    mut cursor: Cursor<'_>,
    element: ListElement<'_>,
    read: &mut dyn FnMut(Cursor<'_>),
) {
    if !enter(&mut cursor) {
        return;
    }
    read_list(cursor.reborrow(), element, read);
    leave(&mut cursor);
}

fn read_list(mut cursor: Cursor<'_>, element: ListElement<'_>, read: &mut dyn FnMut(Cursor<'_>)) {
    match cursor.value {
        Value::Null => {}
        Value::Array(elements) => read_elements(cursor, elements, read),
        Value::String(text) if text.trim().is_empty() => cursor.warn_empty_string(EXPECTED),
        Value::String(_) => match cursor.embedded_json(opening_chars(element), EXPECTED) {
            // The JSON may be a list or a single element. It is never a string, so this recursion ends.
            Some(value) => for_each_element(cursor.with_value(&value), element, read),
            None => read_single(cursor, read),
        },
        // Some languages serialize an empty list as an empty object.
        Value::Object(entries) if entries.is_empty() => {
            cursor.warn(DecodeWarningKind::ShapeCoerced, |_| {
                format!("expected {EXPECTED}, read an empty object as an empty list")
            });
        }
        Value::Object(entries) => match wrapped_list(entries, element) {
            Some((key, list)) => {
                cursor.warn(DecodeWarningKind::ShapeCoerced, |_| {
                    format!("expected {EXPECTED}, read the list inside `{key}`")
                });
                let list = Cursor {
                    value: list,
                    path: Path::Key(&cursor.path, key),
                    state: cursor.state,
                };
                for_each_element(list, element, read);
            }
            None => read_single(cursor, read),
        },
        _ => read_single(cursor, read),
    }
}

fn read_elements(cursor: Cursor<'_>, elements: &[Value], read: &mut dyn FnMut(Cursor<'_>)) {
    let Cursor { path, state, .. } = cursor;
    for (index, value) in elements.iter().enumerate() {
        let mut element = Cursor {
            value,
            path: Path::Index(&path, index),
            state,
        };
        if value.is_null() {
            element.warn(DecodeWarningKind::EmptyString, |_| {
                "skipped a null element".to_owned()
            });
        } else {
            read(element);
        }
    }
}

/// Reads a single value in place of a list. XML has no lists, so XML causes no warning.
fn read_single(mut cursor: Cursor<'_>, read: &mut dyn FnMut(Cursor<'_>)) {
    if !cursor.state.xml {
        cursor.warn(DecodeWarningKind::ShapeCoerced, |_| {
            format!("expected {EXPECTED}, read a single value as its only element")
        });
    }
    read(cursor);
}

/// Returns the characters that JSON text in place of the list may start with: `{` only if an element can be an object.
fn opening_chars(element: ListElement<'_>) -> &'static [char] {
    match element {
        ListElement::Scalar => &['['],
        ListElement::Object(_) | ListElement::Other => &['[', '{'],
    }
}

/// Returns the list inside an object that only wraps the list and is not an element itself.
fn wrapped_list<'a>(
    entries: &'a Map<String, Value>,
    element: ListElement<'_>,
) -> Option<(&'a str, &'a Value)> {
    let mut entries = entries.iter();
    let (Some((key, value)), None) = (entries.next(), entries.next()) else {
        return None;
    };
    let is_wrapper = match (element, value) {
        (ListElement::Object(declares), Value::Array(_) | Value::Object(_)) => !declares(key),
        (ListElement::Scalar, _) | (_, Value::Array(_)) => true,
        _ => false,
    };
    is_wrapper.then_some((key.as_str(), value))
}
