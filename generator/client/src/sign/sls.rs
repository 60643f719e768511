//! `LOG`, the scheme of log services, HMAC-SHA256: signs method, some headers, path and query, in the `Authorization`
//! header.
//!
//! The MD5 of the body is signed in place of the body.
//!
//! **Invariant**: the functions here are pure; the date is a header of the request.

use super::canonical::{canonical_headers, canonical_resource, header_lines};
use super::digest::hmac_sha256_base64;
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::error::Error;
use crate::identity::{Credentials, Identity};

/// Returns the `Authorization` header of a request that has all its other headers.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{SignableRequest, sls};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/logstores".to_owned(),
///     headers: vec![("date".to_owned(), "Fri, 02 Jan 2026 03:04:05 GMT".to_owned())],
///     ..SignableRequest::default()
/// };
/// assert_eq!(
///     sls::authorization(&request, &Credentials::new("testid", "testsecret")),
///     "LOG testid:Fck+JuJ4WOSUHFyGJ1XVWLbckMmv4rkPSPPZ6uSyUyQ="
/// );
/// ```
pub fn authorization(request: &SignableRequest, credentials: &Credentials) -> String {
    let method = &request.method;
    let [md5, content_type, date] =
        ["content-md5", "content-type", "date"].map(|name| request.header(name));
    let headers = header_lines(&canonical_headers(&request.headers, is_signed));
    let pair = |name: &str, value: &str| format!("{name}={value}");
    let resource = canonical_resource(&request.path, &request.query, pair);
    let text = format!("{method}\n{md5}\n{content_type}\n{date}\n{headers}{resource}");
    let signature = hmac_sha256_base64(credentials.secret(), &text);
    format!("LOG {}:{signature}", credentials.access_key_id())
}

fn is_signed(name: &str) -> bool {
    name.starts_with("x-log-") || name.starts_with("x-acs-")
}

pub(super) fn sign(request: &mut SignableRequest, params: &SigningParams<'_>) -> Result<(), Error> {
    request.set("date", params.signing_instant.http_date());
    request.set("x-log-apiversion", "0.6.0");
    // A caller who sends compressed logs sets their uncompressed length.
    request.set_default("x-log-bodyrawsize", request.length().to_string());
    if let Some(md5) = request.md5() {
        request.set("content-md5", hex::encode_upper(md5));
    }
    match params.credentials.identity() {
        Identity::AccessKey { token } => {
            request.set("x-log-signaturemethod", "hmac-sha256");
            if let Some(token) = token {
                request.set("x-acs-security-token", token);
            }
            let authorization = authorization(request, params.credentials);
            request.set("authorization", authorization);
            Ok(())
        }
        Identity::Bearer(_) => Err(params.bearer_not_accepted()),
        Identity::Anonymous => Ok(()),
    }
}
