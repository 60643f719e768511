//! How far the clock of this machine is from that of a service.
//!
//! **Invariant**: measured only where a service refuses a date; knows no clock.

use std::time::{Duration, SystemTime};

use crate::error::Error;

/// Clocks that differ by less are not what a service complains of.
const SKEW: Duration = Duration::from_secs(60);

/// By how many seconds the clock is behind that of the service, where that is why it refused.
pub(crate) fn clock_skew(error: &Error, here: SystemTime) -> Option<i64> {
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
