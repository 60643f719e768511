//! What a response tells without its body being read: status, headers, and the start of the body as text.
//!
//! **Invariant**: pure functions of an [`http::Response`]; what a document says is for `message` to read.

use std::time::Duration;

use bytes::Bytes;

use super::metadata::ErrorMetadata;

/// How much of a body an error keeps, in characters.
const EXCERPT: usize = 500;

pub(crate) const REQUEST_ID: &str = "x-acs-request-id";

/// What is known of a response that did not arrive to its end.
pub(crate) fn arrived(response: &http::Response<Bytes>) -> ErrorMetadata {
    ErrorMetadata {
        request_id: header(response, REQUEST_ID),
        ..outline(response)
    }
}

/// What is known of a response without reading its body.
pub(crate) fn outline(response: &http::Response<Bytes>) -> ErrorMetadata {
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

pub(crate) fn header(response: &http::Response<Bytes>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The start of a body on one line.
pub(crate) fn cleaned(body: &str) -> String {
    let line: String = body
        .chars()
        .take(4 * EXCERPT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<_> = line.split(' ').filter(|word| !word.is_empty()).collect();
    excerpt(&words.join(" "), EXCERPT)
}

/// The first `limit` characters.
pub(crate) fn excerpt(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
