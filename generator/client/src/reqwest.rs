//! The asynchronous transport, over reqwest; feature `reqwest`.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use rustls::ClientConfig;
use rustls_platform_verifier::Verifier;
use tokio::runtime::Handle;

use crate::client::Timeouts;
use crate::error::{Error, ErrorKind};
use crate::tls;
use crate::transport::{BoxFuture, MAX_REPLY, Transport, TransportError, TransportErrorKind};

/// The asynchronous transport; it needs tokio around it.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
}

impl Reqwest {
    /// With the timeouts a [`Builder`](crate::Builder) begins with: 5 seconds to connect, 10 altogether.
    ///
    /// # Errors
    ///
    /// Where TLS cannot be set up, as on a system without certificates.
    pub fn new() -> Result<Self, Error> {
        Self::with(Timeouts::default())
    }

    pub(crate) fn with(timeouts: Timeouts) -> Result<Self, Error> {
        let setup = |message| Error::new(ErrorKind::Setup, message);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(
                tls_config().map_err(|error| setup("TLS cannot be set up").with_source(error))?,
            )
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .build()
            .map_err(|error| setup("the transport cannot be set up").with_source(error))?;
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        if Handle::try_current().is_err() {
            let message = "the transport of feature `reqwest` has to run inside tokio";
            return Err(TransportError::new(TransportErrorKind::Other, message));
        }
        let host = request.uri().host().unwrap_or_default().to_owned();
        let failed = |error| failure(error, &host);
        let request = reqwest::Request::try_from(request).map_err(failed)?;
        let mut response = self.client.execute(request).await.map_err(failed)?;
        // The length a service announces is a hint; what arrives is what counts.
        if response
            .content_length()
            .is_some_and(|length| length > MAX_REPLY)
        {
            return Err(TransportError::too_large());
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if body.len() as u64 + chunk.len() as u64 > MAX_REPLY {
                return Err(TransportError::too_large());
            }
            body.extend_from_slice(&chunk);
        }
        let mut reply = http::Response::new(body.freeze());
        *reply.status_mut() = response.status();
        *reply.headers_mut() = std::mem::take(response.headers_mut());
        Ok(reply)
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // In an async block, for tokio's timers must be made where they run.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

fn tls_config() -> Result<ClientConfig, rustls::Error> {
    let provider = tls::provider();
    let verifier = Verifier::new(Arc::clone(&provider))?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        // Not dangerous: this is the platform's own verifier.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn failure(error: reqwest::Error, host: &str) -> TransportError {
    let (kind, message) = if tls::refused(&error) {
        (
            TransportErrorKind::Untrusted,
            format!("no trusted connection to {host}"),
        )
    } else if error.is_connect() {
        (
            TransportErrorKind::Connect,
            format!("cannot connect to {host}"),
        )
    } else if error.is_timeout() {
        (
            TransportErrorKind::Timeout,
            format!("{host} did not answer in time"),
        )
    } else if error.is_builder() {
        (
            TransportErrorKind::Other,
            format!("the request to {host} cannot be sent"),
        )
    } else {
        (
            TransportErrorKind::Interrupted,
            format!("the exchange with {host} was interrupted"),
        )
    };
    // The address holds parameters, and those may be secret.
    TransportError::new(kind, message).with_source(error.without_url())
}
