//! A type with a field of every kind, which the target `decode` decodes.

use std::collections::BTreeMap;

use acs_client::Value;
use acs_client::codegen::{self, Bytes, DecodeObject, ObjectReader, OpenEnum, StringEnum};

/// An object with a field of every type that can be decoded.
#[derive(Clone, Debug)]
pub struct Everything {
    _text: String,
    _secret: String,
    _answer: OpenEnum<Answer>,
    _integer: i64,
    _number: Option<f64>,
    _flag: Option<bool>,
    _any: Value,
    _bytes: Bytes,
    _texts: Vec<String>,
    _items: Vec<Item>,
    _map: BTreeMap<String, Vec<i64>>,
    _itself: Option<Box<Everything>>,
}

impl DecodeObject for Everything {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            _text: fields.get("Text"),
            _secret: fields.get("Password"),
            _answer: fields.get("Word"),
            _integer: fields.get("Integer"),
            _number: fields.get("Number"),
            _flag: fields.get("Flag"),
            _any: fields.get("Any"),
            _bytes: fields.get("Bytes"),
            _texts: fields.get("Texts"),
            _items: fields.list("Items", "Item"),
            _map: fields.get("Map"),
            _itself: fields.get("Itself"),
        }
    }
}

/// An element of a list.
#[derive(Clone, Debug)]
struct Item {
    _key: String,
    _values: Vec<bool>,
}

impl DecodeObject for Item {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            _key: fields.get("Key"),
            _values: fields.get("Values"),
        }
    }
}

/// An enum with two values.
enum Answer {
    Yes,
    No,
}

impl StringEnum for Answer {
    const VALUES: &'static [&'static str] = &["yes", "no"];

    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::Yes,
            _ => Self::No,
        }
    }
}

codegen::impl_string_enum!(Answer);
