//! Exchanges requests for responses, and keeps the time.
//!
//! [`Transport`] is the only way to the network, [`Clock`] the only way to time and randomness. This crate has three
//! transports: [`Reqwest`] for asynchronous programs, `Ureq` for blocking ones, and [`Replay`] for tests.
//! The layer can be used alone, to send any HTTP request:
//!
//! ```
//! use acs_client::replay::block_on;
//! use acs_client::{Replay, Transport};
//! use bytes::Bytes;
//!
//! let transport = Replay::new().json(r#"{"Avail": 1}"#);
//! let response = block_on(transport.send(http::Request::new(Bytes::new())))?;
//! assert_eq!(response.body(), r#"{"Avail": 1}"#);
//! # Ok::<_, acs_client::TransportError>(())
//! ```
//!
//! **Invariant**: must never know what a message means, or who signs it.

mod block_on;
mod clock;
mod deadline;
mod error;
mod limits;
pub mod replay;
mod request_body;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response_body;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod tls;
mod transport;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "blocking")]
pub(crate) use block_on::block_on;
pub use clock::{Clock, SystemClock};
pub(crate) use deadline::DeadlineTransport;
pub use error::{BoxFuture, TransportError};
pub use limits::RequestLimits;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) use limits::Timeouts;
pub use replay::Replay;
pub use request_body::RequestBody;
pub(crate) use request_body::{CHUNK_BYTES, UploadSource, lock};
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;
pub(crate) use response_body::collect;
pub use response_body::{BodyStream, ResponseBody};
pub use transport::Transport;
#[cfg(feature = "blocking")]
pub use ureq::Ureq;
