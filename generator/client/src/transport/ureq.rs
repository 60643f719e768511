//! The blocking transport, over ureq; feature `blocking`.
//!
//! **Invariant**: the only file that knows ureq.

use std::future::ready;
use std::io::{self, Cursor, Read};
use std::time::Duration;

use bytes::Bytes;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, BodyReader, SendBody, Timeout};

use super::body::{BodyStream, CHUNK, RequestBody, ResponseBody, whole};
use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::{RequestLimits, Timeouts};
use super::tls;
use super::transport::Transport;
use crate::error::TransportErrorKind;

/// The blocking transport: its futures are ready at once, for it does the work in place.
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: Agent,
}

impl Ureq {
    /// With the timeouts a [`Builder`](crate::Builder) begins with: 5 seconds to connect, 10 of silence.
    pub fn new() -> Self {
        Self::with(Timeouts::default())
    }

    /// The longest time to get a connection, and the longest silence of a service.
    pub fn with_timeouts(connect: Duration, read: Duration) -> Self {
        Self::with(Timeouts { connect, read })
    }

    pub(crate) fn with(timeouts: Timeouts) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(tls::provider())
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_connect(Some(timeouts.connect))
            .timeout_recv_response(Some(timeouts.read))
            .timeout_per_read(Some(timeouts.read))
            .timeout_per_write(Some(timeouts.read))
            .build();
        Self {
            agent: config.new_agent(),
        }
    }

    fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let time = RequestLimits::from_request(&request).timeout();
        let (parts, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) if bytes.is_empty() => SendBody::none(),
            Ok(bytes) => SendBody::from_owned_reader(Cursor::new(bytes)),
            Err(body) => SendBody::from_owned_reader(body),
        };
        let request = self
            .agent
            .configure_request(http::Request::from_parts(parts, body))
            .timeout_global(time)
            .build();
        let response = self
            .agent
            .run(request)
            .map_err(|error| failure(error, &host))?;
        Ok(response.map(|body| {
            let length = body.content_length();
            let reader = body.into_with_config().limit(u64::MAX).reader();
            ResponseBody::new(length, ResponseChunks { reader, host })
        }))
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let limits = RequestLimits::from_request(&request);
            whole(self.exchange(request.map(RequestBody::from))?, limits).await
        })
    }

    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move { self.exchange(request) })
    }

    fn clock(&self) -> &dyn Clock {
        &BlockingClock
    }
}

/// The clock of the system; who sleeps by it blocks the thread.
struct BlockingClock;

impl Clock for BlockingClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { std::thread::sleep(duration) })
    }
}

/// A body as it arrives.
struct ResponseChunks {
    reader: BodyReader<'static>,
    host: String,
}

impl BodyStream for ResponseChunks {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let mut buffer = vec![0; CHUNK];
        let chunk = match self.reader.read(&mut buffer) {
            Ok(0) => Ok(None),
            Ok(length) => {
                buffer.truncate(length);
                Ok(Some(Bytes::from(buffer)))
            }
            Err(error) => Err(failure(error.into(), &self.host)),
        };
        Box::pin(ready(chunk))
    }
}

fn failure(error: ureq::Error, host: &str) -> TransportError {
    use ureq::Error::{ConnectionFailed, HostNotFound, Io, Rustls, Timeout as TimedOut, Tls};
    let (kind, message) = match &error {
        Io(io) if tls::refused(io) => untrusted(host),
        Tls(_) | Rustls(_) => untrusted(host),
        TimedOut(Timeout::Connect | Timeout::Resolve) | ConnectionFailed | HostNotFound => (
            TransportErrorKind::Connect,
            format!("cannot connect to {host}"),
        ),
        Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => (
            TransportErrorKind::Connect,
            format!("cannot connect to {host}"),
        ),
        TimedOut(_) => (
            TransportErrorKind::Timeout,
            format!("{host} did not answer in time"),
        ),
        Io(_) | ureq::Error::Protocol(_) => (
            TransportErrorKind::Disconnected,
            format!("the exchange with {host} was interrupted"),
        ),
        _ => (
            TransportErrorKind::Other,
            format!("the exchange with {host} failed"),
        ),
    };
    TransportError::new(kind, message).with_source(error)
}

fn untrusted(host: &str) -> (TransportErrorKind, String) {
    (
        TransportErrorKind::Tls,
        format!("no trusted connection to {host}"),
    )
}
