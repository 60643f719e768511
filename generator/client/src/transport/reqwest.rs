//! The asynchronous transport, over reqwest; feature `reqwest`.
//!
//! **Invariant**: the only file that knows reqwest and tokio.

use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use rustls::ClientConfig;
use rustls_platform_verifier::Verifier;
use tokio::runtime::Handle;

use super::body::{BodyStream, RequestBody, ResponseBody, whole};
use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::{RequestLimits, Timeouts};
use super::tls;
use super::transport::Transport;
use crate::error::{Error, ErrorKind, TransportErrorKind};

/// The asynchronous transport; it needs tokio around it.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
    timeouts: Timeouts,
}

impl Reqwest {
    /// With the timeouts a [`Builder`](crate::Builder) begins with: 5 seconds to connect, 10 of silence.
    ///
    /// # Errors
    ///
    /// Where TLS cannot be set up, as on a system without certificates.
    pub fn new() -> Result<Self, Error> {
        Self::with(Timeouts::default())
    }

    /// The longest time to get a connection, and the longest silence of a service.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_timeouts(connect: Duration, read: Duration) -> Result<Self, Error> {
        Self::with(Timeouts { connect, read })
    }

    pub(crate) fn with(timeouts: Timeouts) -> Result<Self, Error> {
        let setup = |message| Error::new(ErrorKind::Configuration, message);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(
                tls_config().map_err(|error| setup("TLS cannot be set up").with_source(error))?,
            )
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(timeouts.connect)
            .build()
            .map_err(|error| setup("the transport cannot be set up").with_source(error))?;
        Ok(Self { client, timeouts })
    }

    async fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        if Handle::try_current().is_err() {
            let message = "the transport of feature `reqwest` has to run inside tokio";
            return Err(TransportError::new(TransportErrorKind::Other, message));
        }
        let host = request.uri().host().unwrap_or_default().to_owned();
        let time = RequestLimits::from_request(&request).timeout();
        let progress = Arc::default();
        let request = request.map(|body| outgoing(body, &progress));
        let mut request =
            reqwest::Request::try_from(request).map_err(|error| failure(error, &host))?;
        *request.timeout_mut() = time;
        let patience = self.timeouts.connect.saturating_add(self.timeouts.read);
        let response = patient(patience, &progress, self.client.execute(request))
            .await
            .ok_or_else(|| silent(&host))?
            .map_err(|error| failure(error, &host))?;
        let mut reply = http::Response::new(());
        *reply.status_mut() = response.status();
        *reply.headers_mut() = response.headers().clone();
        let length = response.content_length();
        let chunks = ResponseChunks {
            response,
            patience: self.timeouts.read,
            host,
        };
        Ok(reply.map(|()| ResponseBody::new(length, chunks)))
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let limits = RequestLimits::from_request(&request);
        let exchange = self.exchange(request.map(RequestBody::from));
        Box::pin(async move { whole(exchange.await?, limits).await })
    }

    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn clock(&self) -> &dyn Clock {
        &TokioClock
    }
}

/// The clock of the system, with the timers of tokio.
struct TokioClock;

impl Clock for TokioClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // In an async block, for tokio's timers must be made where they run.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// Waits for as long as it takes, but for no longer than `patience` while nothing is sent.
async fn patient<F: Future>(
    patience: Duration,
    progress: &AtomicU64,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut seen = 0;
    loop {
        match tokio::time::timeout(patience, &mut future).await {
            Ok(output) => return Some(output),
            Err(_) if progress.load(Ordering::Relaxed) == seen => return None,
            Err(_) => seen = progress.load(Ordering::Relaxed),
        }
    }
}

fn outgoing(body: RequestBody, progress: &Arc<AtomicU64>) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(body) => reqwest::Body::wrap(StreamingBody {
            left: body.content_length(),
            body: Mutex::new(body),
            progress: Arc::clone(progress),
        }),
    }
}

/// A body that is read as it is sent.
struct StreamingBody {
    /// In a lock only because a body has to be `Sync`.
    body: Mutex<RequestBody>,
    left: u64,
    progress: Arc<AtomicU64>,
}

impl http_body::Body for StreamingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = body.chunk();
        self.progress.fetch_add(1, Ordering::Relaxed);
        if let Ok(Some(chunk)) = &chunk {
            self.left = self.left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)).transpose())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// A body as it arrives.
struct ResponseChunks {
    response: reqwest::Response,
    patience: Duration,
    host: String,
}

impl BodyStream for ResponseChunks {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            tokio::time::timeout(self.patience, self.response.chunk())
                .await
                .map_err(|_| silent(&self.host))?
                .map_err(|error| failure(error, &self.host))
        })
    }
}

fn silent(host: &str) -> TransportError {
    TransportError::new(
        TransportErrorKind::Timeout,
        format!("{host} did not answer in time"),
    )
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
            TransportErrorKind::Tls,
            format!("no trusted connection to {host}"),
        )
    } else if error.is_connect() {
        (
            TransportErrorKind::Connect,
            format!("cannot connect to {host}"),
        )
    } else if error.is_timeout() {
        return silent(host).with_source(error.without_url());
    } else if error.is_builder() {
        (
            TransportErrorKind::Other,
            format!("the request to {host} cannot be sent"),
        )
    } else {
        (
            TransportErrorKind::Disconnected,
            format!("the exchange with {host} was interrupted"),
        )
    };
    // The address holds parameters, and those may be secret.
    TransportError::new(kind, message).with_source(error.without_url())
}
