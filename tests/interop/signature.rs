//! Checks signatures like the services, with an implementation of the published schemes that is independent of the runtime.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::loopback::ReceivedRequest;
use crate::tree::pairs;

pub const KEY_ID: &str = "testid";
pub const SECRET: &str = "testsecret";
pub const TOKEN: &str = "test/token+==";
pub const BEARER: &str = "test-bearer";

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Checks the signature of a request; `credentials` is `key`, `token` or `bearer`.
///
/// # Errors
/// Returns the reason why a service would reject the request.
pub fn verify(request: &ReceivedRequest, version: &str, credentials: &str) -> Result<(), String> {
    let rpc = request.path == "/";
    match (credentials, version, rpc) {
        ("bearer", ..) => bearer(request, version, rpc),
        (_, "V1", true) => rpc1(request, credentials),
        (_, "V1", false) => roa1(request, credentials),
        _ => acs3(request, credentials),
    }
}

/// Checks a bearer token, which is sent instead of a signature.
fn bearer(request: &ReceivedRequest, version: &str, rpc: bool) -> Result<(), String> {
    if request.header("authorization").is_some() {
        return Err("a request with a bearer token has an authorization header".to_owned());
    }
    let query = pairs(&request.query);
    let query_parameter = |name: &str| parameter(&query, name);
    let (token, signature_type) = match (version, rpc) {
        ("V1", true) => (
            query_parameter("BearerToken"),
            query_parameter("SignatureType"),
        ),
        (_, true) => (
            request.header("x-acs-bearer-token"),
            query_parameter("SignatureType"),
        ),
        (_, false) => (
            request.header("x-acs-bearer-token"),
            request.header("x-acs-signature-type"),
        ),
    };
    same("bearer token", token, BEARER)?;
    same("signature type", signature_type, "BEARERTOKEN")
}

fn acs3(request: &ReceivedRequest, credentials: &str) -> Result<(), String> {
    let hash = hex::encode(Sha256::digest(&request.body));
    same("body hash", request.header("x-acs-content-sha256"), &hash)?;
    let authorization = required_header(request, "authorization")?;
    let parts = authorization
        .strip_prefix("ACS3-HMAC-SHA256 ")
        .ok_or("the scheme is not ACS3-HMAC-SHA256")?;
    let part = |name: &str| parts.split(',').find_map(|part| part.strip_prefix(name));
    same("access key", part("Credential="), KEY_ID)?;
    let signed = part("SignedHeaders=").ok_or("there are no signed headers")?;
    check_signed_headers(request, signed, credentials)?;
    let ReceivedRequest {
        method,
        path,
        query,
        ..
    } = request;
    let mut canonical = format!("{method}\n{path}\n{}\n", canonical_query(&pairs(query)));
    for name in signed.split(';') {
        canonical.push_str(&format!("{name}:{}\n", required_header(request, name)?));
    }
    canonical.push_str(&format!("\n{signed}\n{hash}"));
    let text = format!(
        "ACS3-HMAC-SHA256\n{}",
        hex::encode(Sha256::digest(canonical))
    );
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC accepts keys of any length");
    mac.update(text.as_bytes());
    same(
        "signature",
        part("Signature="),
        &hex::encode(mac.finalize().into_bytes()),
    )
}

/// Checks that all required headers are signed.
fn check_signed_headers(
    request: &ReceivedRequest,
    signed: &str,
    credentials: &str,
) -> Result<(), String> {
    let mut required = vec![
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];
    if credentials == "token" {
        same("token", request.header("x-acs-security-token"), TOKEN)?;
        required.extend(["x-acs-accesskey-id", "x-acs-security-token"]);
    }
    if let Some(missing) = required
        .iter()
        .find(|name| !signed.split(';').any(|header| header == **name))
    {
        return Err(format!("the header {missing} is not signed"));
    }
    Ok(())
}

fn rpc1(request: &ReceivedRequest, credentials: &str) -> Result<(), String> {
    let mut query = pairs(&request.query);
    same("access key", parameter(&query, "AccessKeyId"), KEY_ID)?;
    if credentials == "token" {
        same("token", parameter(&query, "SecurityToken"), TOKEN)?;
    }
    for name in [
        "Action",
        "Version",
        "Timestamp",
        "SignatureNonce",
        "SignatureMethod",
        "SignatureVersion",
    ] {
        parameter(&query, name).ok_or_else(|| format!("there is no parameter {name}"))?;
    }
    let signature = parameter(&query, "Signature")
        .ok_or("there is no signature")?
        .to_owned();
    query.retain(|(name, _)| name != "Signature");
    let canonical = percent_encode(&canonical_query(&query));
    let text = format!("{}&%2F&{canonical}", request.method);
    same(
        "signature",
        Some(&signature),
        &hmac_sha1(&format!("{SECRET}&"), &text),
    )
}

fn roa1(request: &ReceivedRequest, credentials: &str) -> Result<(), String> {
    if credentials == "token" {
        same("token", request.header("x-acs-security-token"), TOKEN)?;
    }
    let header = |name| request.header(name).unwrap_or_default();
    let mut text = format!("{}\n", request.method);
    for name in ["accept", "content-md5", "content-type", "date"] {
        text.push_str(&format!("{}\n", header(name)));
    }
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .filter(|(name, _)| name.starts_with("x-acs-"))
        .collect();
    headers.sort();
    headers
        .iter()
        .for_each(|(name, value)| text.push_str(&format!("{name}:{value}\n")));
    let mut query = pairs(&request.query);
    query.sort();
    // The query is not encoded, and a pair without a value has no `=`.
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| {
            if value.is_empty() {
                name.clone()
            } else {
                format!("{name}={value}")
            }
        })
        .collect();
    text.push_str(&request.path);
    if !query.is_empty() {
        text.push_str(&format!("?{}", query.join("&")));
    }
    let expected = format!("acs {KEY_ID}:{}", hmac_sha1(SECRET, &text));
    same("signature", request.header("authorization"), &expected)
}

fn hmac_sha1(key: &str, text: &str) -> String {
    let mut mac =
        Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("HMAC accepts keys of any length");
    mac.update(text.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// Returns the query sorted and percent-encoded as in RFC 3986, no matter how it was sent.
fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    pairs.join("&")
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn parameter<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn required_header<'a>(request: &'a ReceivedRequest, name: &str) -> Result<&'a str, String> {
    request
        .header(name)
        .ok_or_else(|| format!("there is no header {name}"))
}

fn same(name: &str, found: Option<&str>, expected: &str) -> Result<(), String> {
    match found {
        Some(found) if found == expected => Ok(()),
        Some(_) => Err(format!("the {name} is wrong")),
        None => Err(format!("there is no {name}")),
    }
}
