//! Fetches a resource over HTTP without a signature.
//!
//! **Invariant**: errors contain the status of a response and no other part of it, because a response may hold secrets.

use std::time::Duration;

use bytes::Bytes;

use crate::error::{Error, ErrorKind};
use crate::transport::{RequestLimits, Transport};

/// Sends a request without a body and returns the body of the response, of at most 1 MiB; `service` names the service
/// in errors.
///
/// # Errors
///
/// Returns an error if the URL is invalid, if no response arrives within `timeout`, or if the status is not 200.
pub(super) async fn fetch(
    transport: &dyn Transport,
    service: &str,
    timeout: Duration,
    request: http::request::Builder,
) -> Result<Bytes, Error> {
    let limits = RequestLimits::default()
        .with_timeout(timeout)
        .with_max_response_bytes(1 << 20);
    let request = request
        .extension(limits)
        .body(Bytes::new())
        .map_err(|_| Error::credentials(format!("the URL of {service} is invalid")))?;
    let response = transport
        .send(request)
        .await
        .map_err(|error| Error::from(error).with_kind(ErrorKind::Credentials))?;
    match response.status() {
        http::StatusCode::OK => Ok(response.into_body()),
        status => Err(Error::credentials(format!(
            "{service} returned status {}",
            status.as_u16()
        ))),
    }
}
