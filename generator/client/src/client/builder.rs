//! Setting up a client.
//!
//! **Invariant**: checks what can be checked before anything is sent.

use std::fmt;
use std::time::Duration;

use super::client::Client;
use crate::call::{CallOptions, Interceptor, Runtime};
use crate::credentials::{DefaultCredentialsChain, Environment, ProvideCredentials};
use crate::endpoint::{EndpointConfig, authority, is_loopback, network};
use crate::error::Error;
#[cfg(not(feature = "reqwest"))]
use crate::error::ErrorKind;
#[cfg(feature = "reqwest")]
use crate::transport::Reqwest;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
use crate::transport::Timeouts;
use crate::transport::Transport;
use crate::types::SignatureVersion;

/// Sets up a [`Client`]. Without credentials it takes those of the [`Environment`].
#[derive(Default)]
#[must_use = "call `build`"]
pub struct Builder {
    credentials: Option<Box<dyn ProvideCredentials>>,
    pub(super) transport: Option<Box<dyn Transport>>,
    region: Option<String>,
    endpoint: Option<String>,
    network: String,
    http: Option<Reach>,
    signature: Option<SignatureVersion>,
    options: CallOptions,
    hooks: Vec<Box<dyn Interceptor>>,
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(super) timeouts: Timeouts,
}

/// How far messages may go without encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Loopback,
    Anywhere,
}

impl Client {
    /// A client that is set up step by step.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Credentials and region from the environment (see [`Environment`](crate::Environment)), and the
    /// transport that comes with the feature `reqwest`.
    ///
    /// # Errors
    ///
    /// Where the transport cannot be set up. Credentials are looked for when the first request needs them.
    #[cfg(feature = "reqwest")]
    pub fn from_env() -> Result<Self, Error> {
        Self::builder()
            .environment(&Environment::process())?
            .build()
    }
}

impl Builder {
    /// Whose requests they are.
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Box::new(credentials));
        self
    }

    /// The region the environment has now, and its credentials: those of the
    /// [`DefaultCredentialsChain`](crate::credentials::DefaultCredentialsChain), when the first request needs them.
    ///
    /// # Errors
    ///
    /// None so far: credentials may come from a service, so they are not looked for yet.
    pub fn environment(mut self, environment: &Environment) -> Result<Self, Error> {
        self.region = environment.region().or(self.region);
        Ok(self.credentials(DefaultCredentialsChain::new(environment)))
    }

    /// The region, as in `cn-hangzhou`; products with one endpoint need none.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// One `host` or `host:port` for everything this client sends, instead of each product's own.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The network that services are reached by, as in `vpc`: a machine inside one needs no internet then. Public unless
    /// set; object storage calls its own `internal`, log services `intranet`.
    pub fn network(mut self, network: impl Into<String>) -> Self {
        self.network = network.into();
        self
    }

    /// Sends without encryption, to a test server on this machine: the endpoint must be set, and be a loopback address or
    /// `localhost`.
    pub fn plaintext_loopback(mut self) -> Self {
        self.http = Some(Reach::Loopback);
        self
    }

    /// Sends without encryption to any endpoint. Signatures hold, but anybody on the way can read along, and a security
    /// token or a bearer token can be read, too, and used.
    pub fn plaintext_any_host(mut self) -> Self {
        self.http = Some(Reach::Anywhere);
        self
    }

    /// The signature for services that take more than one; `V3` unless set.
    ///
    /// Object storage, log services and drives have one of their own, and refuse this choice.
    pub fn signature(mut self, signature: SignatureVersion) -> Self {
        self.signature = Some(signature);
        self
    }

    /// The longest time for a call with all its attempts and pauses; 60 seconds unless set. It ends an attempt by
    /// [`RequestLimits`](crate::RequestLimits), and there is no pause that it would not outlast.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// How often a request may be sent again; 3 unless set, 0 for never.
    ///
    /// After a refusal for too many requests, or where no connection came about, everything is sent again. After
    /// failures inside the service, broken connections and silence: reads, and changes that carry a client token, by
    /// which the service knows them. Pauses are taken by chance, up to half a second, doubling to 20 seconds, or as long
    /// as the service asks. All calls of a client together have a budget, so that a service that is down is left alone.
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = retries;
        self
    }

    /// The longest body of a reply that is read into memory, in bytes; 64 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.options.reply = bytes;
        self
    }

    /// Whether a reply that is not what its description says is an error, instead of a reply with
    /// [`notes`](crate::Response::notes). What a service tells beyond its description is none.
    pub fn strict(mut self, strict: bool) -> Self {
        self.options.strict = strict;
        self
    }

    /// Looks at each attempt; hooks are called in the order they are added.
    pub fn interceptor(mut self, hook: impl Interceptor + 'static) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// What carries the messages, instead of this crate's own transport.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// The longest time to get a connection; 5 seconds unless set. For this crate's own transports.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// The longest silence of a service, before its reply and within; 10 seconds unless set. For this crate's own
    /// transports.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// The client, with the transport that comes with the feature `reqwest` unless another is set.
    ///
    /// # Errors
    ///
    /// Where endpoint or network is malformed, where [`http`](Self::http) would leave this machine, or where the transport
    /// cannot be set up.
    pub fn build(mut self) -> Result<Client, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => self.asynchronous()?,
        };
        self.finish(transport)
    }

    #[cfg(feature = "reqwest")]
    fn asynchronous(&self) -> Result<Box<dyn Transport>, Error> {
        Ok(Box::new(Reqwest::with(self.timeouts)?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn asynchronous(&self) -> Result<Box<dyn Transport>, Error> {
        Err(Error::new(
            ErrorKind::Configuration,
            "no transport: set one, or enable the feature `reqwest` of acs-client",
        ))
    }

    pub(super) fn finish(self, transport: Box<dyn Transport>) -> Result<Client, Error> {
        let credentials = self
            .credentials
            .unwrap_or_else(|| Box::new(DefaultCredentialsChain::process()));
        let host = self
            .endpoint
            .map(|text| authority(&text, self.http.is_some()))
            .transpose()?;
        if self.http == Some(Reach::Loopback) && !host.as_deref().is_some_and(is_loopback) {
            return Err(Error::endpoint(
                "`Builder::http` sends to this machine only: set an endpoint such as `127.0.0.1:8080`, or say \
                 `Builder::http_to_any_host`",
            ));
        }
        let endpoint = EndpointConfig {
            region: self.region,
            host,
            network: network(&self.network)?,
            http: self.http.is_some(),
            any: false,
        };
        let mut runtime = Runtime::new(credentials, transport);
        runtime.endpoint = endpoint;
        runtime.signature = self.signature;
        runtime.hooks = self.hooks;
        Ok(Client::of(runtime, self.options))
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
