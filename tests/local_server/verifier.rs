//! Checks a request as the service would, from the published scheme and apart from the runtime.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

pub const KEY_ID: &str = "testid";
pub const SECRET: &str = "testsecret";

/// A request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct RawResponse {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl RawResponse {
    pub fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?, first.next()?);
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

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A query parameter, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let value = pairs
            .into_iter()
            .find(|(known, _)| *known == name)?
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

/// Why the service would refuse the request.
pub fn verify(request: &RawResponse) -> Result<(), &'static str> {
    let header = |name| request.header(name).ok_or("a header is missing");
    let hash = hex(&Sha256::digest(&request.body));
    if header("x-acs-content-sha256")? != hash {
        return Err("the body is not what was hashed");
    }
    let authorization = header("authorization")?
        .strip_prefix("ACS3-HMAC-SHA256 ")
        .ok_or("another scheme")?;
    let part = |name: &str| {
        authorization
            .split(',')
            .find_map(|part| part.strip_prefix(name))
            .ok_or("a part is missing")
    };
    if part("Credential=")? != KEY_ID {
        return Err("nobody has that key");
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
        if !signed.split(';').any(|known| known == name) {
            return Err("a header that must be signed is not");
        }
    }
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
        canonical.push_str(&format!("{name}:{}\n", header(name)?));
    }
    canonical.push_str(&format!("\n{signed}\n{hash}"));
    let text = format!(
        "ACS3-HMAC-SHA256\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    if part("Signature=")? == hex(&mac.finalize().into_bytes()) {
        Ok(())
    } else {
        Err("the signature is wrong")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The official Python SDK's own request for the flagship, as it was captured.
#[test]
fn the_verifier_accepts_what_the_official_sdk_signed() {
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
    let mut request = RawResponse {
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
    assert_eq!(verify(&request), Err("the body is not what was hashed"));
}
