//! The difference between the clocks of a service and of this machine.
//!
//! **Invariant**: measured only when a service rejects the date of a request. Must never read a clock.

use std::time::{Duration, SystemTime};

use crate::error::Error;

/// The minimum difference that is corrected. No service rejects a smaller one.
const MIN_CLOCK_SKEW: Duration = Duration::from_secs(60);

/// Returns the clock skew in seconds, service time minus local time, if it is the reason for an error.
pub(crate) fn clock_skew(error: &Error, local_time: SystemTime) -> Option<i64> {
    let code = error.code()?.to_ascii_lowercase();
    let rejects_date = code.contains("timestamp") || code.starts_with("requesttime");
    let service_time = error.date().filter(|_| rejects_date)?;
    let (sign, skew) = match service_time.duration_since(local_time) {
        Ok(ahead) => (1, ahead),
        Err(error) => (-1, error.duration()),
    };
    let seconds = i64::try_from(skew.as_secs()).ok()?;
    (skew > MIN_CLOCK_SKEW).then_some(sign * seconds)
}
