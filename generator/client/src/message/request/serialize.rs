//! The message that parameters make, each where it belongs and in its style.
//!
//! **Invariant**: pure; what needs credentials or a clock is in `sign`.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::client_token::is_idempotent;
use super::parameter::{Parameter, ParameterLocation, ParameterStyle, ParameterValue};
use super::parameters::Parameters;
use super::xml;
use crate::error::Error;
use crate::types::{OperationSpec, percent_encode, percent_encode_path, query_string};

/// A request that is complete but for host, date, nonce and signature.
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
    /// Sending it twice does no more than sending it once.
    pub(crate) idempotent: bool,
}

/// Encodes the parameters of an operation into a message.
pub(crate) fn unsigned(
    spec: &'static OperationSpec,
    parameters: &Parameters,
) -> Result<UnsignedRequest, Error> {
    let mut parts = Parts::default();
    let placed = parameters.iter().try_for_each(|one| parts.add(one));
    let request = placed.and_then(|()| parts.finish(spec));
    let request = request.map_err(|problem| Error::request(problem).of(spec.name))?;
    Ok(UnsignedRequest {
        idempotent: is_idempotent(spec, parameters),
        ..request
    })
}

/// Parameters, sorted by where they go.
#[derive(Default)]
struct Parts {
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    path: Vec<(&'static str, String)>,
    headers: Vec<(String, String)>,
    host: Option<String>,
    body: Option<(Option<&'static str>, Bytes)>,
}

const JSON: &str = "application/json; charset=utf-8";

impl Parts {
    /// Puts a parameter where it belongs; the error says why it cannot be sent there.
    fn add(&mut self, parameter: &Parameter) -> Result<(), String> {
        let name = parameter.name;
        let value = match &parameter.content {
            ParameterValue::Tree(value) => value,
            ParameterValue::Bytes(bytes) => {
                let raw = parameter.location == ParameterLocation::BodyRaw;
                let content_type = (!raw).then_some("application/octet-stream");
                self.body = Some((content_type, bytes.clone()));
                return Ok(());
            }
        };
        match parameter.location {
            ParameterLocation::Query(style) => styled(name, style, value, &mut self.query),
            ParameterLocation::Form(style) => styled(name, style, value, &mut self.form),
            ParameterLocation::Path => self.path.push((name, path_value(name, value)?)),
            ParameterLocation::Header => self.headers.extend(headers(name, value)?),
            ParameterLocation::Host => self.host = host(name, value)?,
            ParameterLocation::Body => {
                self.body = Some((Some(JSON), Bytes::from(value.to_string())))
            }
            ParameterLocation::BodyField => {
                // An empty object leaves nothing to name.
                let empty = value.as_object().is_some_and(Map::is_empty);
                let object = if empty {
                    Value::Object(Map::new())
                } else {
                    serde_json::json!({ name: value })
                };
                self.body = Some((Some(JSON), Bytes::from(object.to_string())));
            }
            ParameterLocation::BodyXml => {
                let document = xml::document(value).map(Bytes::from);
                self.body = document.map(|document| (Some("application/xml"), document));
            }
            ParameterLocation::BodyText | ParameterLocation::BodyRaw => {
                self.body = text(value).map(|text| (Some(JSON), Bytes::from(text)));
            }
        }
        Ok(())
    }

    fn finish(mut self, spec: &'static OperationSpec) -> Result<UnsignedRequest, String> {
        let (template, fixed) = spec
            .path
            .map_or(("/", ""), |path| path.split_once('?').unwrap_or((path, "")));
        let path = path(template, &self.path, spec.slashes)?;
        // A parameter of the same name says more.
        let known = |name: &str| self.query.iter().any(|(known, _)| known == name);
        let fixed: Vec<_> = pairs(fixed).filter(|(name, _)| !known(name)).collect();
        self.query.extend(fixed);
        self.query.sort();
        self.form.sort();
        let (content_type, body) = match self.body {
            Some(body) => body,
            None if spec.form || !self.form.is_empty() => (
                Some("application/x-www-form-urlencoded"),
                Bytes::from(form(&self.form)),
            ),
            None => match spec.json {
                Some(empty) => (Some(JSON), Bytes::from(empty)),
                None => (None, Bytes::new()),
            },
        };
        Ok(UnsignedRequest {
            spec,
            path,
            query: self.query,
            form: self.form,
            headers: self.headers,
            host_label: self.host,
            content_type: spec.content_type.or(content_type),
            body,
            idempotent: false,
        })
    }
}

/// The fixed query that some paths end with, as in `/?policy`.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    })
}

/// It has to be there: without it the path would name something else.
fn path_value(name: &str, value: &Value) -> Result<String, String> {
    text(value)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| format!("path parameter `{name}` is empty"))
}

