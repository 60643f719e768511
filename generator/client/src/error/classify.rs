//! What a failure is to a caller who may try again: throttling, silence, something that passes, credentials that ended.
//!
//! **Invariant**: decided by kind, code and status alone; whether to try again is decided elsewhere.

use super::error::Error;
use super::kind::TransportErrorKind;

impl Error {
    /// Too many requests: ask less often, spread the load, or ask for a higher quota.
    pub fn is_throttled(&self) -> bool {
        let code = self.code().unwrap_or_default();
        self.status() == Some(429)
            || self.fault().throttled
            || [
                "Throttl",
                "FlowControl",
                "TooManyRequests",
                "RequestLimitExceeded",
                "QpsLimit",
            ]
            .iter()
            .any(|part| code.contains(part))
    }

    /// No reply in time: the work may have been done all the same. Look before you repeat it.
    pub fn is_timeout(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Timeout)
    }

    /// The same request may well succeed later: throttling, broken connections, failures inside the
    /// service. Repeat it only where repeating is safe.
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

    /// Whether a security token was refused because its time is over.
    pub(crate) fn is_expired_credentials(&self) -> bool {
        let code = self.code().unwrap_or_default();
        code.contains("SecurityToken") || code.contains("TokenExpired")
    }
}
