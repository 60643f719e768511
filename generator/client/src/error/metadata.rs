//! The details that a service reports about a failure.
//!
//! **Invariant**: data only, filled in by code that reads responses.

use std::time::{Duration, SystemTime};

/// The details that a service reports about a failure; every field is optional.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorMetadata {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) diagnosis_url: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// Whether the gateway rejected the request because of too many requests.
    pub(crate) throttled: bool,
    /// The time of the response by the service's clock.
    pub(crate) date: Option<SystemTime>,
    /// The start of the body on one line, at most 500 characters.
    pub(crate) body: Option<String>,
}
