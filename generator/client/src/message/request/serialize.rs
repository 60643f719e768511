//! Serializes parameters into an HTTP request, each in its location and style.
//!
//! **Invariant**: pure functions. What needs credentials or a clock is in `sign`.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::client_token::is_idempotent;
use super::parameter::{Parameter, ParameterLocation, ParameterStyle, ParameterValue};
use super::parameters::Parameters;
use super::path::{expand_path, query_pairs};
use super::xml;
use crate::error::Error;
use crate::types::{OperationSpec, query_string};

const JSON: &str = "application/json; charset=utf-8";
const FORM: &str = "application/x-www-form-urlencoded";

/// A request that lacks only host, date, nonce and signature.
#[derive(Debug)]
pub(crate) struct UnsignedRequest {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) host_label: Option<String>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Bytes,
    /// Whether sending the request twice has the same effect as sending it once.
    pub(crate) idempotent: bool,
}

/// Serializes the parameters of an operation.
///
/// # Errors
///
/// Returns an error if a value cannot be sent in its location.
pub(crate) fn serialize(
    spec: &'static OperationSpec,
    parameters: &Parameters,
) -> Result<UnsignedRequest, Error> {
    let mut parts = RequestParts::default();
    let added = parameters
        .iter()
        .try_for_each(|parameter| parts.add(parameter));
    let request = added.and_then(|()| parts.finish(spec));
    let request = request.map_err(|problem| Error::request(problem).with_operation(spec.name))?;
    Ok(UnsignedRequest {
        idempotent: is_idempotent(spec, parameters),
        ..request
    })
}

/// Parameters as text, grouped by location.
#[derive(Default)]
struct RequestParts {
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    path: Vec<(&'static str, String)>,
    headers: Vec<(String, String)>,
    host: Option<String>,
    body: Option<Body>,
}

/// A body with its content type.
struct Body {
    content_type: Option<&'static str>,
    bytes: Bytes,
}

impl Body {
    fn new(content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            content_type: Some(content_type),
            bytes: bytes.into(),
        }
    }
}

impl RequestParts {
    /// Adds a parameter to its location. The error says why the value cannot be sent there.
    fn add(&mut self, parameter: &Parameter) -> Result<(), String> {
        let name = parameter.name;
        let value = match &parameter.value {
            ParameterValue::Json(value) => value,
            ParameterValue::Bytes(bytes) => {
                let untyped = parameter.location == ParameterLocation::BodyUntyped;
                self.body = Some(Body {
                    content_type: (!untyped).then_some("application/octet-stream"),
                    bytes: bytes.clone(),
                });
                return Ok(());
            }
        };
        match parameter.location {
            ParameterLocation::Query(style) => add_styled(name, style, value, &mut self.query),
            ParameterLocation::Form(style) => add_styled(name, style, value, &mut self.form),
            ParameterLocation::Path => self.path.push((name, path_value(name, value)?)),
            ParameterLocation::Header => self.headers.extend(headers(name, value)?),
            ParameterLocation::Host => self.host = host_label(name, value)?,
            ParameterLocation::Body => self.body = Some(Body::new(JSON, value.to_string())),
            ParameterLocation::BodyField => {
                // An empty object is sent as `{}`, without the parameter's name.
                let is_empty = value.as_object().is_some_and(Map::is_empty);
                let object = if is_empty {
                    Value::Object(Map::new())
                } else {
                    serde_json::json!({ name: value })
                };
                self.body = Some(Body::new(JSON, object.to_string()));
            }
            ParameterLocation::BodyXml => {
                let document = xml::document(value);
                self.body = document.map(|document| Body::new("application/xml", document));
            }
            ParameterLocation::BodyText | ParameterLocation::BodyUntyped => {
                self.body = to_text(value).map(|text| Body::new(JSON, text));
            }
        }
        Ok(())
    }

