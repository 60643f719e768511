//! The one place where a request gets its host, date, nonce and signature.
//!
//! **Invariant**: pure; the same inputs give the same message.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::credentials::Credentials;
use crate::error::Error;
use crate::request::Unsigned;
use crate::sign::{acs3, query_string};
use crate::transport::Stamp;

const USER_AGENT: &str = concat!("acs-client/", env!("CARGO_PKG_VERSION"));

/// Signs `request` for `host` and makes the message to send.
pub(crate) fn signed(
    request: &Unsigned,
    scheme: &str,
    host: &str,
    credentials: &Credentials,
    stamp: &Stamp,
) -> Result<http::Request<Bytes>, Error> {
    if credentials.access_key_id().is_empty() || credentials.secret().is_empty() {
        return Err(Error::credentials("the access key is empty"));
    }
    let host = match &request.host_label {
        Some(label) => format!("{label}.{host}"),
        None => host.to_owned(),
    };
    let mut headers = headers(request, &host, credentials, stamp);
    let to_sign: Vec<_> = headers
        .iter()
        .filter(|(name, _)| is_signed(name))
        .cloned()
        .collect();
    let signable = acs3::Signable {
        method: request.spec.method,
        path: &request.path,
        query: &request.query,
        headers: &to_sign,
        body: &request.body,
    };
    set(
        &mut headers,
        "authorization",
        acs3::authorization(&signable, credentials),
    );
    let query = query_string(&request.query);
    let separator = if query.is_empty() { "" } else { "?" };
    let uri = format!("{scheme}://{host}{}{separator}{query}", request.path);
    message(request, &uri, headers)
}

fn headers(
    request: &Unsigned,
    host: &str,
    credentials: &Credentials,
    stamp: &Stamp,
) -> Vec<(String, String)> {
    let spec = request.spec;
    // Parameters come first: they may choose `accept` and `content-type`, but nothing of the protocol.
    let mut headers = request.headers.clone();
    for (name, value) in [
        ("accept", Some("application/json")),
        ("content-type", request.content_type),
    ] {
        if let (Some(value), false) = (value, headers.iter().any(|(known, _)| known == name)) {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    set(&mut headers, "host", host.to_owned());
    set(&mut headers, "user-agent", USER_AGENT.to_owned());
    set(&mut headers, "x-acs-action", spec.name.to_owned());
    set(
        &mut headers,
        "x-acs-version",
        spec.product.version.to_owned(),
    );
    set(&mut headers, "x-acs-date", stamp.date());
    set(
        &mut headers,
        "x-acs-signature-nonce",
        stamp.nonce().to_owned(),
    );
    set(
        &mut headers,
        "x-acs-content-sha256",
        acs3::payload_hash(&request.body),
    );
    if let Some(token) = credentials.token() {
        set(
            &mut headers,
            "x-acs-accesskey-id",
            credentials.access_key_id().to_owned(),
        );
        set(&mut headers, "x-acs-security-token", token.to_owned());
    }
    // Some gateways refuse a POST without a length.
    if !request.body.is_empty() || !matches!(spec.method, "GET" | "HEAD") {
        set(
            &mut headers,
            "content-length",
            request.body.len().to_string(),
        );
    }
    headers
}

fn set(headers: &mut Vec<(String, String)>, name: &str, value: String) {
    headers.retain(|(known, _)| known != name);
    headers.push((name.to_owned(), value));
}

fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || name.starts_with("x-acs-")
}

fn message(
    request: &Unsigned,
    uri: &str,
    headers: Vec<(String, String)>,
) -> Result<http::Request<Bytes>, Error> {
    let mut message = http::Request::builder()
        .method(request.spec.method)
        .uri(uri)
        .body(request.body.clone())
        .map_err(|error| Error::request(format!("the request cannot be sent: {error}")))?;
    for (name, value) in headers {
        let (Ok(key), Ok(mut content)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) else {
            return Err(Error::request(format!(
                "the value of header `{name}` cannot be sent"
            )));
        };
        content.set_sensitive(matches!(
            name.as_str(),
            "authorization" | "x-acs-security-token"
        ));
        message.headers_mut().append(key, content);
    }
    Ok(message)
}
