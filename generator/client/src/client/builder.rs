//! The options of a client. `build` turns them into a client.
//!
//! **Invariant**: whatever can be checked before a request is sent is checked by `build`.

mod build;

use std::fmt;
use std::time::Duration;

use super::client::Client;
use crate::call::{CallOptions, Interceptor};
use crate::credentials::{DefaultCredentialsChain, Environment, ProvideCredentials};
use crate::error::Error;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
use crate::transport::Timeouts;
use crate::transport::Transport;
use crate::types::SignatureVersion;

/// The options of a [`Client`]. Without credentials, those of the process's [`Environment`] are used.
///
/// ```
/// use std::time::Duration;
/// use acs_client::{Client, Credentials};
///
/// # #[cfg(feature = "reqwest")] {
/// let client = Client::builder()
///     .credentials(Credentials::new("LTAI1234", "secret"))
///     .region("cn-hangzhou")
///     .timeout(Duration::from_secs(20))
///     .retries(5)
///     .build()?;
/// # let _ = client;
/// # }
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder {
    credentials: Option<Box<dyn ProvideCredentials>>,
    pub(super) transport: Option<Box<dyn Transport>>,
    region: Option<String>,
    endpoint: Option<String>,
    network: String,
    plaintext: Option<Plaintext>,
    signature: Option<SignatureVersion>,
    options: CallOptions,
    interceptors: Vec<Box<dyn Interceptor>>,
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(super) timeouts: Timeouts,
}

/// The hosts that requests may be sent to without encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plaintext {
    Loopback,
    AnyHost,
}

impl Client {
    /// Returns a builder with default options.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Creates a client with the credentials and the region of the [`Environment`], and the transport
    /// of the feature `reqwest`.
    ///
    /// Credentials are provided when the first request needs them.
    ///
    /// ```
    /// let client = acs_client::Client::from_env()?;
    /// # let _ = client;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the transport cannot be set up.
    #[cfg(feature = "reqwest")]
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().environment(&Environment::system())?.build()
    }
}

impl Builder {
    /// Sets the credentials, or a provider of credentials.
    ///
    /// ```
    /// use acs_client::{Client, Credentials};
    ///
    /// let builder = Client::builder().credentials(Credentials::new("LTAI1234", "secret"));
    /// # let _ = builder;
    /// ```
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Box::new(credentials));
        self
    }

    /// Sets the region of an environment, if it has one, and its
    /// [`DefaultCredentialsChain`], which provides credentials when the first
    /// request needs them.
    ///
    /// # Errors
    ///
    /// Never fails today; reserved for environments that validate eagerly.
    pub fn environment(mut self, environment: &Environment) -> Result<Self, Error> {
        self.region = environment.region().or(self.region);
        Ok(self.credentials(DefaultCredentialsChain::new().environment(environment)))
    }

    /// Sets the region, for example `cn-hangzhou`. Products with a single endpoint need none.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets one endpoint, `host` or `host:port`, for all requests of this client. Default: the endpoint of each product in
    /// the region.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the network through which services are reached. Default: the public internet.
    ///
    /// With `vpc`, a machine inside a VPC needs no internet access. Object storage calls this network `internal`, log
    /// services call it `intranet`.
    pub fn network(mut self, network: impl Into<String>) -> Self {
        self.network = network.into();
        self
    }

    /// Sends requests without encryption to a test server on this machine.
    ///
    /// [`endpoint`](Self::endpoint) must be set to `localhost` or a loopback address.
    ///
    /// ```
    /// # use acs_client::{Client, Credentials, Replay};
    /// let client = Client::builder()
    ///     .endpoint("127.0.0.1:8080")
    ///     .plaintext_loopback()
    /// #   .credentials(Credentials::new("id", "secret"))
    /// #   .transport(Replay::new())
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn plaintext_loopback(mut self) -> Self {
        self.plaintext = Some(Plaintext::Loopback);
        self
    }

    /// Sends requests without encryption to any endpoint.
    ///
    /// Signatures still protect requests against changes. But everyone on the network path can read them, and can use a
    /// security token or a bearer token that they contain.
    pub fn plaintext_any_host(mut self) -> Self {
        self.plaintext = Some(Plaintext::AnyHost);
        self
    }

    /// Sets the signature version for services that accept more than one. Default: `V3`.
    ///
    /// Object storage, log services and drives have a signature of their own. If a service does not accept the chosen
    /// version, the call fails before sending.
    pub fn signature(mut self, signature: SignatureVersion) -> Self {
        self.signature = Some(signature);
        self
    }

    /// Sets the timeout of a call, including all its attempts and backoffs. Default: 60 seconds.
    ///
    /// An attempt that runs into the timeout ends with an error for which [`Error::is_timeout`] is true. A retry whose
    /// backoff would exceed the timeout is not made: the call fails at once, with the error of the last attempt.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// Sets the maximum number of retries of a call. Default: 3. With 0, a request is sent once.
    ///
    /// Throttled requests and failed connections are always retried. Server errors, broken connections and timeouts are
    /// retried only for idempotent requests: those that only read, and those with a client token. The backoff is
    /// exponential with full jitter, starting at 500 ms, up to 20 seconds, or as long as the service asks. The clones of a
    /// client share a retry budget of 50 retries; every ten calls that succeed at their first attempt add one
    /// retry. When retries are exhausted, the call fails with the error of its last attempt.
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = retries;
        self
    }

    /// Sets the maximum size of a response's body that is read into memory, in bytes. Default: 64 MiB.
    ///
    /// A longer response ends with an error of kind [`Transport`](crate::ErrorKind::Transport), and is not retried.
    /// [`Client::download`] has no such limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.options.max_response_bytes = bytes;
        self
    }

    /// Sets whether a response that does not match its description is an error. Default: `false`, which decodes it and adds
    /// [`warnings`](crate::Response::warnings).
    ///
    /// Fields that the description does not declare are no error.
    pub fn strict(mut self, strict: bool) -> Self {
        self.options.strict = strict;
        self
    }

    /// Adds an interceptor. Interceptors run in the order in which they were added.
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.interceptors.push(Box::new(interceptor));
        self
    }

    /// Sets the transport. Default: that of the feature `reqwest`, or `blocking` for a blocking client.
    ///
    /// ```
    /// use acs_client::{Client, Credentials, Replay};
    ///
    /// // A replay with the options of a real client, such as retries.
    /// let client = Client::builder()
    ///     .credentials(Credentials::new("id", "secret"))
    ///     .region("cn-hangzhou")
    ///     .transport(Replay::new().error(503, "").json("{}"))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sets the maximum time to establish a connection. Default: 5 seconds. Applies to the transports of this crate.
    ///
    /// A connection that takes longer counts as a failed one: the request was not sent, and is retried.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// Sets the stall timeout: the call fails after this long without receiving a byte. Default: 10 seconds. Applies to the
    /// transports of this crate.
    ///
    /// An idempotent request is retried after a stall, unless its body is being read with [`Client::download`].
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.stall = timeout;
        self
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("signature", &self.signature)
            .finish_non_exhaustive()
    }
}