    fn finish(mut self, spec: &'static OperationSpec) -> Result<UnsignedRequest, String> {
        let (template, fixed_query) = spec
            .path
            .map_or(("/", ""), |path| path.split_once('?').unwrap_or((path, "")));
        let path = expand_path(template, &self.path, spec.keep_slashes)?;
        // A parameter replaces a pair of the same name in the path's fixed query.
        let is_set = |name: &str| self.query.iter().any(|(set, _)| set == name);
        let fixed: Vec<_> = query_pairs(fixed_query)
            .filter(|(name, _)| !is_set(name))
            .collect();
        self.query.extend(fixed);
        self.query.sort();
        self.form.sort();
        let body = self.body.or_else(|| match spec.default_json_body {
            _ if spec.form_body || !self.form.is_empty() => {
                Some(Body::new(FORM, form_body(&self.form)))
            }
            Some(text) => Some(Body::new(JSON, text)),
            None => None,
        });
        let (content_type, bytes) =
            body.map_or((None, Bytes::new()), |body| (body.content_type, body.bytes));
        Ok(UnsignedRequest {
            spec,
            path,
            query: self.query,
            form: self.form,
            headers: self.headers,
            host_label: self.host,
            content_type: spec.content_type.or(content_type),
            body: bytes,
            idempotent: false,
        })
    }
}

/// Returns the text of a path parameter, which must not be empty: the path would name another resource.
fn path_value(name: &str, value: &Value) -> Result<String, String> {
    to_text(value)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| format!("path parameter `{name}` is empty"))
}

/// Returns the headers of a parameter: one for each entry of an object if the name is like `x-oss-meta-*`, else one.
fn headers(name: &str, value: &Value) -> Result<Vec<(String, String)>, String> {
    let (Some(prefix), Value::Object(entries)) = (name.strip_suffix('*'), value) else {
        return Ok(header(name, value)?.into_iter().collect());
    };
    let headers = entries.iter().map(|(key, value)| {
        let key = key.strip_prefix(prefix).unwrap_or(key);
        header(&format!("{prefix}{key}"), value)
    });
    let headers: Result<Vec<_>, _> = headers.collect();
    Ok(headers?.into_iter().flatten().collect())
}

fn header(name: &str, value: &Value) -> Result<Option<(String, String)>, String> {
    let Some(text) = to_text(value) else {
        return Ok(None);
    };
    let text = text.trim();
    let is_valid = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
        && http::HeaderValue::from_bytes(text.as_bytes()).is_ok();
    if is_valid {
        Ok(Some((name.to_ascii_lowercase(), text.to_owned())))
    } else {
        Err(format!("`{name}` cannot be sent as a header"))
    }
}

/// Returns the label before the endpoint's host.
///
/// Rejects other characters than those of host names: they could send a signed request to a foreign host.
fn host_label(name: &str, value: &Value) -> Result<Option<String>, String> {
    let Some(text) = to_text(value).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_plain);
    if text.split('.').all(is_label) {
        Ok(Some(text.to_ascii_lowercase()))
    } else {
        Err(format!("`{name}` cannot be part of a host name"))
    }
}

/// Writes a form as services expect it: `+` for a space, `*` encoded, `~` as it is.
fn form_body(pairs: &[(String, String)]) -> String {
    query_string(pairs).replace("%20", "+")
}

/// Adds a query or form parameter to `pairs`.
fn add_styled(name: &str, style: ParameterStyle, value: &Value, pairs: &mut Vec<(String, String)>) {
    let text = match (style, value) {
        (ParameterStyle::Flat, _) => return flatten(name, value, pairs),
        (ParameterStyle::CommaSeparated, Value::Array(elements)) => {
            let elements: Vec<_> = elements.iter().filter_map(to_text).collect();
            Some(elements.join(","))
        }
        // Callers of untyped operations pass JSON as a string, which is sent as it is.
        (ParameterStyle::Json | ParameterStyle::CommaSeparated, _) => to_text(value),
    };
    pairs.extend(text.map(|text| (name.to_owned(), text)));
}

/// Adds a parameter for each scalar in a value, named by its path: `Name.1.Key`.
fn flatten(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                flatten(&format!("{name}.{}", index + 1), element, pairs);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                flatten(&format!("{name}.{key}"), entry, pairs);
            }
        }
        scalar => pairs.extend(to_text(scalar).map(|text| (name.to_owned(), text))),
    }
}

/// Returns a value as text: a string as it is, `None` for `Null`, and any other value as compact JSON.
fn to_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
