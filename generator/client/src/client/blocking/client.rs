//! The blocking client: its verbs, and how it is built.
//!
//! **Invariant**: holds an asynchronous client and adds nothing to it.

use std::io;
use std::time::Duration;

use super::download::Download;
use super::pagination::Paginator;
use super::waiter::Poller;
use crate::client::builder::Builder;
use crate::client::client;
use crate::client::dry_run::DryRun;
use crate::client::operation::{Operation, Paginated, Waiter};
use crate::credentials::Environment;
use crate::error::Error;
use crate::message::response::Response;
use crate::transport::{Replay, Ureq, block_on};

/// Sends operations of every product, and waits for each reply. Cheap to clone.
///
/// Must not be used inside an asynchronous program, whose threads it would hold up.
#[derive(Clone, Debug)]
pub struct Client {
    client: client::Client,
}

impl Client {
    /// Credentials and region from the environment; see [`Environment`](crate::Environment).
    ///
    /// # Errors
    ///
    /// Where the transport cannot be set up. Credentials are looked for when the first request needs them.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder()
            .environment(&Environment::process())?
            .build_blocking()
    }

    /// A client that is set up step by step; finish with [`Builder::build_blocking`].
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A client whose replies are scripted: for tests, no network.
    pub fn replay(replay: &Replay) -> Self {
        client::Client::replay(replay).into()
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
        Ok(Download::new(download))
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
        Paginator::new(self.client.paginate(operation))
    }

    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller::new(self.client.wait(waiter))
    }
}

impl Builder {
    /// The blocking client, with the transport that comes with the feature `blocking` unless another is set.
    ///
    /// # Errors
    ///
    /// Where endpoint or network is malformed, where [`http`](Self::http) would leave this machine, or where the transport
    /// cannot be set up.
    pub fn build_blocking(mut self) -> Result<Client, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => Box::new(Ureq::with(self.timeouts)),
        };
        self.finish(transport).map(Client::from)
    }
}

/// Over a transport that needs no runtime.
impl From<client::Client> for Client {
    fn from(client: client::Client) -> Self {
        Self { client }
    }
}
