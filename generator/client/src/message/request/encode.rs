//! Encodes Rust values of a request as JSON values, whatever the style of the parameter.
//!
//! **Invariant**: only `Null` means "not sent", so that `""` and `[]` reach `serialize`.

use std::collections::BTreeMap;

use serde_json::Value;

/// A type whose values a request can carry.
///
/// ```
/// use acs_client::codegen::{Encode, Value};
///
/// assert_eq!(vec!["a", "b"].encode().to_string(), r#"["a","b"]"#);
/// assert_eq!(None::<String>.encode(), Value::Null);
/// ```
pub trait Encode {
    /// Converts the value into a JSON value. [`Value::Null`] is not sent.
    ///
    /// An infinite number or NaN, which JSON cannot express, becomes [`Value::Null`].
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

/// Encodes a value of any type that converts into JSON.
///
/// ```
/// assert_eq!(acs_client::codegen::encode_any(50), 50);
/// ```
pub fn encode_any(value: impl Into<Value>) -> Value {
    value.into()
}

/// Encodes an iterator of elements as a list.
///
/// ```
/// let list = acs_client::codegen::encode_list::<String>(["a", "b"]);
/// assert_eq!(list.to_string(), r#"["a","b"]"#);
/// ```
pub fn encode_list<T: Encode>(elements: impl IntoIterator<Item = impl Into<T>>) -> Value {
    elements
        .into_iter()
        .map(|element| element.into().encode())
        .collect()
}

/// Encodes an iterator of names and values as an object, without the values that are [`Value::Null`].
///
/// ```
/// let entries = [("a".to_owned(), Some(1)), ("b".to_owned(), None)];
/// assert_eq!(acs_client::codegen::encode_map(entries).to_string(), r#"{"a":1}"#);
/// ```
pub fn encode_map<T: Encode>(entries: impl IntoIterator<Item = (String, T)>) -> Value {
    let entries = entries
        .into_iter()
        .map(|(name, value)| (name, value.encode()));
    Value::Object(entries.filter(|(_, value)| !value.is_null()).collect())
}
