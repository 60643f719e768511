//! What a response tells that is no success.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::decode::{self, DecodeObject, ObjectReader};
use crate::error::{Error, ErrorKind, ErrorMetadata};
use crate::note::excerpt;
use crate::value::{self, Document};

/// How much of a body an error keeps, in characters.
const EXCERPT: usize = 500;

pub(crate) const REQUEST_ID: &str = "x-acs-request-id";

/// Proxies and login pages answer 200 with a page.
pub(super) fn is_html(response: &http::Response<Bytes>) -> bool {
    let start: String =
        String::from_utf8_lossy(response.body().get(..64).unwrap_or(response.body()))
            .to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The error in a response that is no success.
pub(crate) fn refusal(response: &http::Response<Bytes>) -> Error {
    let document = value::read(response.body()).unwrap_or_else(|_| Document::empty());
    let told = told(&document.value);
    let fault = ErrorMetadata {
        code: told.code,
        request_id: told.request_id.or_else(|| header(response, REQUEST_ID)),
        host_id: told.host_id,
        recommend: told.recommend,
        ..outline(response)
    };
    let message = told
        .message
        .unwrap_or_else(|| unexplained(response, fault.body.as_deref()));
    Error::new(ErrorKind::Service, message).with_fault(fault)
}

/// What is known of a response that did not arrive to its end.
pub(crate) fn arrived(response: &http::Response<Bytes>) -> ErrorMetadata {
    ErrorMetadata {
        request_id: header(response, REQUEST_ID),
        ..outline(response)
    }
}

/// What is known of a response without reading its body.
pub(super) fn outline(response: &http::Response<Bytes>) -> ErrorMetadata {
    let number = |name| header(response, name).and_then(|text| text.parse::<u64>().ok());
    let asked = number("x-acs-retry-after").filter(|milliseconds| *milliseconds > 0);
    let moment =
        |name| header(response, name).and_then(|text| httpdate::parse_http_date(&text).ok());
    let date = moment("date");
    // A moment by the clock of the service says how long by that clock alone.
    let until = moment("retry-after")
        .zip(date)
        .and_then(|(then, now)| then.duration_since(now).ok());
    let standard = number("retry-after").map(Duration::from_secs).or(until);
    let body = cleaned(&String::from_utf8_lossy(response.body()));
    ErrorMetadata {
        status: Some(response.status().as_u16()),
        retry_after: asked.map(Duration::from_millis).or(standard),
        throttled: asked.is_some(),
        date,
        body: Some(body).filter(|body| !body.is_empty()),
        ..ErrorMetadata::default()
    }
}

fn unexplained(response: &http::Response<Bytes>, body: Option<&str>) -> String {
    let reason = response
        .status()
        .canonical_reason()
        .unwrap_or("an unknown status");
    match body {
        Some(body) => format!("the service answered {reason}: {}", excerpt(body, 200)),
        None => format!("the service answered {reason} and nothing else"),
    }
}

pub(super) fn header(response: &http::Response<Bytes>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The start of a body on one line.
pub(super) fn cleaned(body: &str) -> String {
    let line: String = body
        .chars()
        .take(4 * EXCERPT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<_> = line.split(' ').filter(|word| !word.is_empty()).collect();
    excerpt(&words.join(" "), EXCERPT)
}

/// What services tell about a failure, in whatever case they spell it.
#[derive(Default)]
pub(super) struct ErrorBody {
    pub(super) code: Option<String>,
    message: Option<String>,
    pub(super) request_id: Option<String>,
    host_id: Option<String>,
    recommend: Option<String>,
}

impl DecodeObject for ErrorBody {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        let mut first = |names: &[&'static str]| {
            names.iter().find_map(|name| {
                fields
                    .get::<Option<String>>(name)
                    .filter(|text| !text.is_empty())
            })
        };
        Self {
            code: first(&["Code", "ErrorCode", "ErrCode"]),
            message: first(&["Message", "ErrorMessage", "ErrorMsg", "ErrMsg", "Msg"]),
            request_id: first(&["RequestId"]),
            host_id: first(&["HostId"]),
            recommend: first(&["Recommend"]),
        }
    }
}

/// Looks at the top of a reply, and in an `Error` object there.
pub(super) fn told(value: &Value) -> ErrorBody {
    let Value::Object(entries) = value else {
        return ErrorBody::default();
    };
    match entries
        .iter()
        .find(|(key, value)| key.eq_ignore_ascii_case("error") && value.is_object())
    {
        Some((_, error)) if !has_code(entries) => ErrorBody {
            request_id: one(value).request_id,
            ..one(error)
        },
        _ => one(value),
    }
}

fn has_code(entries: &Map<String, Value>) -> bool {
    entries.keys().any(|key| key.eq_ignore_ascii_case("code"))
}

fn one(value: &Value) -> ErrorBody {
    decode::decode(value, false).0.unwrap_or_default()
}
