//! Signature version 1 of RPC services, HMAC-SHA1: signs the method and the parameters, in the query.
//!
//! The scheme signs no headers, and a body only if the body is a form.
//!
//! **Invariant**: the functions here are pure; date and nonce are parameters of the request.

use super::digest::hmac_sha1_base64;
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::{percent_encode, query_string};

/// Returns the value of the parameter `Signature` of a request that has all its other parameters.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{SignableRequest, rpc1};
///
/// let query = [("Action", "DescribeRegions"), ("Timestamp", "2026-01-02T03:04:05Z")];
/// let request = SignableRequest {
///     method: "POST".to_owned(),
///     path: "/".to_owned(),
///     query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
///     ..SignableRequest::default()
/// };
/// assert_eq!(
///     rpc1::signature(&request, &Credentials::new("testid", "testsecret")),
///     "x+JE2ROzQGRtsIWeDOGiQ5Awbp8="
/// );
/// ```
pub fn signature(request: &SignableRequest, credentials: &Credentials) -> String {
    let pairs = [request.query.as_slice(), &request.form].concat();
    let parameters = percent_encode(&query_string(&pairs));
    let path = percent_encode("/");
    hmac_sha1_base64(
        &format!("{}&", credentials.secret()),
        &format!("{}&{path}&{parameters}", request.method),
    )
}

pub(super) fn sign(request: &mut SignableRequest, params: &SigningParams<'_>) {
    params.set_operation_headers(request);
    for (name, value) in [
        ("Action", params.spec.name),
        ("Format", "json"),
        ("Version", params.spec.product.version),
        ("Timestamp", &params.signing_instant.date()),
        ("SignatureNonce", params.signing_instant.nonce()),
    ] {
        request.set_query(name, value);
    }
    match params.credentials.identity() {
        Identity::AccessKey { token } => {
            request.set_query("SignatureMethod", "HMAC-SHA1");
            request.set_query("SignatureVersion", "1.0");
            request.set_query("AccessKeyId", params.credentials.access_key_id());
            if let Some(token) = token {
                request.set_query("SecurityToken", token);
            }
            let signature = signature(request, params.credentials);
            request.set_query("Signature", signature);
        }
        Identity::Bearer(token) => {
            request.set_query("BearerToken", token);
            request.set_query("SignatureType", "BEARERTOKEN");
        }
        Identity::Anonymous => {}
    }
}
