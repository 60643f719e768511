//! Parameters by position and style, and the message they make.
//!
//! **Invariant**: pure; what needs credentials or a clock is in `signed`.

use bytes::Bytes;
use serde_json::Value;

use crate::encode::Encode;
use crate::error::Error;
use crate::operation::Spec;
use crate::sign::{percent_encode, percent_encode_path};

/// The parameters of one request, as an [`Operation`](crate::Operation) writes them.
///
/// A value that encodes as `Null` is not sent; `""` is. Each parameter is told its name as the service
/// spells it. A value that cannot be sent where it belongs makes [`Client::send`](crate::Client::send) fail.
#[derive(Debug, Default, PartialEq)]
pub struct Request {
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    path: Vec<(&'static str, String)>,
    headers: Vec<(String, String)>,
    host: Option<String>,
    body: Option<Body>,
    problem: Option<String>,
}

#[derive(Debug, PartialEq)]
enum Body {
    Json(Value),
    Text(String),
    Bytes(Bytes),
}

impl Request {
    /// A query parameter; lists and objects flatten to `Name.1.Key`, and an empty one to nothing.
    pub fn query(&mut self, name: &'static str, value: &dyn Encode) {
        flatten(name, &value.encode(), &mut self.query);
    }

    /// A query parameter as compact JSON; an empty list is `[]`.
    pub fn query_json(&mut self, name: &'static str, value: &dyn Encode) {
        json(name, value, &mut self.query);
    }

    /// A query parameter whose elements are joined by commas.
    pub fn query_joined(&mut self, name: &'static str, value: &dyn Encode) {
        joined(name, value, &mut self.query);
    }

    /// A form parameter, flattened as [`query`](Self::query) does.
    pub fn form(&mut self, name: &'static str, value: &dyn Encode) {
        flatten(name, &value.encode(), &mut self.form);
    }

    /// A form parameter as compact JSON.
    pub fn form_json(&mut self, name: &'static str, value: &dyn Encode) {
        json(name, value, &mut self.form);
    }

    /// A form parameter whose elements are joined by commas.
    pub fn form_joined(&mut self, name: &'static str, value: &dyn Encode) {
        joined(name, value, &mut self.form);
    }

    /// The value for `{name}` in the path template. It has to be there: without it the path would
    /// name something else.
    pub fn path(&mut self, name: &'static str, value: &dyn Encode) {
        match text(&value.encode()) {
            Some(text) if !text.is_empty() => self.path.push((name, text)),
            _ => self.refuse(format!("path parameter `{name}` is empty")),
        }
    }

    /// A header.
    pub fn header(&mut self, name: &'static str, value: &dyn Encode) {
        let Some(text) = text(&value.encode()) else {
            return;
        };
        let text = text.trim();
        let fits = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
            && http::HeaderValue::from_bytes(text.as_bytes()).is_ok();
        if fits {
            self.headers
                .push((name.to_ascii_lowercase(), text.to_owned()));
        } else {
            self.refuse(format!("`{name}` cannot be sent as a header"));
        }
    }

    /// A label put before the host of the endpoint, as in `project.cn-hangzhou.log.aliyuncs.com`.
    pub fn host(&mut self, name: &'static str, value: &dyn Encode) {
        let Some(text) = text(&value.encode()).filter(|text| !text.is_empty()) else {
            return;
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        // Anything else could send a signed request to somebody else's host.
        if text
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(plain))
        {
            self.host = Some(text.to_ascii_lowercase());
        } else {
            self.refuse(format!("`{name}` cannot be part of a host name"));
        }
    }

    /// The body as JSON; `{}` where nothing is set.
    pub fn body(&mut self, name: &'static str, value: &dyn Encode) {
        let _ = name;
        self.body = Some(Body::Json(value.encode()));
    }

    /// The body as it stands, for services that want it as `application/json` all the same.
    pub fn body_text(&mut self, name: &'static str, value: &dyn Encode) {
        let _ = name;
        self.body = text(&value.encode()).map(Body::Text);
    }

    /// The body as bytes, sent as `application/octet-stream`.
    pub fn body_bytes(&mut self, name: &'static str, value: impl Into<Bytes>) {
        let _ = name;
        self.body = Some(Body::Bytes(value.into()));
    }

    /// The first problem is the one to tell.
    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

/// A request that is complete but for host, date, nonce and signature.
#[derive(Debug)]
pub(crate) struct Unsigned {
    pub(crate) spec: &'static Spec,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) host_label: Option<String>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Bytes,
}

/// Encodes the parameters of an operation into a message.
pub(crate) fn unsigned(
    spec: &'static Spec,
    write: &mut dyn FnMut(&mut Request),
) -> Result<Unsigned, Error> {
    let mut request = Request::default();
    write(&mut request);
    finish(spec, request).map_err(|problem| Error::request(problem).of(spec.name))
}

fn finish(spec: &'static Spec, mut request: Request) -> Result<Unsigned, String> {
    if let Some(problem) = request.problem {
        return Err(problem);
    }
    let path = spec.path.map_or_else(
        || Ok("/".to_owned()),
        |template| path(template, &request.path),
    )?;
    let (content_type, body) = match request.body {
        Some(Body::Json(value)) => (
            "application/json; charset=utf-8",
            Bytes::from(json_body(&value)),
        ),
        Some(Body::Text(text)) => ("application/json; charset=utf-8", Bytes::from(text)),
        Some(Body::Bytes(bytes)) => ("application/octet-stream", bytes),
        None if spec.form || !request.form.is_empty() => (
            "application/x-www-form-urlencoded",
            Bytes::from(form(&request.form)),
        ),
        None => ("", Bytes::new()),
    };
    request.query.sort();
    Ok(Unsigned {
        spec,
        path,
        query: request.query,
        headers: request.headers,
        host_label: request.host,
        content_type: Some(content_type).filter(|content_type| !content_type.is_empty()),
        body,
    })
}

fn json_body(value: &Value) -> String {
    if value.is_null() {
        "{}".to_owned()
    } else {
        value.to_string()
    }
}

/// A form as services expect it: `+` for a space, `*` encoded, `~` literal.
fn form(pairs: &[(String, String)]) -> String {
    crate::sign::query_string(pairs).replace("%20", "+")
}

fn path(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
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
        path.push_str(&percent_encode(value));
        rest = tail;
    }
    path.push_str(&percent_encode_path(rest));
    // Every URL parser on the way would fold these, and address something else.
    match path
        .split('/')
        .find(|segment| matches!(*segment, "." | ".."))
    {
        Some(segment) => Err(format!("a path parameter must not be `{segment}`")),
        None => Ok(path),
    }
}

fn json(name: &str, value: &dyn Encode, into: &mut Vec<(String, String)>) {
    let value = value.encode();
    // A string is taken to be JSON already: callers of untyped operations write it themselves.
    into.extend(text(&value).map(|text| (name.to_owned(), text)));
}

fn joined(name: &str, value: &dyn Encode, into: &mut Vec<(String, String)>) {
    let value = match value.encode() {
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().filter_map(text).collect();
            Value::String(elements.join(","))
        }
        other => other,
    };
    into.extend(text(&value).map(|text| (name.to_owned(), text)));
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
