//! Turns a serialized request into a signed HTTP request with its host and URL.
//!
//! **Invariant**: pure; the same inputs give the same request.

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

/// The endpoint, scheme, credentials and signing instant that a request is signed with.
pub(crate) struct Signer<'a> {
    pub(crate) endpoint: &'a ResolvedEndpoint,
    pub(crate) scheme: AuthScheme,
    pub(crate) credentials: &'a Credentials,
    pub(crate) signing_instant: &'a SigningInstant,
}

impl Signer<'_> {
    /// Signs a request and returns the HTTP request to send.
    ///
    /// `headers` are the headers that interceptors add; `body` describes a body that is not held in memory.
    ///
    /// # Errors
    ///
    /// Returns an error if the credentials are empty, if the scheme does not accept them, or if a header or the URL
    /// contains characters that HTTP does not allow.
    pub(crate) fn sign_request(
        &self,
        request: &UnsignedRequest,
        headers: &HeaderMap,
        body: Option<&BodyDigest>,
    ) -> Result<http::Request<Bytes>, Error> {
        self.check_credentials()?;
        let host = self.endpoint.host_for(request.host_label.as_deref());
        let mut signable = signable_request(request, body, headers, &host);
        let params = SigningParams {
            spec: request.spec,
            credentials: self.credentials,
            signing_instant: self.signing_instant,
            region: self.endpoint.region.as_deref(),
        };
        self.scheme.sign(&mut signable, &params)?;
        http_request(signable, request.spec.name, self.endpoint.protocol, &host)
    }

    fn check_credentials(&self) -> Result<(), Error> {
        let problem = match self.credentials.identity() {
            Identity::AccessKey { .. } => (self.credentials.access_key_id().is_empty()
                || self.credentials.secret().is_empty())
            .then_some("the access key is empty"),
            Identity::Bearer(token) => token.is_empty().then_some("the bearer token is empty"),
            Identity::Anonymous => None,
        };
        match problem {
            Some(problem) => Err(Error::credentials(problem)),
            None => Ok(()),
        }
    }
}

/// Returns the request to sign, before any header or parameter of a scheme.
fn signable_request(
    request: &UnsignedRequest,
    streamed: Option<&BodyDigest>,
    headers: &HeaderMap,
    host: &str,
) -> SignableRequest {
    let mut signable = SignableRequest {
        method: request.spec.method.to_owned(),
        path: request.path.clone(),
        host_label: request.host_label.clone(),
        query: request.query.clone(),
        form: request.form.clone(),
        headers: request.headers.clone(),
        body: request.body.clone(),
        streamed: streamed.cloned(),
    };
    // Parameters take precedence: they may set `accept` and `content-type`, but no header of the protocol.
    for (name, value) in headers {
        signable.set_default(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    signable.set_default("accept", "application/json");
    if streamed.is_some() {
        signable.set_default("content-type", "application/octet-stream");
    }
    if let Some(content_type) = request.content_type {
        signable.set_default("content-type", content_type);
    }
    signable.set("host", host);
    signable.set("user-agent", USER_AGENT);
    // Some gateways reject a POST without a length.
    let length = signable.length();
    if length > 0 || !matches!(request.spec.method, "GET" | "HEAD") {
        signable.set("content-length", length.to_string());
    }
    signable
}

/// Converts a signed request to an HTTP request; marks headers with secrets as sensitive.
fn http_request(
    signed: SignableRequest,
    operation: &'static str,
    protocol: &str,
    host: &str,
) -> Result<http::Request<Bytes>, Error> {
    let query = query_string(&signed.query);
    let separator = if query.is_empty() { "" } else { "?" };
    let mut request = http::Request::builder()
        .method(signed.method.as_str())
        .uri(format!(
            "{protocol}://{host}{}{separator}{query}",
            signed.path
        ))
        .extension(OperationName(operation))
        .body(signed.body)
        .map_err(|error| Error::request(format!("the request cannot be sent: {error}")))?;
    for (name, text) in signed.headers {
        let (Ok(key), Ok(mut value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(text.as_bytes()),
        ) else {
            return Err(Error::request(format!(
                "the value of header `{name}` cannot be sent"
            )));
        };
        value.set_sensitive(is_secret(&name));
        request.headers_mut().append(key, value);
    }
    Ok(request)
}
