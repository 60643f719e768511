//! The blocking transport, over ureq; feature `blocking`.
//!
//! **Invariant**: the only module that knows ureq.

use std::future::ready;
use std::io::{self, Cursor, Read};
use std::time::Duration;

use bytes::Bytes;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, BodyReader, SendBody, Timeout};

use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::{RequestLimits, Timeouts};
use super::request_body::{CHUNK_BYTES, RequestBody};
use super::response_body::{BodyStream, ResponseBody, collect};
use super::tls;
use super::transport::Transport;
use crate::error::TransportErrorKind;

/// The blocking transport, over ureq and rustls. It sends on the calling thread, so its futures are ready when they
/// are first polled.
///
/// A client built with [`Builder::build_blocking`](crate::Builder::build_blocking) has this transport by default. Clones
/// share their connections.
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Client, Ureq};
///
/// let transport = Ureq::with_timeouts(Duration::from_secs(2), Duration::from_secs(30));
/// let client = Client::builder().region("cn-hangzhou").transport(transport).build_blocking()?;
/// # let _ = client;
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: Agent,
}

impl Ureq {
    /// Creates a transport with the default timeouts: 5 seconds to connect, and a stall timeout of 10 seconds.
    pub fn new() -> Self {
        Self::from_timeouts(Timeouts::default())
    }

    /// Creates a transport with a connect timeout and a stall timeout, which limits the time without a byte sent or
    /// received.
    pub fn with_timeouts(connect: Duration, stall: Duration) -> Self {
        Self::from_timeouts(Timeouts { connect, stall })
    }

    pub(crate) fn from_timeouts(timeouts: Timeouts) -> Self {
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
            .timeout_recv_response(Some(timeouts.stall))
            .timeout_per_read(Some(timeouts.stall))
            .timeout_per_write(Some(timeouts.stall))
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
        let timeout = RequestLimits::from_request(&request).timeout();
        let (parts, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) if bytes.is_empty() => SendBody::none(),
            Ok(bytes) => SendBody::from_owned_reader(Cursor::new(bytes)),
            Err(body) => SendBody::from_owned_reader(body),
        };
        let request = self
            .agent
            .configure_request(http::Request::from_parts(parts, body))
            .timeout_global(timeout)
            .build();
        let response = self
            .agent
            .run(request)
            .map_err(|error| transport_error(error, &host))?;
        Ok(response.map(|body| {
            let content_length = body.content_length();
            let reader = body.into_with_config().limit(u64::MAX).reader();
            ResponseBody::new(content_length, ResponseChunks { reader, host })
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
            collect(self.exchange(request.map(RequestBody::from))?, limits).await
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

/// The clock of the system, whose sleeps block the calling thread.
struct BlockingClock;

impl Clock for BlockingClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { std::thread::sleep(duration) })
    }
}

/// The chunks of a response's body.
struct ResponseChunks {
    reader: BodyReader<'static>,
    host: String,
}

impl BodyStream for ResponseChunks {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let mut buffer = vec![0; CHUNK_BYTES];
        let chunk = match self.reader.read(&mut buffer) {
            Ok(0) => Ok(None),
            Ok(length) => {
                buffer.truncate(length);
                Ok(Some(Bytes::from(buffer)))
            }
            Err(error) => Err(transport_error(error.into(), &self.host)),
        };
        Box::pin(ready(chunk))
    }
}

fn transport_error(error: ureq::Error, host: &str) -> TransportError {
    use ureq::Error::{ConnectionFailed, HostNotFound, Io, Protocol, Rustls, Timeout as TimedOut};
    let kind = match &error {
        Io(io) if tls::is_tls_error(io) => TransportErrorKind::Tls,
        ureq::Error::Tls(_) | Rustls(_) => TransportErrorKind::Tls,
        TimedOut(Timeout::Connect | Timeout::Resolve) | ConnectionFailed | HostNotFound => {
            TransportErrorKind::Connect
        }
        Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => TransportErrorKind::Connect,
        TimedOut(_) => TransportErrorKind::Timeout,
        Io(_) | Protocol(_) => TransportErrorKind::Disconnected,
        _ => TransportErrorKind::Other,
    };
    let message = match kind {
        TransportErrorKind::Tls => format!("no trusted connection to {host}"),
        TransportErrorKind::Connect => format!("cannot connect to {host}"),
        TransportErrorKind::Timeout => format!("{host} did not answer in time"),
        TransportErrorKind::Disconnected => format!("the exchange with {host} was interrupted"),
        _ => format!("the exchange with {host} failed"),
    };
    TransportError::new(kind, message).with_source(error)
}
