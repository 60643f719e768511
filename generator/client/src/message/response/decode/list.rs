//! Lists: one element for many, a wrapper around them, or JSON text instead of them.
//!
//! **Invariant**: knows no more of the elements than [`Element`] tells.

use serde_json::{Map, Value};

use super::slot::{Cursor, deeper};
use crate::message::response::warning::{DecodeWarningKind, Path};

const EXPECTED: &str = "a list";

/// What the elements of a list are.
#[derive(Clone, Copy)]
pub(super) enum Element<'a> {
    /// Text, number or boolean.
    Scalar,
    /// An object; tells whether a key is one of its own.
    DecodeObject(&'a dyn Fn(&str) -> bool),
    /// A list, or anything at all.
    Other,
}

/// Calls `read` with each element that is there.
pub(super) fn each(mut slot: Cursor<'_>, element: Element<'_>, read: &mut dyn FnMut(Cursor<'_>)) {
    if !deeper(&mut slot) {
        return;
    }
    walk(slot.again(), element, read);
    slot.context.depth -= 1;
}

fn walk(mut slot: Cursor<'_>, element: Element<'_>, read: &mut dyn FnMut(Cursor<'_>)) {
    match slot.value {
        Value::Null => {}
        Value::Array(elements) => all(slot, elements, read),
        Value::String(text) if text.trim().is_empty() => slot.empty(EXPECTED),
        Value::String(_) => match slot.embedded(openings(element), EXPECTED) {
            // What is inside may again be one or many, but not text once more.
            Some(value) => each(slot.instead(&value), element, read),
            None => one(slot, read),
        },
        // Some languages write an empty list as an empty object.
        Value::Object(entries) if entries.is_empty() => {
            slot.note(DecodeWarningKind::ShapeCoerced, |_| {
                format!("expected {EXPECTED}, read an empty object as an empty one")
            });
        }
        Value::Object(entries) => match wrapped(entries, element) {
            Some((key, inner)) => {
                slot.note(DecodeWarningKind::ShapeCoerced, |_| {
                    format!("expected {EXPECTED}, read the one inside `{key}`")
                });
                let path = Path::Key(&slot.path, key);
                each(
                    Cursor {
                        value: inner,
                        path,
                        context: slot.context,
                    },
                    element,
                    read,
                );
            }
            None => one(slot, read),
        },
        _ => one(slot, read),
    }
}

fn all(slot: Cursor<'_>, elements: &[Value], read: &mut dyn FnMut(Cursor<'_>)) {
    let Cursor { path, context, .. } = slot;
    for (index, value) in elements.iter().enumerate() {
        let path = Path::Index(&path, index);
        let mut element = Cursor {
            value,
            path,
            context,
        };
        if value.is_null() {
            element.note(DecodeWarningKind::EmptyString, |_| {
                "left out a null".to_owned()
            });
        } else {
            read(element);
        }
    }
}

/// One value where a list is declared is its one element.
fn one(mut slot: Cursor<'_>, read: &mut dyn FnMut(Cursor<'_>)) {
    if !slot.context.xml {
        slot.note(DecodeWarningKind::ShapeCoerced, |_| {
            format!("expected {EXPECTED}, read a single value as its one element")
        });
    }
    read(slot);
}

/// How JSON text in place of the list may start: an object only where it can be an element.
fn openings(element: Element<'_>) -> &'static [char] {
    match element {
        Element::Scalar => &['['],
        Element::DecodeObject(_) | Element::Other => &['[', '{'],
    }
}

/// The list inside an object that only wraps it, which is no element itself.
fn wrapped<'a>(
    entries: &'a Map<String, Value>,
    element: Element<'_>,
) -> Option<(&'a str, &'a Value)> {
    let mut entries = entries.iter();
    let (Some((key, inner)), None) = (entries.next(), entries.next()) else {
        return None;
    };
    let wraps = match (element, inner) {
        (Element::DecodeObject(declares), Value::Array(_) | Value::Object(_)) => !declares(key),
        (Element::Scalar, _) | (_, Value::Array(_)) => true,
        _ => false,
    };
    wraps.then_some((key.as_str(), inner))
}
