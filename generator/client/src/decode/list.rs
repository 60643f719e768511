//! Lists: one element for many, a wrapper around them, or JSON text instead of them.

use serde_json::{Map, Value};

use super::key::{self, Declare};
use super::{Shape, Slot, deeper};
use crate::note::{NoteKind, Path};

const EXPECTED: &str = "a list";

/// Calls `read` with each element that is there.
pub(super) fn each(mut slot: Slot<'_>, shape: Shape, read: &mut dyn FnMut(Slot<'_>)) {
    if !deeper(&mut slot) {
        return;
    }
    walk(slot.again(), shape, read);
    slot.context.depth -= 1;
}

fn walk(mut slot: Slot<'_>, shape: Shape, read: &mut dyn FnMut(Slot<'_>)) {
    match slot.value {
        Value::Null => {}
        Value::Array(elements) => all(slot, elements, read),
        Value::String(text) if text.trim().is_empty() => slot.empty(EXPECTED),
        Value::String(_) => match slot.embedded(openings(shape), EXPECTED) {
            // What is inside may again be one or many, but not text once more.
            Some(value) => each(
                Slot {
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
            slot.note(NoteKind::Shape, |_| {
                format!("expected {EXPECTED}, read an empty object as an empty one")
            });
        }
        Value::Object(entries) => match wrapped(entries, shape) {
            Some((key, inner)) => {
                slot.note(NoteKind::Shape, |_| {
                    format!("expected {EXPECTED}, read the one inside `{key}`")
                });
                let path = Path::Key(&slot.path, key);
                each(
                    Slot {
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

fn all(slot: Slot<'_>, elements: &[Value], read: &mut dyn FnMut(Slot<'_>)) {
    let Slot { path, context, .. } = slot;
    for (index, value) in elements.iter().enumerate() {
        let path = Path::Index(&path, index);
        let mut element = Slot {
            value,
            path,
            context,
        };
        if value.is_null() {
            element.note(NoteKind::Empty, |_| "left out a null".to_owned());
        } else {
            read(element);
        }
    }
}

/// One value where a list is declared is its one element.
fn one(mut slot: Slot<'_>, read: &mut dyn FnMut(Slot<'_>)) {
    if !slot.context.xml {
        slot.note(NoteKind::Shape, |_| {
            format!("expected {EXPECTED}, read a single value as its one element")
        });
    }
    read(slot);
}

/// How JSON text in place of the list may start: an object only where it can be an element.
fn openings(shape: Shape) -> &'static [char] {
    match shape {
        Shape::Scalar => &['['],
        Shape::Record(_) | Shape::List | Shape::Open => &['[', '{'],
    }
}

/// The list inside an object that only wraps it, which is no element itself.
fn wrapped(entries: &Map<String, Value>, shape: Shape) -> Option<(&str, &Value)> {
    let mut entries = entries.iter();
    let (Some((key, inner)), None) = (entries.next(), entries.next()) else {
        return None;
    };
    let wraps = match (shape, inner) {
        (Shape::Record(declare), Value::Array(_) | Value::Object(_)) => {
            !key::declares(Declare::Record(declare), key)
        }
        (Shape::Scalar, _) | (_, Value::Array(_)) => true,
        _ => false,
    };
    wraps.then_some((key.as_str(), inner))
}
