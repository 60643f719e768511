//! Why a call failed: one opaque type, the kinds it has, and what can be read from the head of a response.
//!
//! **Invariant**: knows `types` and no other layer; errors of other layers are turned into [`Error`] there.

mod advice;
mod classify;
mod error;
mod kind;
mod known_code;
mod metadata;
mod response_head;

pub use error::Error;
pub use kind::{ErrorKind, TransportErrorKind};
pub(crate) use metadata::ErrorMetadata;
pub(crate) use response_head::{REQUEST_ID, arrived, cleaned, excerpt, header, outline};
