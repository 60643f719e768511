//! How the types of the standard library are decoded, and any record.
//!
//! **Invariant**: the kinds of values themselves, and what is forgiven in each, are in `scalar`, `list` and `object`.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::fields::{
    DeclaredKeys, Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind, declare,
};
use super::slot::Cursor;
use super::{object, scalar};
use crate::message::response::warning::DecodeState;

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
        object::elements(slot, T::SHAPE, &mut object::element(&mut elements));
        Some(elements)
    }

    fn when_missing() -> Self {
        Self::new()
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
    const SHAPE: ElementKind = ElementKind::Object(declare::<T>);

    #[inline(never)]
    fn decode(slot: Cursor<'_>) -> Option<Self> {
        let mut record = None;
        let declare = DeclaredKeys::DecodeObject(declare::<T>);
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

/// Lets a type hold itself: `Option<Box<Node>>`.
impl<T: DecodeObject> DecodeObject for Box<T> {
    const WRAPPED_LIST: Option<&'static str> = T::WRAPPED_LIST;

    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self::new(T::decode_fields(fields))
    }
}
