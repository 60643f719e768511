//! The comparison of a request with one that another client sent.
//!
//! **Invariant**: ignores only what differs from call to call: date, nonce, signature, user agent, and client tokens that
//! were filled in.

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// The start of each unique ID of a replay, such as a client token; a number follows.
pub(super) const UNIQUE_ID_PREFIX: &str = "replay-token-";

/// The query parameters of the signature before ACS3, and those that accompany an unsigned request.
const PROTOCOL_PARAMETERS: [&str; 11] = [
    "AccessKeyId",
    "Action",
    "BearerToken",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// One part of both requests, in a form that can be compared.
struct Comparison {
    part: &'static str,
    sent: String,
    expected: String,
}

impl Comparison {
    fn new(part: &'static str, sent: String, expected: String) -> Self {
        Self {
            part,
            sent,
            expected,
        }
    }
}

/// Describes the first difference; `None` if the requests are the same on the wire.
pub(super) fn difference(sent: &http::Request<Bytes>, expected: &Value) -> Option<String> {
    let empty = Map::new();
    let json_names = expected["json_query"].as_object().unwrap_or(&empty);
    let query = sent.uri().query().unwrap_or_default();
    let mut comparisons = vec![
        Comparison::new(
            "method",
            sent.method().to_string(),
            text(&expected["method"]),
        ),
        Comparison::new(
            "path",
            sent.uri().path().to_owned(),
            text(&expected["path"]),
        ),
        Comparison::new(
            "query",
            sent_pairs(&without_protocol(query), json_names),
            expected_pairs(&expected["query"], json_names),
        ),
    ];
    for (name, value) in expected["headers"].as_object().unwrap_or(&empty) {
        let header = sent
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or("?"));
        comparisons.push(Comparison::new(
            "header",
            format!("{name}: {}", header.unwrap_or_default()),
            format!("{name}: {}", text(value)),
        ));
    }
    comparisons.push(compare_bodies(sent.body(), expected, json_names));
    comparisons
        .into_iter()
        .find(|comparison| comparison.sent != comparison.expected)
        .map(
            |Comparison {
                 part,
                 sent,
                 expected,
             }| { format!("{part}: sent {sent:?}, expected {expected:?}") },
        )
}

fn compare_bodies(sent: &[u8], expected: &Value, json_names: &Map<String, Value>) -> Comparison {
    let sent = String::from_utf8_lossy(sent);
    let (form, json) = (&expected["body_form"], &expected["body_json"]);
    if form.is_array() {
        Comparison::new(
            "form",
            sent_pairs(&sent, json_names),
            expected_pairs(form, json_names),
        )
    } else if expected.get("body_json").is_some() {
        let sent = serde_json::from_str::<Value>(&sent).map_or_else(
            |_| sent.into_owned(),
            |value| without_client_token(value).to_string(),
        );
        Comparison::new("body", sent, json.to_string())
    } else {
        Comparison::new("body", sent.into_owned(), text(&expected["body"]))
    }
}

/// Decodes the names and values of a query or a form.
fn decode_pairs(encoded: &str) -> Vec<(String, String)> {
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// Joins the expected pairs. A JSON value comes from `json_names`, because clients format JSON differently.
fn expected_pairs(pairs: &Value, json_names: &Map<String, Value>) -> String {
    let pairs = pairs.as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| (text(&pair[0]), text(&pair[1])));
    join_sorted(pairs.map(|(name, text)| match json_names.get(&name) {
        Some(value) => format!("{name}={value}"),
        None => format!("{name}={text}"),
    }))
}

/// Joins the pairs of a query or form that was sent.
fn sent_pairs(encoded: &str, json_names: &Map<String, Value>) -> String {
    let pairs = decode_pairs(encoded).into_iter();
    let pairs = pairs.filter(|(name, text)| !is_filled_in(name, text));
    join_sorted(
        pairs.map(|(name, text)| match serde_json::from_str::<Value>(&text) {
            Ok(value) if json_names.contains_key(&name) => format!("{name}={value}"),
            _ => format!("{name}={text}"),
        }),
    )
}

/// Removes the protocol's parameters from a query, if it has any.
fn without_protocol(query: &str) -> String {
    let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_owned();
    let pairs: Vec<&str> = query.split('&').collect();
    if !pairs.iter().any(|pair| name(pair) == "SignatureNonce") {
        return query.to_owned();
    }
    let parameters = pairs.into_iter();
    let parameters: Vec<&str> = parameters
        .filter(|pair| !PROTOCOL_PARAMETERS.contains(&name(pair).as_str()))
        .collect();
    parameters.join("&")
}

fn without_client_token(mut body: Value) -> Value {
    if let Some(members) = body.as_object_mut() {
        members.retain(|name, value| !is_filled_in(name, value.as_str().unwrap_or_default()));
    }
    body
}

/// Returns whether a parameter is a client token that this crate filled in; other clients leave that to their callers.
fn is_filled_in(name: &str, text: &str) -> bool {
    name.eq_ignore_ascii_case("ClientToken") && text.starts_with(UNIQUE_ID_PREFIX)
}

fn join_sorted(pairs: impl Iterator<Item = String>) -> String {
    let mut pairs: Vec<String> = pairs.collect();
    pairs.sort();
    pairs.join("&")
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
