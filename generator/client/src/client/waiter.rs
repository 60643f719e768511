//! Waiting for long-running tasks: the polling loop that all waiters share.
//!
//! **Invariant**: sleeps by the clock of the client's transport, and polls with [`Client::send`] only.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::client::Client;
use super::operation::{Waiter, WaiterState};
use super::wait_error::WaitError;
use crate::error::Error;
use crate::transport::BoxFuture;

const DEFAULT_MAX_WAIT: Duration = Duration::from_secs(600);
const INITIAL_INTERVAL: Duration = Duration::from_secs(2);
const MAX_INTERVAL: Duration = Duration::from_secs(30);

impl Client {
    /// Waits until a long-running task has finished.
    ///
    /// ```
    /// use std::time::Duration;
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::TaskCompletion;
    ///
    /// let replay = Replay::new()
    ///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTING"}]}}"#)
    ///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#);
    /// let client = Client::replay(&replay);
    /// block_on(async {
    ///     let wait = client.wait(TaskCompletion::new("e9b8")).max_wait(Duration::from_secs(300));
    ///     let items = wait.await?;
    ///     assert_eq!(items[0].task_status, "EXECUTE_SUCCESS");
    ///     Ok::<_, acs_client::WaitError<_>>(())
    /// })?;
    /// assert_eq!(replay.elapsed(), Duration::from_secs(2));
    /// # Ok::<_, acs_client::WaitError<_>>(())
    /// ```
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller::new(self.clone(), waiter)
    }
}

/// A wait for a long-running task, created by [`Client::wait`]: await it, or poll step by step with [`next`](Self::next).
///
/// Polls at once, then after 2 seconds, doubling up to every 30 seconds, for at most 10 minutes.
#[must_use = "the task is polled only when this is awaited"]
pub struct Poller<W: Waiter> {
    client: Client,
    waiter: W,
    max_wait: Duration,
    /// The time before the next poll; doubles up to `max_interval`.
    interval: Duration,
    max_interval: Duration,
    /// The start of the wait, as a time of the transport's clock; `None` before the first poll.
    started: Option<Duration>,
    /// The items as last polled; `None` before the first response.
    last_items: Option<Vec<W::Item>>,
    /// The transient error of the last poll.
    last_error: Option<Error>,
}

/// The state of a task after one poll.
///
/// ```
/// use acs_client::replay::block_on;
/// use acs_client::{Client, PollState, Replay, WaitError};
#[doc = include_str!("../../docs/domain.md")]
/// use acs_domain_20180129::TaskCompletion;
///
/// let replay = Replay::new()
///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTING"}]}}"#)
///     .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#);
/// let mut poller = Client::replay(&replay).wait(TaskCompletion::new("e9b8"));
/// let items = loop {
///     match block_on(poller.next())? {
///         PollState::Done(items) => break items,
///         PollState::Pending(items) => println!("{} items, still in progress", items.len()),
///         _ => {}
///     }
/// };
/// assert_eq!(items.len(), 1);
/// # Ok::<_, WaitError<acs_domain_20180129::TaskDetail>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum PollState<'a, T> {
    /// The task is in progress. Holds the items as last polled, or none if there was no response yet.
    Pending(&'a [T]),
    /// Every item has succeeded.
    Done(Vec<T>),
}

enum PollOutcome<T> {
    Pending,
    Done(Vec<T>),
}

impl<W: Waiter> Poller<W> {
    fn new(client: Client, waiter: W) -> Self {
        Self {
            client,
            waiter,
            max_wait: DEFAULT_MAX_WAIT,
            interval: INITIAL_INTERVAL,
            max_interval: MAX_INTERVAL,
            started: None,
            last_items: None,
            last_error: None,
        }
    }

    /// Sets the maximum time to wait. Default: 10 minutes.
    ///
    /// The task is polled a last time when the maximum is reached; if it is still pending, the wait fails with
    /// [`WaitError::TimedOut`].
    pub fn max_wait(mut self, max_wait: Duration) -> Self {
        self.max_wait = max_wait;
        self
    }

