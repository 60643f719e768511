//! Decodes an HTTP response into a typed response or an error.
//!
//! **Invariant**: knows nothing of requests. Reads complete responses; `call` receives them.

pub(crate) mod decode;
mod document;
mod empty;
mod error_body;
mod raw;
mod response;
mod warning;

pub(crate) use document::parse_document;
pub use empty::EmptyResponse;
pub(crate) use error_body::parse_error;
pub(crate) use raw::parse_response;
pub use raw::{RawResponse, RawResult};
pub use response::{Response, into_typed};
pub use warning::{DecodeWarning, DecodeWarningKind};
