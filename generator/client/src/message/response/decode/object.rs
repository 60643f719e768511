//! Decodes objects, which may also arrive as the list they should wrap, inside a list, or as JSON text.
//!
//! **Invariant**: the declared keys and their spellings are known to `fields`.

use serde_json::Value;

use super::cursor::{Cursor, enter, leave};
use super::fields::{DeclaredKeys, Decode, ElementKind, ObjectReader, ObjectSource};
use super::list::{ListElement, for_each_element};
use crate::message::response::warning::{DecodeWarningKind, Path};

const EXPECTED: &str = "an object";

impl ObjectReader<'_> {
    /// Decodes a list inside the object `name`, which only wraps the list under the key `wrapped_list`.
    #[inline(never)]
    pub fn list<T: Decode>(&mut self, name: &'static str, wrapped_list: &'static str) -> Vec<T> {
        let mut list = Vec::new();
        self.read_wrapped_list(name, wrapped_list, T::ELEMENT_KIND, &mut push_to(&mut list));
        list
    }

    fn read_wrapped_list(
        &mut self,
        name: &'static str,
        wrapped_list: &'static str,
        kind: ElementKind,
        read: &mut dyn FnMut(Cursor<'_>),
    ) {
        if let Some(cursor) = self.cursor(name) {
            let declared = DeclaredKeys::Only(wrapped_list);
            read_object(cursor, Some(wrapped_list), declared, &mut |fields| {
                if let Some(cursor) = fields.cursor(wrapped_list) {
                    read_list(cursor, kind, read);
                }
            });
        }
    }
}

/// Returns a function that decodes an element and adds it to a list.
///
/// `Vec::extend` would compile ten more functions for each type in a generated crate.
pub(super) fn push_to<T: Decode>(list: &mut Vec<T>) -> impl FnMut(Cursor<'_>) {
    |cursor| {
        if let Some(element) = T::decode(cursor) {
            list.push(element);
        }
    }
}

/// Calls `read` with each element of a list whose elements are of this kind.
pub(super) fn read_list(cursor: Cursor<'_>, kind: ElementKind, read: &mut dyn FnMut(Cursor<'_>)) {
    match kind {
        ElementKind::Scalar => for_each_element(cursor, ListElement::Scalar, read),
        ElementKind::Object(read_keys) => {
            let declares = |key: &str| DeclaredKeys::ReadBy(read_keys).contains(key);
            for_each_element(cursor, ListElement::Object(&declares), read);
        }
        ElementKind::List | ElementKind::Any => {
            for_each_element(cursor, ListElement::Other, read);
        }
    }
}

/// Calls `read` with the fields of an object, in whatever form the object arrives.
pub(super) fn read_object(
    mut cursor: Cursor<'_>,
    wrapped_list: Option<&'static str>,
    declared: DeclaredKeys,
    read: &mut dyn FnMut(&mut ObjectReader<'_>),
) {
    if !enter(&mut cursor) {
        return;
    }
    unwrap_object(cursor.reborrow(), wrapped_list, declared, read);
    leave(&mut cursor);
}

fn unwrap_object(
    mut cursor: Cursor<'_>,
    wrapped_list: Option<&'static str>,
    declared: DeclaredKeys,
    read: &mut dyn FnMut(&mut ObjectReader<'_>),
) {
    let source = match (cursor.value, wrapped_list) {
        (Value::Null, _) => ObjectSource::Missing,
        (Value::Object(entries), _) => ObjectSource::Entries(entries),
        (Value::String(text), _) if text.trim().is_empty() => {
            cursor.warn_empty_string(EXPECTED);
            if !cursor.state.xml {
                return;
            }
            ObjectSource::Missing
        }
        (Value::String(_), _) => {
            match (cursor.embedded_json(&['{', '['], EXPECTED), wrapped_list) {
                (Some(value), _) => {
                    let embedded = cursor.with_value(&value);
                    return read_object(embedded, wrapped_list, declared, read);
                }
                (None, Some(key)) => unwrapped_list(&mut cursor, key),
                (None, None) => return cursor.warn_unreadable(EXPECTED),
            }
        }
        (Value::Array(_), Some(key)) => unwrapped_list(&mut cursor, key),
        (Value::Array(elements), None) => match elements.as_slice() {
            [value] if !value.is_array() => {
                let element = cursor.only_element(value, EXPECTED);
                return read_object(element, wrapped_list, declared, read);
            }
            _ => return cursor.warn_unreadable(EXPECTED),
        },
        _ => return cursor.warn_unreadable(EXPECTED),
    };
    let mut fields = ObjectReader::new(source, cursor.path, cursor.state, declared);
    read(&mut fields);
    fields.finish();
}

fn unwrapped_list<'a>(cursor: &mut Cursor<'a>, key: &'static str) -> ObjectSource<'a> {
    cursor.warn(DecodeWarningKind::ShapeCoerced, |_| {
        format!("expected {EXPECTED} around `{key}`, found the content of `{key}`")
    });
    ObjectSource::UnwrappedList(key, cursor.value)
}

/// Calls `read` with each entry of an object with arbitrary keys. Returns false if there is no such object.
pub(super) fn read_map(mut cursor: Cursor<'_>, read: &mut dyn FnMut(&str, Cursor<'_>)) -> bool {
    if !enter(&mut cursor) {
        return false;
    }
    let is_map = read_entries(cursor.reborrow(), read);
    leave(&mut cursor);
    is_map
}

fn read_entries(mut cursor: Cursor<'_>, read: &mut dyn FnMut(&str, Cursor<'_>)) -> bool {
    match cursor.value {
        Value::Object(entries) => {
            let Cursor { path, state, .. } = cursor;
            for (key, value) in entries {
                let entry = Cursor {
                    value,
                    path: Path::Key(&path, key),
                    state,
                };
                read(key, entry);
            }
            return true;
        }
        Value::String(text) if text.trim().is_empty() => cursor.warn_empty_string(EXPECTED),
        Value::String(_) => {
            if let Some(value) = cursor.embedded_json(&['{'], EXPECTED) {
                return read_map(cursor.with_value(&value), read);
            }
            cursor.warn_unreadable(EXPECTED);
        }
        Value::Array(elements) => match elements.as_slice() {
            [value @ Value::Object(_)] => {
                return read_map(cursor.only_element(value, EXPECTED), read);
            }
            _ => cursor.warn_unreadable(EXPECTED),
        },
        _ => cursor.warn_unreadable(EXPECTED),
    }
    false
}
