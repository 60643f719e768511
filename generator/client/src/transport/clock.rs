//! Time and randomness: what a client waits by, and what makes its requests different from each other.
//!
//! **Invariant**: nothing else in this crate waits, looks at a clock or draws by chance. Knows nothing of requests.

use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use async_lock::OnceCell;

use super::error::BoxFuture;
use crate::types::SigningInstant;

/// Time and randomness, as a client uses them; a [`Transport`](crate::Transport) has one.
///
/// The default of each function but [`sleep`](Self::sleep) is that of the system. A test's clock may be virtual, as that
/// of [`Replay`](crate::Replay) is.
pub trait Clock: Send + Sync {
    /// Waits that long.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Time that has gone by since some fixed moment; never runs backwards.
    fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    /// The date and the nonce for the next signature.
    fn signing_instant(&self) -> SigningInstant {
        SigningInstant::now()
    }

    /// A text that no call has returned before, of at most 64 ASCII characters.
    fn unique_id(&self) -> String {
        SigningInstant::now().nonce().to_owned()
    }

    /// A random number from 0 to 1: how much of a pause between attempts is taken.
    fn jitter(&self) -> f64 {
        let mut random = [0; 4];
        // Without randomness the whole pause is the safe choice.
        match getrandom::fill(&mut random) {
            Ok(()) => f64::from(u32::from_le_bytes(random)) / f64::from(u32::MAX),
            Err(_) => 1.0,
        }
    }
}

/// The clock of the system, which needs no runtime: a thread of its own waits while [`sleep`](Clock::sleep) is awaited.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let over = Arc::new(OnceCell::new());
            let alarm = Arc::clone(&over);
            let (awaited, dropped) = mpsc::channel::<()>();
            let thread = thread::Builder::new().name("acs-timer".to_owned());
            let timer = thread.spawn(move || {
                // Ends early when the future that holds the other end is dropped.
                let _ = dropped.recv_timeout(duration);
                let _ = alarm.set_blocking(());
            });
            match timer {
                Ok(_) => {
                    over.wait().await;
                }
                // Without a thread to wait elsewhere, this one waits.
                Err(_) => thread::sleep(duration),
            }
            drop(awaited);
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
        let began = Instant::now();
        block_on(SystemClock.sleep(duration));
        assert!(began.elapsed() >= duration);
    }
}