/// One header; of a name such as `x-oss-meta-*` one for each entry of an object.
fn headers(name: &str, value: &Value) -> Result<Vec<(String, String)>, String> {
    let (Some(prefix), Value::Object(entries)) = (name.strip_suffix('*'), value) else {
        return Ok(header(name, value)?.into_iter().collect());
    };
    let named = entries.iter().map(|(key, value)| {
        let key = key.strip_prefix(prefix).unwrap_or(key);
        header(&format!("{prefix}{key}"), value)
    });
    let headers: Result<Vec<_>, _> = named.collect();
    Ok(headers?.into_iter().flatten().collect())
}

fn header(name: &str, value: &Value) -> Result<Option<(String, String)>, String> {
    let Some(text) = text(value) else {
        return Ok(None);
    };
    let text = text.trim();
    let fits = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
        && http::HeaderValue::from_bytes(text.as_bytes()).is_ok();
    if fits {
        Ok(Some((name.to_ascii_lowercase(), text.to_owned())))
    } else {
        Err(format!("`{name}` cannot be sent as a header"))
    }
}

fn host(name: &str, value: &Value) -> Result<Option<String>, String> {
    let Some(text) = text(value).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_label = |label: &str| !label.is_empty() && label.chars().all(plain);
    // Anything else could send a signed request to somebody else's host.
    if text.split('.').all(is_label) {
        Ok(Some(text.to_ascii_lowercase()))
    } else {
        Err(format!("`{name}` cannot be part of a host name"))
    }
}

/// A form as services expect it: `+` for a space, `*` encoded, `~` literal.
fn form(pairs: &[(String, String)]) -> String {
    query_string(pairs).replace("%20", "+")
}

fn path(
    template: &str,
    values: &[(&'static str, String)],
    slashes: bool,
) -> Result<String, String> {
    let mut path = String::new();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            break;
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return Err(format!("path parameter `{name}` has no value"));
        };
        path.push_str(&percent_encode_path(literal));
        path.push_str(&if slashes {
            percent_encode_path(value)
        } else {
            percent_encode(value)
        });
        rest = tail;
    }
    path.push_str(&percent_encode_path(rest));
    // A path that is a parameter as a whole must not run into the host.
    if !path.starts_with('/') {
        return Err(format!("the path `{path}` must start with `/`"));
    }
    // Every URL parser on the way would fold these, and address something else.
    match path
        .split('/')
        .find(|segment| matches!(*segment, "." | ".."))
    {
        Some(segment) => Err(format!("a path parameter must not be `{segment}`")),
        None => Ok(path),
    }
}

fn styled(name: &str, style: ParameterStyle, value: &Value, into: &mut Vec<(String, String)>) {
    let whole = match (style, value) {
        (ParameterStyle::Flat, _) => return flatten(name, value, into),
        (ParameterStyle::Joined, Value::Array(elements)) => {
            let elements: Vec<_> = elements.iter().filter_map(text).collect();
            Some(elements.join(","))
        }
        // A string is taken to be JSON already: callers of untyped operations write it themselves.
        (ParameterStyle::Json | ParameterStyle::Joined, _) => text(value),
    };
    into.extend(whole.map(|text| (name.to_owned(), text)));
}

fn flatten(name: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                flatten(&format!("{name}.{}", index + 1), element, into);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                flatten(&format!("{name}.{key}"), entry, into);
            }
        }
        scalar => into.extend(text(scalar).map(|text| (name.to_owned(), text))),
    }
}

/// A value as text: a string as it is, anything else as compact JSON, `Null` not at all.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
