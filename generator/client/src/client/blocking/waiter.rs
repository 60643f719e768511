//! Waiting for long-running tasks on the calling thread.
//!
//! **Invariant**: wraps the asynchronous wait, and repeats none of its rules.

use std::fmt;
use std::time::Duration;

use crate::client::operation::Waiter;
use crate::client::wait_error::WaitError;
use crate::client::waiter::{self, PollState};
use crate::transport::block_on;

/// A wait for a long-running task: wait for its end with [`run`](Self::run), or poll step by step with
/// [`next`](Self::next).
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Replay, blocking};
#[doc = include_str!("../../../docs/domain.md")]
/// use acs_domain_20180129::TaskCompletion;
///
/// let replay = Replay::new()
///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTING"}]}}"#)
///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#);
/// let client = blocking::Client::replay(&replay);
/// let items = client.wait(TaskCompletion::new("e9b8")).poll_interval(Duration::from_secs(5)).run()?;
/// assert_eq!(items.len(), 1);
/// # Ok::<_, acs_client::WaitError<acs_domain_20180129::TaskDetail>>(())
/// ```
#[must_use = "the task is polled only when `run` or `next` is called"]
pub struct Poller<W: Waiter> {
    poller: waiter::Poller<W>,
}

impl<W: Waiter> Poller<W> {
    pub(super) fn new(poller: waiter::Poller<W>) -> Self {
        Self { poller }
    }

    /// Sets the maximum time to wait. Default: 10 minutes. The task is polled a last time when the maximum is reached.
    pub fn max_wait(self, max_wait: Duration) -> Self {
        Self {
            poller: self.poller.max_wait(max_wait),
        }
    }

    /// Sets a constant time between polls. Default: 2 seconds, doubling up to 30 seconds.
    pub fn poll_interval(self, interval: Duration) -> Self {
        Self {
            poller: self.poller.poll_interval(interval),
        }
    }

    /// Waits until the task has finished.
    ///
    /// # Errors
    ///
    /// Returns an error if the task failed, if the maximum wait has passed, or if the task cannot be polled.
    pub fn run(self) -> Result<Vec<W::Item>, WaitError<W::Item>> {
        block_on(self.poller)
    }

    /// Sleeps until the next poll is due, except before the first; then polls once and returns the state of the task.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`run`](Self::run).
    #[expect(
        clippy::should_implement_trait,
        reason = "has the name of its asynchronous counterpart, and its result borrows from the poller"
    )]
    pub fn next(&mut self) -> Result<PollState<'_, W::Item>, WaitError<W::Item>> {
        block_on(self.poller.next())
    }
}

impl<W: Waiter> fmt::Debug for Poller<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.poller.fmt(f)
    }
}
