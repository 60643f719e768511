//! Checks signatures as the services would, from the published schemes and apart from the runtime.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::loopback::RawResponse;
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

/// Why a service would refuse the request; `credentials` is `key`, `token` or `bearer`.
pub fn verify(request: &RawResponse, version: &str, credentials: &str) -> Result<(), String> {
    let rpc = request.path == "/";
    match (credentials, version, rpc) {
        ("bearer", ..) => bearer(request, version, rpc),
        (_, "V1", true) => rpc1(request, credentials),
        (_, "V1", false) => roa1(request, credentials),
        _ => acs3(request, credentials),
    }
}

/// A bearer token shows itself and signs nothing.
fn bearer(request: &RawResponse, version: &str, rpc: bool) -> Result<(), String> {
    if request.header("authorization").is_some() {
        return Err("a bearer token comes with an authorization".to_owned());
    }
    let query = pairs(&request.query);
    let said = |name: &str| parameter(&query, name);
    let (token, kind) = match (version, rpc) {
        ("V1", true) => (said("BearerToken"), said("SignatureType")),
        (_, true) => (request.header("x-acs-bearer-token"), said("SignatureType")),
        (_, false) => (
            request.header("x-acs-bearer-token"),
            request.header("x-acs-signature-type"),
        ),
    };
    same("bearer token", token, BEARER)?;
    same("kind of signature", kind, "BEARERTOKEN")
}

fn acs3(request: &RawResponse, credentials: &str) -> Result<(), String> {
    let hash = hex::encode(Sha256::digest(&request.body));
    same(
        "hash of the body",
        request.header("x-acs-content-sha256"),
        &hash,
    )?;
    let authorization = needed(request, "authorization")?;
    let parts = authorization
        .strip_prefix("ACS3-HMAC-SHA256 ")
        .ok_or("another scheme")?;
    let part = |name: &str| parts.split(',').find_map(|part| part.strip_prefix(name));
    same("key", part("Credential="), KEY_ID)?;
    let signed = part("SignedHeaders=").ok_or("no headers are signed")?;
    covered(request, signed, credentials)?;
    let RawResponse {
        method,
        path,
        query,
        ..
    } = request;
    let mut canonical = format!("{method}\n{path}\n{}\n", canonical_query(&pairs(query)));
    for name in signed.split(';') {
        canonical.push_str(&format!("{name}:{}\n", needed(request, name)?));
    }
    canonical.push_str(&format!("\n{signed}\n{hash}"));
    let text = format!(
        "ACS3-HMAC-SHA256\n{}",
        hex::encode(Sha256::digest(canonical))
    );
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    same(
        "signature",
        part("Signature="),
        &hex::encode(mac.finalize().into_bytes()),
    )
}

/// Whether all that must be signed is.
fn covered(request: &RawResponse, signed: &str, credentials: &str) -> Result<(), String> {
    let mut must = vec![
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];
    if credentials == "token" {
        same("token", request.header("x-acs-security-token"), TOKEN)?;
        must.extend(["x-acs-accesskey-id", "x-acs-security-token"]);
    }
    if let Some(missing) = must
        .iter()
        .find(|name| !signed.split(';').any(|known| known == **name))
    {
        return Err(format!("the header {missing} is not signed"));
    }
    Ok(())
}

fn rpc1(request: &RawResponse, credentials: &str) -> Result<(), String> {
    let mut query = pairs(&request.query);
    same("key", parameter(&query, "AccessKeyId"), KEY_ID)?;
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
        parameter(&query, name).ok_or_else(|| format!("no {name}"))?;
    }
    let signature = parameter(&query, "Signature")
        .ok_or("no signature")?
        .to_owned();
    query.retain(|(name, _)| name != "Signature");
    let canonical = encoded(&canonical_query(&query));
    let text = format!("{}&%2F&{canonical}", request.method);
    same(
        "signature",
        Some(&signature),
        &sha1(&format!("{SECRET}&"), &text),
    )
}

fn roa1(request: &RawResponse, credentials: &str) -> Result<(), String> {
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
    // Raw, and without `=` where there is no value.
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
    let expected = format!("acs {KEY_ID}:{}", sha1(SECRET, &text));
    same("signature", request.header("authorization"), &expected)
}

fn sha1(key: &str, text: &str) -> String {
    let mut mac =
        Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// Sorted and encoded as RFC 3986 says, however it was sent.
fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.sort();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn parameter<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}

fn needed<'a>(request: &'a RawResponse, name: &str) -> Result<&'a str, String> {
    request
        .header(name)
        .ok_or_else(|| format!("no header {name}"))
}

fn same(what: &str, found: Option<&str>, expected: &str) -> Result<(), String> {
    match found {
        Some(found) if found == expected => Ok(()),
        Some(_) => Err(format!("the {what} is wrong")),
        None => Err(format!("there is no {what}")),
    }
}
