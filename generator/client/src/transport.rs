//! Exchanging requests for responses, and the time that passes meanwhile.
//!
//! [`Transport`] is all that touches the network, [`Clock`] all that waits or looks at a clock. The transports of this
//! crate are [`Reqwest`](crate::Reqwest), `Ureq` and, for tests, [`Replay`].
//!
//! **Invariant**: knows neither what a message means nor who signs it.

mod block_on;
mod body;
mod clock;
mod deadline;
mod error;
mod limits;
pub mod replay;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod tls;
mod transport;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "blocking")]
pub(crate) use block_on::block_on;
pub use body::{BodyStream, RequestBody, ResponseBody};
pub(crate) use body::{CHUNK, Source, lock, whole};
pub use clock::{Clock, SystemClock};
pub(crate) use deadline::DeadlineTransport;
pub use error::{BoxFuture, TransportError};
pub use limits::RequestLimits;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(crate) use limits::Timeouts;
pub use replay::Replay;
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;
pub use transport::Transport;
#[cfg(feature = "blocking")]
pub use ureq::Ureq;
