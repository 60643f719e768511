//! The blocking transport, over ureq; feature `blocking`.

use std::future::ready;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body, Timeout};

use crate::client::Timeouts;
use crate::tls;
use crate::transport::{BoxFuture, MAX_REPLY, Transport, TransportError, TransportErrorKind};

/// The blocking transport: its futures are ready at once, for it does the work in place.
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: Agent,
}

impl Ureq {
    /// With the timeouts a [`Builder`](crate::Builder) begins with: 5 seconds to connect, 10 altogether.
    pub fn new() -> Self {
        Self::with(Timeouts::default())
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
            .timeout_global(Some(timeouts.total))
            .build();
        Self {
            agent: config.new_agent(),
        }
    }

    fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let failed = |error| failure(error, &host);
        let (parts, body) = request.into_parts();
        let sent = if body.is_empty() {
            self.agent.run(http::Request::from_parts(parts, ()))
        } else {
            self.agent.run(http::Request::from_parts(parts, &body[..]))
        };
        let (parts, mut body) = sent.map_err(failed)?.into_parts();
        if body
            .content_length()
            .is_some_and(|length| length > MAX_REPLY)
        {
            return Err(TransportError::too_large());
        }
        // One byte more than is allowed, to tell a long reply from one that just fits.
        let bytes = read(&mut body).map_err(failed)?;
        if bytes.len() as u64 > MAX_REPLY {
            return Err(TransportError::too_large());
        }
        Ok(http::Response::from_parts(parts, Bytes::from(bytes)))
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

fn read(body: &mut Body) -> Result<Vec<u8>, ureq::Error> {
    body.with_config().limit(MAX_REPLY + 1).read_to_vec()
}

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(ready(self.exchange(request)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { std::thread::sleep(duration) })
    }
}

fn failure(error: ureq::Error, host: &str) -> TransportError {
    use ureq::Error::{
        BodyExceedsLimit, ConnectionFailed, HostNotFound, Io, Rustls, Timeout as TimedOut, Tls,
    };
    let (kind, message) = match &error {
        BodyExceedsLimit(_) => return TransportError::too_large(),
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
            TransportErrorKind::Interrupted,
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
        TransportErrorKind::Untrusted,
        format!("no trusted connection to {host}"),
    )
}
