//! A signed request that is not sent, as text, as a curl command and as JSON.
//!
//! **Invariant**: no text holds a secret, or a signature with which the request could be sent.

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

/// The text in place of a secret.
const REDACTED: &str = "***";

/// A signed request that was not sent, created by [`Client::dry_run`].
///
/// Its texts redact secrets and the signature; [`request`](Self::request) returns them unredacted.
pub struct DryRun {
    request: http::Request<Bytes>,
}

impl Client {
    /// Returns the signed request that [`send`](Self::send) would send now, without sending it.
    ///
    /// Credentials are provided as for a call, which may need the network.
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHost;
    ///
    /// let replay = Replay::new();
    /// let client = Client::replay(&replay);
    /// let dry_run = block_on(client.dry_run(SaveSingleTaskForSynchronizingDnsHost::new("S2021")))?;
    ///
    /// println!("{}", dry_run.to_curl());
    /// assert_eq!(dry_run.request().uri().host(), Some("domain.aliyuncs.com"));
    /// assert!(dry_run.to_http_text().contains("authorization: ***"));
    /// assert!(replay.requests().is_empty());
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the request is not valid, or if no credentials or no endpoint can be found.
    pub async fn dry_run<O: Operation>(&self, operation: O) -> Result<DryRun, Error> {
        let request = serialize(&self.runtime, O::SPEC, operation.into_parameters())?;
        let signed = signed(&self.runtime, &request).await;
        let request = signed.map_err(|error| error.with_operation(O::SPEC.name()))?;
        Ok(DryRun { request })
    }
}

async fn signed(
    runtime: &Runtime,
    request: &UnsignedRequest,
) -> Result<http::Request<Bytes>, Error> {
    let endpoint = runtime.endpoint.resolve(request.spec)?;
    let scheme = AuthScheme::select(request.spec, runtime.signature)?;
    let transport = &*runtime.transport;
    let credentials = runtime.provide_credentials(request.spec, transport).await?;
    let signer = Signer {
        endpoint: &endpoint,
        scheme,
        credentials: &credentials,
        signing_instant: &runtime.signing_instant(),
    };
    signer.sign_request(request, &HeaderMap::new(), None)
}

impl DryRun {
    /// Returns the request itself, with its secrets and its signature. It can be sent for about 15 minutes.
    pub fn request(&self) -> &http::Request<Bytes> {
        &self.request
    }

    /// Returns the request as HTTP/1.1 text, redacted.
    pub fn to_http_text(&self) -> String {
        let RedactedRequest {
            method,
            target,
            headers,
            body,
            ..
        } = self.redacted();
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect();
        format!("{method} {target} HTTP/1.1\n{headers}\n{body}")
    }

    /// Returns a curl command for the request, redacted. The command works once its secrets are filled in.
    pub fn to_curl(&self) -> String {
        let RedactedRequest {
            method,
            base,
            target,
            headers,
            body,
        } = self.redacted();
        let mut command = format!(
            "curl -X {method} {}",
            shell_quote(&format!("{base}{target}"))
        );
        for (name, value) in headers.iter().filter(|(name, _)| !set_by_curl(name)) {
            command.push_str(&format!(
                " \\\n  -H {}",
                shell_quote(&format!("{name}: {value}"))
            ));
        }
        if !body.is_empty() {
            command.push_str(&format!(" \\\n  --data-binary {}", shell_quote(&body)));
        }
        command
    }

    /// Returns the request as a JSON object with `method`, `url`, `headers` and `body`, redacted.
    pub fn to_json(&self) -> Value {
        let request = self.redacted();
        let headers: serde_json::Map<_, _> = request
            .headers
            .into_iter()
            .map(|(name, value)| (name, Value::from(value)))
            .collect();
        json!({
            "method": request.method,
            "url": format!("{}{}", request.base, request.target),
            "headers": headers,
            "body": request.body,
        })
    }

    fn redacted(&self) -> RedactedRequest {
        let uri = self.request.uri();
        let query = uri.query().map(|query| format!("?{}", redact_pairs(query)));
        let headers = self.request.headers();
        RedactedRequest {
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
                    let value = match must_redact(name.as_str()) {
                        true => REDACTED.into(),
                        false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    };
                    (name.to_string(), value)
                })
                .collect(),
            body: redact_body(headers, self.request.body()),
        }
    }
}

struct RedactedRequest {
    method: String,
    /// Scheme and host.
    base: String,
    /// Path and query.
    target: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// Returns whether curl sets a header by itself.
fn set_by_curl(name: &str) -> bool {
    matches!(name, "host" | "content-length")
}

fn must_redact(name: &str) -> bool {
    is_secret(name) || name.eq_ignore_ascii_case("signature")
}

fn redact_pairs(encoded: &str) -> String {
    let pairs = encoded.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let [key, content] = [name, value].map(|text| percent_decode_str(text).decode_utf8_lossy());
        // Some values are JSON documents.
        let holds =
            serde_json::from_str(&content).is_ok_and(|value| RedactedJson(&value).has_secret());
        match must_redact(&key) || holds {
            true => format!("{name}={REDACTED}"),
            false => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn redact_body(headers: &HeaderMap, body: &[u8]) -> String {
    let content_type = headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|content_type| content_type.to_str().ok())
        .unwrap_or_default();
    let Ok(text) = std::str::from_utf8(body) else {
        return format!("<{} bytes>", body.len());
    };
    if content_type.starts_with("application/x-www-form-urlencoded") {
        return redact_pairs(text);
    }
    match serde_json::from_str(text) {
        Ok(value) => RedactedJson(&value).to_string(),
        // Only JSON can be redacted in part, so an XML document with a secret is redacted as a whole.
        Err(_)
            if parse_document(body)
                .is_ok_and(|document| RedactedJson(&document.value).has_secret()) =>
        {
            REDACTED.to_owned()
        }
        Err(_) => text.to_owned(),
    }
}

/// Quotes a text as one word for a POSIX shell.
fn shell_quote(text: &str) -> String {
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
