//! What a service tells of a failure.
//!
//! **Invariant**: data only; who fills it in has read a response.

use std::time::{Duration, SystemTime};

/// What a service tells of a failure; all of it optional.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorMetadata {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) recommend: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// The gateway says itself that there were too many requests.
    pub(crate) throttled: bool,
    /// When the service answered, by its own clock.
    pub(crate) date: Option<SystemTime>,
    pub(crate) body: Option<String>,
}
