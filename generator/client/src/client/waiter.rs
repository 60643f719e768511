//! Waiting for longer work: the loop that every waiter shares.
//!
//! **Invariant**: waits by the clock of the client's transport, and asks by [`Client::send`] only.

use std::error::Error as StdError;
use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::client::Client;
use super::operation::{Waiter, WaiterState};
use crate::error::Error;
use crate::transport::BoxFuture;

const AT_MOST: Duration = Duration::from_secs(600);
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Client {
    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller::new(self.clone(), waiter)
    }
}

/// Waits for longer work; made by [`Client::wait`]. Await it, or step through it with [`next`](Self::next).
///
/// Asks at once, then after 2 seconds, doubling to 30; gives up after 10 minutes.
#[must_use = "nothing is asked until this is awaited"]
pub struct Poller<W: Waiter> {
    client: Client,
    waiter: W,
    at_most: Duration,
    pause: Duration,
    longest_pause: Duration,
    /// When waiting began; none before the first question.
    began: Option<Duration>,
    /// The parts as last seen; none before the first answer.
    seen: Option<Vec<W::Item>>,
    /// Why the last question got no answer.
    unanswered: Option<Error>,
}

/// How one question was answered.
#[derive(Debug)]
#[non_exhaustive]
pub enum PollState<'a, T> {
    /// Not ended yet; the parts as last seen, none where there was no answer yet.
    Pending(&'a [T]),
    /// Every part has ended well.
    Done(Vec<T>),
}

/// Why waiting ended without success.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<T> {
    /// Nothing is pending any more, and at least one part has failed.
    Failed(Vec<T>),
    /// Time is up; the parts as last seen. The work goes on.
    TimedOut(Vec<T>),
    /// It could not be asked how the work is going. The work goes on.
    Poll(Error),
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
            at_most: AT_MOST,
            pause: FIRST_PAUSE,
            longest_pause: LONGEST_PAUSE,
            began: None,
            seen: None,
            unanswered: None,
        }
    }

    /// How long to wait altogether; 10 minutes unless set. It is asked once more when time is up.
    pub fn max_wait(mut self, at_most: Duration) -> Self {
        self.at_most = at_most;
        self
    }

    /// Pauses of one length, instead of 2 seconds doubling to 30.
    pub fn poll_interval(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self.longest_pause = pause;
        self
    }

    /// Pauses, except before the first question; asks once; tells what it saw.
    ///
    /// # Errors
    ///
    /// As awaiting the whole. An error that may pass (see [`Error::is_transient`]) counts as pending.
    pub async fn next(&mut self) -> Result<PollState<'_, W::Item>, WaitError<W::Item>> {
        Ok(match self.step().await? {
            PollOutcome::Pending => PollState::Pending(self.seen.as_deref().unwrap_or_default()),
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
        self.rest().await?;
        let items = match ask(&self.client, &self.waiter).await {
            Ok(items) => items,
            Err(error) if error.is_transient() => {
                self.unanswered = Some(error);
                return Ok(PollOutcome::Pending);
            }
            Err(error) if is_gone::<W>(&error) => return Ok(PollOutcome::Done(Vec::new())),
            Err(error) => return Err(WaitError::Poll(error)),
        };
        self.unanswered = None;
        match overall::<W>(&items) {
            WaiterState::Succeeded => Ok(PollOutcome::Done(items)),
            WaiterState::Failed => Err(WaitError::Failed(items)),
            WaiterState::Pending => {
                self.seen = Some(items);
                Ok(PollOutcome::Pending)
            }
        }
    }

    /// Sleeps until the next question is due, at the latest until time is up.
    async fn rest(&mut self) -> Result<(), WaitError<W::Item>> {
        let clock = self.client.runtime().clock();
        let now = clock.now();
        let Some(began) = self.began else {
            self.began = Some(now);
            return Ok(());
        };
        let left = self.at_most.saturating_sub(now.saturating_sub(began));
        if left.is_zero() {
            return Err(self.time_is_up());
        }
        let wanted = self
            .unanswered
            .as_ref()
            .and_then(Error::retry_after)
            .unwrap_or_default();
        clock.sleep(self.pause.max(wanted).min(left)).await;
        self.pause = self.pause.saturating_mul(2).min(self.longest_pause);
        Ok(())
    }

    fn time_is_up(&mut self) -> WaitError<W::Item> {
        match (self.seen.take(), self.unanswered.take()) {
            // Nothing was ever seen, so the error is all there is to tell.
            (None, Some(error)) => WaitError::Poll(error),
            (seen, _) => WaitError::TimedOut(seen.unwrap_or_default()),
        }
    }
}

/// All parts, from all pages.
async fn ask<W: Waiter>(client: &Client, waiter: &W) -> Result<Vec<W::Item>, Error> {
    let mut request = waiter.poll();
    let mut items = Vec::new();
    loop {
        let reply = client.send(request.clone()).await?;
        let next = W::next_page(request, &reply);
        items.extend(W::items(reply.into_inner()));
        match next {
            Some(next) => request = next,
            None => return Ok(items),
        }
    }
}

/// Work without a part has not begun; one pending part keeps all of it pending.
fn overall<W: Waiter>(items: &[W::Item]) -> WaiterState {
    let mut overall = if items.is_empty() {
        W::STATE_WHEN_EMPTY
    } else {
        WaiterState::Succeeded
    };
    for item in items {
        match W::progress(item) {
            WaiterState::Pending => return WaiterState::Pending,
            WaiterState::Failed => overall = WaiterState::Failed,
            WaiterState::Succeeded => {}
        }
    }
    overall
}

fn is_gone<W: Waiter>(error: &Error) -> bool {
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
        f.debug_struct("Wait")
            .field("at_most", &self.at_most)
            .field("pause", &self.pause)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Display for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(parts) => write!(f, "the work has failed ({})", Count(parts.len())),
            Self::TimedOut(parts) => write!(
                f,
                "the work had not ended when time was up ({})",
                Count(parts.len())
            ),
            Self::Poll(error) => error.fmt(f),
        }
    }
}

struct Count(usize);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("no part seen"),
            1 => f.write_str("1 part seen"),
            count => write!(f, "{count} parts seen"),
        }
    }
}

impl<T: fmt::Debug> StdError for WaitError<T> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Failed(_) | Self::TimedOut(_) => None,
            // Displayed as the error itself, so what comes next is what is below it.
            Self::Poll(error) => error.source(),
        }
    }
}

impl<T> From<Error> for WaitError<T> {
    fn from(error: Error) -> Self {
        Self::Poll(error)
    }
}
