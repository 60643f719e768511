//! Signature V1 of RPC services, HMAC-SHA1: method and parameters, in the query.
//!
//! Neither headers nor a body that is not a form are signed.

use super::digest::hmac_sha1_base64;
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::{percent_encode, query_string};

/// The parameter `SignatureVersion` for a message that is complete.
pub fn signature(message: &SignableRequest, credentials: &Credentials) -> String {
    let pairs = [message.query.as_slice(), &message.form].concat();
    let parameters = percent_encode(&query_string(&pairs));
    let path = percent_encode("/");
    hmac_sha1_base64(
        &format!("{}&", credentials.secret()),
        &format!("{}&{path}&{parameters}", message.method),
    )
}

pub(super) fn sign(message: &mut SignableRequest, context: &SigningParams<'_>) {
    context.name_operation(message);
    for (name, value) in [
        ("Action", context.spec.name),
        ("Format", "json"),
        ("Version", context.spec.product.version),
        ("Timestamp", &context.stamp.date()),
        ("SignatureNonce", context.stamp.nonce()),
    ] {
        message.set_query(name, value);
    }
    match context.credentials.identity() {
        Identity::AccessKey { token } => {
            message.set_query("SignatureMethod", "HMAC-SHA1");
            message.set_query("SignatureVersion", "1.0");
            message.set_query("AccessKeyId", context.credentials.access_key_id());
            if let Some(token) = token {
                message.set_query("SecurityToken", token);
            }
            let signature = signature(message, context.credentials);
            message.set_query("Signature", signature);
        }
        Identity::Bearer(token) => {
            message.set_query("BearerToken", token);
            message.set_query("SignatureType", "BEARERTOKEN");
        }
        Identity::Anonymous => {}
    }
}
