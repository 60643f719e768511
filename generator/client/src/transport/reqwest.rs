//! The asynchronous transport, over reqwest; feature `reqwest`.
//!
//! **Invariant**: the only module that knows reqwest and tokio.

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

use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::{RequestLimits, Timeouts};
use super::request_body::RequestBody;
use super::response_body::{BodyStream, ResponseBody, collect};
use super::tls;
use super::transport::Transport;
use crate::error::{Error, ErrorKind, TransportErrorKind};

/// The asynchronous transport, over reqwest and rustls. Its requests have to run inside a tokio runtime.
///
/// A client built with [`Builder::build`](crate::Builder::build) has this transport by default. Proxies come from the
/// variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. Clones share their connections.
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Client, Credentials, Reqwest};
///
/// let transport = Reqwest::with_timeouts(Duration::from_secs(2), Duration::from_secs(30))?;
/// let client = Client::new(Credentials::new("id", "secret"), transport);
/// # let _ = client;
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
    timeouts: Timeouts,
}

impl Reqwest {
    /// Creates a transport with the default timeouts: 5 seconds to connect, and a stall timeout of 10 seconds.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Configuration`](ErrorKind::Configuration) if TLS cannot be set up, for example if the
    /// system has no certificates.
    pub fn new() -> Result<Self, Error> {
        Self::from_timeouts(Timeouts::default())
    }

    /// Creates a transport with a connect timeout and a stall timeout, which limits the time without a byte sent or
    /// received.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`new`](Self::new).
    pub fn with_timeouts(connect: Duration, stall: Duration) -> Result<Self, Error> {
        Self::from_timeouts(Timeouts { connect, stall })
    }

    pub(crate) fn from_timeouts(timeouts: Timeouts) -> Result<Self, Error> {
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
        let timeout = RequestLimits::from_request(&request).timeout();
        let chunks_sent = Arc::default();
        let request = request.map(|body| reqwest_body(body, &chunks_sent));
        let mut request =
            reqwest::Request::try_from(request).map_err(|error| transport_error(error, &host))?;
        *request.timeout_mut() = timeout;
        let stall_timeout = self.timeouts.connect.saturating_add(self.timeouts.stall);
        let response =
            with_stall_timeout(stall_timeout, &chunks_sent, self.client.execute(request))
                .await
                .ok_or_else(|| timed_out(&host))?
                .map_err(|error| transport_error(error, &host))?;
        let mut head = http::Response::new(());
        *head.status_mut() = response.status();
        *head.headers_mut() = response.headers().clone();
        let content_length = response.content_length();
        let chunks = ResponseChunks {
            response,
            stall_timeout: self.timeouts.stall,
            host,
        };
        Ok(head.map(|()| ResponseBody::new(content_length, chunks)))
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let limits = RequestLimits::from_request(&request);
        let exchange = self.exchange(request.map(RequestBody::from));
        Box::pin(async move { collect(exchange.await?, limits).await })
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

/// The clock of the system, with tokio's timers.
struct TokioClock;

impl Clock for TokioClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // The timer is created when the future is polled, because tokio panics if it is created outside a runtime.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// Runs a future that sends a request; returns `None` if no chunk is sent during a whole stall timeout.
async fn with_stall_timeout<F: Future>(
    stall_timeout: Duration,
    chunks_sent: &AtomicU64,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut last_count = 0;
    loop {
        match tokio::time::timeout(stall_timeout, &mut future).await {
            Ok(output) => return Some(output),
            Err(_) => {
                let count = chunks_sent.load(Ordering::Relaxed);
                if count == last_count {
                    return None;
                }
                last_count = count;
            }
        }
    }
}

fn reqwest_body(body: RequestBody, chunks_sent: &Arc<AtomicU64>) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(body) => reqwest::Body::wrap(StreamingBody {
            remaining: body.content_length(),
            body: Mutex::new(body),
            chunks_sent: Arc::clone(chunks_sent),
        }),
    }
}

/// A request's body that is read while it is sent.
struct StreamingBody {
    /// In a lock only because reqwest requires a body to be `Sync`.
    body: Mutex<RequestBody>,
    remaining: u64,
    chunks_sent: Arc<AtomicU64>,
}

impl http_body::Body for StreamingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = body.next_chunk();
        self.chunks_sent.fetch_add(1, Ordering::Relaxed);
        if let Ok(Some(chunk)) = &chunk {
            self.remaining = self.remaining.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)).transpose())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining)
    }
}

/// The chunks of a response's body.
struct ResponseChunks {
    response: reqwest::Response,
    stall_timeout: Duration,
    host: String,
}

impl BodyStream for ResponseChunks {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            tokio::time::timeout(self.stall_timeout, self.response.chunk())
                .await
                .map_err(|_| timed_out(&self.host))?
                .map_err(|error| transport_error(error, &self.host))
        })
    }
}

fn timed_out(host: &str) -> TransportError {
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
        // Safe despite its name: the verifier is the platform's own.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn transport_error(error: reqwest::Error, host: &str) -> TransportError {
    let (kind, message) = if tls::is_tls_error(&error) {
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
        return timed_out(host).with_source(error.without_url());
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
    // The URL holds parameters, which may be secret.
    TransportError::new(kind, message).with_source(error.without_url())
}
