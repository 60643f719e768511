//! The traits of types in a response, and the reader of the declared keys of an object.
//!
//! **Invariant**: finds keys in any spelling. Coercions into an object are made in `object`.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::cursor::{Cursor, root};
use super::key::is_same_key;
use crate::message::response::warning::{DecodeState, DecodeWarning, DecodeWarningKind, Path};

/// The way in which the body of a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadKind {
    /// A JSON or XML document.
    Document,
    /// Text, which may be a JSON string.
    Text,
    /// A document, or text if the body is not a document.
    Anything,
    /// Bytes.
    Bytes,
    /// The body is not decoded.
    Ignored,
}

/// The kind of the elements of a list, which distinguishes a single element from an object that wraps the list.
#[derive(Clone, Copy)]
pub enum ElementKind {
    /// A text, a number or a boolean.
    Scalar,
    /// An object with declared keys.
    Object(fn(&mut ObjectReader<'_>)),
    /// A list.
    List,
    /// An object with arbitrary keys, or any value.
    Any,
}

/// A type in a response.
///
/// Implemented for scalars, lists, maps, and every [`DecodeObject`].
pub trait Decode: Sized {
    /// How the body is read if the whole response has this type.
    const PAYLOAD_KIND: PayloadKind = PayloadKind::Document;
    /// The kind of the value as an element of a list.
    const ELEMENT_KIND: ElementKind;
    /// Decodes a value that is not null. Returns `None`, with a warning, if the value cannot be decoded.
    fn decode(cursor: Cursor<'_>) -> Option<Self>;
    /// Returns the value that stands for a missing value.
    fn when_missing() -> Self;
    /// Decodes a whole response from its document, or from its body for bytes.
    fn decode_payload(cursor: Cursor<'_>, _body: &Bytes) -> Option<Self> {
        match cursor.value {
            Value::Null => Some(Self::when_missing()),
            _ => Self::decode(cursor),
        }
    }
}

/// An object with declared keys.
///
/// ```
/// use acs_client::Response;
/// use acs_client::codegen::{Bytes, DecodeObject, ObjectReader};
///
/// struct DomainList {
///     total: Option<i64>,
///     names: Vec<String>,
/// }
///
/// impl DecodeObject for DomainList {
///     fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
///         Self {
///             total: fields.get("Total"),
///             names: fields.list("Domains", "Domain"),
///         }
///     }
/// }
///
/// let http = http::Response::new(Bytes::from(r#"{"Total": 1, "Domains": {"Domain": ["example.com"]}}"#));
/// let list = Response::<DomainList>::from_http(&http)?;
/// assert_eq!(list.total, Some(1));
/// assert_eq!(list.names, ["example.com"]);
/// # Ok::<(), acs_client::Error>(())
/// ```
pub trait DecodeObject: Sized {
    /// The only key, if the object does nothing but wrap a list.
    const WRAPPED_LIST: Option<&'static str> = None;
    /// Reads every declared key exactly once.
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self;
}

/// Reads the declared keys of an object.
pub struct ObjectReader<'a> {
    source: ObjectSource<'a>,
    path: Path<'a>,
    state: &'a mut DecodeState,
    declared: DeclaredKeys,
    /// The number of keys that were spelled exactly as declared; usually all of them.
    exact_keys: usize,
}

/// The source of the fields that an [`ObjectReader`] reads.
pub(super) enum ObjectSource<'a> {
    Entries(&'a Map<String, Value>),
    /// A list that lacks the object which should wrap it under this key.
    UnwrappedList(&'static str, &'a Value),
    /// The object is missing.
    Missing,
    /// Records the names that are read, to find out which keys a type declares.
    Recorder(&'a mut Vec<&'static str>),
}

impl<'a> ObjectReader<'a> {
    /// Creates a reader of a missing object.
    pub(super) fn missing(state: &'a mut DecodeState) -> Self {
        let declared = DeclaredKeys::ReadBy(|_| {});
        Self::new(ObjectSource::Missing, Path::Root, state, declared)
    }

    /// Creates a reader that records the names which are read.
    fn recorder(names: &'a mut Vec<&'static str>, state: &'a mut DecodeState) -> Self {
        let declared = DeclaredKeys::ReadBy(|_| {});
        Self::new(ObjectSource::Recorder(names), Path::Root, state, declared)
    }

    pub(super) fn new(
        source: ObjectSource<'a>,
        path: Path<'a>,
        state: &'a mut DecodeState,
        declared: DeclaredKeys,
    ) -> Self {
        Self {
            source,
            path,
            state,
            declared,
            exact_keys: 0,
        }
    }

    /// Decodes the value of a key. A value that is missing, null or unreadable becomes
    /// [`T::when_missing()`](Decode::when_missing).
    #[inline(never)]
    pub fn get<T: Decode>(&mut self, name: &'static str) -> T {
        self.cursor(name)
            .and_then(T::decode)
            .unwrap_or_else(T::when_missing)
    }

    /// Returns a cursor at the value of a key, or `None` if it is missing or null.
    pub(super) fn cursor(&mut self, name: &'static str) -> Option<Cursor<'_>> {
        let (key, value) = match &mut self.source {
            ObjectSource::Missing => return None,
            ObjectSource::Recorder(names) => {
                names.push(name);
                return None;
            }
            ObjectSource::UnwrappedList(list_name, value) => {
                if *list_name != name {
                    return None;
                }
                return Some(Cursor {
                    value,
                    path: self.path,
                    state: self.state,
                });
            }
            ObjectSource::Entries(entries) => match entries.get_key_value(name) {
                Some((key, value)) => {
                    self.exact_keys += 1;
                    (key, value)
                }
                None => find_key(entries, name, self.declared)?,
            },
        };
        if value.is_null() {
            return None;
        }
        if key != name {
            let path = Path::Key(&self.path, key);
            self.state.warn(&path, DecodeWarningKind::KeySpelling, || {
                format!("read as `{name}`")
            });
        }
        Some(Cursor {
            value,
            path: Path::Key(&self.path, key),
            state: self.state,
        })
    }

    /// Adds a warning for each undeclared key, without any search if every key was spelled as declared.
    pub(super) fn finish(self) {
        let ObjectSource::Entries(entries) = self.source else {
            return;
        };
        if self.exact_keys == entries.len() {
            return;
        }
        for key in undeclared_keys(entries, self.declared) {
            let path = Path::Key(&self.path, key);
            self.state.warn(&path, DecodeWarningKind::UnknownField, || {
                "not declared".to_owned()
            });
        }
    }
}

/// The keys that an object declares.
#[derive(Clone, Copy)]
pub(super) enum DeclaredKeys {
    /// The keys that this function reads.
    ReadBy(fn(&mut ObjectReader<'_>)),
    /// Only this key.
    Only(&'static str),
}

impl DeclaredKeys {
    fn names(self) -> Vec<&'static str> {
        let mut names = Vec::new();
        match self {
            Self::Only(name) => names.push(name),
            Self::ReadBy(read) => read(&mut ObjectReader::recorder(
                &mut names,
                &mut DecodeState::default(),
            )),
        }
        names
    }

    /// Returns whether a key is declared, in any spelling.
    pub(super) fn contains(self, key: &str) -> bool {
        self.names().iter().any(|name| is_same_key(name, key))
    }
}

/// Reads every declared key of `T` and drops the values.
pub(super) fn read_keys<T: DecodeObject>(fields: &mut ObjectReader<'_>) {
    drop(T::decode_fields(fields));
}

/// Finds the entry whose key is `name` in another spelling, unless that spelling is another declared key.
fn find_key<'a>(
    entries: &'a Map<String, Value>,
    name: &str,
    declared: DeclaredKeys,
) -> Option<(&'a String, &'a Value)> {
    entries
        .iter()
        .filter(|(key, _)| is_same_key(key, name))
        .find(|(key, _)| !declared.names().contains(&key.as_str()))
}

/// Iterates over the keys that are not declared in any spelling.
fn undeclared_keys(
    entries: &Map<String, Value>,
    declared: DeclaredKeys,
) -> impl Iterator<Item = &String> {
    let names = declared.names();
    entries
        .keys()
        .filter(move |key| !names.iter().any(|name| is_same_key(name, key)))
}

/// Decodes a document, and returns the warnings as well.
pub(crate) fn decode<T: Decode>(value: &Value, xml: bool) -> (Option<T>, Vec<DecodeWarning>) {
    let mut state = DecodeState {
        xml,
        ..DecodeState::default()
    };
    let decoded = T::decode_payload(root(value, &mut state), &Bytes::new());
    (decoded, state.warnings)
}
