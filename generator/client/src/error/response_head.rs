//! Reads what a response says outside its document: status, headers, and the start of the body as text.
//!
//! **Invariant**: pure functions of an [`http::Response`]. Documents are parsed in `message`.

use std::time::Duration;

use bytes::Bytes;

use super::metadata::ErrorMetadata;

/// The maximum length of the part of a body that an error keeps, in characters.
const MAX_EXCERPT_CHARS: usize = 500;

/// The header with the request ID.
pub(crate) const REQUEST_ID: &str = "x-acs-request-id";

/// Returns the metadata of a response whose body was cut off.
pub(crate) fn partial_response(response: &http::Response<Bytes>) -> ErrorMetadata {
    ErrorMetadata {
        request_id: header(response, REQUEST_ID),
        ..response_head(response)
    }
}

/// Returns the metadata of a response that can be read without parsing the body.
pub(crate) fn response_head(response: &http::Response<Bytes>) -> ErrorMetadata {
    let number = |name| header(response, name).and_then(|text| text.parse::<u64>().ok());
    let gateway_delay = number("x-acs-retry-after").filter(|milliseconds| *milliseconds > 0);
    let http_date =
        |name| header(response, name).and_then(|text| httpdate::parse_http_date(&text).ok());
    let date = http_date("date");
    // `retry-after` may be a date. Subtracting the response's own date does not depend on the local clock.
    let delay_until = http_date("retry-after")
        .zip(date)
        .and_then(|(then, now)| then.duration_since(now).ok());
    let standard_delay = number("retry-after")
        .map(Duration::from_secs)
        .or(delay_until);
    let body = one_line(&String::from_utf8_lossy(response.body()));
    ErrorMetadata {
        status: Some(response.status().as_u16()),
        retry_after: gateway_delay.map(Duration::from_millis).or(standard_delay),
        throttled: gateway_delay.is_some(),
        date,
        body: Some(body).filter(|body| !body.is_empty()),
        ..ErrorMetadata::default()
    }
}

/// Returns the value of a header, trimmed. A header that is missing, empty or not ASCII text counts as none.
pub(crate) fn header(response: &http::Response<Bytes>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Returns the start of a body on one line, with runs of white space collapsed.
pub(crate) fn one_line(body: &str) -> String {
    let line: String = body
        .chars()
        .take(4 * MAX_EXCERPT_CHARS)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<_> = line.split(' ').filter(|word| !word.is_empty()).collect();
    excerpt(&words.join(" "), MAX_EXCERPT_CHARS)
}

/// Returns the first `limit` characters, followed by `…` if the text is longer.
pub(crate) fn excerpt(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
