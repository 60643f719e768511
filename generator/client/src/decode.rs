//! From a tree to typed replies: tolerant, with a note for each liberty.
//!
//! **Invariants**: nothing below the root of a reply can fail; stack is bounded by [`MAX_DEPTH`]; the
//! generic functions are shells, so that a generated crate holds little more than its own types.

mod key;
mod list;
mod object;
mod scalar;

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use key::DeclaredKeys;
pub use object::{DecodeObject, ObjectReader};

use crate::note::{DecodeState, DecodeWarning, DecodeWarningKind, Path, excerpt, shown};
use crate::value::{self, MAX_DEPTH};

/// A value somewhere in a reply.
pub struct Cursor<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: Path<'a>,
    pub(crate) context: &'a mut DecodeState,
}

impl Cursor<'_> {
    /// The same value, lent.
    pub(crate) fn again(&mut self) -> Cursor<'_> {
        Cursor {
            value: self.value,
            path: self.path,
            context: self.context,
        }
    }

    /// Says what was done with the value.
    pub(crate) fn note(&mut self, kind: DecodeWarningKind, text: impl FnOnce(&Value) -> String) {
        let value = self.value;
        self.context.note(&self.path, kind, || text(value));
    }

    pub(crate) fn lost(&mut self, expected: &str) {
        self.note(DecodeWarningKind::Unreadable, |value| {
            format!("expected {expected}, found {}", shown(value))
        });
    }

    /// Empty text is nothing; XML can say it in no other way.
    pub(crate) fn empty(&mut self, expected: &str) {
        if !self.context.xml {
            self.note(DecodeWarningKind::EmptyString, |_| {
                format!("expected {expected}, found an empty string")
            });
        }
    }

    /// The structure inside a string of JSON text.
    pub(crate) fn embedded(&mut self, opening: &[char], expected: &str) -> Option<Value> {
        let text = self.value.as_str()?.trim();
        if !text.starts_with(opening) {
            return None;
        }
        let value = value::json(text).ok()?;
        self.note(DecodeWarningKind::JsonInString, |_| {
            format!(
                "expected {expected}, read JSON text {:?}",
                excerpt(text, 40)
            )
        });
        Some(value)
    }
}

/// Goes one level deeper, unless the reply nests beyond all measure.
pub(crate) fn deeper(slot: &mut Cursor<'_>) -> bool {
    if slot.context.depth >= MAX_DEPTH {
        slot.note(DecodeWarningKind::Unreadable, |_| {
            format!("nested deeper than {MAX_DEPTH} levels")
        });
        return false;
    }
    slot.context.depth += 1;
    true
}

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

/// A word of an open enum; an empty one is none.
pub fn enum_text(slot: Cursor<'_>) -> Option<String> {
    scalar::word(slot)
}

/// A whole reply.
pub(crate) fn root<'a>(value: &'a Value, context: &'a mut DecodeState) -> Cursor<'a> {
    Cursor {
        value,
        path: Path::PayloadKind,
        context,
    }
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

impl Decode for String {
    const ROOT: PayloadKind = PayloadKind::Text;
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        scalar::text(slot)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

impl Decode for i64 {
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        scalar::integer(slot)
    }

    fn when_missing() -> Self {
        0
    }
}

impl Decode for f64 {
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        scalar::number(slot)
    }

    fn when_missing() -> Self {
        0.0
    }
}

impl Decode for bool {
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        scalar::boolean(slot)
    }

    fn when_missing() -> Self {
        false
    }
}

impl Decode for Value {
    const ROOT: PayloadKind = PayloadKind::Anything;
    const SHAPE: ElementKind = ElementKind::Any;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        Some(slot.value.clone())
    }

    fn when_missing() -> Self {
        Value::Null
    }
}

impl Decode for Bytes {
    const ROOT: PayloadKind = PayloadKind::Bytes;
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        scalar::text(slot).map(Self::from)
    }

    fn when_missing() -> Self {
        Self::new()
    }

    fn decode_payload(_: Cursor<'_>, body: &Bytes) -> Option<Self> {
        Some(body.clone())
    }
}

impl Decode for () {
    const ROOT: PayloadKind = PayloadKind::Ignored;
    const SHAPE: ElementKind = ElementKind::Scalar;

    fn decode(_: Cursor<'_>) -> Option<Self> {
        Some(())
    }

    fn when_missing() -> Self {}
}

impl<T: Decode> Decode for Option<T> {
    const ROOT: PayloadKind = T::ROOT;
    const SHAPE: ElementKind = T::SHAPE;

    fn decode(slot: Cursor<'_>) -> Option<Self> {
        T::decode(slot).map(Some)
    }

    fn when_missing() -> Self {
        None
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SHAPE: ElementKind = ElementKind::List;

    #[inline(never)]
    fn decode(slot: Cursor<'_>) -> Option<Self> {
        let mut elements = Self::new();
        list::each(slot, T::SHAPE, &mut element(&mut elements));
        Some(elements)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

/// Adds elements to a list as they are read; `extend` would cost users' crates ten functions a type.
fn element<T: Decode>(elements: &mut Vec<T>) -> impl FnMut(Cursor<'_>) {
    |slot| {
        if let Some(element) = T::decode(slot) {
            elements.push(element);
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const SHAPE: ElementKind = ElementKind::Any;

    #[inline(never)]
    fn decode(slot: Cursor<'_>) -> Option<Self> {
        let mut entries = Self::new();
        let read = object::entries(slot, &mut |key, slot| {
            let value = if slot.value.is_null() {
                None
            } else {
                T::decode(slot)
            };
            entries.insert(key.to_owned(), value.unwrap_or_else(T::when_missing));
        });
        read.then_some(entries)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

impl<T: DecodeObject> Decode for T {
    const SHAPE: ElementKind = ElementKind::Object(key::declare::<T>);

    #[inline(never)]
    fn decode(slot: Cursor<'_>) -> Option<Self> {
        let mut record = None;
        let declare = DeclaredKeys::DecodeObject(key::declare::<T>);
        object::record(slot, T::WRAPPED_LIST, declare, &mut |fields| {
            record = Some(T::decode_fields(fields))
        });
        record
    }

    /// A record of nothing is one: users' crates need no second copy of it.
    fn decode_payload(slot: Cursor<'_>, _body: &Bytes) -> Option<Self> {
        Self::decode(slot)
    }

    fn when_missing() -> Self {
        T::decode_fields(&mut ObjectReader::nothing(&mut DecodeState::default()))
    }
}
