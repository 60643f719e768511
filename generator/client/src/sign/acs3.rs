//! `ACS3-HMAC-SHA256`: method, path, query, headers and the body's hash, in one header.

use super::canonical::{canonical_headers, lines};
use super::digest::{hmac_sha256, sha256_hex};
use super::signable::SignableRequest;
use super::signing_params::SigningParams;
use crate::identity::{Credentials, Identity};
use crate::types::{ApiStyle, query_string};

/// The name of the scheme, as the `Authorization` header starts.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The `Authorization` header for a message that is complete.
///
/// A service wants `host`, `content-type` and all `x-acs-*` signed; `signed` tells them from the others.
pub fn authorization(
    message: &SignableRequest,
    signed: impl Fn(&str) -> bool,
    credentials: &Credentials,
) -> String {
    let names = signed_names(&canonical_headers(&message.headers, &signed));
    let hash = sha256_hex(canonical_request(message, signed).as_bytes());
    let signature = hex::encode(hmac_sha256(
        credentials.secret().as_bytes(),
        &format!("{ALGORITHM}\n{hash}"),
    ));
    let id = credentials.access_key_id();
    format!("{ALGORITHM} Credential={id},SignedHeaders={names},Signature={signature}")
}

/// The message in the one form that both sides hash.
pub fn canonical_request(message: &SignableRequest, signed: impl Fn(&str) -> bool) -> String {
    let headers = canonical_headers(&message.headers, signed);
    let SignableRequest { method, path, .. } = message;
    let query = query_string(&message.query);
    let names = signed_names(&headers);
    let lines = lines(&headers);
    let payload = hex::encode(message.sha256());
    format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{payload}")
}

fn signed_names(headers: &[(String, String)]) -> String {
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.join(";")
}

pub(super) fn sign(message: &mut SignableRequest, context: &SigningParams<'_>) {
    let rpc = context.style() == ApiStyle::Rpc;
    context.name_operation(message);
    message.set("x-acs-date", context.stamp.date());
    message.set("x-acs-content-sha256", hex::encode(message.sha256()));
    match context.credentials.identity() {
        Identity::AccessKey { token } => {
            context.lend_token(token, message);
            let authorization = authorization(message, is_signed, context.credentials);
            message.set("authorization", authorization);
        }
        Identity::Bearer(token) => {
            message.set("x-acs-bearer-token", token);
            match rpc {
                true => message.set_query("SignatureType", "BEARERTOKEN"),
                false => message.set("x-acs-signature-type", "BEARERTOKEN"),
            }
        }
        // Nothing else tells an RPC service that is asked by nobody which format to answer in.
        Identity::Anonymous if rpc => message.set_query("Format", "json"),
        Identity::Anonymous => {}
    }
}

fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || name.starts_with("x-acs-")
}
