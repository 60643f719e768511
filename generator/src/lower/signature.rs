//! The signature a request of a test must carry.
//!
//! Written from the published scheme and apart from the runtime, so that the emitted tests pin one against the other.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// What RFC 3986 leaves as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Who signs in a replay, when, and with which nonce: the runtime's replay says the same of itself.
const KEY_ID: &str = "testid";
const SECRET: &str = "testsecret";
const DATE: &str = "2026-01-02T03:04:05Z";
const NONCE: &str = "00000000000000000000000000000001";

/// What is signed.
pub(super) struct Signed<'r> {
    pub(super) method: &'r str,
    pub(super) host: &'r str,
    pub(super) action: &'r str,
    pub(super) version: &'r str,
    pub(super) query: &'r str,
    pub(super) body: &'r str,
    pub(super) content_type: Option<&'r str>,
}

/// The `authorization` header of ACS3-HMAC-SHA256.
pub(super) fn authorization(request: &Signed<'_>) -> String {
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
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(to_sign.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    format!("ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders={names},Signature={signature}")
}

/// Sorted pairs as they are sent and signed.
pub(super) fn encoded(query: &[(String, String)]) -> String {
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

    /// From the reference: `echo -n | sha256sum`.
    #[test]
    fn hashes_are_lower_case_hexadecimal() {
        let empty = hex(&Sha256::digest(b""));
        assert_eq!(
            empty,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn queries_are_encoded_as_rfc_3986_says() {
        let query = [
            ("a b".to_owned(), "~*+ /=%".to_owned()),
            ("k".to_owned(), String::new()),
        ];
        assert_eq!(encoded(&query), "a%20b=~%2A%2B%20%2F%3D%25&k=");
    }
}
