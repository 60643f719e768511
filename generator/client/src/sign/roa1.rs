//! Signature V1 of ROA services and of PDS, HMAC-SHA1: method, some headers, path and query, in one header.
//!
//! The body is signed by its MD5.

use super::canonical::{bare_pair, canonical_headers, lines, resource};
use super::digest::{base64, hmac_sha1_base64};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::ApiStyle;

/// The `Authorization` header for a message that is complete.
pub fn authorization(message: &SignableRequest, credentials: &Credentials) -> String {
    let method = &message.method;
    let [accept, md5, kind, date] =
        ["accept", "content-md5", "content-type", "date"].map(|name| message.header(name));
    let headers = lines(&canonical_headers(&message.headers, |name| {
        name.starts_with("x-acs-")
    }));
    let resource = resource(&message.path, &message.query, bare_pair);
    let text = format!("{method}\n{accept}\n{md5}\n{kind}\n{date}\n{headers}{resource}");
    let signature = hmac_sha1_base64(credentials.secret(), &text);
    format!("acs {}:{signature}", credentials.access_key_id())
}

pub(super) fn sign(message: &mut SignableRequest, context: &SigningParams<'_>) {
    context.name_operation(message);
    message.set("date", context.stamp.http_date());
    message.set("x-acs-signature-method", "HMAC-SHA1");
    message.set("x-acs-signature-version", "1.0");
    if let Some(md5) = message.md5() {
        message.set("content-md5", base64(&md5));
    }
    match context.credentials.identity() {
        Identity::AccessKey { token } => {
            context.lend_token(token, message);
            let authorization = authorization(message, context.credentials);
            message.set("authorization", authorization);
        }
        Identity::Bearer(token) => {
            message.set("x-acs-bearer-token", token);
            match context.style() {
                ApiStyle::Pds => message.set("authorization", format!("Bearer {token}")),
                _ => message.set("x-acs-signature-type", "BEARERTOKEN"),
            }
        }
        Identity::Anonymous => {}
    }
}
