//! Sending: `send`, `pages` and `wait` for every product.
//!
//! **Invariants**: all requests go through [`dispatch`], and nothing in it is generic; what is generic is a few
//! instructions, for each crate that sends compiles it again for each operation.

pub(crate) mod builder;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

pub use builder::Builder;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) use builder::Timeouts;

use crate::credentials::ProvideCredentials;
use crate::decode::{Decode, Root};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::operation::{Operation, Paged, Spec, Waiter};
use crate::pages::Pages;
use crate::parameters::Parameters;
use crate::replay::Replay;
use crate::reply::{Outcome, Reply, received};
use crate::request::{Unsigned, unsigned};
use crate::signed::signed;
use crate::transport::Transport;
use crate::wait::Wait;

/// Sends operations of every product. Cheap to clone; clones share connections and credentials.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    credentials: Box<dyn ProvideCredentials>,
    transport: Box<dyn Transport>,
    endpoint: Endpoint,
}

impl Client {
    /// A client without a region, for products with one endpoint; for others see [`Client::builder`].
    pub fn new(
        credentials: impl ProvideCredentials + 'static,
        transport: impl Transport + 'static,
    ) -> Self {
        Self::assemble(
            Box::new(credentials),
            Box::new(transport),
            Endpoint::default(),
        )
    }

    /// Credentials and region from the environment (see [`Environment`](crate::Environment)), and the
    /// transport that comes with the feature `reqwest`.
    ///
    /// # Errors
    ///
    /// Names the variables that are missing.
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
    pub fn replay(replay: &Replay) -> Self {
        let endpoint = Endpoint {
            any: true,
            ..Endpoint::default()
        };
        let credentials = crate::Credentials::new("testid", "testsecret");
        Self::assemble(Box::new(credentials), Box::new(replay.clone()), endpoint)
    }

    fn assemble(
        credentials: Box<dyn ProvideCredentials>,
        transport: Box<dyn Transport>,
        endpoint: Endpoint,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                credentials,
                transport,
                endpoint,
            }),
        }
    }

    /// Sends one request and reads its reply.
    ///
    /// # Errors
    ///
    /// Where there is no reply, where the service refuses, or where its reply cannot be read at all.
    pub fn send<O: Operation>(&self, operation: O) -> Call<O::Reply> {
        let root = <O::Reply as Decode>::ROOT;
        Call {
            exchange: self.exchange(O::SPEC, &operation.into_parameters(), root),
            reply: O::reply,
        }
    }

    #[inline(never)]
    fn exchange(
        &self,
        spec: &'static Spec,
        parameters: &Parameters,
        root: Root,
    ) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
        let request = unsigned(spec, parameters);
        Box::pin(dispatch(self.clone(), request, root))
    }

    /// Reads a list page by page, or item by item.
    pub fn pages<O: Paged>(&self, operation: O) -> Pages<O> {
        Pages::new(self.clone(), operation)
    }

    /// Waits until longer work has ended.
    pub fn wait<W: Waiter>(&self, waiter: W) -> Wait<W> {
        Wait::new(self.clone(), waiter)
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.shared.transport
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.shared.endpoint)
            .finish_non_exhaustive()
    }
}

/// From parameters to a response; repeating, when it comes, belongs here.
async fn dispatch(client: Client, request: Result<Unsigned, Error>, root: Root) -> Outcome {
    let request = request?;
    let operation = request.spec.name();
    let Shared {
        credentials,
        transport,
        endpoint,
    } = &*client.shared;
    let target = endpoint
        .target(request.spec.product())
        .map_err(|error| error.of(operation))?;
    let credentials = credentials
        .provide(&**transport)
        .await
        .map_err(|error| error.of(operation))?;
    let exchange = async {
        let message = signed(&request, &target, &credentials, &transport.stamp())?;
        let response = transport.send(message).await.map_err(Error::transport)?;
        received(operation, root, &response)
    };
    exchange
        .await
        .map_err(|error| error.of(operation).scrubbed(&credentials))
}

/// A request on its way: a future of [`Reply`]. Nothing is sent until it is polled.
#[must_use = "nothing is sent until this is awaited"]
pub struct Call<T> {
    exchange: Pin<Box<dyn Future<Output = Outcome> + Send>>,
    reply: fn(Outcome) -> Result<Reply<T>, Error>,
}

impl<T> Future for Call<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready((self.reply)(outcome))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
