//! How the types of the standard library are decoded, and any record.
//!
//! **Invariant**: the kinds of values themselves, and what is forgiven in each, are in `scalar`, `list` and `object`.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::fields::{Declare, Decode, Fields, Record, Root, Shape, declare};
use super::slot::Slot;
use super::{object, scalar};
use crate::message::response::warning::Context;

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
        object::elements(slot, T::SHAPE, &mut object::element(&mut elements));
        Some(elements)
    }

    fn absent() -> Self {
        Self::new()
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
    const SHAPE: Shape = Shape::Record(declare::<T>);

    #[inline(never)]
    fn decode(slot: Slot<'_>) -> Option<Self> {
        let mut record = None;
        let declare = Declare::Record(declare::<T>);
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

/// Lets a type hold itself: `Option<Box<Node>>`.
impl<T: Record> Record for Box<T> {
    const WRAPS: Option<&'static str> = T::WRAPS;

    fn read(fields: &mut Fields<'_>) -> Self {
        Self::new(T::read(fields))
    }
}
