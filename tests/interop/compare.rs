//! What differs between the official SDK and our client, in the request and in what became of the reply.
//!
//! **Invariant**: only what differs from call to call (date, nonce, signature, user agent) is not compared.

use acs_client::Value;
use serde_json::json;

use crate::ask::Answered;
use crate::loopback::RawResponse;
use crate::tree::pairs;

/// A name that a list of known differences can hold, and the details.
pub type Difference = (String, String);

const EACH_CALL: [&str; 5] = [
    "authorization",
    "date",
    "user-agent",
    "x-acs-date",
    "x-acs-signature-nonce",
];
const EACH_CALL_V1: [&str; 3] = ["Signature", "SignatureNonce", "Timestamp"];

/// What differs between two requests.
pub fn requests(theirs: &RawResponse, ours: &RawResponse) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut check = |name: String, theirs: String, ours: String| {
        if theirs != ours {
            differences.push((
                name,
                format!("the official SDK sends {theirs:?}, we send {ours:?}"),
            ));
        }
    };
    check(
        "method".to_owned(),
        theirs.method.clone(),
        ours.method.clone(),
    );
    check("path".to_owned(), theirs.path.clone(), ours.path.clone());
    check("query".to_owned(), query(theirs, true), query(ours, true));
    if query(theirs, true) == query(ours, true) {
        check(
            "booleans".to_owned(),
            query(theirs, false),
            query(ours, false),
        );
    }
    for name in names(theirs, ours) {
        let value = |request: &RawResponse| request.header(&name).unwrap_or("nothing").to_owned();
        check(format!("header {name}"), value(theirs), value(ours));
    }
    check("body".to_owned(), body(theirs), body(ours));
    differences
}

/// Pairs in order, with what is JSON written in one way, and booleans too where that is wished.
fn query(request: &RawResponse, fold: bool) -> String {
    let pairs = pairs(&request.query)
        .into_iter()
        .filter(|(name, _)| !EACH_CALL_V1.contains(&&**name));
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| {
            let json = Some(&value).filter(|value| value.starts_with(['{', '[']));
            let json = json.and_then(|value| value.parse::<Value>().ok());
            match &*value {
                "True" | "False" if fold => format!("{name}={}", value.to_lowercase()),
                _ => format!("{name}={}", json.map_or(value, |value| value.to_string())),
            }
        })
        .collect();
    pairs.sort();
    pairs.join("&")
}

fn names(theirs: &RawResponse, ours: &RawResponse) -> Vec<String> {
    let all = theirs
        .headers
        .iter()
        .chain(&ours.headers)
        .map(|(name, _)| name.clone());
    let mut all: Vec<_> = all.filter(|name| !EACH_CALL.contains(&&**name)).collect();
    all.sort();
    all.dedup();
    all
}

fn body(request: &RawResponse) -> String {
    let json = serde_json::from_slice::<Value>(&request.body);
    json.map_or_else(
        |_| String::from_utf8_lossy(&request.body).into_owned(),
        |value| value.to_string(),
    )
}

/// What differs between what the two tell of one reply.
pub fn replies(theirs: &Value, ours: &Answered) -> Vec<Difference> {
    let mut differences = Vec::new();
    match (theirs.get("error"), ours) {
        (None, Ok(ours)) => leaves("reply", theirs, ours, &mut differences),
        (Some(error), Err(ours)) => {
            let theirs = json!({
                "status": error["status_code"],
                "code": error["code"],
                "request_id": error["request_id"],
                "recommend": error["data"]["Recommend"],
            });
            let mut rest = ours.clone();
            let message = rest
                .as_object_mut()
                .and_then(|fields| fields.remove("message"));
            let message = message.as_ref().and_then(Value::as_str).unwrap_or_default();
            if !error["message"]
                .as_str()
                .is_some_and(|text| text.contains(message))
            {
                differences.push((
                    "error message".to_owned(),
                    format!("{} and {message}", error["message"]),
                ));
            }
            leaves("error", &theirs, &rest, &mut differences);
        }
        (_, ours) => differences.push((
            "outcome".to_owned(),
            format!("the official SDK: {theirs}; ours: {ours:?}"),
        )),
    }
    differences
}

/// Every value of ours must be theirs; nothing, null and an empty text are the same.
fn leaves(place: &str, theirs: &Value, ours: &Value, differences: &mut Vec<Difference>) {
    match (theirs, ours) {
        (_, Value::Object(fields)) if !theirs.is_array() => {
            for (name, ours) in fields {
                leaves(&format!("{place}.{name}"), &theirs[name], ours, differences);
            }
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                leaves(&format!("{place}[{index}]"), theirs, ours, differences);
            }
        }
        _ if theirs == ours || nothing(theirs) && nothing(ours) => {}
        _ => differences.push((
            place.to_owned(),
            format!("the official SDK reads {theirs}, we read {ours}"),
        )),
    }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    }
}
