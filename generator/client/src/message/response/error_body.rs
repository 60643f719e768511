//! What a response tells that is no success.
//!
//! **Invariant**: reads codes and messages in any spelling; what to do about them is `error`'s to advise.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::decode::{self, DecodeObject, ObjectReader};
use super::document::{self, Document};
use crate::error::{Error, ErrorKind, ErrorMetadata, REQUEST_ID, excerpt, header, outline};

/// The error in a response that is no success.
pub(crate) fn refusal(response: &http::Response<Bytes>) -> Error {
    let document = document::read(response.body()).unwrap_or_else(|_| Document::empty());
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
