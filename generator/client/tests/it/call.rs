//! Tests of the call layer: retries, clock skew, interceptors, streamed bodies, and faults on a real connection.

mod clock_skew;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod faults;
mod interceptor;
mod retry;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod streaming;
