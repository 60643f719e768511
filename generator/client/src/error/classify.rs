//! Predicates of errors: throttled, timed out, transient, or caused by expired credentials.
//!
//! **Invariant**: classifies by kind, code and status alone. Whether to retry is decided in `call`.

use super::error::Error;
use super::kind::TransportErrorKind;

/// Parts of the codes that services use for throttling.
const THROTTLING_CODES: [&str; 5] = [
    "Throttl",
    "FlowControl",
    "TooManyRequests",
    "RequestLimitExceeded",
    "QpsLimit",
];

impl Error {
    /// Returns whether the service rejected the request because of too many requests.
    ///
    /// Send fewer requests, spread them over time, or request a higher quota.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let response = http::Response::builder().status(429).body(Bytes::new())?;
    /// let error = Response::<()>::from_http(&response).unwrap_err();
    /// assert!(error.is_throttled());
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn is_throttled(&self) -> bool {
        let code = self.code().unwrap_or_default();
        self.status() == Some(429)
            || self.metadata().throttled
            || THROTTLING_CODES.iter().any(|part| code.contains(part))
    }

    /// Returns whether no complete response arrived in time.
    ///
    /// The operation may have been carried out all the same; check before you send it again.
    ///
    /// ```
    /// # use acs_client::{Error, TransportError, TransportErrorKind};
    /// let failure = TransportError::new(TransportErrorKind::Timeout, "no response within 10 s");
    /// assert!(Error::from(failure).is_timeout());
    /// ```
    pub fn is_timeout(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Timeout)
    }

    /// Returns whether the same request may succeed later, as after throttling, a broken connection or a failure inside
    /// the service.
    ///
    /// Send the request again only if the operation is safe to repeat.
    ///
    /// ```
    /// # use acs_client::{Response, codegen::Bytes};
    /// let response = http::Response::builder().status(503).body(Bytes::new())?;
    /// let error = Response::<()>::from_http(&response).unwrap_err();
    /// assert!(error.is_transient() && !error.is_throttled());
    /// # Ok::<(), http::Error>(())
    /// ```
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Connect, Disconnected, Timeout};
        let code = self.code().unwrap_or_default();
        self.is_throttled()
            || matches!(
                self.transport_kind(),
                Some(Connect | Timeout | Disconnected)
            )
            || matches!(self.status(), Some(500 | 502 | 503 | 504))
            || code.starts_with("ServiceUnavailable")
            || code.starts_with("InternalError")
    }

    /// Returns whether the service rejected a security token, as it does after the token has expired.
    pub(crate) fn is_expired_credentials(&self) -> bool {
        let code = self.code().unwrap_or_default();
        code.contains("SecurityToken") || code.contains("TokenExpired")
    }
}
