//! The date and the nonce of a signature.
//!
//! **Invariant**: formats dates as the signatures need them; which signature uses which date is decided in `sign`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

/// The last second of the year 9999, the latest that the date formats can express, in seconds since 1970.
const MAX_UNIX_SECONDS: u64 = 253_402_300_799;

/// The date and the nonce that make each signature unique.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use acs_client::SigningInstant;
///
/// let date = UNIX_EPOCH + Duration::from_secs(1_795_446_429);
/// let signing_instant = SigningInstant::new(date, "a-nonce-used-once");
/// assert_eq!(signing_instant.date(), "2026-11-23T15:07:09Z");
/// assert_eq!(signing_instant.time(), date);
/// assert_eq!(signing_instant.nonce(), "a-nonce-used-once");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningInstant {
    date: SystemTime,
    nonce: String,
}

impl SigningInstant {
    /// Creates an instant from a date and a nonce. A nonce must never be used twice with the same access key.
    pub fn new(date: SystemTime, nonce: impl Into<String>) -> Self {
        Self {
            date,
            nonce: nonce.into(),
        }
    }

    /// Creates an instant from the system's clock and a new nonce of 32 hexadecimal digits.
    ///
    /// ```
    /// # use acs_client::SigningInstant;
    /// assert_eq!(SigningInstant::now().nonce().len(), 32);
    /// assert_ne!(SigningInstant::now().nonce(), SigningInstant::now().nonce());
    /// ```
    pub fn now() -> Self {
        let date = SystemTime::now();
        Self {
            date,
            nonce: new_nonce(date),
        }
    }

    /// Moves the date by a number of seconds, which may be negative, and keeps the nonce.
    pub(crate) fn shifted_by(self, seconds: i64) -> Self {
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let date = match seconds {
            0.. => self.date.checked_add(distance),
            _ => self.date.checked_sub(distance),
        };
        Self {
            date: date.unwrap_or(self.date),
            ..self
        }
    }

    /// Returns the date as a point in time.
    pub fn time(&self) -> SystemTime {
        self.date
    }

    /// Returns the date in the format of most signatures, in UTC: `2026-11-23T15:07:09Z`.
    pub fn date(&self) -> String {
        humantime::format_rfc3339_seconds(self.clamped()).to_string()
    }

    /// Returns the date without separators: `20261123T150709Z`.
    pub(crate) fn compact_date(&self) -> String {
        self.date().replace(['-', ':'], "")
    }

    /// Returns the date in the format of the HTTP header `date`: `Mon, 23 Nov 2026 15:07:09 GMT`.
    pub(crate) fn http_date(&self) -> String {
        httpdate::fmt_http_date(self.clamped())
    }

    /// Returns the date within the years 1970 to 9999.
    ///
    /// A clock outside that range is broken. Formatting its time would panic, while a service reports a wrong date.
    fn clamped(&self) -> SystemTime {
        self.date
            .max(UNIX_EPOCH)
            .min(UNIX_EPOCH + Duration::from_secs(MAX_UNIX_SECONDS))
    }

    /// Returns the nonce.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

/// Returns a unique nonce of 32 hexadecimal digits.
///
/// A nonce has to be unique, not secret. The time, the process ID and a counter replace missing randomness.
fn new_nonce(date: SystemTime) -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let mut random = [0; 32];
    let _ = getrandom::fill(&mut random);
    let nanoseconds = date
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos();
    let digest = Sha256::new()
        .chain_update(random)
        .chain_update(nanoseconds.to_le_bytes())
        .chain_update(std::process::id().to_le_bytes())
        .chain_update(COUNTER.fetch_add(1, Ordering::Relaxed).to_le_bytes())
        .finalize();
    hex::encode(&digest[..16])
}
