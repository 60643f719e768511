//! JSON objects inside a request, built field by field.
//!
//! **Invariant**: holds no field whose value is [`Value::Null`].

use std::fmt;

use serde_json::{Map, Value};

use super::encode::Encode;
use crate::types::Shown;

/// The fields of an object inside a request, by name; those that are not set are not sent.
#[derive(Clone, PartialEq)]
pub struct JsonObject {
    /// Always an object.
    value: Value,
}

impl Default for JsonObject {
    fn default() -> Self {
        Self {
            value: Value::Object(Map::new()),
        }
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(&self.value).fmt(f)
    }
}

impl JsonObject {
    pub(super) fn from_entries(entries: Map<String, Value>) -> Self {
        Self {
            value: Value::Object(entries),
        }
    }

    /// Sets a field; [`Value::Null`] unsets it.
    #[must_use]
    pub fn set(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, value.encode())
    }

    fn put(mut self, name: &'static str, value: Value) -> Self {
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
