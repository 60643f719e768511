//! The one place where a request gets its host, its signature and its URL.
//!
//! **Invariant**: pure; the same inputs give the same message.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::credentials::{Credentials, Identity};
use crate::endpoint::ResolvedEndpoint;
use crate::error::Error;
use crate::request::UnsignedRequest;
use crate::sign::{SignableRequest, SigningParams, query_string};
use crate::stamp::SigningInstant;
use crate::upload::Upload;

const USER_AGENT: &str = concat!("acs-client/", env!("CARGO_PKG_VERSION"));

/// The operation a message calls, for transports that want to know: not every protocol tells.
#[derive(Clone, Copy)]
pub(crate) struct OperationName(pub(crate) &'static str);

/// Signs `request` for `target` and makes the message to send; `headers` are those of hooks.
pub(crate) fn signed(
    request: &UnsignedRequest,
    upload: Option<&Upload>,
    headers: &HeaderMap,
    target: &ResolvedEndpoint,
    credentials: &Credentials,
    stamp: &SigningInstant,
) -> Result<http::Request<Bytes>, Error> {
    let empty = match credentials.proof() {
        Identity::AccessKey { .. } => (credentials.access_key_id().is_empty()
            || credentials.secret().is_empty())
        .then_some("the access key is empty"),
        Identity::Bearer(token) => token.is_empty().then_some("the bearer token is empty"),
        Identity::Anonymous => None,
    };
    if let Some(empty) = empty {
        return Err(Error::credentials(empty));
    }
    let host = target.host_of(request);
    let mut message = message(request, upload, headers, &host);
    let context = SigningParams {
        spec: request.spec,
        credentials,
        stamp,
        region: target.region.as_deref(),
    };
    target.scheme.sign(&mut message, &context)?;
    sendable(message, request.spec.name, target.protocol, &host)
}

/// The message without anything of its signature.
fn message(
    request: &UnsignedRequest,
    upload: Option<&Upload>,
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
        streamed: upload.map(|upload| upload.digests().clone()),
    };
    // Parameters come first: they may choose `accept` and `content-type`, but nothing of the protocol.
    for (name, value) in headers {
        message.set_default(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    message.set_default("accept", "application/json");
    if upload.is_some() {
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
        content.set_sensitive(crate::secret::is_secret(&name));
        request.headers_mut().append(key, content);
    }
    Ok(request)
}
