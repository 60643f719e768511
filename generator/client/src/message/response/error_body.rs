//! Parses the response of a failed request into an error.
//!
//! **Invariant**: reads codes and messages in any spelling. Advice on them is in `error`.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::decode::{self, DecodeObject, ObjectReader};
use super::document::{Document, parse_document};
use crate::error::{Error, ErrorKind, ErrorMetadata, REQUEST_ID, excerpt, header, response_head};

/// The maximum length of the part of a body that a message quotes, in characters.
const MAX_QUOTE_CHARS: usize = 200;

/// Parses a response whose status is not a success into an error.
pub(crate) fn parse_error(response: &http::Response<Bytes>) -> Error {
    let document = parse_document(response.body()).unwrap_or_else(|_| Document::empty());
    let error_body = error_body(&document.value);
    let metadata = ErrorMetadata {
        code: error_body.code,
        request_id: error_body
            .request_id
            .or_else(|| header(response, REQUEST_ID)),
        host_id: error_body.host_id,
        diagnosis_url: error_body.diagnosis_url,
        ..response_head(response)
    };
    let message = error_body
        .message
        .unwrap_or_else(|| status_message(response, metadata.body.as_deref()));
    Error::new(ErrorKind::Service, message).with_metadata(metadata)
}

/// Returns the message of an error whose response has none.
fn status_message(response: &http::Response<Bytes>, body: Option<&str>) -> String {
    let reason = response
        .status()
        .canonical_reason()
        .unwrap_or("an unknown status");
    match body {
        Some(body) => format!(
            "the service answered {reason}: {}",
            excerpt(body, MAX_QUOTE_CHARS)
        ),
        None => format!("the service answered {reason} with an empty body"),
    }
}

/// The description of a failure in a response; services differ in the names and the case of the keys.
#[derive(Default)]
pub(super) struct ErrorBody {
    pub(super) code: Option<String>,
    message: Option<String>,
    pub(super) request_id: Option<String>,
    host_id: Option<String>,
    diagnosis_url: Option<String>,
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
            diagnosis_url: first(&["Recommend"]),
        }
    }
}

/// Reads the description of a failure at the top of a document, or in an `Error` object there.
pub(super) fn error_body(value: &Value) -> ErrorBody {
    let Value::Object(entries) = value else {
        return ErrorBody::default();
    };
    match entries
        .iter()
        .find(|(key, value)| key.eq_ignore_ascii_case("error") && value.is_object())
    {
        Some((_, error)) if !has_code(entries) => ErrorBody {
            request_id: decode_body(value).request_id,
            ..decode_body(error)
        },
        _ => decode_body(value),
    }
}

fn has_code(entries: &Map<String, Value>) -> bool {
    entries.keys().any(|key| key.eq_ignore_ascii_case("code"))
}

fn decode_body(value: &Value) -> ErrorBody {
    decode::decode(value, false).0.unwrap_or_default()
}
