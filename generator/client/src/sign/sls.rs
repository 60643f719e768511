//! `LOG`, the signature of log services, HMAC-SHA256: method, some headers, path and query, in one header.
//!
//! The body is signed by its MD5.

use super::canonical::{canonical_headers, lines, resource};
use super::digest::hmac_sha256_base64;
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::error::Error;
use crate::identity::{Credentials, Identity};

/// The `Authorization` header for a message that is complete.
pub fn authorization(message: &SignableRequest, credentials: &Credentials) -> String {
    let method = &message.method;
    let [md5, kind, date] =
        ["content-md5", "content-type", "date"].map(|name| message.header(name));
    let headers = lines(&canonical_headers(&message.headers, is_signed));
    let pair = |name: &str, value: &str| format!("{name}={value}");
    let resource = resource(&message.path, &message.query, pair);
    let text = format!("{method}\n{md5}\n{kind}\n{date}\n{headers}{resource}");
    let signature = hmac_sha256_base64(credentials.secret(), &text);
    format!("LOG {}:{signature}", credentials.access_key_id())
}

fn is_signed(name: &str) -> bool {
    name.starts_with("x-log-") || name.starts_with("x-acs-")
}

pub(super) fn sign(
    message: &mut SignableRequest,
    context: &SigningParams<'_>,
) -> Result<(), Error> {
    message.set("date", context.stamp.http_date());
    message.set("x-log-apiversion", "0.6.0");
    // Who sends compressed logs says how long they were before.
    message.set_default("x-log-bodyrawsize", message.length().to_string());
    if let Some(md5) = message.md5() {
        message.set("content-md5", hex::encode_upper(md5));
    }
    match context.credentials.identity() {
        Identity::AccessKey { token } => {
            message.set("x-log-signaturemethod", "hmac-sha256");
            if let Some(token) = token {
                message.set("x-acs-security-token", token);
            }
            let authorization = authorization(message, context.credentials);
            message.set("authorization", authorization);
            Ok(())
        }
        Identity::Bearer(_) => Err(context.no_bearer()),
        Identity::Anonymous => Ok(()),
    }
}
