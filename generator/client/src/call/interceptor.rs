//! Interceptors, which a program runs before and after each attempt of a call.
//!
//! **Invariant**: an interceptor sees headers, hosts, codes and IDs. It must never see a body or a parameter.

use std::error::Error as StdError;
use std::time::Duration;

use http::HeaderMap;

use crate::error::Error;

/// Code that runs before and after each attempt of a client's calls. Add it with
/// [`Builder::interceptor`](crate::Builder::interceptor).
///
/// Both methods run on the task or thread that sends, so they should return quickly.
///
/// ```
/// use acs_client::{Attempt, AttemptOutcome, Interceptor};
/// use http::{HeaderMap, HeaderValue};
///
/// struct TraceHeader;
///
/// impl Interceptor for TraceHeader {
///     fn before_attempt(
///         &self,
///         _: &Attempt<'_>,
///         headers: &mut HeaderMap,
///     ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
///         headers.insert("x-trace", HeaderValue::from_static("00-4bf9-00f0-01"));
///         Ok(())
///     }
///
///     fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
///         eprintln!(
///             "{} attempt {}: status {:?} after {:?}",
///             attempt.operation, attempt.attempt, outcome.status, outcome.elapsed,
///         );
///     }
/// }
///
/// let builder = acs_client::Client::builder().interceptor(TraceHeader);
/// # let _ = builder;
/// ```
pub trait Interceptor: Send + Sync {
    /// Adds headers to an attempt before it is signed, or rejects the attempt.
    ///
    /// Headers that the protocol or a parameter sets are not replaced. Headers whose name begins with `x-acs-` are signed.
    ///
    /// Default: adds nothing.
    ///
    /// # Errors
    ///
    /// Return an error to reject the attempt: the request is not sent, and the call fails with an error of kind
    /// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) whose [`source`](StdError::source) is this error.
    fn before_attempt(
        &self,
        attempt: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let _ = (attempt, headers);
        Ok(())
    }

    /// Observes an attempt after it has succeeded or failed.
    ///
    /// Default: does nothing.
    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// One attempt of a call, as an [`Interceptor`] sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The code of the product, for example `Domain`.
    pub product: &'static str,
    /// The name of the operation.
    pub operation: &'static str,
    /// The host that the request is sent to.
    pub endpoint: &'a str,
    /// The number of the attempt, starting at 1.
    pub attempt: u32,
}

/// The outcome of an attempt, as an [`Interceptor`] sees it, without bodies and parameters, which may be secret.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The service's code for the failure, or the code in the body of a success.
    pub code: Option<&'a str>,
    /// The ID of the request, if the service returned it.
    pub request_id: Option<&'a str>,
    /// The error of a failed attempt.
    pub error: Option<&'a Error>,
    /// The time from before signing until the last byte was read.
    pub elapsed: Duration,
}
