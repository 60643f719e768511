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

use key::Declare;
pub use object::{Fields, Record};

use crate::note::{Context, Note, NoteKind, Path, excerpt, shown};
use crate::value::{self, MAX_DEPTH};

/// A value somewhere in a reply.
pub struct Slot<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: Path<'a>,
    pub(crate) context: &'a mut Context,
}

impl Slot<'_> {
    /// The same value, lent.
    pub(crate) fn again(&mut self) -> Slot<'_> {
        Slot {
            value: self.value,
            path: self.path,
            context: self.context,
        }
    }

    /// Says what was done with the value.
    pub(crate) fn note(&mut self, kind: NoteKind, text: impl FnOnce(&Value) -> String) {
        let value = self.value;
        self.context.note(&self.path, kind, || text(value));
    }

    pub(crate) fn lost(&mut self, expected: &str) {
        self.note(NoteKind::Lost, |value| {
            format!("expected {expected}, found {}", shown(value))
        });
    }

    /// Empty text is nothing; XML can say it in no other way.
    pub(crate) fn empty(&mut self, expected: &str) {
        if !self.context.xml {
            self.note(NoteKind::Empty, |_| {
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
        self.note(NoteKind::Embedded, |_| {
            format!(
                "expected {expected}, read JSON text {:?}",
                excerpt(text, 40)
            )
        });
        Some(value)
    }
}

/// Goes one level deeper, unless the reply nests beyond all measure.
pub(crate) fn deeper(slot: &mut Slot<'_>) -> bool {
    if slot.context.depth >= MAX_DEPTH {
        slot.note(NoteKind::Lost, |_| {
            format!("nested deeper than {MAX_DEPTH} levels")
        });
        return false;
    }
    slot.context.depth += 1;
    true
}

/// How the body of a whole reply is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
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
pub enum Shape {
    /// Text, number or boolean.
    Scalar,
    /// An object with declared keys.
    Record(fn(&mut Fields<'_>)),
    /// A list.
    List,
    /// An object with keys of its own, or anything at all.
    Open,
}

/// A type a reply may hold.
pub trait Decode: Sized {
    /// How it is taken as a whole reply.
    const ROOT: Root = Root::Document;
    /// What it is as an element of a list.
    const SHAPE: Shape;
    /// Reads a value that is not null; `None`, and a note, where that cannot be.
    fn decode(slot: Slot<'_>) -> Option<Self>;
    /// What stands for a value that is missing.
    fn absent() -> Self;
    /// Reads a whole reply: its value, or for bytes its body as it came.
    fn whole(slot: Slot<'_>, _body: &Bytes) -> Option<Self> {
        match slot.value {
            Value::Null => Some(Self::absent()),
            _ => Self::decode(slot),
        }
    }
}

/// A word of an open enum; an empty one is none.
pub fn word(slot: Slot<'_>) -> Option<String> {
    scalar::word(slot)
}

/// A whole reply.
pub(crate) fn root<'a>(value: &'a Value, context: &'a mut Context) -> Slot<'a> {
    Slot {
        value,
        path: Path::Root,
        context,
    }
}

/// Decodes a document.
pub(crate) fn decode<T: Decode>(value: &Value, xml: bool) -> (Option<T>, Vec<Note>) {
    let mut context = Context {
        xml,
        ..Context::default()
    };
    let decoded = T::whole(root(value, &mut context), &Bytes::new());
    (decoded, context.notes)
}

impl Decode for String {
    const ROOT: Root = Root::Text;
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        scalar::text(slot)
    }

    fn absent() -> Self {
        Self::new()
    }
}

impl Decode for i64 {
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        scalar::integer(slot)
    }

    fn absent() -> Self {
        0
    }
}

impl Decode for f64 {
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        scalar::number(slot)
    }

    fn absent() -> Self {
        0.0
    }
}

impl Decode for bool {
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        scalar::boolean(slot)
    }

    fn absent() -> Self {
        false
    }
}

impl Decode for Value {
    const ROOT: Root = Root::Anything;
    const SHAPE: Shape = Shape::Open;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        Some(slot.value.clone())
    }

    fn absent() -> Self {
        Value::Null
    }
}

impl Decode for Bytes {
    const ROOT: Root = Root::Bytes;
    const SHAPE: Shape = Shape::Scalar;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        scalar::text(slot).map(Self::from)
    }

    fn absent() -> Self {
        Self::new()
    }

    fn whole(_: Slot<'_>, body: &Bytes) -> Option<Self> {
        Some(body.clone())
    }
}

impl Decode for () {
    const ROOT: Root = Root::Ignored;
    const SHAPE: Shape = Shape::Scalar;

    fn decode(_: Slot<'_>) -> Option<Self> {
        Some(())
    }

    fn absent() -> Self {}
}

impl<T: Decode> Decode for Option<T> {
    const ROOT: Root = T::ROOT;
    const SHAPE: Shape = T::SHAPE;

    fn decode(slot: Slot<'_>) -> Option<Self> {
        T::decode(slot).map(Some)
    }

    fn absent() -> Self {
        None
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SHAPE: Shape = Shape::List;

    #[inline(never)]
    fn decode(slot: Slot<'_>) -> Option<Self> {
        let mut elements = Self::new();
        list::each(slot, T::SHAPE, &mut element(&mut elements));
        Some(elements)
    }

    fn absent() -> Self {
        Self::new()
    }
}

/// Adds elements to a list as they are read; `extend` would cost users' crates ten functions a type.
fn element<T: Decode>(elements: &mut Vec<T>) -> impl FnMut(Slot<'_>) {
    |slot| {
        if let Some(element) = T::decode(slot) {
            elements.push(element);
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Open;

    #[inline(never)]
    fn decode(slot: Slot<'_>) -> Option<Self> {
        let mut entries = Self::new();
        let read = object::entries(slot, &mut |key, slot| {
            let value = if slot.value.is_null() {
                None
            } else {
                T::decode(slot)
            };
            entries.insert(key.to_owned(), value.unwrap_or_else(T::absent));
        });
        read.then_some(entries)
    }

    fn absent() -> Self {
        Self::new()
    }
}

impl<T: Record> Decode for T {
    const SHAPE: Shape = Shape::Record(key::declare::<T>);

    #[inline(never)]
    fn decode(slot: Slot<'_>) -> Option<Self> {
        let mut record = None;
        let declare = Declare::Record(key::declare::<T>);
        object::record(slot, T::WRAPS, declare, &mut |fields| {
            record = Some(T::read(fields))
        });
        record
    }

    /// A record of nothing is one: users' crates need no second copy of it.
    fn whole(slot: Slot<'_>, _body: &Bytes) -> Option<Self> {
        Self::decode(slot)
    }

    fn absent() -> Self {
        T::read(&mut Fields::nothing(&mut Context::default()))
    }
}
