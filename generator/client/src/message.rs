//! Messages as values: what a request says, and what a response said.
//!
//! `request` and `response` do not know each other; [`OpenEnum`] values go both ways.
//!
//! **Invariant**: pure. Knows neither hosts nor credentials, neither signatures nor transports.

mod open_enum;
pub(crate) mod request;
pub(crate) mod response;

pub use open_enum::{OpenEnum, encode_enum};
