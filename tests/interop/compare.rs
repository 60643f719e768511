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
pub fn compare_requests(sdk: &ReceivedRequest, client: &ReceivedRequest) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut check = |name: String, sdk: String, client: String| {
        if sdk != client {
            differences.push((
                name,
                format!("the official SDK sends {sdk:?}, this client sends {client:?}"),
            ));
        }
    };
    check(
        "method".to_owned(),
        sdk.method.clone(),
        client.method.clone(),
    );
    check("path".to_owned(), sdk.path.clone(), client.path.clone());
    check("query".to_owned(), query(sdk, true), query(client, true));
    if query(sdk, true) == query(client, true) {
        check(
            "booleans".to_owned(),
            query(sdk, false),
            query(client, false),
        );
    }
    for name in header_names(sdk, client) {
        let value =
            |request: &ReceivedRequest| request.header(&name).unwrap_or("nothing").to_owned();
        check(format!("header {name}"), value(sdk), value(client));
    }
    check("body".to_owned(), body(sdk), body(client));
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

fn header_names(sdk: &ReceivedRequest, client: &ReceivedRequest) -> Vec<String> {
    let names = sdk
        .headers
        .iter()
        .chain(&client.headers)
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
pub fn compare_responses(sdk: &Value, client: &CallResult) -> Vec<Difference> {
    let mut differences = Vec::new();
    match (sdk.get("error"), client) {
        (None, Ok(client)) => compare_values("response", sdk, client, &mut differences),
        (Some(error), Err(client)) => {
            let sdk = json!({
                "status": error["status_code"],
                "code": error["code"],
                "request_id": error["request_id"],
                "recommend": error["data"]["Recommend"],
            });
            let mut rest = client.clone();
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
            compare_values("error", &sdk, &rest, &mut differences);
        }
        (_, client) => differences.push((
            "outcome".to_owned(),
            format!("the official SDK: {sdk}; this client: {client:?}"),
        )),
    }
    differences
}

/// Compares every value that this client read. An absent value, null, an empty text and an empty list are equal.
fn compare_values(path: &str, sdk: &Value, client: &Value, differences: &mut Vec<Difference>) {
    match (sdk, client) {
        (_, Value::Object(fields)) if !sdk.is_array() => {
            for (name, client) in fields {
                compare_values(&format!("{path}.{name}"), &sdk[name], client, differences);
            }
        }
        (Value::Array(sdk), Value::Array(client)) if sdk.len() == client.len() => {
            for (index, (sdk, client)) in sdk.iter().zip(client).enumerate() {
                compare_values(&format!("{path}[{index}]"), sdk, client, differences);
            }
        }
        _ if sdk == client || is_empty_value(sdk) && is_empty_value(client) => {}
        _ => differences.push((
            path.to_owned(),
            format!("the official SDK reads {sdk}, this client reads {client}"),
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
