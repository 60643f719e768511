//! From an HTTP response to a typed reply or an error.
//!
//! **Invariant**: knows nothing of requests, and reads an `http::Response` that is complete: what receives it is above.

pub(crate) mod decode;
mod document;
mod empty;
mod error_body;
mod response;
mod warning;

pub(crate) use document::read;
pub use empty::EmptyResponse;
pub(crate) use error_body::refusal;
pub(crate) use response::received;
pub use response::{RawResponse, RawResult, Response, into_typed};
pub use warning::{DecodeWarning, DecodeWarningKind};
