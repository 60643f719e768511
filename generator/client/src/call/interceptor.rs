//! Hooks: what a program wants to do before and after each attempt of its client.
//!
//! **Invariant**: sees headers, hosts, codes and ids; neither bodies nor parameters.

use std::error::Error as StdError;
use std::time::Duration;

use http::HeaderMap;

use crate::error::Error;

/// Looks at each attempt of a client, before it is signed and when it has ended.
///
/// ```
/// use acs_client::{Attempt, AttemptOutcome, Interceptor};
///
/// struct Log;
///
/// impl Interceptor for Log {
///     fn after_attempt(&self, attempt: &Attempt<'_>, ended: &AttemptOutcome<'_>) {
///         eprintln!("{} #{}: {:?} in {:?}", attempt.operation, attempt.attempt, ended.status, ended.elapsed);
///     }
/// }
/// # let builder = acs_client::Client::builder().interceptor(Log);
/// ```
pub trait Interceptor: Send + Sync {
    /// Before an attempt is signed: adds headers, or refuses it.
    ///
    /// Headers that the protocol or a parameter sets stay what they are; `x-acs-*` are signed.
    ///
    /// # Errors
    ///
    /// An error keeps the request from being sent: it becomes the [`source`](StdError::source) of the call's error.
    fn before_attempt(
        &self,
        attempt: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let _ = (attempt, headers);
        Ok(())
    }

    /// After an attempt, whatever came of it.
    fn after_attempt(&self, attempt: &Attempt<'_>, ended: &AttemptOutcome<'_>) {
        let _ = (attempt, ended);
    }
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The product's code, as in `Domain`.
    pub product: &'static str,
    /// The operation's name.
    pub operation: &'static str,
    /// The host it is sent to.
    pub endpoint: &'a str,
    /// 1 for the first.
    pub attempt: u32,
}

/// What came of an attempt; neither bodies nor parameters are told, for they may be secret.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The HTTP status, where there was a reply.
    pub status: Option<u16>,
    /// The code of a failure, or one inside a success.
    pub code: Option<&'a str>,
    /// The id of the request, where the service told it.
    pub request_id: Option<&'a str>,
    /// Why it failed, where it did.
    pub error: Option<&'a Error>,
    /// From signing to the last byte read.
    pub elapsed: Duration,
}
