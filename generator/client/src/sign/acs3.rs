//! `ACS3-HMAC-SHA256`: signs method, path, query, headers and the hash of the body, in the `Authorization` header.
//!
//! **Invariant**: the functions here are pure; date and nonce are headers of the request.

use super::canonical::{canonical_headers, header_lines};
use super::digest::{hmac_sha256, sha256_hex};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::{ApiStyle, query_string};

/// The name of the scheme, with which the `Authorization` header starts.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Returns the `Authorization` header of a request that has all its other headers.
///
/// Services require `host`, `content-type` and every `x-acs-*` header to be signed; `signed` decides by the name of a
/// header, in lowercase, whether the header is signed.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{SignableRequest, acs3};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/clusters".to_owned(),
///     headers: vec![("x-acs-date".to_owned(), "2026-01-02T03:04:05Z".to_owned())],
///     ..SignableRequest::default()
/// };
/// assert_eq!(
///     acs3::authorization(&request, |name| name.starts_with("x-acs-"), &Credentials::new("testid", "testsecret")),
///     "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=x-acs-date,\
///      Signature=0998907fcc22b6df5aef1a433353a1ecf27ba9eddc0e5e4df38a37c0131f3306"
/// );
/// ```
pub fn authorization(
    request: &SignableRequest,
    signed: impl Fn(&str) -> bool,
    credentials: &Credentials,
) -> String {
    let names = signed_names(&canonical_headers(&request.headers, &signed));
    let hash = sha256_hex(canonical_request(request, signed).as_bytes());
    let signature = hex::encode(hmac_sha256(
        credentials.secret().as_bytes(),
        &format!("{ALGORITHM}\n{hash}"),
    ));
    let id = credentials.access_key_id();
    format!("{ALGORITHM} Credential={id},SignedHeaders={names},Signature={signature}")
}

/// Returns the canonical form of a request, which the client and the service both hash.
///
/// ```
/// use acs_client::sign::{SignableRequest, acs3};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/clusters".to_owned(),
///     query: vec![("name".to_owned(), "a b".to_owned())],
///     headers: vec![("host".to_owned(), "cs.aliyuncs.com".to_owned())],
///     ..SignableRequest::default()
/// };
/// let canonical = acs3::canonical_request(&request, |_| true);
/// assert!(canonical.starts_with("GET\n/clusters\nname=a%20b\nhost:cs.aliyuncs.com\n\nhost\n"));
/// ```
pub fn canonical_request(request: &SignableRequest, signed: impl Fn(&str) -> bool) -> String {
    let headers = canonical_headers(&request.headers, signed);
    let SignableRequest { method, path, .. } = request;
    let query = query_string(&request.query);
    let names = signed_names(&headers);
    let lines = header_lines(&headers);
    let payload = hex::encode(request.sha256());
    format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{payload}")
}

fn signed_names(headers: &[(String, String)]) -> String {
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.join(";")
}

pub(super) fn sign(request: &mut SignableRequest, params: &SigningParams<'_>) {
    let rpc = params.style() == ApiStyle::Rpc;
    params.set_operation_headers(request);
    request.set("x-acs-date", params.signing_instant.date());
    request.set("x-acs-content-sha256", hex::encode(request.sha256()));
    match params.credentials.identity() {
        Identity::AccessKey { token } => {
            params.set_security_token(request, token);
            let authorization = authorization(request, is_signed, params.credentials);
            request.set("authorization", authorization);
        }
        Identity::Bearer(token) => {
            request.set("x-acs-bearer-token", token);
            match rpc {
                true => request.set_query("SignatureType", "BEARERTOKEN"),
                false => request.set("x-acs-signature-type", "BEARERTOKEN"),
            }
        }
        // In an unsigned request to an RPC service only the query can name the format of the response.
        Identity::Anonymous if rpc => request.set_query("Format", "json"),
        Identity::Anonymous => {}
    }
}

fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || name.starts_with("x-acs-")
}
