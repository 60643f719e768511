//! The client: the runtime that its clones share, and its own call options.
//!
//! **Invariant**: holds state and no logic. The verbs stand in `send`, `pagination`, `waiter` and `dry_run`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::call::{CallOptions, Runtime};
use crate::credentials::ProvideCredentials;
use crate::endpoint::EndpointConfig;
use crate::identity::Credentials;
use crate::transport::{Replay, Transport};

/// A client for the operations of every product.
///
/// Cloning is cheap. Clones share connections, credentials and the retry budget, so a program needs one client for each
/// account and region.
///
/// ```no_run
/// use acs_client::Client;
#[doc = include_str!("../../docs/domain.md")]
/// use acs_domain_20180129::QueryTaskDetailList;
///
/// # #[cfg(feature = "reqwest")]
/// # async fn example() -> Result<(), acs_client::Error> {
/// let client = Client::from_env()?;
/// let response = client.send(QueryTaskDetailList::new("e9b8")).await?;
/// println!("{:?} (request {:?})", response.data, response.request_id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(super) runtime: Arc<Runtime>,
    pub(super) options: CallOptions,
}

impl Client {
    /// Creates a client from credentials and a transport, without a region and with default options.
    ///
    /// Without a region, a client can call products that have a single endpoint. For all others use [`Client::builder`].
    ///
    /// ```
    /// use acs_client::{Client, Credentials, Replay};
    ///
    /// let client = Client::new(Credentials::new("id", "secret"), Replay::new());
    /// # let _ = client;
    /// ```
    pub fn new(
        credentials: impl ProvideCredentials + 'static,
        transport: impl Transport + 'static,
    ) -> Self {
        let runtime = Runtime::new(Box::new(credentials), Box::new(transport));
        Self::from_runtime(runtime, CallOptions::default())
    }

    /// Creates a client for tests, whose responses come from a script instead of the network.
    ///
    /// Retries are disabled, so every scripted response answers exactly one call;
    /// [`with_retries`](Self::with_retries) enables them. No region is needed: a product's first endpoint is used.
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHost;
    ///
    /// let replay = Replay::new().error(503, "").json(r#"{"TaskNo": "e9b8"}"#);
    /// let client = Client::replay(&replay);
    ///
    /// let error = block_on(client.send(SaveSingleTaskForSynchronizingDnsHost::new("S2021"))).unwrap_err();
    /// assert_eq!(error.status(), Some(503));
    /// let response = block_on(client.send(SaveSingleTaskForSynchronizingDnsHost::new("S2021")))?;
    /// assert_eq!(response.task_no, "e9b8");
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn replay(replay: &Replay) -> Self {
        let endpoint = EndpointConfig {
            any_region: true,
            ..EndpointConfig::default()
        };
        let credentials = Credentials::new("testid", "testsecret");
        let mut runtime = Runtime::new(Box::new(credentials), Box::new(replay.clone()));
        runtime.endpoint = endpoint;
        Self::from_runtime(runtime, CallOptions::default()).with_retries(0)
    }

    pub(super) fn from_runtime(runtime: Runtime, options: CallOptions) -> Self {
        Self {
            runtime: Arc::new(runtime),
            options,
        }
    }

    /// Returns a clone with another [`Builder::timeout`](crate::Builder::timeout).
    ///
    /// ```
    /// use std::time::Duration;
    /// # let client = acs_client::Client::replay(&acs_client::Replay::new());
    ///
    /// let impatient = client.with_timeout(Duration::from_secs(5)).with_retries(0);
    /// # let _ = impatient;
    /// ```
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with_options(|options| options.timeout = timeout)
    }

    /// Returns a clone with another [`Builder::retries`](crate::Builder::retries).
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::QueryTaskDetailList;
    ///
    /// let replay = Replay::new().error(503, "").json("{}");
    /// let client = Client::replay(&replay).with_retries(1);
    /// let response = block_on(client.send(QueryTaskDetailList::new("e9b8")))?;
    /// assert_eq!(response.attempts(), 2);
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    #[must_use]
    pub fn with_retries(&self, retries: u32) -> Self {
        self.with_options(|options| options.retries = retries)
    }

    /// Returns a clone with another [`Builder::max_response_bytes`](crate::Builder::max_response_bytes).
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: u64) -> Self {
        self.with_options(|options| options.max_response_bytes = bytes)
    }

    /// Returns a clone with another [`Builder::strict`](crate::Builder::strict).
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, ErrorKind, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::QueryTaskDetailList;
    ///
    /// // The description says that the field is an integer; the service returned a string.
    /// let replay = Replay::new().json(r#"{"TotalPageNum": "1"}"#).json(r#"{"TotalPageNum": "1"}"#);
    /// let client = Client::replay(&replay);
    ///
    /// let response = block_on(client.send(QueryTaskDetailList::new("e9b8")))?;
    /// assert_eq!(response.total_page_num, Some(1));
    /// assert_eq!(response.warnings().len(), 1);
    ///
    /// let strict = client.with_strict(true);
    /// let error = block_on(strict.send(QueryTaskDetailList::new("e9b8"))).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Deserialization);
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    #[must_use]
    pub fn with_strict(&self, strict: bool) -> Self {
        self.with_options(|options| options.strict = strict)
    }

    fn with_options(&self, change: impl FnOnce(&mut CallOptions)) -> Self {
        let mut client = self.clone();
        change(&mut client.options);
        client
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.runtime.endpoint)
            .finish_non_exhaustive()
    }
}
