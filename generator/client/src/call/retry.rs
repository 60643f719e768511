//! The retry policy: which failures are retried, after which backoff, and how many retries a client has left.
//!
//! **Invariant**: a request that may have changed something is retried only if it is idempotent. Must never send or sleep.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::{Error, TransportErrorKind};

/// The maximum backoff before the first retry; it doubles with each retry.
const INITIAL_BACKOFF: Duration = Duration::from_millis(500);
/// The maximum backoff, unless the service asks for a longer one.
const MAX_BACKOFF: Duration = Duration::from_secs(20);
/// The maximum `retry-after` that is honoured. If a service asks for more, the call fails and the caller decides.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

/// Returns the backoff before the next attempt; `None` if the request must not be retried.
///
/// `attempts` is the number of attempts so far; `jitter`, from 0 to 1, scales the backoff (full jitter).
pub(crate) fn backoff(
    error: &Error,
    idempotent: bool,
    attempts: u32,
    jitter: f64,
) -> Option<Duration> {
    let not_executed =
        error.is_throttled() || error.transport_kind() == Some(TransportErrorKind::Connect);
    let is_retryable = not_executed || (idempotent && error.is_transient());
    if !is_retryable {
        return None;
    }
    let retry_after = error.retry_after().unwrap_or_default();
    if retry_after > MAX_RETRY_AFTER {
        return None;
    }
    let doubled = INITIAL_BACKOFF.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    let backoff = doubled.min(MAX_BACKOFF).mul_f64(jitter.clamp(0.0, 1.0));
    Some(retry_after.max(backoff))
}

/// The retry budget of a client: 50 retries at first, and one more for every ten calls that succeed at their first
/// attempt, up to 50.
///
/// With it, the load on a service that is down stays close to that of clients that never retry.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// The number of deposits that pay for one retry.
const DEPOSITS_PER_RETRY: u32 = 10;
/// The maximum balance, in deposits.
const MAX_BALANCE: u32 = 50 * DEPOSITS_PER_RETRY;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(MAX_BALANCE))
    }
}

impl Budget {
    /// Withdraws one retry, and returns whether the balance was sufficient.
    pub(crate) fn withdraw(&self) -> bool {
        let withdraw = |balance: u32| balance.checked_sub(DEPOSITS_PER_RETRY);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, withdraw)
            .is_ok()
    }

    /// Makes a deposit, after a call that succeeded at its first attempt.
    pub(crate) fn deposit(&self) {
        let deposit = |balance: u32| (balance < MAX_BALANCE).then_some(balance + 1);
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, deposit);
    }
}
