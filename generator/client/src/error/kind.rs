//! What stage a call failed at, and how an exchange with a service went wrong.
//!
//! **Invariant**: plain enums, which know nothing of the errors that have them.

/// What stage a call failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made: a parameter does not fit where it belongs. Nothing was sent.
    InvalidRequest,
    /// No credentials could be had. Nothing was sent.
    Credentials,
    /// No endpoint is known, or it is malformed. Nothing was sent.
    Endpoint,
    /// The client could not be set up, as when the system has no certificates.
    Configuration,
    /// No complete reply came; see [`Error::is_timeout`](crate::Error::is_timeout) and
    /// [`Error::source`](std::error::Error::source).
    Transport,
    /// The service refused; [`Error::code`](crate::Error::code) and [`Error::advice`](crate::Error::advice) tell what to
    /// do.
    Service,
    /// The service accepted, but its reply cannot be read. The work has been done.
    Deserialization,
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
