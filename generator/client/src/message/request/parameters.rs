//! The parameters of one request, as a generated type collects them.
//!
//! A generated request is a name for one of these: what it holds, compares, shows and sends is written here, once.
//!
//! **Invariant**: a value is a tree and knows where it goes; what that looks like on the wire is `serialize`'s.

use std::fmt;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::encode::Encode;
use super::json_object::JsonObject;
use super::parameter::{Parameter, ParameterLocation, ParameterStyle, ParameterValue};
use crate::types::{Redacted, is_secret};

/// Parameters by name. Setting one again replaces it; setting it to [`Value::Null`] unsets it.
#[derive(Clone, Default, PartialEq)]
pub struct Parameters {
    /// By name, so that the order of setting makes no difference.
    entries: Vec<Parameter>,
}

impl Parameters {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A query parameter; lists and objects flatten to `Name.1.Key`, and an empty one to nothing.
    #[must_use]
    pub fn query(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Query(ParameterStyle::Flat),
            value.encode(),
        )
    }

    /// A query parameter as compact JSON; an empty list is `[]`.
    #[must_use]
    pub fn query_json(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Query(ParameterStyle::Json),
            value.encode(),
        )
    }

    /// A query parameter whose elements are joined by commas.
    #[must_use]
    pub fn query_comma_separated(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Query(ParameterStyle::Joined),
            value.encode(),
        )
    }

    /// A form parameter, flattened as [`query`](Self::query) does.
    #[must_use]
    pub fn form(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Form(ParameterStyle::Flat),
            value.encode(),
        )
    }

    /// A form parameter as compact JSON.
    #[must_use]
    pub fn form_json(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Form(ParameterStyle::Json),
            value.encode(),
        )
    }

    /// A form parameter whose elements are joined by commas.
    #[must_use]
    pub fn form_comma_separated(self, name: &'static str, value: impl Encode) -> Self {
        self.put(
            name,
            ParameterLocation::Form(ParameterStyle::Joined),
            value.encode(),
        )
    }

    /// The value for `{name}` in the path template.
    #[must_use]
    pub fn path(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::Path, value.encode())
    }

    /// A header.
    #[must_use]
    pub fn header(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::Header, value.encode())
    }

    /// A label put before the host of the endpoint, as in `project.cn-hangzhou.log.aliyuncs.com`.
    #[must_use]
    pub fn host(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::Host, value.encode())
    }

    /// The body as JSON.
    #[must_use]
    pub fn body(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::Body, value.encode())
    }

    /// The body as it stands, for services that want it as `application/json` all the same.
    #[must_use]
    pub fn body_json_text(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::BodyText, value.encode())
    }

    /// The body as a JSON object with this parameter as a field, for objects of which nothing is declared.
    #[must_use]
    pub fn body_json_field(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::BodyField, value.encode())
    }

    /// The body as an XML document; the only field of the value is its root.
    #[must_use]
    pub fn body_xml(self, name: &'static str, value: impl Encode) -> Self {
        self.put(name, ParameterLocation::BodyXml, value.encode())
    }

    /// The body as bytes of no declared type.
    #[must_use]
    pub fn body_untyped(self, name: &'static str, value: impl Into<Bytes>) -> Self {
        self.set(
            name,
            ParameterLocation::BodyRaw,
            Some(ParameterValue::Bytes(value.into())),
        )
    }

    /// The body as bytes, sent as `application/octet-stream`.
    #[must_use]
    pub fn body_bytes(self, name: &'static str, value: impl Into<Bytes>) -> Self {
        self.set(
            name,
            ParameterLocation::Body,
            Some(ParameterValue::Bytes(value.into())),
        )
    }

    fn put(self, name: &'static str, location: ParameterLocation, value: Value) -> Self {
        let content = (!value.is_null()).then_some(ParameterValue::Tree(value));
        self.set(name, location, content)
    }

    fn set(
        mut self,
        name: &'static str,
        location: ParameterLocation,
        content: Option<ParameterValue>,
    ) -> Self {
        let place = self.entries.binary_search_by(|entry| entry.name.cmp(name));
        match (place, content) {
            (Ok(index), Some(content)) => {
                self.entries[index] = Parameter {
                    name,
                    location,
                    content,
                }
            }
            (Err(index), Some(content)) => {
                self.entries.insert(
                    index,
                    Parameter {
                        name,
                        location,
                        content,
                    },
                );
            }
            (Ok(index), None) => drop(self.entries.remove(index)),
            (Err(_), None) => {}
        }
        self
    }

    /// Sets a field of a JSON body, where that is an object or still unset.
    pub(crate) fn body_member(self, name: &'static str, field: &'static str, text: String) -> Self {
        let object = match self.get(name) {
            Some(Value::Object(entries)) => entries.clone(),
            None => Map::new(),
            Some(_) => return self,
        };
        let object = JsonObject::from_entries(object);
        self.body(name, object.set(field, text))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.entries.iter()
    }

    /// What a parameter is set to.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        match &entry.content {
            ParameterValue::Tree(value) => Some(value),
            ParameterValue::Bytes(_) => None,
        }
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_map();
        for entry in self.iter() {
            match is_secret(entry.name) {
                true => shown.entry(&entry.name, &Redacted),
                false => shown.entry(&entry.name, &entry.content),
            };
        }
        shown.finish()
    }
}
