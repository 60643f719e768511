//! Why there is no response, and what a call's error keeps of it.
//!
//! **Invariant**: no message quotes what was sent.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;

use bytes::Bytes;

use super::limits::RequestLimits;
use crate::error::{Error, ErrorKind, TransportErrorKind, partial_response};

/// A future somebody else names.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

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

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::new(ErrorKind::Transport, error.message.clone())
            .with_transport_kind(error.kind)
            .with_metadata(
                error
                    .arrived
                    .as_deref()
                    .map(partial_response)
                    .unwrap_or_default(),
            )
            .with_optional_source(error.source)
    }
}
