//! How long one exchange may take, and how much of a reply is read.
//!
//! **Invariant**: numbers only; a transport keeps to them.

use std::time::Duration;

/// How long one exchange may take, and how much of a reply is read.
///
/// Rides in the extensions of a request, for a [`Transport`](crate::Transport) to keep to:
///
/// ```
/// use std::time::Duration;
/// use acs_client::RequestLimits;
///
/// let mut request = http::Request::new(());
/// request.extensions_mut().insert(RequestLimits::default().with_timeout(Duration::from_secs(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLimits {
    time: Option<Duration>,
    reply: u64,
}

/// No limit of time, and 64 MiB.
impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            time: None,
            reply: 64 * 1024 * 1024,
        }
    }
}

impl RequestLimits {
    /// The limits of a request, or the default ones where it has none.
    pub fn from_request<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    /// At most this long, from connecting to the last byte of the reply; a shorter limit stays.
    #[must_use]
    pub fn with_timeout(mut self, time: Duration) -> Self {
        self.time = Some(self.time.map_or(time, |known| known.min(time)));
        self
    }

    /// At most this many bytes of the reply's body.
    #[must_use]
    pub fn with_max_response_bytes(mut self, bytes: u64) -> Self {
        self.reply = bytes;
        self
    }

    /// How long the exchange may take; none for as long as it takes.
    pub fn timeout(&self) -> Option<Duration> {
        self.time
    }

    /// How many bytes the body of the reply may have.
    pub fn max_response_bytes(&self) -> u64 {
        self.reply
    }
}

/// How long the transports of this crate wait.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
}

#[cfg(any(feature = "reqwest", feature = "blocking"))]
impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(10),
        }
    }
}
