//! Time and randomness: how a client waits, dates its signatures and tells its requests apart.
//!
//! **Invariant**: the only module of this crate that sleeps, reads a clock or draws random numbers. Must never know a
//! request.

use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use async_lock::OnceCell;

use super::error::BoxFuture;
use crate::types::SigningInstant;

/// A source of time and randomness. Each [`Transport`](crate::Transport) has one; a client uses no other.
///
/// All methods but [`sleep`](Self::sleep) default to those of the system. A clock for tests can be virtual, as that of
/// [`Replay`](crate::Replay) is:
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Clock, Replay};
/// use acs_client::replay::block_on;
///
/// let clock = Replay::new();
/// block_on(clock.sleep(Duration::from_secs(3600)));
/// assert_eq!(clock.now(), Duration::from_secs(3600));
/// ```
pub trait Clock: Send + Sync {
    /// Waits for the given duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Returns the time since a fixed moment of this clock's choice; never runs backwards.
    ///
    /// Default: the monotonic clock of the system.
    fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    /// Returns the date and the nonce for the next signature.
    ///
    /// Default: the date of the system, and a random nonce.
    fn signing_instant(&self) -> SigningInstant {
        SigningInstant::now()
    }

    /// Returns a text that no earlier call returned, at most 64 ASCII characters; used for client tokens.
    ///
    /// Default: a random nonce.
    fn unique_id(&self) -> String {
        SigningInstant::now().nonce().to_owned()
    }

    /// Returns a random number from 0 to 1, by which the backoff before a retry is multiplied.
    ///
    /// Default: the randomness of the operating system.
    fn jitter(&self) -> f64 {
        let mut random = [0; 4];
        // If no randomness is available, the full backoff is the safe choice.
        match getrandom::fill(&mut random) {
            Ok(()) => f64::from(u32::from_le_bytes(random)) / f64::from(u32::MAX),
            Err(_) => 1.0,
        }
    }
}

/// The clock of the system, for transports that have no runtime: [`sleep`](Clock::sleep) waits on a thread of its own.
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Clock, SystemClock};
/// use acs_client::replay::block_on;
///
/// let start = SystemClock.now();
/// block_on(SystemClock.sleep(Duration::from_millis(5)));
/// assert!(SystemClock.now() - start >= Duration::from_millis(5));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let elapsed = Arc::new(OnceCell::new());
            let alarm = Arc::clone(&elapsed);
            let (sleeping, dropped) = mpsc::channel::<()>();
            let thread = thread::Builder::new().name("acs-timer".to_owned());
            let timer = thread.spawn(move || {
                // Ends early if the future, which holds the other end of the channel, is dropped.
                let _ = dropped.recv_timeout(duration);
                let _ = alarm.set_blocking(());
            });
            match timer {
                Ok(_) => {
                    elapsed.wait().await;
                }
                // If no thread can be started, the calling thread sleeps.
                Err(_) => thread::sleep(duration),
            }
            drop(sleeping);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::block_on::block_on;

    #[test]
    fn the_system_clock_sleeps_without_a_runtime() {
        let duration = Duration::from_millis(20);
        let start = Instant::now();
        block_on(SystemClock.sleep(duration));
        assert!(start.elapsed() >= duration);
    }
}
