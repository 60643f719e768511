//! From parameters to a request that lacks only host, date, nonce and signature.
//!
//! **Invariant**: knows nothing of responses.

mod client_token;
mod debug;
mod encode;
mod parameters;
mod serialize;
mod xml;

pub(crate) use client_token::with_client_token;
#[cfg(feature = "tracing")]
pub(crate) use debug::ShownParameters;
pub use debug::{show, show_request};
pub use encode::{Encode, any, list, map};
pub use parameters::{Object, Parameters};
pub(crate) use serialize::{Unsigned, unsigned};
