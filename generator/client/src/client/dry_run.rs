//! A signed request to look at: as text, as a command, as JSON.
//!
//! **Invariant**: no text of it holds a secret, nor a signature, with which somebody could send the request.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::client::Client;
use super::operation::Operation;
use crate::call::{Runtime, serialize};
use crate::error::Error;
use crate::message::request::UnsignedRequest;
use crate::message::response::parse_document;
use crate::sign::{AuthScheme, Signer};
use crate::types::{RedactedJson, is_secret};

const REDACTED: &str = "***";

/// A request as it would be sent; made by [`Client::dry_run`](crate::Client::dry_run).
///
/// Its texts show neither secrets nor the signature; [`request`](Self::request) has all of it.
pub struct DryRun {
    request: http::Request<Bytes>,
}

impl Client {
    /// The signed request that [`send`](Self::send) would send now, to look at.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), apart from what comes of sending.
    pub async fn dry_run<O: Operation>(&self, operation: O) -> Result<DryRun, Error> {
        let runtime = self.runtime();
        let request = serialize(runtime, O::SPEC, operation.into_parameters())?;
        let signed = signed(runtime, &request).await;
        let request = signed.map_err(|error| error.with_operation(O::SPEC.name()))?;
        Ok(DryRun { request })
    }
}

async fn signed(
    runtime: &Runtime,
    request: &UnsignedRequest,
) -> Result<http::Request<Bytes>, Error> {
    let endpoint = runtime.endpoint.target(request.spec)?;
    let scheme = AuthScheme::of(request.spec, runtime.signature)?;
    let transport = &*runtime.transport;
    let credentials = runtime.provide_credentials(request.spec, transport).await?;
    let signer = Signer {
        endpoint: &endpoint,
        scheme,
        credentials: &credentials,
        stamp: &runtime.signing_instant(),
    };
    signer.sign_request(request, &HeaderMap::new(), None)
}

impl DryRun {
    /// The request itself, with its secrets and its signature: whoever has it can send it for some minutes.
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.request
    }

    /// The request as it goes over the wire.
    pub fn to_http_text(&self) -> String {
        let Shown {
            method,
            target,
            headers,
            body,
            ..
        } = self.shown();
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect();
        format!("{method} {target} HTTP/1.1\n{headers}\n{body}")
    }

    /// A command that would send it, were its secrets filled in.
    pub fn to_curl(&self) -> String {
        let Shown {
            method,
            base,
            target,
            headers,
            body,
        } = self.shown();
        let mut command = format!("curl -X {method} {}", quoted(&format!("{base}{target}")));
        for (name, value) in headers.iter().filter(|(name, _)| computed(name)) {
            command.push_str(&format!(
                " \\\n  -H {}",
                quoted(&format!("{name}: {value}"))
            ));
        }
        if !body.is_empty() {
            command.push_str(&format!(" \\\n  --data-binary {}", quoted(&body)));
        }
        command
    }

    /// The request as an object: `method`, `url`, `headers`, `body`.
    pub fn to_json(&self) -> Value {
        let shown = self.shown();
        let headers: serde_json::Map<_, _> = shown
            .headers
            .into_iter()
            .map(|(name, value)| (name, Value::from(value)))
            .collect();
        json!({
            "method": shown.method,
            "url": format!("{}{}", shown.base, shown.target),
            "headers": headers,
            "body": shown.body,
        })
    }

    fn shown(&self) -> Shown {
        let uri = self.request.uri();
        let query = uri.query().map(|query| format!("?{}", struck_pairs(query)));
        let headers = self.request.headers();
        Shown {
            method: self.request.method().to_string(),
            base: format!(
                "{}://{}",
                uri.scheme_str().unwrap_or("https"),
                uri.authority().map_or("", |authority| authority.as_str())
            ),
            target: format!("{}{}", uri.path(), query.unwrap_or_default()),
            headers: headers
                .iter()
                .map(|(name, value)| {
                    let shown = match secret(name.as_str()) {
                        true => REDACTED.into(),
                        false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    };
                    (name.to_string(), shown)
                })
                .collect(),
            body: struck_body(headers, self.request.body()),
        }
    }
}

struct Shown {
    method: String,
    base: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// curl makes these itself.
fn computed(name: &str) -> bool {
    !matches!(name, "host" | "content-length")
}

fn secret(name: &str) -> bool {
    is_secret(name) || name.eq_ignore_ascii_case("signature")
}

fn struck_pairs(encoded: &str) -> String {
    let pairs = encoded.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let [key, content] = [name, value].map(|text| percent_decode_str(text).decode_utf8_lossy());
        // Some values are documents of their own.
        let holds =
            serde_json::from_str(&content).is_ok_and(|value| RedactedJson(&value).has_secret());
        match secret(&key) || holds {
            true => format!("{name}={REDACTED}"),
            false => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn struck_body(headers: &HeaderMap, body: &[u8]) -> String {
    let kind = headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let Ok(text) = std::str::from_utf8(body) else {
        return format!("<{} bytes>", body.len());
    };
    if kind.starts_with("application/x-www-form-urlencoded") {
        return struck_pairs(text);
    }
    match serde_json::from_str(text) {
        Ok(value) => RedactedJson(&value).to_string(),
        // What is no JSON cannot be struck in part.
        Err(_)
            if parse_document(body)
                .is_ok_and(|document| RedactedJson(&document.value).has_secret()) =>
        {
            REDACTED.to_owned()
        }
        Err(_) => text.to_owned(),
    }
}

/// One word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_http_text())
    }
}

impl fmt::Debug for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DryRun").field(&self.to_http_text()).finish()
    }
}
