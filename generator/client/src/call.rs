//! One call: its phases, its attempts, and what a program may see of them.
//!
//! [`invoke`] orders the phases: serialize, resolve the endpoint, provide credentials, sign, transmit, read the response,
//! decide on a retry. It visits each lower layer once an attempt: the layers form a star around it, not a ladder.
//!
//! **Invariant**: every request of a client goes through [`invoke`]. Knows no operation's type, and no client.

mod attempt;
mod buffered;
mod clock_skew;
mod download;
mod interceptor;
mod invoke;
mod options;
mod retry;
mod runtime;
mod trace;
mod upload;

pub(crate) use buffered::Buffered;
pub use download::Download;
pub(crate) use download::Streaming;
pub use interceptor::{Attempt, AttemptOutcome, Interceptor};
pub(crate) use invoke::{CallInput, invoke, serialize};
pub(crate) use options::CallOptions;
pub(crate) use runtime::Runtime;
pub(crate) use upload::Upload;
