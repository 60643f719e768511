//! Sending: `send`, `pages` and `wait` for every product.
//!
//! **Invariants**: all requests go through [`dispatch`]; what is generic here is a few instructions, for each crate that
//! sends compiles it again for each operation.

pub(crate) mod builder;

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

pub use builder::Builder;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) use builder::Timeouts;

use crate::credentials::{Credentials, ProvideCredentials};
use crate::decode::{Decode, PayloadKind};
use crate::dispatch::dispatch;
use crate::download::{Download, Streamed};
use crate::dry_run::{DryRun, dry_run};
use crate::endpoint::EndpointConfig;
use crate::error::Error;
use crate::hook::Interceptor;
use crate::operation::{Operation, OperationSpec, Paginated, Waiter};
use crate::options::Options;
use crate::pages::Paginator;
use crate::parameters::Parameters;
use crate::replay::Replay;
use crate::reply::{RawResult, Response, Whole};
use crate::request::{UnsignedRequest, unsigned};
use crate::retry::Budget;
use crate::stamp::SigningInstant;
use crate::token::with_client_token;
use crate::trace;
use crate::transport::Transport;
use crate::upload::Upload;
use crate::wait::Poller;

/// Sends operations of every product. Cheap to clone; clones share connections and credentials.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    options: Options,
}

/// What the clones of a client have together.
pub(crate) struct Shared {
    pub(crate) credentials: Box<dyn ProvideCredentials>,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) endpoint: EndpointConfig,
    pub(crate) hooks: Vec<Box<dyn Interceptor>>,
    pub(crate) budget: Budget,
    /// By how many seconds the clock is behind that of the services.
    pub(crate) behind: AtomicI64,
}

impl Client {
    /// A client without a region, for products with one endpoint; for others see [`Client::builder`].
    pub fn new(
        credentials: impl ProvideCredentials + 'static,
        transport: impl Transport + 'static,
    ) -> Self {
        let shared = Shared::new(Box::new(credentials), Box::new(transport));
        Self::of(shared, Options::default())
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
            .environment(&crate::Environment::process())?
            .build()
    }

    /// A client that is set up step by step.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A client whose replies are scripted: for tests, no network.
    ///
    /// It repeats nothing, so that a script says what each call gets; [`with_retries`](Self::with_retries) changes that.
    pub fn replay(replay: &Replay) -> Self {
        let endpoint = EndpointConfig {
            any: true,
            ..EndpointConfig::default()
        };
        let credentials = crate::Credentials::new("testid", "testsecret");
        let shared = Shared {
            endpoint,
            ..Shared::new(Box::new(credentials), Box::new(replay.clone()))
        };
        Self::of(shared, Options::default()).with_retries(0)
    }

    pub(crate) fn of(shared: Shared, options: Options) -> Self {
        Self {
            shared: Arc::new(shared),
            options,
        }
    }

    /// Sends one request and reads its reply.
    ///
    /// # Errors
    ///
    /// Where there is no reply, where the service refuses, or where its reply cannot be read at all.
    pub fn send<O: Operation>(&self, operation: O) -> ResponseFuture<O::Response> {
        let root = <O::Response as Decode>::ROOT;
        ResponseFuture {
            exchange: self.exchange(O::SPEC, operation.into_parameters(), root),
            reply: O::into_response,
        }
    }

    #[inline(never)]
    fn exchange(
        &self,
        spec: &'static OperationSpec,
        parameters: Parameters,
        root: PayloadKind,
    ) -> Pin<Box<dyn Future<Output = RawResult> + Send>> {
        let request = self.encoded(spec, parameters);
        let receive = self.whole(spec, root);
        Box::pin(dispatch(self.clone(), request, None, receive))
    }

    /// The message without host and signature, with the client token that all its attempts have together.
    fn encoded(
        &self,
        spec: &'static OperationSpec,
        parameters: Parameters,
    ) -> Result<UnsignedRequest, Error> {
        let parameters =
            with_client_token(spec, parameters, || self.transport().new_client_token());
        trace::parameters(spec, &parameters);
        unsigned(spec, &parameters)
    }

    fn whole(&self, spec: &'static OperationSpec, root: PayloadKind) -> Whole {
        Whole {
            operation: spec.name(),
            root,
            strict: self.options.strict,
        }
    }

