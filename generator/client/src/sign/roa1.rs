//! Signature version 1 of ROA services and of PDS, HMAC-SHA1: signs method, some headers, path and query, in the
//! `Authorization` header.
//!
//! The MD5 of the body is signed in place of the body.
//!
//! **Invariant**: the functions here are pure; date and nonce are headers of the request.

use super::canonical::{canonical_headers, canonical_resource, header_lines, pair_or_name};
use super::digest::{base64, hmac_sha1_base64};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::ApiStyle;

/// Returns the `Authorization` header of a request that has all its other headers.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{SignableRequest, roa1};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/clusters".to_owned(),
///     headers: vec![("date".to_owned(), "Fri, 02 Jan 2026 03:04:05 GMT".to_owned())],
///     ..SignableRequest::default()
/// };
/// assert_eq!(
///     roa1::authorization(&request, &Credentials::new("testid", "testsecret")),
///     "acs testid:2snZDazBVGgtRK9TH9X+3Dkskcc="
/// );
/// ```
pub fn authorization(request: &SignableRequest, credentials: &Credentials) -> String {
    let method = &request.method;
    let [accept, md5, content_type, date] =
        ["accept", "content-md5", "content-type", "date"].map(|name| request.header(name));
    let headers = header_lines(&canonical_headers(&request.headers, |name| {
        name.starts_with("x-acs-")
    }));
    let resource = canonical_resource(&request.path, &request.query, pair_or_name);
    let text = format!("{method}\n{accept}\n{md5}\n{content_type}\n{date}\n{headers}{resource}");
    let signature = hmac_sha1_base64(credentials.secret(), &text);
    format!("acs {}:{signature}", credentials.access_key_id())
}

pub(super) fn sign(request: &mut SignableRequest, params: &SigningParams<'_>) {
    params.set_operation_headers(request);
    request.set("date", params.signing_instant.http_date());
    request.set("x-acs-signature-method", "HMAC-SHA1");
    request.set("x-acs-signature-version", "1.0");
    if let Some(md5) = request.md5() {
        request.set("content-md5", base64(&md5));
    }
    match params.credentials.identity() {
        Identity::AccessKey { token } => {
            params.set_security_token(request, token);
            let authorization = authorization(request, params.credentials);
            request.set("authorization", authorization);
        }
        Identity::Bearer(token) => {
            request.set("x-acs-bearer-token", token);
            match params.style() {
                ApiStyle::Pds => request.set("authorization", format!("Bearer {token}")),
                _ => request.set("x-acs-signature-type", "BEARERTOKEN"),
            }
        }
        Identity::Anonymous => {}
    }
}
