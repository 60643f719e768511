//! The error of every call: one opaque type, its kinds, and the metadata read from the head of a response.
//!
//! **Invariant**: knows `types` and no other layer. Other layers convert their errors into [`Error`] themselves.
//!
//! A caller inspects an [`Error`] by predicates and accessors, not by matching variants:
//!
//! ```
//! use std::time::Duration;
//!
//! use acs_client::{Error, ErrorKind};
//!
//! fn backoff(error: &Error) -> Option<Duration> {
//!     match error.kind() {
//!         ErrorKind::Service if error.is_transient() => {
//!             Some(error.retry_after().unwrap_or(Duration::from_secs(1)))
//!         }
//!         _ => None,
//!     }
//! }
//!
//! assert_eq!(backoff(&Error::credentials("no key is set")), None);
//! ```

mod advice;
mod classify;
mod display;
mod error;
mod kind;
mod known_code;
mod metadata;
mod response_head;

pub use error::Error;
pub use kind::{ErrorKind, TransportErrorKind};
pub(crate) use metadata::ErrorMetadata;
pub(crate) use response_head::{
    REQUEST_ID, excerpt, header, one_line, partial_response, response_head,
};
