//! Waiting for longer work: the loop that every waiter shares.
//!
//! **Invariant**: waits by the clock of the client's transport, and asks by [`Client::send`] only.

use std::error::Error as StdError;
use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::client::Client;
use super::operation::{Progress, Waiter};
use crate::error::Error;
use crate::transport::BoxFuture;

const AT_MOST: Duration = Duration::from_secs(600);
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Client {
    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Wait<W> {
        Wait::new(self.clone(), waiter)
    }
}

/// Waits for longer work; made by [`Client::wait`]. Await it, or step through it with [`next`](Self::next).
///
/// Asks at once, then after 2 seconds, doubling to 30; gives up after 10 minutes.
#[must_use = "nothing is asked until this is awaited"]
pub struct Wait<W: Waiter> {
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
pub enum Step<'a, T> {
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

enum Outcome<T> {
    Pending,
    Done(Vec<T>),
}

impl<W: Waiter> Wait<W> {
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
    pub fn at_most(mut self, at_most: Duration) -> Self {
        self.at_most = at_most;
        self
    }

    /// Pauses of one length, instead of 2 seconds doubling to 30.
    pub fn every(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self.longest_pause = pause;
        self
    }

    /// Pauses, except before the first question; asks once; tells what it saw.
    ///
    /// # Errors
    ///
    /// As awaiting the whole. An error that may pass (see [`Error::is_transient`]) counts as pending.
    pub async fn next(&mut self) -> Result<Step<'_, W::Item>, WaitError<W::Item>> {
        Ok(match self.step().await? {
            Outcome::Pending => Step::Pending(self.seen.as_deref().unwrap_or_default()),
            Outcome::Done(items) => Step::Done(items),
        })
    }

    async fn run(mut self) -> Result<Vec<W::Item>, WaitError<W::Item>> {
        loop {
            if let Outcome::Done(items) = self.step().await? {
                return Ok(items);
            }
        }
    }

    async fn step(&mut self) -> Result<Outcome<W::Item>, WaitError<W::Item>> {
        self.rest().await?;
        let items = match ask(&self.client, &self.waiter).await {
            Ok(items) => items,
            Err(error) if error.is_transient() => {
                self.unanswered = Some(error);
                return Ok(Outcome::Pending);
            }
            Err(error) if is_gone::<W>(&error) => return Ok(Outcome::Done(Vec::new())),
            Err(error) => return Err(WaitError::Poll(error)),
        };
        self.unanswered = None;
        match overall::<W>(&items) {
            Progress::Done => Ok(Outcome::Done(items)),
            Progress::Failed => Err(WaitError::Failed(items)),
            Progress::Pending => {
                self.seen = Some(items);
                Ok(Outcome::Pending)
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
        let next = W::advance(request, &reply);
        items.extend(W::items(reply.into_inner()));
        match next {
            Some(next) => request = next,
            None => return Ok(items),
        }
    }
}

/// Work without a part has not begun; one pending part keeps all of it pending.
fn overall<W: Waiter>(items: &[W::Item]) -> Progress {
    let mut overall = if items.is_empty() {
        W::EMPTY
    } else {
        Progress::Done
    };
    for item in items {
        match W::progress(item) {
            Progress::Pending => return Progress::Pending,
            Progress::Failed => overall = Progress::Failed,
            Progress::Done => {}
        }
    }
    overall
}

fn is_gone<W: Waiter>(error: &Error) -> bool {
    error.code().is_some_and(|code| W::GONE.contains(&code))
}

impl<W: Waiter> IntoFuture for Wait<W> {
    type Output = Result<Vec<W::Item>, WaitError<W::Item>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<W: Waiter> fmt::Debug for Wait<W> {
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
