//! The runtime of the Alibaba Cloud clients that `acsgen` generates: it signs, sends, retries, pages, waits and decodes.
//!
//! ```no_run
//! use acs_client::Client;
#![doc = include_str!("../docs/domain.md")]
//! use acs_domain_20180129::QueryTaskDetailList; // a generated crate
//!
//! # #[cfg(feature = "reqwest")]
//! # async fn example() -> Result<(), acs_client::Error> {
//! let client = Client::from_env()?;
//! let response = client.send(QueryTaskDetailList::new("4d8e1b73")).await?;
//! println!("{:?} (request {:?})", response.data, response.request_id());
//! # Ok(())
//! # }
//! ```
//!
//! A generated crate provides the requests of a product as values; this crate provides the client that sends them.
//! The same program in a test, without a network:
//!
//! ```
//! use acs_client::replay::block_on;
//! use acs_client::{Client, Replay};
#![doc = include_str!("../docs/domain.md")]
//! use acs_domain_20180129::QueryTaskDetailList;
//!
//! let replay = Replay::new().json(r#"{"TotalPageNum": "1"}"#);
//! let client = Client::replay(&replay);
//! let response = block_on(client.send(QueryTaskDetailList::new("4d8e1b73")))?;
//!
//! assert_eq!(response.total_page_num, Some(1));
//! // The response did not match its description, but was still read.
//! assert_eq!(response.warnings().len(), 1);
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! # Where to find what
//!
//! | to … | use |
//! |---|---|
//! | send a request | [`Client::send`], [`Response`], [`Error`] |
//! | read a list | [`Client::paginate`], [`Paginator`], [`ItemPaginator`] |
//! | wait for a task | [`Client::wait`], [`Poller`], [`WaitError`] |
//! | stream a body | [`Client::upload`], [`Client::download`], [`Download`] |
//! | inspect a request without sending it | [`Client::dry_run`], [`DryRun`] |
//! | send without `await` | `blocking::Client`, with the feature `blocking` |
//! | set timeouts, retries, region, endpoint | [`Builder`] |
//! | provide credentials | [`credentials`], [`Credentials`], [`ProvideCredentials`], [`Environment`] |
//! | find out where a response differs from its description | [`Response::warnings`], [`DecodeWarning`] |
//! | add headers to, or log, each attempt | [`Interceptor`] |
//! | test without a network | [`replay`], [`Replay`] |
//! | use another HTTP client or clock | [`Transport`], [`Clock`] |
//! | sign a request without a client | [`sign`] |
//!
//! # How a call runs
//!
//! ```text
//! client       the typed request becomes parameters, and the raw response becomes typed
//! └─ call      orders the phases, attempt by attempt:
//!    ├─ message      1  serialize the parameters
//!    ├─ endpoint     2  resolve product and region to a host
//!    ├─ credentials  3  provide credentials, from a cache if possible
//!    ├─ sign         4  sign the request
//!    ├─ transport    5  exchange it for a response
//!    └─ message      6  read the response, or the error in it; then `call` decides on a retry
//! ```
//!
//! Below these layers stand `identity` (credentials as values), `error` and `types`. A layer knows only layers below it:
//! `credentials` may use `transport` and `sign`, which do not know each other. `call` visits each layer once an attempt, so
//! the layers form a star around it, not a ladder.
//!
//! # Generated code
//!
//! Generated crates use [`codegen`], which changes only together with the generator. It also serves for an operation that
//! no description has. Such an operation is written by hand as the generator would write it:
//!
//! ```
//! use acs_client::codegen::{
//!     ApiStyle, DecodeObject, ObjectReader, Operation, OperationSpec, OperationType, Parameters, Product,
//! };
//! use acs_client::replay::block_on;
//! use acs_client::{Client, Replay};
//!
//! static DOMAIN: Product = Product {
//!     name: "Domain",
//!     version: "2018-01-29",
//!     style: ApiStyle::Rpc,
//!     endpoints: &[("cn-hangzhou", "domain.aliyuncs.com")],
//! };
//!
//! struct CheckDomain(Parameters);
//!
//! impl Operation for CheckDomain {
//!     type Response = CheckDomainResponse;
//!     const SPEC: &'static OperationSpec = &OperationSpec::rpc(&DOMAIN, "CheckDomain", OperationType::Read);
//!     acs_client::impl_operation!();
//! }
//!
//! struct CheckDomainResponse {
//!     avail: Option<i64>,
//! }
//!
//! impl DecodeObject for CheckDomainResponse {
//!     fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
//!         Self { avail: fields.get("Avail") }
//!     }
//! }
//!
//! let client = Client::replay(&Replay::new().json(r#"{"Avail": 1}"#));
//! let request = CheckDomain(Parameters::new().query("DomainName", "example.com"));
//! assert_eq!(block_on(client.send(request))?.avail, Some(1));
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! # Features
//!
//! - `reqwest` (default): the asynchronous transport, for programs that run on tokio.
//! - `blocking`: the blocking client, which needs no asynchronous runtime.
//! - `tracing`: a span for each call, and events for its attempts. Parameters are recorded at level `trace` only, secrets
//!   never.
//!
//! # What this crate does not do
//!
//! - It follows no redirect.
//! - It signs with HMAC only: RPC and ROA services with `ACS3-HMAC-SHA256` or the signature before it, object storage with
//!   `OSS4-HMAC-SHA256`, log services with `LOG`.
//! - It does not retry a request that may have changed something, unless the request is idempotent.
//! - It knows no operation: requests and responses come from generated crates.

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
