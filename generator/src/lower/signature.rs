//! The signature that the request of a test must carry.
//!
//! **Invariant:** written from the published scheme and apart from the runtime, so that a test compares the two.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// Characters that are encoded: all but the unreserved ones of RFC 3986.
pub(super) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Key, date and nonce of a replay; the runtime's replay has the same.
const KEY_ID: &str = "testid";
const SECRET: &str = "testsecret";
const DATE: &str = "2026-01-02T03:04:05Z";
const NONCE: &str = "00000000000000000000000000000001";

/// The parts of a request that are signed.
pub(super) struct SignedRequest<'r> {
    pub(super) method: &'r str,
    pub(super) host: &'r str,
    pub(super) action: &'r str,
    pub(super) version: &'r str,
    pub(super) query: &'r str,
    pub(super) body: &'r str,
    pub(super) content_type: Option<&'r str>,
}

/// Returns the `authorization` header of ACS3-HMAC-SHA256.
pub(super) fn authorization(request: &SignedRequest<'_>) -> String {
    let hash = hex(&Sha256::digest(request.body.as_bytes()));
    let mut headers = vec![
        ("host", request.host),
        ("x-acs-action", request.action),
        ("x-acs-content-sha256", &hash),
        ("x-acs-date", DATE),
        ("x-acs-signature-nonce", NONCE),
        ("x-acs-version", request.version),
    ];
    headers.extend(request.content_type.map(|kind| ("content-type", kind)));
    headers.sort_unstable();
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let mut canonical = format!("{}\n/\n{}\n", request.method, request.query);
    for (name, value) in &headers {
        canonical.push_str(&format!("{name}:{value}\n"));
    }
    canonical.push_str(&format!("\n{names}\n{hash}"));
    let to_sign = format!(
        "ACS3-HMAC-SHA256\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC accepts keys of any length");
    mac.update(to_sign.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    format!("ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders={names},Signature={signature}")
}

/// Encodes sorted pairs as they are sent and signed.
pub(super) fn encode_query(query: &[(String, String)]) -> String {
    let pairs = query.iter().map(|(name, value)| {
        format!(
            "{}={}",
            utf8_percent_encode(name, UNRESERVED),
            utf8_percent_encode(value, UNRESERVED)
        )
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected value from `echo -n | sha256sum`.
    #[test]
    fn writes_hashes_in_lower_case_hexadecimal() {
        let empty = hex(&Sha256::digest(b""));
        assert_eq!(
            empty,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn encodes_queries_as_rfc_3986_requires() {
        let query = [
            ("a b".to_owned(), "~*+ /=%".to_owned()),
            ("k".to_owned(), String::new()),
        ];
        assert_eq!(encode_query(&query), "a%20b=~%2A%2B%20%2F%3D%25&k=");
    }
}
