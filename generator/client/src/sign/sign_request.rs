//! The one place where a request gets its host, its signature and its URL.
//!
//! **Invariant**: pure; the same inputs give the same message.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::scheme::AuthScheme;
use super::signable::{BodyDigest, SignableRequest};
use super::signing_params::SigningParams;
use crate::endpoint::ResolvedEndpoint;
use crate::error::Error;
use crate::identity::{Credentials, Identity};
use crate::message::request::UnsignedRequest;
use crate::types::{OperationName, SigningInstant, is_secret, query_string};

const USER_AGENT: &str = concat!("acs-client/", env!("CARGO_PKG_VERSION"));

/// Where a request goes, how it is signed, and for whom.
pub(crate) struct Signer<'a> {
    pub(crate) endpoint: &'a ResolvedEndpoint,
    pub(crate) scheme: AuthScheme,
    pub(crate) credentials: &'a Credentials,
    pub(crate) stamp: &'a SigningInstant,
}

impl Signer<'_> {
    /// Signs a request and makes the message to send; `headers` are those of hooks, and `body` stands for a body that is
    /// not in memory.
    pub(crate) fn sign_request(
        &self,
        request: &UnsignedRequest,
        headers: &HeaderMap,
        body: Option<&BodyDigest>,
    ) -> Result<http::Request<Bytes>, Error> {
        let empty = match self.credentials.identity() {
            Identity::AccessKey { .. } => (self.credentials.access_key_id().is_empty()
                || self.credentials.secret().is_empty())
            .then_some("the access key is empty"),
            Identity::Bearer(token) => token.is_empty().then_some("the bearer token is empty"),
            Identity::Anonymous => None,
        };
        if let Some(empty) = empty {
            return Err(Error::credentials(empty));
        }
        let host = self.endpoint.host_for(request.host_label.as_deref());
        let mut message = message(request, body, headers, &host);
        let context = SigningParams {
            spec: request.spec,
            credentials: self.credentials,
            stamp: self.stamp,
            region: self.endpoint.region.as_deref(),
        };
        self.scheme.sign(&mut message, &context)?;
        sendable(message, request.spec.name, self.endpoint.protocol, &host)
    }
}

/// The message without anything of its signature.
fn message(
    request: &UnsignedRequest,
    streamed: Option<&BodyDigest>,
    headers: &HeaderMap,
    host: &str,
) -> SignableRequest {
    let mut message = SignableRequest {
        method: request.spec.method.to_owned(),
        path: request.path.clone(),
        host_label: request.host_label.clone(),
        query: request.query.clone(),
        form: request.form.clone(),
        headers: request.headers.clone(),
        body: request.body.clone(),
        streamed: streamed.cloned(),
    };
    // Parameters come first: they may choose `accept` and `content-type`, but nothing of the protocol.
    for (name, value) in headers {
        message.set_default(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    message.set_default("accept", "application/json");
    if streamed.is_some() {
        message.set_default("content-type", "application/octet-stream");
    }
    if let Some(content_type) = request.content_type {
        message.set_default("content-type", content_type);
    }
    message.set("host", host);
    message.set("user-agent", USER_AGENT);
    // Some gateways refuse a POST without a length.
    let length = message.length();
    if length > 0 || !matches!(request.spec.method, "GET" | "HEAD") {
        message.set("content-length", length.to_string());
    }
    message
}

fn sendable(
    message: SignableRequest,
    action: &'static str,
    protocol: &str,
    host: &str,
) -> Result<http::Request<Bytes>, Error> {
    let query = query_string(&message.query);
    let separator = if query.is_empty() { "" } else { "?" };
    let mut request = http::Request::builder()
        .method(message.method.as_str())
        .uri(format!(
            "{protocol}://{host}{}{separator}{query}",
            message.path
        ))
        .extension(OperationName(action))
        .body(message.body)
        .map_err(|error| Error::request(format!("the request cannot be sent: {error}")))?;
    for (name, value) in message.headers {
        let (Ok(key), Ok(mut content)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) else {
            return Err(Error::request(format!(
                "the value of header `{name}` cannot be sent"
            )));
        };
        content.set_sensitive(is_secret(&name));
        request.headers_mut().append(key, content);
    }
    Ok(request)
}
