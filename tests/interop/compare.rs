//! Compares the official SDK with this client: the requests they send, and what they read from the response.
//!
//! Everything is compared except what changes with each call: date, nonce, signature and user agent.

use acs_client::Value;
use serde_json::json;

use crate::loopback::ReceivedRequest;
use crate::tree::pairs;
use crate::typed_call::CallResult;

/// The name of a difference, as in the list of known differences, and its details.
pub type Difference = (String, String);

/// Headers that change with each call.
const VOLATILE_HEADERS: [&str; 5] = [
    "authorization",
    "date",
    "user-agent",
    "x-acs-date",
    "x-acs-signature-nonce",
];
/// Query parameters of signature V1 that change with each call.
const VOLATILE_PARAMETERS: [&str; 3] = ["Signature", "SignatureNonce", "Timestamp"];

/// Returns the differences between two requests.
pub fn compare_requests(theirs: &ReceivedRequest, ours: &ReceivedRequest) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut check = |name: String, theirs: String, ours: String| {
        if theirs != ours {
            differences.push((
                name,
                format!("the official SDK sends {theirs:?}, this client sends {ours:?}"),
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
    for name in header_names(theirs, ours) {
        let value =
            |request: &ReceivedRequest| request.header(&name).unwrap_or("nothing").to_owned();
        check(format!("header {name}"), value(theirs), value(ours));
    }
    check("body".to_owned(), body(theirs), body(ours));
    differences
}

/// Returns the query sorted, with JSON in a canonical form, and optionally with booleans in lower case.
fn query(request: &ReceivedRequest, fold_booleans: bool) -> String {
    let pairs = pairs(&request.query)
        .into_iter()
        .filter(|(name, _)| !VOLATILE_PARAMETERS.contains(&&**name));
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| {
            let json = Some(&value).filter(|value| value.starts_with(['{', '[']));
            let json = json.and_then(|value| value.parse::<Value>().ok());
            match &*value {
                "True" | "False" if fold_booleans => format!("{name}={}", value.to_lowercase()),
                _ => format!("{name}={}", json.map_or(value, |value| value.to_string())),
            }
        })
        .collect();
    pairs.sort();
    pairs.join("&")
}

fn header_names(theirs: &ReceivedRequest, ours: &ReceivedRequest) -> Vec<String> {
    let names = theirs
        .headers
        .iter()
        .chain(&ours.headers)
        .map(|(name, _)| name.clone());
    let mut names: Vec<_> = names
        .filter(|name| !VOLATILE_HEADERS.contains(&&**name))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn body(request: &ReceivedRequest) -> String {
    let json = serde_json::from_slice::<Value>(&request.body);
    json.map_or_else(
        |_| String::from_utf8_lossy(&request.body).into_owned(),
        |value| value.to_string(),
    )
}

/// Returns the differences between what both read from the same response.
pub fn compare_responses(theirs: &Value, ours: &CallResult) -> Vec<Difference> {
    let mut differences = Vec::new();
    match (theirs.get("error"), ours) {
        (None, Ok(ours)) => compare_values("response", theirs, ours, &mut differences),
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
            compare_values("error", &theirs, &rest, &mut differences);
        }
        (_, ours) => differences.push((
            "outcome".to_owned(),
            format!("the official SDK: {theirs}; this client: {ours:?}"),
        )),
    }
    differences
}

/// Compares every value that this client read. An absent value, null, an empty text and an empty list are equal.
fn compare_values(path: &str, theirs: &Value, ours: &Value, differences: &mut Vec<Difference>) {
    match (theirs, ours) {
        (_, Value::Object(fields)) if !theirs.is_array() => {
            for (name, ours) in fields {
                compare_values(&format!("{path}.{name}"), &theirs[name], ours, differences);
            }
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                compare_values(&format!("{path}[{index}]"), theirs, ours, differences);
            }
        }
        _ if theirs == ours || is_empty_value(theirs) && is_empty_value(ours) => {}
        _ => differences.push((
            path.to_owned(),
            format!("the official SDK reads {theirs}, this client reads {ours}"),
        )),
    }
}

fn is_empty_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    }
}
