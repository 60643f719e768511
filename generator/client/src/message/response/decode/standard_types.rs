//! Implements `Decode` for types of the standard library and for every `DecodeObject`.
//!
//! **Invariant**: coerces nothing itself; `scalar`, `list` and `object` do.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::cursor::Cursor;
use super::fields::{
    DeclaredKeys, Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind, read_keys,
};
use super::{object, scalar};
use crate::message::response::warning::DecodeState;

impl Decode for String {
    const PAYLOAD_KIND: PayloadKind = PayloadKind::Text;
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        scalar::text(cursor)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

impl Decode for i64 {
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        scalar::integer(cursor)
    }

    fn when_missing() -> Self {
        0
    }
}

impl Decode for f64 {
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        scalar::number(cursor)
    }

    fn when_missing() -> Self {
        0.0
    }
}

impl Decode for bool {
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        scalar::boolean(cursor)
    }

    fn when_missing() -> Self {
        false
    }
}

impl Decode for Value {
    const PAYLOAD_KIND: PayloadKind = PayloadKind::Anything;
    const ELEMENT_KIND: ElementKind = ElementKind::Any;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        Some(cursor.value.clone())
    }

    fn when_missing() -> Self {
        Value::Null
    }
}

impl Decode for Bytes {
    const PAYLOAD_KIND: PayloadKind = PayloadKind::Bytes;
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        scalar::text(cursor).map(Self::from)
    }

    fn when_missing() -> Self {
        Self::new()
    }

    fn decode_payload(_: Cursor<'_>, body: &Bytes) -> Option<Self> {
        Some(body.clone())
    }
}

impl Decode for () {
    const PAYLOAD_KIND: PayloadKind = PayloadKind::Ignored;
    const ELEMENT_KIND: ElementKind = ElementKind::Scalar;

    fn decode(_: Cursor<'_>) -> Option<Self> {
        Some(())
    }

    fn when_missing() -> Self {}
}

impl<T: Decode> Decode for Option<T> {
    const PAYLOAD_KIND: PayloadKind = T::PAYLOAD_KIND;
    const ELEMENT_KIND: ElementKind = T::ELEMENT_KIND;

    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        T::decode(cursor).map(Some)
    }

    fn when_missing() -> Self {
        None
    }
}

impl<T: Decode> Decode for Vec<T> {
    const ELEMENT_KIND: ElementKind = ElementKind::List;

    #[inline(never)]
    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        let mut elements = Self::new();
        object::read_list(cursor, T::ELEMENT_KIND, &mut object::push_to(&mut elements));
        Some(elements)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const ELEMENT_KIND: ElementKind = ElementKind::Any;

    #[inline(never)]
    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        let mut entries = Self::new();
        let is_map = object::read_map(cursor, &mut |key, cursor| {
            let value = if cursor.value.is_null() {
                None
            } else {
                T::decode(cursor)
            };
            entries.insert(key.to_owned(), value.unwrap_or_else(T::when_missing));
        });
        is_map.then_some(entries)
    }

    fn when_missing() -> Self {
        Self::new()
    }
}

impl<T: DecodeObject> Decode for T {
    const ELEMENT_KIND: ElementKind = ElementKind::Object(read_keys::<T>);

    #[inline(never)]
    fn decode(cursor: Cursor<'_>) -> Option<Self> {
        let mut object = None;
        let declared = DeclaredKeys::ReadBy(read_keys::<T>);
        object::read_object(cursor, T::WRAPPED_LIST, declared, &mut |fields| {
            object = Some(T::decode_fields(fields))
        });
        object
    }

    // `decode` reads null as a missing object, so that a generated crate does not compile `when_missing` here too.
    fn decode_payload(cursor: Cursor<'_>, _body: &Bytes) -> Option<Self> {
        Self::decode(cursor)
    }

    fn when_missing() -> Self {
        T::decode_fields(&mut ObjectReader::missing(&mut DecodeState::default()))
    }
}

/// Allows recursive types, such as a field `Option<Box<Node>>`.
impl<T: DecodeObject> DecodeObject for Box<T> {
    const WRAPPED_LIST: Option<&'static str> = T::WRAPPED_LIST;

    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self::new(T::decode_fields(fields))
    }
}
