//! The error of a transport, and its conversion into the error of a call.
//!
//! **Invariant**: no message quotes what was sent, because parameters and headers may be secret.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;

use bytes::Bytes;

use super::limits::RequestLimits;
use crate::error::{Error, ErrorKind, TransportErrorKind, partial_response};

/// A boxed future that can be sent to another thread, as the methods of [`Transport`](crate::Transport) return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The error of a [`Transport`](crate::Transport): why there is no complete response.
///
/// The kind decides whether a client retries the request: after `Connect` always, after `Timeout` and `Disconnected` if
/// the request is idempotent, otherwise never.
///
/// ```
/// use acs_client::{TransportError, TransportErrorKind};
///
/// let cause = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
/// let error = TransportError::new(TransportErrorKind::Disconnected, "the tunnel was closed").with_source(cause);
/// assert_eq!(error.kind(), TransportErrorKind::Disconnected);
/// assert_eq!(error.to_string(), "the tunnel was closed");
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
    partial_response: Option<Box<http::Response<Bytes>>>,
}

impl TransportError {
    /// Creates an error; `message` is a clause in lower case without a full stop, and must not quote secrets.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
            partial_response: None,
        }
    }

    /// Sets the underlying error, which [`source`](StdError::source) returns.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Sets the part of the response that had arrived: its head, and the start of its body.
    ///
    /// The error of the call then has the status, the request ID and an excerpt of the body.
    #[must_use]
    pub fn with_partial_response(mut self, response: http::Response<Bytes>) -> Self {
        self.partial_response = Some(Box::new(response));
        self
    }

    /// Returns the kind of the failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn unreadable_request_body(error: io::Error) -> Self {
        Self::new(
            TransportErrorKind::Other,
            "the body of the request cannot be read",
        )
        .with_source(error)
    }

    pub(crate) fn response_too_large(limits: RequestLimits) -> Self {
        Self::new(
            TransportErrorKind::ResponseTooLarge,
            format!(
                "the response is longer than {} bytes",
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

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let metadata = error.partial_response.as_deref().map(partial_response);
        Self::new(ErrorKind::Transport, error.message)
            .with_transport_kind(error.kind)
            .with_metadata(metadata.unwrap_or_default())
            .with_optional_source(error.source)
    }
}
