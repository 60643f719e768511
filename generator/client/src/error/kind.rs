//! The kinds of errors, and the kinds of failed exchanges with a service.
//!
//! **Invariant**: plain enums that do not know the errors which have them.

/// The stage at which a call failed.
///
/// ```
/// use acs_client::{Error, ErrorKind};
///
/// fn was_sent(error: &Error) -> bool {
///     match error.kind() {
///         ErrorKind::InvalidRequest | ErrorKind::Credentials | ErrorKind::Endpoint => false,
///         _ => error.attempts() > 0,
///     }
/// }
///
/// assert!(!was_sent(&Error::credentials("no key is set")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request cannot be serialized, for example because a path parameter is empty. The request was not sent.
    InvalidRequest,
    /// No credentials were found or provided. The request was not sent.
    Credentials,
    /// No endpoint is known, or the endpoint is malformed. The request was not sent.
    Endpoint,
    /// The client cannot be built, for example because the system has no certificates.
    Configuration,
    /// No complete response arrived; see [`Error::is_timeout`](crate::Error::is_timeout) and
    /// [`Error::source`](std::error::Error::source).
    Transport,
    /// The service rejected the request; see [`Error::code`](crate::Error::code) and
    /// [`Error::advice`](crate::Error::advice).
    Service,
    /// The service accepted the request, but its response cannot be decoded. The operation has been carried out.
    Deserialization,
    /// The response arrived, but the writer that it was copied to failed.
    Io,
}

/// The way in which an exchange with a service failed.
///
/// ```
/// use acs_client::{Error, ErrorKind, TransportError, TransportErrorKind};
///
/// let failure = TransportError::new(TransportErrorKind::Timeout, "no response within 10 s");
/// let error = Error::from(failure);
/// assert_eq!(error.kind(), ErrorKind::Transport);
/// assert!(error.is_timeout() && error.is_transient());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection was not established, so the request was not sent.
    Connect,
    /// No trusted connection was established, for example because a certificate is not trusted. A retry does not help.
    Tls,
    /// No complete response arrived in time. The request may have been carried out.
    Timeout,
    /// The connection broke. The request may have been carried out.
    Disconnected,
    /// The response is longer than its [`RequestLimits`](crate::RequestLimits) allow.
    ResponseTooLarge,
    /// Any other failure.
    Other,
}
