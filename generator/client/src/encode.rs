//! Values of requests: from Rust to one tree, whatever the wire style.
//!
//! **Invariant**: `Null` means "not sent"; nothing else does, so `""` and `[]` reach `request`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A value a request can carry.
pub trait Encode {
    /// The value as a tree; [`Value::Null`] is not sent.
    ///
    /// A number that JSON cannot write (infinite, or none at all) is not sent either.
    fn encode(&self) -> Value;
}

impl Encode for String {
    fn encode(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Encode for str {
    fn encode(&self) -> Value {
        Value::String(self.to_owned())
    }
}

impl Encode for i64 {
    fn encode(&self) -> Value {
        Value::from(*self)
    }
}

impl Encode for f64 {
    fn encode(&self) -> Value {
        Value::from(*self)
    }
}

impl Encode for bool {
    fn encode(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Encode for Value {
    fn encode(&self) -> Value {
        self.clone()
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::encode)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self) -> Value {
        self.iter().map(T::encode).collect()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self) -> Value {
        collect(
            &mut self
                .iter()
                .map(|(key, value)| (key.as_str(), value.encode())),
        )
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self) -> Value {
        T::encode(self)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self) -> Value {
        T::encode(self)
    }
}

/// An object of these entries; those that are `Null` are left out.
pub fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    collect(&mut entries.into_iter())
}

/// Not generic, so that a generated crate holds one copy only.
fn collect(entries: &mut dyn Iterator<Item = (&str, Value)>) -> Value {
    let mut object = Map::new();
    for (key, value) in entries {
        if !value.is_null() {
            object.insert(key.to_owned(), value);
        }
    }
    Value::Object(object)
}
