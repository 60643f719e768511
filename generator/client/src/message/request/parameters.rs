//! The parameters of one request, as a generated type collects them.
//!
//! A generated request is a newtype of [`Parameters`], so that storing, comparing, formatting and sending are compiled
//! once.
//!
//! **Invariant**: stores each value as JSON together with its location. How it is written on the wire is decided in
//! `serialize`.

use std::fmt;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::encode::Encode;
use super::json_object::JsonObject;
use super::parameter::{Parameter, ParameterLocation, ParameterStyle, ParameterValue};
use crate::types::{Redacted, is_secret};

/// The parameters of a request by name.
///
/// Setting a parameter again replaces its value; setting it to [`Value::Null`] removes it.
///
/// ```
/// use acs_client::codegen::{Parameters, Value};
///
/// let parameters = Parameters::new()
///     .query("DomainName", "example.com")
///     .query("Lang", "zh")
///     .query("Lang", Value::Null);
/// assert_eq!(parameters, Parameters::new().query("DomainName", "example.com"));
/// assert_eq!(format!("{parameters:?}"), r#"{"DomainName": "example.com"}"#);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Parameters {
    /// Sorted by name, so that the order of setting makes no difference.
    entries: Vec<Parameter>,
}

impl Parameters {
    /// Creates an empty set of parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a query parameter. Lists and objects are flattened to `Name.1.Key`; an empty one is not sent.
    #[must_use]
    pub fn query(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Query(ParameterStyle::Flat),
            value.encode(),
        )
    }

    /// Sets a query parameter that is sent as compact JSON. An empty list is sent as `[]`.
    ///
    /// ```
    /// # use acs_client::codegen::Parameters;
    /// let parameters = Parameters::new().query_json("Filter", vec!["a", "b"]);
    /// assert_eq!(format!("{parameters:?}"), r#"{"Filter": ["a", "b"]}"#);
    /// ```
    #[must_use]
    pub fn query_json(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Query(ParameterStyle::Json),
            value.encode(),
        )
    }

    /// Sets a query parameter whose elements are joined by commas.
    #[must_use]
    pub fn query_comma_separated(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Query(ParameterStyle::CommaSeparated),
            value.encode(),
        )
    }

    /// Sets a form parameter, flattened like [`query`](Self::query).
    #[must_use]
    pub fn form(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Form(ParameterStyle::Flat),
            value.encode(),
        )
    }

    /// Sets a form parameter that is sent as compact JSON.
    #[must_use]
    pub fn form_json(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Form(ParameterStyle::Json),
            value.encode(),
        )
    }

    /// Sets a form parameter whose elements are joined by commas.
    #[must_use]
    pub fn form_comma_separated(self, name: &'static str, value: impl Encode) -> Self {
        self.set(
            name,
            ParameterLocation::Form(ParameterStyle::CommaSeparated),
            value.encode(),
        )
    }

    /// Sets the value for `{name}` in the path template.
    #[must_use]
    pub fn path(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::Path, value.encode())
    }

    /// Sets a header. If `name` ends with `*`, each entry of an object becomes a header with that prefix.
    #[must_use]
    pub fn header(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::Header, value.encode())
    }

    /// Sets the label before the endpoint's host, such as `project` in `project.cn-hangzhou.log.aliyuncs.com`.
    #[must_use]
    pub fn host(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::Host, value.encode())
    }

    /// Sets the body, which is sent as JSON.
    #[must_use]
    pub fn body(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::Body, value.encode())
    }

    /// Sets the body to a text that is sent as it is, with the content type `application/json`.
    #[must_use]
    pub fn body_json_text(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::BodyText, value.encode())
    }

    /// Sets the body to a JSON object whose only field is this parameter, for objects that declare no fields.
    #[must_use]
    pub fn body_json_field(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::BodyField, value.encode())
    }

    /// Sets the body to an XML document, whose root is the only field of the value.
    #[must_use]
    pub fn body_xml(self, name: &'static str, value: impl Encode) -> Self {
        self.set(name, ParameterLocation::BodyXml, value.encode())
    }

    /// Sets the body to bytes that are sent without a content type.
    #[must_use]
    pub fn body_untyped(self, name: &'static str, value: impl Into<Bytes>) -> Self {
        self.set_or_remove(
            name,
            ParameterLocation::BodyUntyped,
            Some(ParameterValue::Bytes(value.into())),
        )
    }

    /// Sets the body to bytes that are sent as `application/octet-stream`.
    ///
    /// ```
    /// # use acs_client::codegen::Parameters;
    /// let parameters = Parameters::new().body_bytes("Content", "hello");
    /// assert_eq!(format!("{parameters:?}"), r#"{"Content": 5 bytes}"#);
    /// ```
    #[must_use]
    pub fn body_bytes(self, name: &'static str, value: impl Into<Bytes>) -> Self {
        self.set_or_remove(
            name,
            ParameterLocation::Body,
            Some(ParameterValue::Bytes(value.into())),
        )
    }

    fn set(self, name: &'static str, location: ParameterLocation, value: Value) -> Self {
        let value = (!value.is_null()).then_some(ParameterValue::Json(value));
        self.set_or_remove(name, location, value)
    }

    fn set_or_remove(
        mut self,
        name: &'static str,
        location: ParameterLocation,
        value: Option<ParameterValue>,
    ) -> Self {
        let position = self.entries.binary_search_by(|entry| entry.name.cmp(name));
        let parameter = value.map(|value| Parameter {
            name,
            location,
            value,
        });
        match (position, parameter) {
            (Ok(index), Some(parameter)) => self.entries[index] = parameter,
            (Err(index), Some(parameter)) => self.entries.insert(index, parameter),
            (Ok(index), None) => drop(self.entries.remove(index)),
            (Err(_), None) => {}
        }
        self
    }

    /// Sets a field of the JSON body `name`, unless the body is set to something other than an object.
    pub(crate) fn with_body_field(
        self,
        name: &'static str,
        field: &'static str,
        text: String,
    ) -> Self {
        let entries = match self.get(name) {
            Some(Value::Object(entries)) => entries.clone(),
            None => Map::new(),
            Some(_) => return self,
        };
        let object = JsonObject::from_entries(entries);
        self.body(name, object.set(field, text))
    }

    /// Iterates over the parameters in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.entries.iter()
    }

    /// Returns the value of a parameter, or `None` if it is not set or its value is bytes.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let parameter = self.entries.iter().find(|entry| entry.name == name)?;
        match &parameter.value {
            ParameterValue::Json(value) => Some(value),
            ParameterValue::Bytes(_) => None,
        }
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_map();
        for parameter in self.iter() {
            match is_secret(parameter.name) {
                true => output.entry(&parameter.name, &Redacted),
                false => output.entry(&parameter.name, &parameter.value),
            };
        }
        output.finish()
    }
}
