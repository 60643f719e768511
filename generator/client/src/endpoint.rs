//! Region → host: where requests of a product go.
//!
//! **Invariant**: knows neither requests nor how they are signed.

mod authority;
mod network;
mod resolve;
mod table;

pub(crate) use authority::{authority, is_loopback};
pub(crate) use network::network;
pub(crate) use resolve::{EndpointConfig, ResolvedEndpoint};
