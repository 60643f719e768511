//! The runtime of the Alibaba Cloud clients that `acsgen` generates: signing, sending, paging, waiting.
//!
//! A generated crate has the operations; this one has the verbs.
//!
//! ```
//! use acs_client::codegen::{ObjectReader, OperationType, Operation, Parameters, Product, DecodeObject, ApiStyle, OperationSpec};
//! use acs_client::{Client, Replay};
//!
//! // What a generated crate provides:
//! static PRODUCT: Product = Product {
//!     name: "Domain",
//!     version: "2018-01-29",
//!     style: ApiStyle::Rpc,
//!     endpoints: &[("cn-hangzhou", "domain.aliyuncs.com")],
//! };
//!
//! struct CheckDomain(Parameters);
//!
//! impl CheckDomain {
//!     fn new(domain_name: &str) -> Self {
//!         Self(Parameters::new().query("DomainName", domain_name))
//!     }
//! }
//!
//! struct CheckDomainResponse { avail: Option<i64> }
//!
//! impl Operation for CheckDomain {
//!     type Response = CheckDomainResponse;
//!     const SPEC: &'static OperationSpec = &OperationSpec::rpc(&PRODUCT, "CheckDomain", OperationType::Read);
//!     acs_client::impl_operation!();
//! }
//!
//! impl DecodeObject for CheckDomainResponse {
//!     fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
//!         Self { avail: fields.get("Avail") }
//!     }
//! }
//!
//! // What you write; here over a script instead of the network:
//! let replay = Replay::new().json(r#"{"Avail": "1", "RequestId": "0F1B"}"#);
//! let client = Client::replay(&replay);
//! # acs_client::replay::block_on(async {
//! let reply = client.send(CheckDomain::new("example.com")).await?;
//!
//! assert_eq!(reply.avail, Some(1));
//! assert_eq!(reply.request_id(), Some("0F1B"));
//! // Replies are read tolerantly, and tell what had to be forgiven:
//! assert_eq!(reply.warnings()[0].to_string(), "Avail: expected an integer, converted \"1\"");
//! # Ok::<_, acs_client::Error>(()) }).unwrap();
//! ```
//!
//! # What is where
//!
//! - [`Client`] sends: [`send`](Client::send), [`pages`](Client::pages), [`wait`](Client::wait), and bodies of any
//!   length by [`upload`](Client::upload) and [`download`](Client::download). With the feature `blocking` there is a
//!   `blocking::Client` too.
//! - [`Builder`] has timeouts, limits and [`retries`](Builder::retries); a [`Interceptor`] looks at each attempt.
//! - [`Response`] is the typed reply, with its request id and [`DecodeWarning`]s; [`Error`] is why there is none.
//! - [`Credentials`], [`Environment`] and [`ProvideCredentials`] say who is asking; [`credentials`] has where to find out.
//! - [`Transport`] is all that touches the network, [`Clock`] all that waits or knows the time; [`Replay`] is both, for tests.
//!
//! # Features
//!
//! - `reqwest` (default): the asynchronous transport, for programs that run on tokio.
//! - `blocking`: the blocking client, which needs no runtime.
//! - `tracing`: a span for each call and events for its attempts; parameters at `trace` only, secrets never.
//!
//! # What this does not do
//!
//! It follows no redirect. It signs with HMAC only: RPC and ROA services by `ACS3-HMAC-SHA256` or by the signature
//! before it, object storage by `OSS4-HMAC-SHA256`, log services by `LOG`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod call;
mod client;
#[doc(hidden)]
pub mod codegen;
pub mod credentials;
mod endpoint;
mod error;
mod identity;
mod message;
pub mod sign;
mod transport;
mod types;

pub use serde_json::Value;

pub use call::{Attempt, AttemptOutcome, Download, Interceptor};
#[cfg(feature = "blocking")]
pub use client::blocking;
pub use client::{
    Builder, Client, DryRun, ItemPaginator, Operation, Paginated, Paginator, PollState, Poller,
    ResponseFuture, WaitError, Waiter, WaiterState,
};
pub use credentials::{Environment, ProvideCredentials};
pub use error::{Error, ErrorKind, TransportErrorKind};
pub use identity::Credentials;
pub use message::OpenEnum;
pub use message::response::{DecodeWarning, DecodeWarningKind, EmptyResponse, Response};
#[cfg(feature = "reqwest")]
pub use transport::Reqwest;
#[cfg(feature = "blocking")]
pub use transport::Ureq;
pub use transport::replay;
pub use transport::{
    BodyStream, BoxFuture, Clock, Replay, RequestBody, RequestLimits, ResponseBody, SystemClock,
    Transport, TransportError,
};
pub use types::{SignatureVersion, SigningInstant};
