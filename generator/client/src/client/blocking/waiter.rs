//! Waiting for longer work on the calling thread.
//!
//! **Invariant**: only wraps what is asynchronous.

use std::fmt;
use std::time::Duration;

use crate::client::operation::Waiter;
use crate::client::waiter::{self, PollState, WaitError};
use crate::transport::block_on;

/// Waits for longer work: all of it with [`run`](Self::run), or step by step with [`next`](Self::next).
#[must_use = "nothing is asked until `run` is called"]
pub struct Poller<W: Waiter> {
    wait: waiter::Poller<W>,
}

impl<W: Waiter> Poller<W> {
    pub(super) fn new(wait: waiter::Poller<W>) -> Self {
        Self { wait }
    }

    /// How long to wait altogether; 10 minutes unless set. It is asked once more when time is up.
    pub fn max_wait(self, at_most: Duration) -> Self {
        Self {
            wait: self.wait.max_wait(at_most),
        }
    }

    /// Pauses of one length, instead of 2 seconds doubling to 30.
    pub fn poll_interval(self, pause: Duration) -> Self {
        Self {
            wait: self.wait.poll_interval(pause),
        }
    }

    /// Waits to the end.
    ///
    /// # Errors
    ///
    /// Where the work fails, where time is up, or where it cannot be asked how the work is going.
    pub fn run(self) -> Result<Vec<W::Item>, WaitError<W::Item>> {
        block_on(self.wait)
    }

    /// Pauses, except before the first question; asks once; tells what it saw.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    #[expect(
        clippy::should_implement_trait,
        reason = "named as its asynchronous twin; a step lends what it saw"
    )]
    pub fn next(&mut self) -> Result<PollState<'_, W::Item>, WaitError<W::Item>> {
        block_on(self.wait.next())
    }
}

impl<W: Waiter> fmt::Debug for Poller<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wait.fmt(f)
    }
}
