//! The same three verbs without `await`; feature `blocking`.
//!
//! Everything here runs the asynchronous code on the calling thread, over a transport that blocks it.
//!
//! ```no_run
//! let client = acs_client::blocking::Client::from_env()?;
//! # let _ = client;
//! # Ok::<_, acs_client::Error>(())
//! ```

use std::fmt;
use std::time::Duration;

use crate::client::Builder;
use crate::error::Error;
use crate::operation::{Operation, Paged, Waiter};
use crate::replay::{Replay, block_on};
use crate::reply::Reply;
use crate::wait::{Step, WaitError};

/// Sends operations of every product, and waits for each reply. Cheap to clone.
///
/// Must not be used inside an asynchronous program, whose threads it would hold up.
#[derive(Clone, Debug)]
pub struct Client {
    client: crate::Client,
}

impl Client {
    /// Credentials and region from the environment; see [`Environment`](crate::Environment).
    ///
    /// # Errors
    ///
    /// Names the variables that are missing.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder()
            .environment(&crate::Environment::process())?
            .build_blocking()
    }

    /// A client that is set up step by step; finish with [`Builder::build_blocking`].
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A client whose replies are scripted: for tests, no network.
    pub fn replay(replay: &Replay) -> Self {
        crate::Client::replay(replay).into()
    }

    /// Sends one request and reads its reply.
    ///
    /// # Errors
    ///
    /// Where there is no reply, where the service refuses, or where its reply cannot be read at all.
    pub fn send<O: Operation>(&self, operation: O) -> Result<Reply<O::Reply>, Error> {
        block_on(self.client.send(operation))
    }

    /// Reads a list page by page, or item by item.
    pub fn pages<O: Paged>(&self, operation: O) -> Pages<O> {
        Pages {
            pages: self.client.pages(operation),
            ended: false,
        }
    }

    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Wait<W> {
        Wait {
            wait: self.client.wait(waiter),
        }
    }
}

/// Over a transport that needs no runtime.
impl From<crate::Client> for Client {
    fn from(client: crate::Client) -> Self {
        Self { client }
    }
}

/// The pages of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Pages<O> {
    pages: crate::Pages<O>,
    ended: bool,
}

impl<O: Paged> Pages<O> {
    /// The items of all pages, one by one.
    pub fn items(self) -> Items<O> {
        Items {
            items: self.pages.items(),
            ended: self.ended,
        }
    }
}

impl<O: Paged> Iterator for Pages<O> {
    type Item = Result<Reply<O::Reply>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.pages.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// The items of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Items<O: Paged> {
    items: crate::Items<O>,
    ended: bool,
}

impl<O: Paged> Items<O> {
    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Client::send`]; the items read so far are lost.
    pub fn all(self) -> Result<Vec<O::Item>, Error> {
        self.collect()
    }
}

impl<O: Paged> Iterator for Items<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.items.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

/// Waits for longer work: all of it with [`run`](Self::run), or step by step with [`next`](Self::next).
#[must_use = "nothing is asked until `run` is called"]
pub struct Wait<W: Waiter> {
    wait: crate::Wait<W>,
}

impl<W: Waiter> Wait<W> {
    /// How long to wait altogether; 10 minutes unless set. It is asked once more when time is up.
    pub fn at_most(self, at_most: Duration) -> Self {
        Self {
            wait: self.wait.at_most(at_most),
        }
    }

    /// Pauses of one length, instead of 2 seconds doubling to 30.
    pub fn every(self, pause: Duration) -> Self {
        Self {
            wait: self.wait.every(pause),
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
    pub fn next(&mut self) -> Result<Step<'_, W::Item>, WaitError<W::Item>> {
        block_on(self.wait.next())
    }
}

impl<W: Waiter> fmt::Debug for Wait<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wait.fmt(f)
    }
}
