//! Sending: `send`, `upload` and `download` for every product.
//!
//! **Invariants**: all requests go through [`invoke`]; what is generic here is a few instructions, for each crate that
//! sends compiles it again for each operation.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::operation::Operation;
use crate::call::{Buffered, CallInput, CallOptions, Download, Runtime, Streaming, Upload, invoke};
use crate::credentials::ProvideCredentials;
use crate::endpoint::EndpointConfig;
use crate::error::Error;
use crate::identity::Credentials;
use crate::message::request::Parameters;
use crate::message::response::decode::{Decode, PayloadKind};
use crate::message::response::{RawResult, Response};
use crate::transport::{Replay, Transport};
use crate::types::OperationSpec;

/// Sends operations of every product. Cheap to clone; clones share connections and credentials.
#[derive(Clone)]
pub struct Client {
    runtime: Arc<Runtime>,
    options: CallOptions,
}

impl Client {
    /// A client without a region, for products with one endpoint; for others see [`Client::builder`].
    pub fn new(
        credentials: impl ProvideCredentials + 'static,
        transport: impl Transport + 'static,
    ) -> Self {
        let runtime = Runtime::new(Box::new(credentials), Box::new(transport));
        Self::of(runtime, CallOptions::default())
    }

    /// A client whose replies are scripted: for tests, no network.
    ///
    /// It repeats nothing, so that a script says what each call gets; [`with_retries`](Self::with_retries) changes that.
    pub fn replay(replay: &Replay) -> Self {
        let endpoint = EndpointConfig {
            any: true,
            ..EndpointConfig::default()
        };
        let credentials = Credentials::new("testid", "testsecret");
        let mut runtime = Runtime::new(Box::new(credentials), Box::new(replay.clone()));
        runtime.endpoint = endpoint;
        Self::of(runtime, CallOptions::default()).with_retries(0)
    }

    pub(super) fn of(runtime: Runtime, options: CallOptions) -> Self {
        Self {
            runtime: Arc::new(runtime),
            options,
        }
    }

    /// Sends one request and reads its reply.
    ///
    /// # Errors
    ///
    /// Where there is no reply, where the service refuses, or where its reply cannot be read at all.
    pub fn send<O: Operation>(&self, operation: O) -> ResponseFuture<O::Response> {
        let root = <O::Response as Decode>::PAYLOAD_KIND;
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
        let input = CallInput {
            spec,
            parameters,
            upload: None,
        };
        let receive = self.buffered(spec, root);
        Box::pin(invoke(
            Arc::clone(&self.runtime),
            self.options,
            input,
            receive,
        ))
    }

    fn buffered(&self, spec: &'static OperationSpec, root: PayloadKind) -> Buffered {
        Buffered {
            operation: spec.name(),
            root,
            strict: self.options.strict,
        }
    }

    /// Sends a request whose body is read from `source` as it is sent, and reads its reply.
    ///
    /// What is signed includes a hash of the body, so the source is read twice: from its start to its end, and as it is
    /// sent, again with each attempt. It is read on the thread that sends, 64 KiB at a time. The time of
    /// [`Builder::timeout`](crate::Builder::timeout) is for what comes between attempts; silence ends it as ever.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and where the source cannot be read.
    pub fn upload<O: Operation>(
        &self,
        operation: O,
        source: impl io::Read + io::Seek + Send + 'static,
    ) -> ResponseFuture<O::Response> {
        let (spec, parameters) = (O::SPEC, operation.into_parameters());
        let receive = self.buffered(spec, <O::Response as Decode>::PAYLOAD_KIND);
        let (runtime, options) = (Arc::clone(&self.runtime), self.options);
        ResponseFuture {
            exchange: Box::pin(async move {
                let upload =
                    Upload::of(source).map_err(|error| error.with_operation(spec.name()))?;
                let input = CallInput {
                    spec,
                    parameters,
                    upload: Some(upload),
                };
                invoke(runtime, options, input, receive).await
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
        let input = CallInput {
            spec: O::SPEC,
            parameters: operation.into_parameters(),
            upload: None,
        };
        let receive = Streaming {
            operation: O::SPEC.name(),
        };
        invoke(Arc::clone(&self.runtime), self.options, input, receive).await
    }

    /// The same client with another [`Builder::timeout`](crate::Builder::timeout).
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with(|options| options.timeout = timeout)
    }

    /// The same client with other [`Builder::retries`](crate::Builder::retries).
    #[must_use]
    pub fn with_retries(&self, retries: u32) -> Self {
        self.with(|options| options.retries = retries)
    }

    /// The same client with another [`Builder::reply_limit`](crate::Builder::reply_limit).
    #[must_use]
    pub fn with_max_response_bytes(&self, bytes: u64) -> Self {
        self.with(|options| options.reply = bytes)
    }

    /// The same client with [`Builder::strict`](crate::Builder::strict).
    #[must_use]
    pub fn with_strict(&self, strict: bool) -> Self {
        self.with(|options| options.strict = strict)
    }

    fn with(&self, change: impl FnOnce(&mut CallOptions)) -> Self {
        let mut other = self.clone();
        change(&mut other.options);
        other
    }

    pub(super) fn runtime(&self) -> &Runtime {
        &self.runtime
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.runtime.endpoint)
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
