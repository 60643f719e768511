//! Signatures: pure functions of a message, of credentials, and of a date and a nonce.
//!
//! Each scheme is a module: what it adds to a message, and what of it is signed.
//!
//! **Invariant**: nothing here sends, waits, or looks at a clock.

pub mod acs3;
mod canonical;
mod digest;
pub mod oss4;
pub mod roa1;
pub mod rpc1;
mod scheme;
mod sign_request;
mod signable;
mod signing_params;
pub mod sls;

pub(crate) use scheme::AuthScheme;
pub(crate) use sign_request::Signer;
pub use signable::{BodyDigest, SignableRequest};

pub use crate::types::{SignatureVersion, percent_encode, query_string};
