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
mod hooks;
mod pages;
mod requests;
mod retries;
mod secrets;
mod signatures;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod streams;
mod tokens;
#[cfg(feature = "tracing")]
mod traces;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod transports;
mod waits;
