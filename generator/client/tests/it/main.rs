//! Tests of the runtime through its public interface: one folder for each layer of `src`, plus the fuzz targets.
//!
//! `domain` stands in for a generated crate.

mod call;
mod client;
mod credentials;
#[expect(dead_code, unreachable_pub, reason = "written like a generated crate")]
mod domain;
mod endpoint;
mod error;
mod fuzz;
mod message;
mod sign;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
#[path = "../support/mod.rs"]
mod support;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod transport;
