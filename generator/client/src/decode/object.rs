//! Objects: keys in any spelling, wrappers around one list, and keys nobody declared.

use serde_json::{Map, Value};

use super::key::{DeclaredKeys, alike, undeclared};
use super::{Cursor, Decode, ElementKind, deeper, element, list};
use crate::note::{DecodeState, DecodeWarningKind, Path};

const EXPECTED: &str = "an object";

/// An object with declared keys.
pub trait DecodeObject: Sized {
    /// The one key of an object that does nothing but wrap a list.
    const WRAPPED_LIST: Option<&'static str> = None;
    /// Reads every declared key, each once.
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self;
}

/// Lets a type hold itself: `Option<Box<Node>>`.
impl<T: DecodeObject> DecodeObject for Box<T> {
    const WRAPPED_LIST: Option<&'static str> = T::WRAPPED_LIST;

    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self::new(T::decode_fields(fields))
    }
}

/// Reads the declared keys of one object.
pub struct ObjectReader<'a> {
    source: Source<'a>,
    path: Path<'a>,
    context: &'a mut DecodeState,
    declare: DeclaredKeys,
    /// How many keys were found exactly as declared; all of them, as a rule.
    exact: usize,
}

enum Source<'a> {
    Entries(&'a Map<String, Value>),
    /// A list without the object that should wrap it.
    Wrapped(&'static str, &'a Value),
    Nothing,
    /// Writes down what is asked for.
    Asked(&'a mut Vec<&'static str>),
}

impl<'a> ObjectReader<'a> {
    /// The fields of an object that is not there.
    pub(super) fn nothing(context: &'a mut DecodeState) -> Self {
        Self::of(
            Source::Nothing,
            Path::PayloadKind,
            context,
            DeclaredKeys::DecodeObject(|_| {}),
        )
    }

    /// No fields, but a list of what is asked for.
    pub(super) fn asked(names: &'a mut Vec<&'static str>, context: &'a mut DecodeState) -> Self {
        Self::of(
            Source::Asked(names),
            Path::PayloadKind,
            context,
            DeclaredKeys::DecodeObject(|_| {}),
        )
    }

    fn of(
        source: Source<'a>,
        path: Path<'a>,
        context: &'a mut DecodeState,
        declare: DeclaredKeys,
    ) -> Self {
        Self {
            source,
            path,
            context,
            declare,
            exact: 0,
        }
    }

    /// The value of a key; what stands for nothing where it is missing, null or unreadable.
    #[inline(never)]
    pub fn get<T: Decode>(&mut self, name: &'static str) -> T {
        self.slot(name)
            .and_then(T::decode)
            .unwrap_or_else(T::when_missing)
    }

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
                    list::each(slot, shape, read);
                }
            });
        }
    }

    fn slot(&mut self, name: &'static str) -> Option<Cursor<'_>> {
        let (key, value) = match &mut self.source {
            Source::Nothing => return None,
            Source::Asked(names) => {
                names.push(name);
                return None;
            }
            Source::Wrapped(wraps, value) => {
                if *wraps != name {
                    return None;
                }
                return Some(Cursor {
                    value,
                    path: self.path,
                    context: self.context,
                });
            }
            Source::Entries(entries) => match entries.get_key_value(name) {
                Some((key, value)) => {
                    self.exact += 1;
                    (key, value)
                }
                None => alike(entries, name, self.declare)?,
            },
        };
        if value.is_null() {
            return None;
        }
        if key != name {
            let path = Path::Key(&self.path, key);
            self.context
                .note(&path, DecodeWarningKind::KeySpelling, || {
                    format!("read as `{name}`")
                });
        }
        Some(Cursor {
            value,
            path: Path::Key(&self.path, key),
            context: self.context,
        })
    }

    /// Notes the keys nobody asked for; costs nothing where there is none.
    fn finish(self) {
        let Source::Entries(entries) = self.source else {
            return;
        };
        if self.exact == entries.len() {
            return;
        }
        for key in undeclared(entries, self.declare) {
            let path = Path::Key(&self.path, key);
            self.context
                .note(&path, DecodeWarningKind::UnknownField, || {
                    "not declared".to_owned()
                });
        }
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
            (Some(value), _) => {
                return record(
                    Cursor {
                        value: &value,
                        path: slot.path,
                        context: slot.context,
                    },
                    wraps,
                    declare,
                    read,
                );
            }
            (None, Some(key)) => unwrapped(&mut slot, key),
            (None, None) => return slot.lost(EXPECTED),
        },
        (Value::Array(_), Some(key)) => unwrapped(&mut slot, key),
        (Value::Array(elements), None) => match elements.as_slice() {
            [value] if !value.is_array() => {
                slot.note(DecodeWarningKind::ShapeCoerced, |_| {
                    format!("expected {EXPECTED}, read the one element of a list")
                });
                let path = Path::Index(&slot.path, 0);
                return record(
                    Cursor {
                        value,
                        path,
                        context: slot.context,
                    },
                    wraps,
                    declare,
                    read,
                );
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
                return entries(
                    Cursor {
                        value: &value,
                        path: slot.path,
                        context: slot.context,
                    },
                    read,
                );
            }
            slot.lost(EXPECTED);
        }
        Value::Array(elements) => match elements.as_slice() {
            [value @ Value::Object(_)] => {
                slot.note(DecodeWarningKind::ShapeCoerced, |_| {
                    format!("expected {EXPECTED}, read the one element of a list")
                });
                let path = Path::Index(&slot.path, 0);
                return entries(
                    Cursor {
                        value,
                        path,
                        context: slot.context,
                    },
                    read,
                );
            }
            _ => slot.lost(EXPECTED),
        },
        _ => slot.lost(EXPECTED),
    }
    false
}
