//! Serializes parameters into a request that lacks only host, date, nonce and signature.
//!
//! **Invariant**: knows nothing of responses.

mod client_token;
mod debug;
mod encode;
mod json_object;
mod parameter;
mod parameters;
mod path;
mod serialize;
mod xml;

pub(crate) use client_token::with_client_token;
#[cfg(feature = "tracing")]
pub(crate) use debug::RedactedParameters;
pub use debug::{show, show_request};
pub use encode::{Encode, encode_any, encode_list, encode_map};
pub use json_object::JsonObject;
pub use parameters::Parameters;
pub(crate) use serialize::{UnsignedRequest, serialize};
