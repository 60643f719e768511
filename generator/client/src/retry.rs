//! What may be repeated, when, and how often.
//!
//! **Invariant**: what may have changed something is repeated only where the service can tell that it is a repetition.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use crate::error::Error;
use crate::transport::TransportErrorKind;

/// The longest pause before the first repetition; it doubles.
const BASE: Duration = Duration::from_millis(500);
/// The longest pause by our own choice.
const LONGEST: Duration = Duration::from_secs(20);
/// Where a service asks for a longer pause, its caller has to decide.
const LONGEST_ASKED: Duration = Duration::from_secs(120);
/// Clocks that differ by less are not what a service complains of.
const SKEW: Duration = Duration::from_secs(60);

/// How long to pause before the same request is sent again; none where it must not be, or need not.
///
/// `attempts` have been made; `chance` is the part of the pause that is taken, from 0 to 1.
pub(crate) fn pause(
    error: &Error,
    repeatable: bool,
    attempts: u32,
    chance: f64,
) -> Option<Duration> {
    let nothing_done =
        error.is_throttled() || error.transport_kind() == Some(TransportErrorKind::Connect);
    let may = nothing_done || (repeatable && error.is_transient());
    if !may {
        return None;
    }
    let asked = error.retry_after().unwrap_or_default();
    if asked > LONGEST_ASKED {
        return None;
    }
    let doubled = BASE.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    Some(asked.max(doubled.min(LONGEST).mul_f64(chance.clamp(0.0, 1.0))))
}

/// By how many seconds the clock is behind that of the service, where that is why it refused.
pub(crate) fn skew(error: &Error, here: SystemTime) -> Option<i64> {
    let code = error.code()?.to_ascii_lowercase();
    let complains = code.contains("timestamp") || code.starts_with("requesttime");
    let there = error.date().filter(|_| complains)?;
    let (sign, apart) = match there.duration_since(here) {
        Ok(apart) => (1, apart),
        Err(before) => (-1, before.duration()),
    };
    let seconds = i64::try_from(apart.as_secs()).ok()?;
    (apart > SKEW).then_some(sign * seconds)
}

/// Whether a security token was refused because its time is over.
pub(crate) fn expired(error: &Error) -> bool {
    let code = error.code().unwrap_or_default();
    code.contains("SecurityToken") || code.contains("TokenExpired")
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
    pub(crate) fn spend(&self) -> bool {
        let spent = |left: u32| left.checked_sub(PRICE);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent)
            .is_ok()
    }

    /// A call has succeeded at its first attempt.
    pub(crate) fn earn(&self) {
        let earned = |left: u32| (left < FULL).then_some(left + 1);
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}
