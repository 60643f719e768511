//! What the runtime promises, feature by feature; `domain` stands in for a generated crate.

#[cfg(feature = "blocking")]
mod blocking;
mod calls;
mod credentials;
mod decoding;
mod documents;
#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
mod domain;
mod dry_runs;
mod endpoints;
mod errors;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod faults;
mod fuzz;
mod hooks;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod load;
mod pages;
mod requests;
mod retries;
mod secrets;
mod signatures;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod streams;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
#[path = "../support/mod.rs"]
mod support;
mod tokens;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod transports;
mod waits;
