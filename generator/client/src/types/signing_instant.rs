//! The date and the nonce of a signature.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

/// What makes each signature its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningInstant {
    date: SystemTime,
    nonce: String,
}

impl SigningInstant {
    /// A given date and nonce; the nonce must never repeat for one access key.
    pub fn new(date: SystemTime, nonce: impl Into<String>) -> Self {
        Self {
            date,
            nonce: nonce.into(),
        }
    }

    /// This moment, and a nonce of 32 hexadecimal digits.
    pub fn now() -> Self {
        let date = SystemTime::now();
        Self {
            date,
            nonce: nonce(date),
        }
    }

    /// The same nonce, so many seconds later.
    pub(crate) fn later(self, seconds: i64) -> Self {
        let apart = Duration::from_secs(seconds.unsigned_abs());
        let date = match seconds {
            0.. => self.date.checked_add(apart),
            _ => self.date.checked_sub(apart),
        };
        Self {
            date: date.unwrap_or(self.date),
            ..self
        }
    }

    /// The moment it stands for.
    pub fn time(&self) -> SystemTime {
        self.date
    }

    /// The date as most signatures want it, as in `2026-11-23T15:07:09Z`.
    pub fn date(&self) -> String {
        humantime::format_rfc3339_seconds(self.sane()).to_string()
    }

    /// As in `20261123T150709Z`.
    pub(crate) fn compact_date(&self) -> String {
        self.date().replace(['-', ':'], "")
    }

    /// As in `Mon, 23 Nov 2026 15:07:09 GMT`.
    pub(crate) fn http_date(&self) -> String {
        httpdate::fmt_http_date(self.sane())
    }

    /// A clock before 1970 is broken; the service will say so better than a panic would.
    fn sane(&self) -> SystemTime {
        self.date
            .max(UNIX_EPOCH)
            .min(UNIX_EPOCH + Duration::from_secs(253_402_300_799))
    }

    /// The nonce.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

/// Has to be unique, not secret: a counter and the time stand in where the system has no randomness.
fn nonce(date: SystemTime) -> String {
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
