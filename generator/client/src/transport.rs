//! What a client needs of the outside world: to exchange messages, to pause, and to know the time.
//!
//! **Invariant**: nothing else in this crate waits or looks at a clock.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// A future somebody else names.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The longest reply body that is read, in bytes.
pub const MAX_REPLY: u64 = 64 * 1024 * 1024;

/// Carries requests to a service and replies back.
///
/// A transport repeats nothing, follows no redirect and reads at most [`MAX_REPLY`] bytes.
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole reply, whatever its status.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Waits that long.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Time that has gone by since some fixed moment; never runs backwards.
    fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    /// The date and the nonce for the next signature.
    fn stamp(&self) -> Stamp {
        Stamp::now()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        T::send(self, request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        T::sleep(self, duration)
    }

    fn now(&self) -> Duration {
        T::now(self)
    }

    fn stamp(&self) -> Stamp {
        T::stamp(self)
    }
}

/// What makes each signature its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    date: SystemTime,
    nonce: String,
}

impl Stamp {
    /// A given date and nonce; the nonce must never repeat for one access key.
    pub fn new(date: SystemTime, nonce: impl Into<String>) -> Self {
        Self {
            date,
            nonce: nonce.into(),
        }
    }

    /// This moment, and a nonce of 32 hexadecimal digits.
    pub fn now() -> Self {
        let date = SystemTime::now();
        Self {
            date,
            nonce: nonce(date),
        }
    }

    /// The date as most signatures want it, as in `2026-11-23T15:07:09Z`.
    pub fn date(&self) -> String {
        humantime::format_rfc3339_seconds(self.sane()).to_string()
    }

    /// As in `20261123T150709Z`.
    pub(crate) fn compact_date(&self) -> String {
        self.date().replace(['-', ':'], "")
    }

    /// As in `Mon, 23 Nov 2026 15:07:09 GMT`.
    pub(crate) fn http_date(&self) -> String {
        httpdate::fmt_http_date(self.sane())
    }

    /// A clock before 1970 is broken; the service will say so better than a panic would.
    fn sane(&self) -> SystemTime {
        self.date
            .max(UNIX_EPOCH)
            .min(UNIX_EPOCH + Duration::from_secs(253_402_300_799))
    }

    /// The nonce.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

/// Has to be unique, not secret: a counter and the time stand in where the system has no randomness.
fn nonce(date: SystemTime) -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let mut random = [0; 32];
    let _ = getrandom::fill(&mut random);
    let nanoseconds = date
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos();
    let digest = Sha256::new()
        .chain_update(random)
        .chain_update(nanoseconds.to_le_bytes())
        .chain_update(std::process::id().to_le_bytes())
        .chain_update(COUNTER.fetch_add(1, Ordering::Relaxed).to_le_bytes())
        .finalize();
    hex::encode(&digest[..16])
}

/// How an exchange went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the request has not been sent.
    Connect,
    /// No trusted connection, as where a certificate is not; trying again will not help.
    Untrusted,
    /// No complete reply in time; the request may have been carried out.
    Timeout,
    /// The connection broke; the request may have been carried out.
    Interrupted,
    /// The reply is longer than [`MAX_REPLY`].
    TooLarge,
    /// Anything else.
    Other,
}

/// Why there is no reply.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of this kind; the message is a clause without a full stop.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// The error below this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How it went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn StdError + Send + Sync>> {
        self.source
    }

    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn too_large() -> Self {
        Self::new(
            TransportErrorKind::TooLarge,
            format!("the reply is longer than {MAX_REPLY} bytes"),
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
