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
use std::io;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;

use crate::client::Builder;
use crate::dry_run::DryRun;
use crate::error::Error;
use crate::operation::{Operation, Paginated, Waiter};
use crate::replay::{Replay, block_on};
use crate::reply::Response;
use crate::wait::{PollState, WaitError};

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
    /// Where the transport cannot be set up. Credentials are looked for when the first request needs them.
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
    pub fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        block_on(self.client.send(operation))
    }

    /// Sends a request whose body is read from `source` as it is sent; see
    /// [`Client::upload`](crate::Client::upload).
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and where the source cannot be read.
    pub fn upload<O: Operation>(
        &self,
        operation: O,
        source: impl io::Read + io::Seek + Send + 'static,
    ) -> Result<Response<O::Response>, Error> {
        block_on(self.client.upload(operation, source))
    }

    /// Sends a request and gives its reply as soon as it begins.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn download<O: Operation>(&self, operation: O) -> Result<Download, Error> {
        let download = block_on(self.client.download(operation))?;
        Ok(Download { download })
    }

    /// The signed request that [`send`](Self::send) would send now, to look at.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), apart from what comes of sending.
    pub fn dry_run<O: Operation>(&self, operation: O) -> Result<DryRun, Error> {
        block_on(self.client.dry_run(operation))
    }

    /// The same client with another [`Builder::timeout`].
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.client.with_timeout(timeout).into()
    }

    /// The same client with other [`Builder::retries`].
    #[must_use]
    pub fn with_retries(&self, retries: u32) -> Self {
        self.client.with_retries(retries).into()
    }

    /// The same client with another [`Builder::reply_limit`].
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: u64) -> Self {
        self.client.with_max_response_bytes(bytes).into()
    }

    /// The same client with [`Builder::strict`].
    #[must_use]
    pub fn with_strict(&self, strict: bool) -> Self {
        self.client.with_strict(strict).into()
    }

    /// Reads a list page by page, or item by item.
    pub fn paginate<O: Paginated>(&self, operation: O) -> Paginator<O> {
        Paginator {
            pages: self.client.paginate(operation),
            ended: false,
        }
    }

    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller {
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

/// A reply whose body arrives while it is read; derefs to what is known of it from its head.
#[derive(Debug)]
pub struct Download {
    download: crate::Download,
}

impl Download {
    /// The next part of the body; none at the end.
    ///
    /// # Errors
    ///
    /// As [`Download::next`](crate::Download::next).
    #[expect(
        clippy::should_implement_trait,
        reason = "named as its asynchronous twin"
    )]
    pub fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        block_on(self.download.next_chunk())
    }

    /// Writes what is left of the body, and tells how many bytes that were.
    ///
    /// # Errors
    ///
    /// As [`Download::to`](crate::Download::to).
    pub fn copy_to(self, writer: &mut (impl io::Write + Send)) -> Result<u64, Error> {
        block_on(self.download.copy_to(writer))
    }
}

impl Deref for Download {
    type Target = crate::Download;

    fn deref(&self) -> &crate::Download {
        &self.download
    }
}

/// The pages of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Paginator<O> {
    pages: crate::Paginator<O>,
    ended: bool,
}

impl<O: Paginated> Paginator<O> {
    /// The items of all pages, one by one.
    pub fn items(self) -> ItemPaginator<O> {
        ItemPaginator {
            items: self.pages.items(),
            ended: self.ended,
        }
    }
}

impl<O: Paginated> Iterator for Paginator<O> {
    type Item = Result<Response<O::Response>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.pages.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// The items of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct ItemPaginator<O: Paginated> {
    items: crate::ItemPaginator<O>,
    ended: bool,
}

impl<O: Paginated> ItemPaginator<O> {
    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Client::send`]; the items read so far are lost.
    pub fn collect_all(self) -> Result<Vec<O::Item>, Error> {
        self.collect()
    }
}

impl<O: Paginated> Iterator for ItemPaginator<O> {
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

impl<O: Paginated> fmt::Debug for ItemPaginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

/// Waits for longer work: all of it with [`run`](Self::run), or step by step with [`next`](Self::next).
#[must_use = "nothing is asked until `run` is called"]
pub struct Poller<W: Waiter> {
    wait: crate::Poller<W>,
}

impl<W: Waiter> Poller<W> {
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