    /// Sets a constant time between polls. Default: 2 seconds, doubling up to 30 seconds.
    ///
    /// If a service asks for a longer pause, that pause is used instead.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self.max_interval = interval;
        self
    }

    /// Sleeps until the next poll is due, except before the first; then polls once and returns the state of the task.
    ///
    /// An error that is transient (see [`Error::is_transient`]) counts as pending.
    ///
    /// # Errors
    ///
    /// Returns an error if the task failed, if the maximum wait has passed, or if the task cannot be polled.
    pub async fn next(&mut self) -> Result<PollState<'_, W::Item>, WaitError<W::Item>> {
        Ok(match self.step().await? {
            PollOutcome::Pending => {
                PollState::Pending(self.last_items.as_deref().unwrap_or_default())
            }
            PollOutcome::Done(items) => PollState::Done(items),
        })
    }

    async fn run(mut self) -> Result<Vec<W::Item>, WaitError<W::Item>> {
        loop {
            if let PollOutcome::Done(items) = self.step().await? {
                return Ok(items);
            }
        }
    }

    async fn step(&mut self) -> Result<PollOutcome<W::Item>, WaitError<W::Item>> {
        self.sleep_until_next_poll().await?;
        let items = match poll_all_pages(&self.client, &self.waiter).await {
            Ok(items) => items,
            Err(error) if error.is_transient() => {
                self.last_error = Some(error);
                return Ok(PollOutcome::Pending);
            }
            Err(error) if means_success::<W>(&error) => return Ok(PollOutcome::Done(Vec::new())),
            Err(error) => return Err(WaitError::Poll(error)),
        };
        self.last_error = None;
        match overall_state::<W>(&items) {
            WaiterState::Succeeded => Ok(PollOutcome::Done(items)),
            WaiterState::Failed => Err(WaitError::Failed(items)),
            WaiterState::Pending => {
                self.last_items = Some(items);
                Ok(PollOutcome::Pending)
            }
        }
    }

    /// Sleeps until the next poll is due, or until the maximum wait is reached if that is earlier.
    async fn sleep_until_next_poll(&mut self) -> Result<(), WaitError<W::Item>> {
        let clock = self.client.runtime.clock();
        let now = clock.now();
        let Some(started) = self.started else {
            self.started = Some(now);
            return Ok(());
        };
        let time_left = self.max_wait.saturating_sub(now.saturating_sub(started));
        if time_left.is_zero() {
            return Err(self.timed_out());
        }
        let retry_after = self
            .last_error
            .as_ref()
            .and_then(Error::retry_after)
            .unwrap_or_default();
        let pause = self.interval.max(retry_after).min(time_left);
        clock.sleep(pause).await;
        self.interval = self.interval.saturating_mul(2).min(self.max_interval);
        Ok(())
    }

    fn timed_out(&mut self) -> WaitError<W::Item> {
        match (self.last_items.take(), self.last_error.take()) {
            // No poll got a response, so the error of the last one is all there is to report.
            (None, Some(error)) => WaitError::Poll(error),
            (items, _) => WaitError::TimedOut(items.unwrap_or_default()),
        }
    }
}

/// Polls a task once, and returns the items of all pages.
async fn poll_all_pages<W: Waiter>(client: &Client, waiter: &W) -> Result<Vec<W::Item>, Error> {
    let mut request = waiter.poll();
    let mut items = Vec::new();
    loop {
        let response = client.send(request.clone()).await?;
        let next = W::next_page(request, &response);
        items.extend(W::items(response.into_inner()));
        match next {
            Some(next) => request = next,
            None => return Ok(items),
        }
    }
}

/// Returns the state of a task: pending if any item is, else failed if any item is, else succeeded.
fn overall_state<W: Waiter>(items: &[W::Item]) -> WaiterState {
    let mut state = if items.is_empty() {
        W::STATE_WHEN_EMPTY
    } else {
        WaiterState::Succeeded
    };
    for item in items {
        match W::progress(item) {
            WaiterState::Pending => return WaiterState::Pending,
            WaiterState::Failed => state = WaiterState::Failed,
            WaiterState::Succeeded => {}
        }
    }
    state
}

fn means_success<W: Waiter>(error: &Error) -> bool {
    error
        .code()
        .is_some_and(|code| W::SUCCESS_ERROR_CODES.contains(&code))
}

impl<W: Waiter> IntoFuture for Poller<W> {
    type Output = Result<Vec<W::Item>, WaitError<W::Item>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<W: Waiter> fmt::Debug for Poller<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("max_wait", &self.max_wait)
            .field("interval", &self.interval)
            .finish_non_exhaustive()
    }
}
