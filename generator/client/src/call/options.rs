//! The options of a call, which a client applies to each of its calls.
//!
//! **Invariant**: plain values, copied with each client.

use std::time::Duration;

use crate::transport::RequestLimits;

/// The options of a call: set by [`Builder`](crate::Builder), changed by the `with_…` methods of
/// [`Client`](crate::Client).
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallOptions {
    /// The maximum time for a call with all its attempts.
    pub(crate) timeout: Duration,
    /// The maximum number of attempts after the first.
    pub(crate) retries: u32,
    /// The maximum size of a response's body, in bytes.
    pub(crate) max_response_bytes: u64,
    /// Whether a coerced value makes the call fail.
    pub(crate) strict: bool,
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            retries: 3,
            max_response_bytes: RequestLimits::default().max_response_bytes(),
            strict: false,
        }
    }
}
