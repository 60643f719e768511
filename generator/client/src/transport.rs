//! What a client needs of the outside world: to exchange messages, to pause, and to know the time.
//!
//! **Invariant**: nothing else in this crate waits or looks at a clock.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::body::{RequestBody, ResponseBody};
use crate::limits::RequestLimits;
use crate::stamp::SigningInstant;

/// A future somebody else names.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to a service and replies back.
///
/// A transport repeats nothing, follows no redirect, and keeps to the [`RequestLimits`](crate::RequestLimits) that ride with a request.
/// One of your own is two functions; this one hands a message to whatever carries it:
///
/// ```
/// # use std::time::Duration;
/// # use acs_client::{BoxFuture, Transport, TransportError, TransportErrorKind};
/// # use bytes::Bytes;
/// # struct Carrier;
/// # impl Carrier {
/// #     async fn carry(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, std::io::Error> {
/// #         Ok(http::Response::new(Bytes::from("{}")))
/// #     }
/// # }
/// impl Transport for Carrier {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async move {
///             let carried = self.carry(request).await;
///             carried.map_err(|error| {
///                 TransportError::new(TransportErrorKind::Disconnected, "it broke").with_source(error)
///             })
///         })
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async move { std::thread::sleep(duration) })
///     }
/// }
/// # let client = acs_client::Client::new(acs_client::Credentials::new("testid", "testsecret"), Carrier);
/// ```
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole reply, whatever its status.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends one request and gives the reply when its headers are there, for bodies that are streamed.
    ///
    /// Unless it is written, this keeps both bodies in memory.
    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = in_memory(body).map_err(TransportError::unreadable)?;
            let reply = self.send(http::Request::from_parts(parts, body)).await?;
            Ok(reply.map(ResponseBody::from))
        })
    }

    /// Waits that long.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Time that has gone by since some fixed moment; never runs backwards.
    fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    /// The date and the nonce for the next signature.
    fn signing_instant(&self) -> SigningInstant {
        SigningInstant::now()
    }

    /// A text that no other request has, of at most 64 ASCII characters: by it a service knows a repetition.
    fn new_client_token(&self) -> String {
        SigningInstant::now().nonce().to_owned()
    }

    /// A part of one, by chance: how much of a pause between attempts is taken.
    fn jitter(&self) -> f64 {
        let mut random = [0; 4];
        // Without randomness the whole pause is the safe choice.
        match getrandom::fill(&mut random) {
            Ok(()) => f64::from(u32::from_le_bytes(random)) / f64::from(u32::MAX),
            Err(_) => 1.0,
        }
    }
}

fn in_memory(body: RequestBody) -> io::Result<Bytes> {
    let mut body = match body.into_bytes() {
        Ok(bytes) => return Ok(bytes),
        Err(body) => body,
    };
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    Ok(Bytes::from(bytes))
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        T::send(self, request)
    }

    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        T::send_streaming(self, request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        T::sleep(self, duration)
    }

    fn now(&self) -> Duration {
        T::now(self)
    }

    fn signing_instant(&self) -> SigningInstant {
        T::signing_instant(self)
    }

    fn new_client_token(&self) -> String {
        T::new_client_token(self)
    }

    fn jitter(&self) -> f64 {
        T::jitter(self)
    }
}

/// How an exchange went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the request has not been sent.
    Connect,
    /// No trusted connection, as where a certificate is not; trying again will not help.
    Tls,
    /// No complete reply in time; the request may have been carried out.
    Timeout,
    /// The connection broke; the request may have been carried out.
    Disconnected,
    /// The reply is longer than its [`RequestLimits`](crate::RequestLimits) allow.
    ResponseTooLarge,
    /// Anything else.
    Other,
}

/// Why there is no reply.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
    arrived: Option<Box<http::Response<Bytes>>>,
}

impl TransportError {
    /// An error of this kind; the message is a clause without a full stop.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
            arrived: None,
        }
    }

    /// The error below this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What had arrived of the response by then: its head, and the first part of its body.
    #[must_use]
    pub fn with_partial_response(mut self, response: http::Response<Bytes>) -> Self {
        self.arrived = Some(Box::new(response));
        self
    }

    /// How it went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn partial_response(&self) -> Option<&http::Response<Bytes>> {
        self.arrived.as_deref()
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn StdError + Send + Sync>> {
        self.source
    }

    pub(crate) fn unreadable(error: io::Error) -> Self {
        Self::new(
            TransportErrorKind::Other,
            "what should be sent cannot be read",
        )
        .with_source(error)
    }

    pub(crate) fn too_large(limits: RequestLimits) -> Self {
        Self::new(
            TransportErrorKind::ResponseTooLarge,
            format!(
                "the reply is longer than {} bytes",
                limits.max_response_bytes()
            ),
        )
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
