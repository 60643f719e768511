//! Values of requests: from Rust to one tree, whatever the wire style.
//!
//! **Invariant**: `Null` means "not sent"; nothing else does, so `""` and `[]` reach `serialize`.

use std::collections::BTreeMap;

use serde_json::Value;

/// A value a request can carry.
pub trait Encode {
    /// The value as a tree; [`Value::Null`] is not sent.
    ///
    /// A number that JSON cannot write (infinite, or none at all) is not sent either.
    fn encode(self) -> Value;
}

impl Encode for String {
    fn encode(self) -> Value {
        Value::String(self)
    }
}

impl Encode for &str {
    fn encode(self) -> Value {
        Value::String(self.to_owned())
    }
}

impl Encode for i64 {
    fn encode(self) -> Value {
        Value::from(self)
    }
}

impl Encode for f64 {
    fn encode(self) -> Value {
        Value::from(self)
    }
}

impl Encode for bool {
    fn encode(self) -> Value {
        Value::Bool(self)
    }
}

impl Encode for Value {
    fn encode(self) -> Value {
        self
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(self) -> Value {
        self.map_or(Value::Null, T::encode)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(self) -> Value {
        self.into_iter().map(T::encode).collect()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(self) -> Value {
        encode_map(self)
    }
}

/// Anything that becomes JSON.
pub fn encode_any(value: impl Into<Value>) -> Value {
    value.into()
}

/// Anything that yields elements.
pub fn encode_list<T: Encode>(elements: impl IntoIterator<Item = impl Into<T>>) -> Value {
    elements
        .into_iter()
        .map(|element| element.into().encode())
        .collect()
}

/// Anything that yields names and values; those that are `Null` are left out.
pub fn encode_map<T: Encode>(entries: impl IntoIterator<Item = (String, T)>) -> Value {
    let entries = entries
        .into_iter()
        .map(|(name, value)| (name, value.encode()));
    Value::Object(entries.filter(|(_, value)| !value.is_null()).collect())
}
