//! The parameters of one request, as a generated type collects them.
//!
//! A generated request is a name for one of these: what it holds, compares, shows and sends is written here, once.
//!
//! **Invariant**: a value is a tree and knows where it goes; what that looks like on the wire is `serialize`'s.

use std::fmt;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::encode::Encode;
use crate::types::{Redacted, Shown, is_secret};

/// Parameters by name. Setting one again replaces it; setting it to [`Value::Null`] unsets it.
#[derive(Clone, Default, PartialEq)]
pub struct Parameters {
    /// By name, so that the order of setting makes no difference.
    entries: Vec<Parameter>,
}

#[derive(Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) put: ParameterLocation,
    pub(crate) content: ParameterValue,
}

/// Where a parameter goes, and in which style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Query(ParameterStyle),
    Form(ParameterStyle),
    Path,
    Header,
    Host,
    Body,
    BodyField,
    BodyText,
    BodyXml,
    BodyRaw,
}

/// How a list or an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterStyle {
    Flat,
    Json,
    Joined,
}

#[derive(Clone, PartialEq)]
pub(crate) enum ParameterValue {
    Tree(Value),
    Bytes(Bytes),
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

    fn put(self, name: &'static str, put: ParameterLocation, value: Value) -> Self {
        let content = (!value.is_null()).then_some(ParameterValue::Tree(value));
        self.set(name, put, content)
    }

    fn set(
        mut self,
        name: &'static str,
        put: ParameterLocation,
        content: Option<ParameterValue>,
    ) -> Self {
        let place = self.entries.binary_search_by(|entry| entry.name.cmp(name));
        match (place, content) {
            (Ok(index), Some(content)) => self.entries[index] = Parameter { name, put, content },
            (Err(index), Some(content)) => {
                self.entries.insert(index, Parameter { name, put, content });
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
        let object = JsonObject {
            value: Value::Object(object),
        };
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

impl fmt::Debug for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tree(value) => Shown(value).fmt(f),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}

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
