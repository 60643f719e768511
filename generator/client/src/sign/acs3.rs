//! `ACS3-HMAC-SHA256`, the signature of Alibaba Cloud's third protocol.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::query_string;
use crate::credentials::Credentials;

/// The name of the scheme, as the `Authorization` header starts.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The parts of a request that are signed.
#[derive(Clone, Copy, Debug)]
pub struct Signable<'a> {
    /// The HTTP method in capitals.
    pub method: &'a str,
    /// The path as it is sent, percent-encoded.
    pub path: &'a str,
    /// Names and values of the query, not encoded, in any order.
    pub query: &'a [(String, String)],
    /// The headers to sign, in any order and case.
    pub headers: &'a [(String, String)],
    /// The body; empty where there is none.
    pub body: &'a [u8],
}

/// The `Authorization` header for a request.
///
/// Every header given is signed; a service wants `host`, `content-type` and all `x-acs-*`.
pub fn authorization(request: &Signable<'_>, credentials: &Credentials) -> String {
    let signature = hex::encode(hmac_sha256(
        credentials.secret().as_bytes(),
        &string_to_sign(request),
    ));
    let id = credentials.access_key_id();
    let names = signed_names(&canonical_headers(request.headers));
    format!("{ALGORITHM} Credential={id},SignedHeaders={names},Signature={signature}")
}

/// The request in the one form that both sides hash.
pub fn canonical_request(request: &Signable<'_>) -> String {
    let headers = canonical_headers(request.headers);
    let lines: String = headers
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"))
        .collect();
    let Signable { method, path, .. } = request;
    let query = query_string(request.query);
    let names = signed_names(&headers);
    let payload = payload_hash(request.body);
    format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{payload}")
}

/// What `x-acs-content-sha256` holds: the SHA-256 of the body in hexadecimal.
pub fn payload_hash(body: &[u8]) -> String {
    hex::encode(Sha256::digest(body))
}

fn string_to_sign(request: &Signable<'_>) -> String {
    format!(
        "{ALGORITHM}\n{}",
        payload_hash(canonical_request(request).as_bytes())
    )
}

/// Lower case, trimmed, sorted; the values of a repeated name sorted and joined with a comma.
fn canonical_headers(headers: &[(String, String)]) -> Vec<(String, String)> {
    let mut sorted: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    sorted.sort();
    let mut joined: Vec<(String, String)> = Vec::with_capacity(sorted.len());
    for (name, value) in sorted {
        match joined.last_mut() {
            Some((last, values)) if *last == name => {
                values.push(',');
                values.push_str(&value);
            }
            _ => joined.push((name, value)),
        }
    }
    joined
}

fn signed_names(headers: &[(String, String)]) -> String {
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.join(";")
}

fn hmac_sha256(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