    /// Sends a request whose body is read from `source` as it is sent, and reads its reply.
    ///
    /// What is signed includes a hash of the body, so the source is read twice: from its start to its end, and as it is
    /// sent, again with each attempt. It is read on the thread that sends, 64 KiB at a time. The time of
    /// [`Builder::timeout`] is for what comes between attempts; silence ends it as ever.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and where the source cannot be read.
    pub fn upload<O: Operation>(
        &self,
        operation: O,
        source: impl io::Read + io::Seek + Send + 'static,
    ) -> ResponseFuture<O::Response> {
        let request = self.encoded(O::SPEC, operation.into_parameters());
        let receive = self.whole(O::SPEC, <O::Response as Decode>::ROOT);
        let client = self.clone();
        ResponseFuture {
            exchange: Box::pin(async move {
                let upload = Upload::of(source).map_err(|error| error.of(O::SPEC.name()))?;
                dispatch(client, request, Some(upload), receive).await
            }),
            reply: O::into_response,
        }
    }

    /// Sends a request and gives its reply as soon as it begins, to be read part by part or into a writer.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn download<O: Operation>(&self, operation: O) -> Result<Download, Error> {
        let request = self.encoded(O::SPEC, operation.into_parameters());
        let operation = O::SPEC.name();
        dispatch(self.clone(), request, None, Streamed { operation }).await
    }

    /// The signed request that [`send`](Self::send) would send now, to look at.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), apart from what comes of sending.
    pub async fn dry_run<O: Operation>(&self, operation: O) -> Result<DryRun, Error> {
        let request = self.encoded(O::SPEC, operation.into_parameters());
        dry_run(self, request?).await
    }

    /// The same client with another [`Builder::timeout`].
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with(|options| options.timeout = timeout)
    }

    /// The same client with other [`Builder::retries`].
    #[must_use]
    pub fn with_retries(&self, retries: u32) -> Self {
        self.with(|options| options.retries = retries)
    }

    /// The same client with another [`Builder::reply_limit`].
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: u64) -> Self {
        self.with(|options| options.reply = bytes)
    }

    /// The same client with [`Builder::strict`].
    #[must_use]
    pub fn with_strict(&self, strict: bool) -> Self {
        self.with(|options| options.strict = strict)
    }

    fn with(&self, change: impl FnOnce(&mut Options)) -> Self {
        let mut other = self.clone();
        change(&mut other.options);
        other
    }

    /// Reads a list page by page, or item by item.
    pub fn paginate<O: Paginated>(&self, operation: O) -> Paginator<O> {
        Paginator::new(self.clone(), operation)
    }

    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Poller<W> {
        Poller::new(self.clone(), waiter)
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.shared.transport
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// The date by the clock of the services, and a nonce.
    pub(crate) fn signing_instant(&self) -> SigningInstant {
        let behind = self.shared.behind.load(Ordering::Relaxed);
        self.transport().signing_instant().later(behind)
    }
}

impl Shared {
    pub(crate) fn new(
        credentials: Box<dyn ProvideCredentials>,
        transport: Box<dyn Transport>,
    ) -> Self {
        Self {
            credentials,
            transport,
            endpoint: EndpointConfig::default(),
            hooks: Vec::new(),
            budget: Budget::default(),
            behind: AtomicI64::new(0),
        }
    }

    /// Credentials for an operation; nobody is asked for those that it does not want.
    pub(crate) async fn provide(
        &self,
        spec: &OperationSpec,
        transport: &dyn Transport,
    ) -> Result<Credentials, Error> {
        if spec.anonymous {
            return Ok(Credentials::anonymous());
        }
        self.credentials.provide_credentials(transport).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.shared.endpoint)
            .finish_non_exhaustive()
    }
}

/// A request on its way: a future of [`Response`]. Nothing is sent until it is polled.
#[must_use = "nothing is sent until this is awaited"]
pub struct ResponseFuture<T> {
    exchange: Pin<Box<dyn Future<Output = RawResult> + Send>>,
    reply: fn(RawResult) -> Result<Response<T>, Error>,
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready((self.reply)(outcome))
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
