//! Comparing a request with one that another client sent.
//!
//! **Invariant**: only what differs from call to call (date, nonce, signature, user agent, a client token that was
//! filled in) is not compared.

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// How each unique text of a replay begins, as a client token is one; its number follows.
pub(super) const UNIQUE_ID: &str = "replay-token-";

/// The first difference, in words; none where the same goes over the wire.
pub(super) fn difference(sent: &http::Request<Bytes>, expected: &Value) -> Option<String> {
    let nothing = Map::new();
    let json = expected["json_query"].as_object().unwrap_or(&nothing);
    let query = sent.uri().query().unwrap_or_default();
    let mut checks = vec![
        (
            "method",
            sent.method().to_string(),
            text(&expected["method"]),
        ),
        (
            "path",
            sent.uri().path().to_owned(),
            text(&expected["path"]),
        ),
        (
            "query",
            found(&without_protocol(query), json),
            wanted(&expected["query"], json),
        ),
    ];
    for (name, value) in expected["headers"].as_object().unwrap_or(&nothing) {
        let found = sent
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap_or("?"));
        checks.push((
            "header",
            format!("{name}: {}", found.unwrap_or_default()),
            format!("{name}: {}", text(value)),
        ));
    }
    checks.push(body(sent.body(), expected, json));
    let (what, sent, other) = checks.into_iter().find(|(_, sent, other)| sent != other)?;
    Some(format!("{what}: sent {sent:?}, expected {other:?}"))
}

fn body(
    sent: &[u8],
    expected: &Value,
    json: &Map<String, Value>,
) -> (&'static str, String, String) {
    let sent = String::from_utf8_lossy(sent);
    let (form, whole) = (&expected["body_form"], &expected["body_json"]);
    if form.is_array() {
        ("form", found(&sent, json), wanted(form, json))
    } else if expected.get("body_json").is_some() {
        let found = serde_json::from_str::<Value>(&sent).map_or_else(
            |_| sent.into_owned(),
            |value| without_token(value).to_string(),
        );
        ("body", found, whole.to_string())
    } else {
        ("body", sent.into_owned(), text(&expected["body"]))
    }
}

/// Names and values of a query or a form.
fn decoded(encoded: &str) -> Vec<(String, String)> {
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

/// Pairs as expected; what is JSON stands in `json`, as other clients spell it in their own ways.
fn wanted(pairs: &Value, json: &Map<String, Value>) -> String {
    let pairs = pairs.as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| (text(&pair[0]), text(&pair[1])));
    joined(pairs.map(|(name, text)| match json.get(&name) {
        Some(value) => format!("{name}={value}"),
        None => format!("{name}={text}"),
    }))
}

/// A query without what the older signature puts there, and what comes with it where nobody signs.
fn without_protocol(query: &str) -> String {
    const PROTOCOL: [&str; 11] = [
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
    let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_owned();
    let pairs: Vec<&str> = query.split('&').collect();
    if !pairs.iter().any(|pair| name(pair) == "SignatureNonce") {
        return query.to_owned();
    }
    let kept = pairs.into_iter();
    let kept: Vec<&str> = kept
        .filter(|pair| !PROTOCOL.contains(&name(pair).as_str()))
        .collect();
    kept.join("&")
}

/// Pairs as sent.
fn found(encoded: &str, json: &Map<String, Value>) -> String {
    let pairs = decoded(encoded).into_iter();
    let pairs = pairs.filter(|(name, text)| !is_filled_in(name, text));
    joined(
        pairs.map(|(name, text)| match serde_json::from_str::<Value>(&text) {
            Ok(value) if json.contains_key(&name) => format!("{name}={value}"),
            _ => format!("{name}={text}"),
        }),
    )
}

fn without_token(mut body: Value) -> Value {
    if let Some(members) = body.as_object_mut() {
        members.retain(|name, value| !is_filled_in(name, value.as_str().unwrap_or_default()));
    }
    body
}

/// Other clients have their callers give it.
fn is_filled_in(name: &str, text: &str) -> bool {
    name.eq_ignore_ascii_case("ClientToken") && text.starts_with(UNIQUE_ID)
}

fn joined(pairs: impl Iterator<Item = String>) -> String {
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
