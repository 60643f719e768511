//! One call: its phases, its attempts, and the interceptors that observe them.
//!
//! [`invoke()`] orders the phases: serialize → resolve the endpoint → provide credentials → sign → transmit → read the
//! response → decide on a retry. Each attempt visits the layers below once; the layers form a star around `call`, not a
//! ladder.
//!
//! Programs reach this layer through the options of a client, through [`Interceptor`] and [`Download`]:
//!
//! ```
//! use acs_client::{Attempt, AttemptOutcome, Client, Interceptor, Replay};
//!
//! struct Log;
//!
//! impl Interceptor for Log {
//!     fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
//!         println!("{} attempt {}: {:?}", attempt.operation, attempt.attempt, outcome.status);
//!     }
//! }
//!
//! let client = Client::builder().interceptor(Log).retries(1).transport(Replay::new()).build()?;
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! **Invariant**: every request of a client goes through [`invoke()`]. Must never know the type of an operation, or a client.

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
