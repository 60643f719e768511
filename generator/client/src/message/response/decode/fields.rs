//! The traits of what a reply may hold, and the reader of the declared keys of one object.
//!
//! **Invariant**: finds keys in any spelling; in what dress an object comes is `object`'s to forgive.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::key::same;
use super::slot::{Cursor, root};
use crate::message::response::warning::{DecodeState, DecodeWarning, DecodeWarningKind, Path};

/// How the body of a whole reply is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadKind {
    /// As a JSON or XML document.
    Document,
    /// As text, which may be a JSON string.
    Text,
    /// As a document, or as text where it is none.
    Anything,
    /// As it is.
    Bytes,
    /// Not at all.
    Ignored,
}

/// What the elements of a list are, for telling one element from an object that wraps them.
#[derive(Clone, Copy)]
pub enum ElementKind {
    /// Text, number or boolean.
    Scalar,
    /// An object with declared keys.
    Object(fn(&mut ObjectReader<'_>)),
    /// A list.
    List,
    /// An object with keys of its own, or anything at all.
    Any,
}

/// A type a reply may hold.
pub trait Decode: Sized {
    /// How it is taken as a whole reply.
    const ROOT: PayloadKind = PayloadKind::Document;
    /// What it is as an element of a list.
    const SHAPE: ElementKind;
    /// Reads a value that is not null; `None`, and a note, where that cannot be.
    fn decode(slot: Cursor<'_>) -> Option<Self>;
    /// What stands for a value that is missing.
    fn when_missing() -> Self;
    /// Reads a whole reply: its value, or for bytes its body as it came.
    fn decode_payload(slot: Cursor<'_>, _body: &Bytes) -> Option<Self> {
        match slot.value {
            Value::Null => Some(Self::when_missing()),
            _ => Self::decode(slot),
        }
    }
}

/// An object with declared keys.
pub trait DecodeObject: Sized {
    /// The one key of an object that does nothing but wrap a list.
    const WRAPPED_LIST: Option<&'static str> = None;
    /// Reads every declared key, each once.
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self;
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

pub(super) enum Source<'a> {
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
            Path::Root,
            context,
            DeclaredKeys::DecodeObject(|_| {}),
        )
    }

    /// No fields, but a list of what is asked for.
    pub(super) fn asked(names: &'a mut Vec<&'static str>, context: &'a mut DecodeState) -> Self {
        Self::of(
            Source::Asked(names),
            Path::Root,
            context,
            DeclaredKeys::DecodeObject(|_| {}),
        )
    }

    pub(super) fn of(
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

    pub(super) fn slot(&mut self, name: &'static str) -> Option<Cursor<'_>> {
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
    pub(super) fn finish(self) {
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

/// How to learn which keys an object has.
#[derive(Clone, Copy)]
pub(super) enum DeclaredKeys {
    /// By running a record's `read`.
    DecodeObject(fn(&mut ObjectReader<'_>)),
    /// It is this one.
    Only(&'static str),
}

/// The `declare` function of a record.
pub(super) fn declare<T: DecodeObject>(fields: &mut ObjectReader<'_>) {
    drop(T::decode_fields(fields));
}

fn names(declare: DeclaredKeys) -> Vec<&'static str> {
    let mut names = Vec::new();
    match declare {
        DeclaredKeys::Only(name) => names.push(name),
        DeclaredKeys::DecodeObject(read) => read(&mut ObjectReader::asked(
            &mut names,
            &mut DecodeState::default(),
        )),
    }
    names
}

/// Whether a record has this key, however spelled.
pub(super) fn declares(declare: DeclaredKeys, key: &str) -> bool {
    names(declare).iter().any(|name| same(name, key))
}

/// The entry whose key is `name` in another spelling, unless another field is spelled just so.
pub(super) fn alike<'a>(
    entries: &'a Map<String, Value>,
    name: &str,
    declare: DeclaredKeys,
) -> Option<(&'a String, &'a Value)> {
    entries
        .iter()
        .filter(|(key, _)| same(key, name))
        .find(|(key, _)| !names(declare).contains(&key.as_str()))
}

/// The keys of an object that no field of a record means.
pub(super) fn undeclared(
    entries: &Map<String, Value>,
    declare: DeclaredKeys,
) -> impl Iterator<Item = &String> {
    let names = names(declare);
    entries
        .keys()
        .filter(move |key| !names.iter().any(|name| same(name, key)))
}

/// Decodes a document.
pub(crate) fn decode<T: Decode>(value: &Value, xml: bool) -> (Option<T>, Vec<DecodeWarning>) {
    let mut context = DecodeState {
        xml,
        ..DecodeState::default()
    };
    let decoded = T::decode_payload(root(value, &mut context), &Bytes::new());
    (decoded, context.notes)
}
