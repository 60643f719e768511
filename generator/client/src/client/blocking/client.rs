//! The blocking client: its verbs, and how it is built.
//!
//! **Invariant**: holds an asynchronous client and adds no state to it.

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

/// A client for the operations of every product that blocks the calling thread. Cloning is cheap.
///
/// Do not use this client inside an asynchronous program, because it would block the threads of the runtime.
#[derive(Clone, Debug)]
pub struct Client {
    client: client::Client,
}

impl Client {
    /// Creates a client with the credentials and the region of the [`Environment`].
    ///
    /// Credentials are provided when the first request needs them.
    ///
    /// # Errors
    ///
    /// Returns an error if the transport cannot be set up.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder()
            .environment(&Environment::system())?
            .build_blocking()
    }

    /// Returns a builder with default options. Finish it with [`Builder::build_blocking`].
    ///
    /// ```
    /// use acs_client::Credentials;
    /// use acs_client::blocking::Client;
    ///
    /// let client = Client::builder()
    ///     .credentials(Credentials::new("LTAI1234", "secret"))
    ///     .region("cn-hangzhou")
    ///     .build_blocking()?;
    /// # let _ = client;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Creates a client for tests, whose responses come from a script; see [`Client::replay`](crate::Client::replay).
    pub fn replay(replay: &Replay) -> Self {
        client::Client::replay(replay).into()
    }

    /// Sends a request and reads its response; see [`Client::send`](crate::Client::send).
    ///
    /// ```
    /// use acs_client::{Replay, blocking};
    #[doc = include_str!("../../../docs/domain.md")]
    /// use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHost;
    ///
    /// let client = blocking::Client::replay(&Replay::new().json(r#"{"TaskNo": "e9b8"}"#));
    /// let response = client.send(SaveSingleTaskForSynchronizingDnsHost::new("S20210315A7K2M9Q4"))?;
    /// assert_eq!(response.task_no, "e9b8");
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as the asynchronous [`send`](crate::Client::send).
    pub fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        block_on(self.client.send(operation))
    }

    /// Sends a request whose body is read from `source` while it is sent; see
    /// [`Client::upload`](crate::Client::upload).
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`send`](Self::send), or if `source` cannot be read.
    pub fn upload<O: Operation>(
        &self,
        operation: O,
        source: impl io::Read + io::Seek + Send + 'static,
    ) -> Result<Response<O::Response>, Error> {
        block_on(self.client.upload(operation, source))
    }

    /// Sends a request and returns its response as soon as the headers have arrived; see
    /// [`Client::download`](crate::Client::download).
    ///
    /// ```
    /// # use acs_client::{Replay, blocking};
    #[doc = include_str!("../../../docs/domain.md")]
    /// # use acs_domain_20180129::QueryTaskDetailList;
    /// # let client = blocking::Client::replay(&Replay::new().json("{}"));
    /// let mut file = Vec::new(); // or a `std::fs::File`
    /// let bytes = client.download(QueryTaskDetailList::new("e9b8"))?.copy_to(&mut file)?;
    /// assert_eq!(bytes, 2);
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`send`](Self::send), but the body is not decoded.
    pub fn download<O: Operation>(&self, operation: O) -> Result<Download, Error> {
        let download = block_on(self.client.download(operation))?;
        Ok(Download::new(download))
    }

    /// Returns the signed request that [`send`](Self::send) would send now, without sending it.
    ///
    /// # Errors
    ///
    /// Returns an error if the request is not valid, or if no credentials or no endpoint can be found.
    pub fn dry_run<O: Operation>(&self, operation: O) -> Result<DryRun, Error> {
        block_on(self.client.dry_run(operation))
    }

    /// Returns a clone with another [`Builder::timeout`].
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.client.with_timeout(timeout).into()
    }

    /// Returns a clone with another [`Builder::retries`].
    #[must_use]
    pub fn with_retries(&self, retries: u32) -> Self {
        self.client.with_retries(retries).into()
    }

    /// Returns a clone with another [`Builder::max_response_bytes`].
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: u64) -> Self {
        self.client.with_max_response_bytes(bytes).into()
    }

    /// Returns a clone with another [`Builder::strict`].
    #[must_use]
    pub fn with_strict(&self, strict: bool) -> Self {
        self.client.with_strict(strict).into()
    }

    /// Reads a list page by page, or item by item.
    pub fn paginate<O: Paginated>(&self, operation: O) -> Paginator<O> {
        Paginator::new(self.client.paginate(operation))
    }

    /// Waits until a long-running task has finished.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller::new(self.client.wait(waiter))
    }
}

impl Builder {
    /// Creates a blocking client. Without a [`transport`](Self::transport), it uses [`Ureq`].
    ///
    /// # Errors
    ///
    /// Returns an error if the endpoint or the network is malformed, or if
    /// [`plaintext_loopback`](Self::plaintext_loopback) is set with an endpoint on another machine.
    pub fn build_blocking(mut self) -> Result<Client, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => Box::new(Ureq::from_timeouts(self.timeouts)),
        };
        self.with_transport(transport).map(Client::from)
    }
}

/// Wraps a client whose transport needs no asynchronous runtime, such as [`Ureq`] or [`Replay`].
impl From<client::Client> for Client {
    fn from(client: client::Client) -> Self {
        Self { client }
    }
}
