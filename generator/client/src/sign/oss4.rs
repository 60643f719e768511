//! `OSS4-HMAC-SHA256`, the scheme of object storage: signs method, bucket and key, query and headers, in the
//! `Authorization` header.
//!
//! The signing key is valid for one day and one region. The MD5 of the body is signed in place of the body.
//!
//! **Invariant**: the functions here are pure; the date is a header of the request.

use super::canonical::{canonical_headers, header_lines, pair_or_name};
use super::digest::{base64, hmac_sha256, sha256_hex};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::error::Error;
use crate::identity::{Credentials, Identity};
use crate::types::percent_encode;

const ALGORITHM: &str = "OSS4-HMAC-SHA256";
/// The text that the service expects in place of the SHA-256 of the body.
const PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// Returns the `Authorization` header of a request to a host in `region` that has all its other headers, `x-oss-date`
/// among them.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{SignableRequest, oss4};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/a.txt".to_owned(),
///     host_label: Some("my-bucket".to_owned()),
///     headers: vec![("x-oss-date".to_owned(), "20260102T030405Z".to_owned())],
///     ..SignableRequest::default()
/// };
/// assert_eq!(
///     oss4::authorization(&request, "cn-hangzhou", &Credentials::new("testid", "testsecret")),
///     "OSS4-HMAC-SHA256 Credential=testid/20260102/cn-hangzhou/oss/aliyun_v4_request,\
///      Signature=cdfcbaaf59124c52d219442707ea1ef14b21991c085fa2ddf496889f750bad68"
/// );
/// ```
pub fn authorization(request: &SignableRequest, region: &str, credentials: &Credentials) -> String {
    let date = request.header("x-oss-date");
    let scope = scope(date, region);
    let signature = signature(request, date, &scope, credentials);
    let id = credentials.access_key_id();
    format!("{ALGORITHM} Credential={id}/{scope},Signature={signature}")
}

fn scope(date: &str, region: &str) -> String {
    let day = date.get(..8).unwrap_or(date);
    format!("{day}/{region}/oss/aliyun_v4_request")
}

fn signature(
    request: &SignableRequest,
    date: &str,
    scope: &str,
    credentials: &Credentials,
) -> String {
    let hash = sha256_hex(canonical_request(request).as_bytes());
    let text = format!("{ALGORITHM}\n{date}\n{scope}\n{hash}");
    let key = format!("aliyun_v4{}", credentials.secret()).into_bytes();
    let key = scope
        .split('/')
        .fold(key, |key, part| hmac_sha256(&key, part));
    hex::encode(hmac_sha256(&key, &text))
}

fn canonical_request(request: &SignableRequest) -> String {
    let method = &request.method;
    let bucket = request.host_label.iter().map(|label| format!("/{label}"));
    let path: String = bucket.chain([request.path.clone()]).collect();
    let query = canonical_query(&request.query);
    let headers = header_lines(&canonical_headers(&request.headers, is_signed));
    // The empty line lists the additional headers to sign; this client signs none.
    format!("{method}\n{path}\n{query}\n{headers}\n\n{PAYLOAD}")
}

/// Writes the query sorted by its encoded names. No other scheme sorts after encoding, which moves a name that starts
/// with a character such as `{` in front of letters.
fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = query
        .iter()
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| pair_or_name(name, value))
        .collect();
    pairs.join("&")
}

fn is_signed(name: &str) -> bool {
    matches!(name, "content-type" | "content-md5") || name.starts_with("x-oss-")
}

pub(super) fn sign(request: &mut SignableRequest, params: &SigningParams<'_>) -> Result<(), Error> {
    request.set("x-oss-date", params.signing_instant.compact_date());
    request.set("x-oss-content-sha256", PAYLOAD);
    if let Some(md5) = request.md5() {
        request.set("content-md5", base64(&md5));
    }
    match params.credentials.identity() {
        Identity::AccessKey { token } => {
            if let Some(token) = token {
                request.set("x-oss-security-token", token);
            }
            let authorization = authorization(request, params.region()?, params.credentials);
            request.set("authorization", authorization);
            Ok(())
        }
        Identity::Bearer(_) => Err(params.bearer_not_accepted()),
        Identity::Anonymous => Ok(()),
    }
}
