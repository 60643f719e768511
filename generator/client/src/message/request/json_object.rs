//! JSON objects inside a request, built field by field.
//!
//! **Invariant**: holds no field whose value is [`Value::Null`].

use std::fmt;

use serde_json::{Map, Value};

use super::encode::Encode;
use crate::types::RedactedDebug;

/// An object inside a request. Fields that are not set are not sent.
///
/// ```
/// use acs_client::codegen::{Encode, JsonObject, Value};
///
/// let tag = JsonObject::default().set("Key", "env").set("Value", "test");
/// assert_eq!(tag.clone().encode().to_string(), r#"{"Key":"env","Value":"test"}"#);
/// assert_eq!(tag.set("Value", Value::Null).encode().to_string(), r#"{"Key":"env"}"#);
/// ```
#[derive(Clone, PartialEq)]
pub struct JsonObject {
    /// Always an object.
    value: Value,
}

impl Default for JsonObject {
    fn default() -> Self {
        Self::from_entries(Map::new())
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RedactedDebug(&self.value).fmt(f)
    }
}

impl JsonObject {
    pub(super) fn from_entries(entries: Map<String, Value>) -> Self {
        Self {
            value: Value::Object(entries),
        }
    }

    /// Sets a field, or removes it if the value is [`Value::Null`].
    #[must_use]
    pub fn set(self, name: &'static str, value: impl Encode) -> Self {
        self.set_value(name, value.encode())
    }

    // Not generic, so that it is compiled once.
    fn set_value(mut self, name: &'static str, value: Value) -> Self {
        if let Value::Object(entries) = &mut self.value {
            if value.is_null() {
                entries.remove(name);
            } else {
                entries.insert(name.to_owned(), value);
            }
        }
        self
    }
}

impl Encode for JsonObject {
    fn encode(self) -> Value {
        self.value
    }
}
