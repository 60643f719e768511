//! Objects in whatever dress they come: wrapped around one list, one in a list, or as JSON text.
//!
//! **Invariant**: which keys an object has, and how they are spelled, is `fields`' to know.

use serde_json::Value;

use super::fields::{DeclaredKeys, Decode, ElementKind, ObjectReader, Source, declares};
use super::list::{self, Element};
use super::slot::{Cursor, deeper};
use crate::message::response::warning::{DecodeWarningKind, Path};

const EXPECTED: &str = "an object";

impl ObjectReader<'_> {
    /// A list inside an object that does nothing but hold it under the key `inside`.
    #[inline(never)]
    pub fn list<T: Decode>(&mut self, name: &'static str, inside: &'static str) -> Vec<T> {
        let mut list = Vec::new();
        self.each(name, inside, T::SHAPE, &mut element(&mut list));
        list
    }

    fn each(
        &mut self,
        name: &'static str,
        inside: &'static str,
        shape: ElementKind,
        read: &mut dyn FnMut(Cursor<'_>),
    ) {
        if let Some(slot) = self.slot(name) {
            let declare = DeclaredKeys::Only(inside);
            record(slot, Some(inside), declare, &mut |fields| {
                if let Some(slot) = fields.slot(inside) {
                    elements(slot, shape, read);
                }
            });
        }
    }
}

/// Adds elements to a list as they are read; `extend` would cost users' crates ten functions a type.
pub(super) fn element<T: Decode>(elements: &mut Vec<T>) -> impl FnMut(Cursor<'_>) {
    |slot| {
        if let Some(element) = T::decode(slot) {
            elements.push(element);
        }
    }
}

/// Calls `read` with each element of a list of such.
pub(super) fn elements(slot: Cursor<'_>, shape: ElementKind, read: &mut dyn FnMut(Cursor<'_>)) {
    match shape {
        ElementKind::Scalar => list::each(slot, Element::Scalar, read),
        ElementKind::Object(declare) => {
            let declares = |key: &str| declares(DeclaredKeys::DecodeObject(declare), key);
            list::each(slot, Element::DecodeObject(&declares), read);
        }
        ElementKind::List | ElementKind::Any => list::each(slot, Element::Other, read),
    }
}

/// Calls `read` with the fields of an object, however it is dressed up.
pub(super) fn record(
    mut slot: Cursor<'_>,
    wraps: Option<&'static str>,
    declare: DeclaredKeys,
    read: &mut dyn FnMut(&mut ObjectReader<'_>),
) {
    if !deeper(&mut slot) {
        return;
    }
    undress(slot.again(), wraps, declare, read);
    slot.context.depth -= 1;
}

fn undress(
    mut slot: Cursor<'_>,
    wraps: Option<&'static str>,
    declare: DeclaredKeys,
    read: &mut dyn FnMut(&mut ObjectReader<'_>),
) {
    let source = match (slot.value, wraps) {
        (Value::Null, _) => Source::Nothing,
        (Value::Object(entries), _) => Source::Entries(entries),
        (Value::String(text), _) if text.trim().is_empty() => {
            slot.empty(EXPECTED);
            if !slot.context.xml {
                return;
            }
            Source::Nothing
        }
        (Value::String(_), _) => match (slot.embedded(&['{', '['], EXPECTED), wraps) {
            (Some(value), _) => return record(slot.instead(&value), wraps, declare, read),
            (None, Some(key)) => unwrapped(&mut slot, key),
            (None, None) => return slot.lost(EXPECTED),
        },
        (Value::Array(_), Some(key)) => unwrapped(&mut slot, key),
        (Value::Array(elements), None) => match elements.as_slice() {
            [value] if !value.is_array() => {
                let element = slot.only_element(value, EXPECTED);
                return record(element, wraps, declare, read);
            }
            _ => return slot.lost(EXPECTED),
        },
        _ => return slot.lost(EXPECTED),
    };
    let mut fields = ObjectReader::of(source, slot.path, slot.context, declare);
    read(&mut fields);
    fields.finish();
}

fn unwrapped<'a>(slot: &mut Cursor<'a>, key: &'static str) -> Source<'a> {
    slot.note(DecodeWarningKind::ShapeCoerced, |_| {
        format!("expected {EXPECTED} around `{key}`, read what it should hold")
    });
    Source::Wrapped(key, slot.value)
}

/// Calls `read` with each entry of an object whose keys are its own; false where there is none.
pub(super) fn entries(mut slot: Cursor<'_>, read: &mut dyn FnMut(&str, Cursor<'_>)) -> bool {
    if !deeper(&mut slot) {
        return false;
    }
    let found = walk(slot.again(), read);
    slot.context.depth -= 1;
    found
}

fn walk(mut slot: Cursor<'_>, read: &mut dyn FnMut(&str, Cursor<'_>)) -> bool {
    match slot.value {
        Value::Object(found) => {
            let Cursor { path, context, .. } = slot;
            for (key, value) in found {
                read(
                    key,
                    Cursor {
                        value,
                        path: Path::Key(&path, key),
                        context,
                    },
                );
            }
            return true;
        }
        Value::String(text) if text.trim().is_empty() => slot.empty(EXPECTED),
        Value::String(_) => {
            if let Some(value) = slot.embedded(&['{'], EXPECTED) {
                return entries(slot.instead(&value), read);
            }
            slot.lost(EXPECTED);
        }
        Value::Array(elements) => match elements.as_slice() {
            [value @ Value::Object(_)] => {
                return entries(slot.only_element(value, EXPECTED), read);
            }
            _ => slot.lost(EXPECTED),
        },
        _ => slot.lost(EXPECTED),
    }
    false
}
