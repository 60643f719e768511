//! `OSS4-HMAC-SHA256`, the signature of object storage: method, bucket and key, query and headers, in one header.
//!
//! The key it signs with holds for one day and one region. The body is signed by its MD5.

use super::canonical::{bare_pair, canonical_headers, lines};
use super::digest::{base64, hmac_sha256, sha256_hex};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::error::Error;
use crate::identity::{Credentials, Identity};
use crate::types::percent_encode;

const ALGORITHM: &str = "OSS4-HMAC-SHA256";
/// The service takes no hash of a body here.
const PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The `Authorization` header for a message that is complete, sent to a host in `region`.
pub fn authorization(message: &SignableRequest, region: &str, credentials: &Credentials) -> String {
    let date = message.header("x-oss-date");
    let scope = scope(date, region);
    let signature = signature(message, date, &scope, credentials);
    let id = credentials.access_key_id();
    format!("{ALGORITHM} Credential={id}/{scope},Signature={signature}")
}

fn scope(date: &str, region: &str) -> String {
    let day = date.get(..8).unwrap_or(date);
    format!("{day}/{region}/oss/aliyun_v4_request")
}

fn signature(
    message: &SignableRequest,
    date: &str,
    scope: &str,
    credentials: &Credentials,
) -> String {
    let hash = sha256_hex(canonical_request(message).as_bytes());
    let text = format!("{ALGORITHM}\n{date}\n{scope}\n{hash}");
    let key = format!("aliyun_v4{}", credentials.secret()).into_bytes();
    let key = scope
        .split('/')
        .fold(key, |key, part| hmac_sha256(&key, part));
    hex::encode(hmac_sha256(&key, &text))
}

fn canonical_request(message: &SignableRequest) -> String {
    let method = &message.method;
    let bucket = message.host_label.iter().map(|label| format!("/{label}"));
    let path: String = bucket.chain([message.path.clone()]).collect();
    let query = canonical_query(&message.query);
    let headers = lines(&canonical_headers(&message.headers, is_signed));
    // The empty line is for headers that are signed beyond those that must be.
    format!("{method}\n{path}\n{query}\n{headers}\n\n{PAYLOAD}")
}

/// Sorted as encoded, unlike in any other scheme: `+` is behind letters before, and in front of them after.
fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = query
        .iter()
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| bare_pair(name, value))
        .collect();
    pairs.join("&")
}

fn is_signed(name: &str) -> bool {
    matches!(name, "content-type" | "content-md5") || name.starts_with("x-oss-")
}

pub(super) fn sign(
    message: &mut SignableRequest,
    context: &SigningParams<'_>,
) -> Result<(), Error> {
    message.set("x-oss-date", context.stamp.compact_date());
    message.set("x-oss-content-sha256", PAYLOAD);
    if let Some(md5) = message.md5() {
        message.set("content-md5", base64(&md5));
    }
    match context.credentials.identity() {
        Identity::AccessKey { token } => {
            if let Some(token) = token {
                message.set("x-oss-security-token", token);
            }
            let authorization = authorization(message, context.region()?, context.credentials);
            message.set("authorization", authorization);
            Ok(())
        }
        Identity::Bearer(_) => Err(context.no_bearer()),
        Identity::Anonymous => Ok(()),
    }
}
