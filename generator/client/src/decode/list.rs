//! Lists: one element for many, a wrapper around them, or JSON text instead of them.

use serde_json::{Map, Value};

use super::key::{self, DeclaredKeys};
use super::{Cursor, ElementKind, deeper};
use crate::note::{DecodeWarningKind, Path};

const EXPECTED: &str = "a list";

/// Calls `read` with each element that is there.
pub(super) fn each(mut slot: Cursor<'_>, shape: ElementKind, read: &mut dyn FnMut(Cursor<'_>)) {
    if !deeper(&mut slot) {
        return;
    }
    walk(slot.again(), shape, read);
    slot.context.depth -= 1;
}

fn walk(mut slot: Cursor<'_>, shape: ElementKind, read: &mut dyn FnMut(Cursor<'_>)) {
    match slot.value {
        Value::Null => {}
        Value::Array(elements) => all(slot, elements, read),
        Value::String(text) if text.trim().is_empty() => slot.empty(EXPECTED),
        Value::String(_) => match slot.embedded(openings(shape), EXPECTED) {
            // What is inside may again be one or many, but not text once more.
            Some(value) => each(
                Cursor {
                    value: &value,
                    path: slot.path,
                    context: slot.context,
                },
                shape,
                read,
            ),
            None => one(slot, read),
        },
        // Some languages write an empty list as an empty object.
        Value::Object(entries) if entries.is_empty() => {
            slot.note(DecodeWarningKind::ShapeCoerced, |_| {
                format!("expected {EXPECTED}, read an empty object as an empty one")
            });
        }
        Value::Object(entries) => match wrapped(entries, shape) {
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
                    shape,
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
fn openings(shape: ElementKind) -> &'static [char] {
    match shape {
        ElementKind::Scalar => &['['],
        ElementKind::Object(_) | ElementKind::List | ElementKind::Any => &['[', '{'],
    }
}

/// The list inside an object that only wraps it, which is no element itself.
fn wrapped(entries: &Map<String, Value>, shape: ElementKind) -> Option<(&str, &Value)> {
    let mut entries = entries.iter();
    let (Some((key, inner)), None) = (entries.next(), entries.next()) else {
        return None;
    };
    let wraps = match (shape, inner) {
        (ElementKind::Object(declare), Value::Array(_) | Value::Object(_)) => {
            !key::declares(DeclaredKeys::DecodeObject(declare), key)
        }
        (ElementKind::Scalar, _) | (_, Value::Array(_)) => true,
        _ => false,
    };
    wraps.then_some((key.as_str(), inner))
}
