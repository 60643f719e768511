//! The limits of an exchange: its timeouts, and the size of its response.
//!
//! **Invariant**: plain numbers. Enforcing them is up to the transports.

use std::time::Duration;

/// The timeout of one exchange, and the maximum size of its response.
///
/// A client puts these limits into the extensions of each request, and a [`Transport`](crate::Transport) enforces them:
///
/// ```
/// use std::time::Duration;
/// use acs_client::RequestLimits;
///
/// let limits = RequestLimits::default().with_timeout(Duration::from_secs(5));
/// let mut request = http::Request::new(());
/// request.extensions_mut().insert(limits);
///
/// // In the transport:
/// let limits = RequestLimits::from_request(&request);
/// assert_eq!(limits.timeout(), Some(Duration::from_secs(5)));
/// assert_eq!(limits.max_response_bytes(), 64 * 1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLimits {
    timeout: Option<Duration>,
    max_response_bytes: u64,
}

/// No timeout, and at most 64 MiB.
impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            timeout: None,
            max_response_bytes: 64 * 1024 * 1024,
        }
    }
}

impl RequestLimits {
    /// Returns the limits of a request, or the default limits if it has none.
    pub fn from_request<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    /// Sets the timeout, from connecting to the last byte of the response. A timeout that is already shorter stays.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(self.timeout.map_or(timeout, |current| current.min(timeout)));
        self
    }

    /// Sets the maximum size of the response's body, in bytes.
    #[must_use]
    pub fn with_max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Returns the timeout of the exchange; `None` means no timeout.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Returns the maximum size of the response's body, in bytes.
    ///
    /// A transport fails with [`TransportErrorKind::ResponseTooLarge`](crate::TransportErrorKind::ResponseTooLarge) if the
    /// body is longer.
    pub fn max_response_bytes(&self) -> u64 {
        self.max_response_bytes
    }
}

/// The timeouts of the transports of this crate.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// The maximum time to establish a connection.
    pub(crate) connect: Duration,
    /// The maximum time without sending or receiving a byte.
    pub(crate) stall: Duration,
}

#[cfg(any(feature = "reqwest", feature = "blocking"))]
impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            stall: Duration::from_secs(10),
        }
    }
}
