//! What may be repeated, when, and how often.
//!
//! **Invariant**: what may have changed something is repeated only where the service can tell that it is a repetition.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::{Error, TransportErrorKind};

/// The longest pause before the first repetition; it doubles.
const INITIAL_BACKOFF: Duration = Duration::from_millis(500);
/// The longest pause by our own choice.
const MAX_BACKOFF: Duration = Duration::from_secs(20);
/// Where a service asks for a longer pause, its caller has to decide.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

/// How long to pause before the same request is sent again; none where it must not be, or need not.
///
/// `attempts` have been made; `jitter` is the part of the pause that is taken, from 0 to 1.
pub(crate) fn backoff(
    error: &Error,
    idempotent: bool,
    attempts: u32,
    jitter: f64,
) -> Option<Duration> {
    let nothing_done =
        error.is_throttled() || error.transport_kind() == Some(TransportErrorKind::Connect);
    let may = nothing_done || (idempotent && error.is_transient());
    if !may {
        return None;
    }
    let asked = error.retry_after().unwrap_or_default();
    if asked > MAX_RETRY_AFTER {
        return None;
    }
    let doubled = INITIAL_BACKOFF.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    Some(asked.max(doubled.min(MAX_BACKOFF).mul_f64(jitter.clamp(0.0, 1.0))))
}

/// How many repetitions a client has left: one for every ten calls that succeed, and some to begin with.
///
/// A service that is down is then asked little more often than by clients that do not repeat.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

const PRICE: u32 = 10;
const FULL: u32 = 50 * PRICE;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Takes a repetition, where one is left.
    pub(crate) fn withdraw(&self) -> bool {
        let spent = |left: u32| left.checked_sub(PRICE);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent)
            .is_ok()
    }

    /// A call has succeeded at its first attempt.
    pub(crate) fn deposit(&self) {
        let earned = |left: u32| (left < FULL).then_some(left + 1);
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}
