//! The verbs that send one request: `send`, `upload` and `download`.
//!
//! **Invariants**: all requests go through [`invoke()`]. Generic code is kept to a few instructions, because every crate
//! that sends compiles it again for each operation.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::client::Client;
use super::operation::Operation;
use crate::call::{Buffered, CallInput, Download, Streaming, Upload, invoke};
use crate::error::Error;
use crate::message::request::Parameters;
use crate::message::response::decode::{Decode, PayloadKind};
use crate::message::response::{RawResult, Response};
use crate::types::OperationSpec;

impl Client {
    /// Sends a request and reads its response.
    ///
    /// A request that failed is retried if the failure is transient and a retry is safe; see
    /// [`Builder::retries`](crate::Builder::retries).
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHost;
    ///
    /// let replay = Replay::new().json(r#"{"RequestId": "0F1B", "TaskNo": "e9b8"}"#);
    /// let client = Client::replay(&replay);
    /// block_on(async {
    ///     let request = SaveSingleTaskForSynchronizingDnsHost::new("S20210315A7K2M9Q4");
    ///     let response = client.send(request).await?;
    ///     assert_eq!(response.task_no, "e9b8");
    ///     assert_eq!(response.request_id(), Some("0F1B"));
    ///     Ok::<_, acs_client::Error>(())
    /// })?;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the request is not valid, if no credentials or no endpoint can be found, if no response arrives
    /// in time, if the service returns an error, or if the response cannot be decoded at all.
    /// [`Error::kind`] tells these cases apart.
    pub fn send<O: Operation>(&self, operation: O) -> ResponseFuture<O::Response> {
        let payload_kind = <O::Response as Decode>::PAYLOAD_KIND;
        ResponseFuture {
            exchange: self.exchange(O::SPEC, operation.into_parameters(), payload_kind),
            into_response: O::into_response,
        }
    }

    #[inline(never)]
    fn exchange(
        &self,
        spec: &'static OperationSpec,
        parameters: Parameters,
        payload_kind: PayloadKind,
    ) -> Pin<Box<dyn Future<Output = RawResult> + Send>> {
        let input = CallInput {
            spec,
            parameters,
            upload: None,
        };
        let receive = self.buffered(spec, payload_kind);
        Box::pin(invoke(
            Arc::clone(&self.runtime),
            self.options,
            input,
            receive,
        ))
    }

    fn buffered(&self, spec: &'static OperationSpec, payload_kind: PayloadKind) -> Buffered {
        Buffered {
            operation: spec.name(),
            payload_kind,
            strict: self.options.strict,
        }
    }

    /// Sends a request whose body is read from `source` while it is sent, and reads its response.
    ///
    /// The signature covers a hash of the body, so `source` is read twice from its start: once to hash it, and once for
    /// each attempt. It is read on the thread that sends, 64 KiB at a time, and never held in memory as a whole.
    /// [`Builder::timeout`](crate::Builder::timeout) does not limit an upload that makes progress; the stall timeout still
    /// applies.
    ///
    /// ```no_run
    /// use std::fs::File;
    /// # use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
    /// # static OSS: Product =
    /// #     Product { name: "Oss", version: "2019-05-17", style: ApiStyle::Oss, endpoints: &[] };
    /// # struct PutObject(Parameters);
    /// # impl PutObject {
    /// #     fn new(bucket: &str, key: &str) -> Self { Self(Parameters::new().path("key", key)) }
    /// # }
    /// # impl Operation for PutObject {
    /// #     type Response = ();
    /// #     const SPEC: &'static OperationSpec =
    /// #         &OperationSpec::rpc(&OSS, "PutObject", OperationType::Write).method("PUT").path("/{key}");
    /// #     acs_client::impl_operation!();
    /// # }
    ///
    /// # async fn example(client: acs_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let source = File::open("report.pdf")?;
    /// client.upload(PutObject::new("my-bucket", "report.pdf"), source).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`send`](Self::send), or if `source` cannot be read.
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
                    Upload::new(source).map_err(|error| error.with_operation(spec.name()))?;
                let input = CallInput {
                    spec,
                    parameters,
                    upload: Some(upload),
                };
                invoke(runtime, options, input, receive).await
            }),
            into_response: O::into_response,
        }
    }

    /// Sends a request and returns its response as soon as the headers have arrived, to read the body chunk by chunk.
    ///
    /// [`Builder::timeout`](crate::Builder::timeout) and [`Builder::max_response_bytes`](crate::Builder::max_response_bytes)
    /// do not limit the body; the stall timeout still applies.
    ///
    /// ```
    /// # use acs_client::replay::block_on;
    /// # use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// # use acs_domain_20180129::QueryTaskDetailList;
    /// # let client = Client::replay(&Replay::new().json("{}"));
    /// # block_on(async {
    /// let download = client.download(QueryTaskDetailList::new("e9b8")).await?;
    /// let mut file = Vec::new(); // or a `std::fs::File`
    /// let bytes = download.copy_to(&mut file).await?;
    /// assert_eq!(bytes, 2);
    /// # Ok::<_, acs_client::Error>(())
    /// # })?;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`send`](Self::send), but the body is not decoded.
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
}

/// The future of a [`Response`], returned by [`Client::send`]. Nothing is sent until it is polled.
#[must_use = "the request is sent only when this future is awaited"]
pub struct ResponseFuture<T> {
    exchange: Pin<Box<dyn Future<Output = RawResult> + Send>>,
    into_response: fn(RawResult) -> Result<Response<T>, Error>,
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready((self.into_response)(result))
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
