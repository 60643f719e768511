//! What a client does the same way for every call, unless told otherwise.
//!
//! **Invariant**: plain values, copied with each client.

use std::time::Duration;

use crate::transport::RequestLimits;

/// Set once by the [`Builder`](crate::Builder), changed for some calls by [`Client`](crate::Client)'s `with_…`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallOptions {
    /// For a call with all its attempts.
    pub(crate) timeout: Duration,
    /// Attempts after the first.
    pub(crate) retries: u32,
    /// The longest body of a reply, in bytes.
    pub(crate) reply: u64,
    /// Nothing is forgiven.
    pub(crate) strict: bool,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            retries: 3,
            reply: RequestLimits::default().max_response_bytes(),
            strict: false,
        }
    }
}
