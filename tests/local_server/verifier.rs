//! Checks the signature of a request like the service, with an implementation that is independent of the runtime.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

pub const KEY_ID: &str = "testid";
pub const SECRET: &str = "testsecret";

/// A request that the server received.
#[derive(Clone, Debug, Default)]
pub struct ReceivedRequest {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    /// Parses the head of a request, without its body.
    pub fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut request_line = lines.next()?.split(' ');
        let (method, target) = (request_line.next()?, request_line.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines.filter_map(|line| line.split_once(':'));
        Some(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers
                .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
                .collect(),
            body: Vec::new(),
        })
    }

    /// Returns the first header with this name, which must be in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns a query parameter, percent-decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let value = pairs
            .into_iter()
            .find(|(key, _)| *key == name)?
            .1
            .to_owned();
        Some(
            percent_encoding::percent_decode_str(&value)
                .decode_utf8()
                .ok()?
                .into_owned(),
        )
    }
}

/// Checks the signature of a request.
///
/// # Errors
/// Returns the reason why the service would reject the request.
pub fn verify(request: &ReceivedRequest) -> Result<(), &'static str> {
    let header = |name| request.header(name).ok_or("a header is missing");
    let hash = hex(&Sha256::digest(&request.body));
    if header("x-acs-content-sha256")? != hash {
        return Err("the hash of the body is wrong");
    }
    let authorization = header("authorization")?
        .strip_prefix("ACS3-HMAC-SHA256 ")
        .ok_or("the scheme is not ACS3-HMAC-SHA256")?;
    let part = |name: &str| {
        authorization
            .split(',')
            .find_map(|part| part.strip_prefix(name))
            .ok_or("a part of the authorization is missing")
    };
    if part("Credential=")? != KEY_ID {
        return Err("the access key does not exist");
    }
    let signed = part("SignedHeaders=")?;
    for name in [
        "host",
        "x-acs-action",
        "x-acs-version",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-content-sha256",
    ] {
        if !signed.split(';').any(|header| header == name) {
            return Err("a required header is not signed");
        }
    }
    let canonical = canonical_request(request, signed, &hash)?;
    let text = format!(
        "ACS3-HMAC-SHA256\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC accepts keys of any length");
    mac.update(text.as_bytes());
    if part("Signature=")? == hex(&mac.finalize().into_bytes()) {
        Ok(())
    } else {
        Err("the signature is wrong")
    }
}

/// Returns the canonical request over the signed headers.
fn canonical_request(
    request: &ReceivedRequest,
    signed: &str,
    hash: &str,
) -> Result<String, &'static str> {
    let mut query: Vec<&str> = request
        .query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .collect();
    query.sort_unstable();
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        request.method,
        request.path,
        query.join("&")
    );
    for name in signed.split(';') {
        canonical.push_str(&format!(
            "{name}:{}\n",
            request.header(name).ok_or("a header is missing")?
        ));
    }
    canonical.push_str(&format!("\n{signed}\n{hash}"));
    Ok(canonical)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The request was captured from the official Python SDK.
#[test]
fn accepts_a_request_that_the_official_sdk_signed() {
    let agent = "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2";
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let signed = "accept;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;\
                  x-acs-signature-nonce;x-acs-version";
    let signature = "e369c1dc149b718ce7a5173f3ca0d5c43020ad5782155e6b83fa31fb1a94c1a9";
    let authorization =
        format!("ACS3-HMAC-SHA256 Credential=testid,SignedHeaders={signed},Signature={signature}");
    let headers = [
        ("accept", "application/json"),
        ("host", "127.0.0.1:18923"),
        ("user-agent", agent),
        ("x-acs-action", "SaveSingleTaskForSynchronizingDnsHost"),
        ("x-acs-content-sha256", empty),
        ("x-acs-credentials-provider", "static_ak"),
        ("x-acs-date", "2026-11-23T15:07:09Z"),
        ("x-acs-signature-nonce", "58fc98c703be4a8529549a29a502e9a7"),
        ("x-acs-version", "2018-01-29"),
        ("authorization", &authorization),
    ];
    let mut request = ReceivedRequest {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: "InstanceId=ST2017120814571100001303&Lang=en&UserClientIp=127.0.0.1".to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        body: Vec::new(),
    };
    assert_eq!(verify(&request), Ok(()));
    request.query = request.query.replace("Lang=en", "Lang=zh");
    assert_eq!(verify(&request), Err("the signature is wrong"));
    request.body = b"x".to_vec();
    assert_eq!(verify(&request), Err("the hash of the body is wrong"));
}
