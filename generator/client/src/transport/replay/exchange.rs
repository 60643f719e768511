//! A replay as a transport and as a clock.
//!
//! **Invariant**: answers from the script, and counts instead of drawing random numbers.

use std::future::ready;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;

use super::{Replay, matching, operation_name};
use crate::error::TransportErrorKind;
use crate::transport::clock::Clock;
use crate::transport::error::{BoxFuture, TransportError};
use crate::transport::transport::Transport;
use crate::types::SigningInstant;

/// The date of every replay's start: 2026-01-02T03:04:05Z.
const START: Duration = Duration::from_secs(1_767_323_045);

impl Transport for Replay {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut script = self.script();
        let response = script.responses.pop_front().unwrap_or_else(|| {
            let message = format!(
                "the replay has no response left for {}: {} were scripted",
                operation_name(&request),
                script.requests.len()
            );
            Err(TransportError::new(TransportErrorKind::Other, message))
        });
        script.requests.push(request);
        Box::pin(ready(response))
    }

    fn clock(&self) -> &dyn Clock {
        self
    }
}

impl Clock for Replay {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut script = self.script();
            script.elapsed = script.elapsed.saturating_add(duration);
        })
    }

    fn now(&self) -> Duration {
        self.elapsed()
    }

    /// Returns 1, so that each backoff has its full length.
    fn jitter(&self) -> f64 {
        1.0
    }

    fn unique_id(&self) -> String {
        let mut script = self.script();
        script.unique_ids += 1;
        format!("{}{}", matching::UNIQUE_ID_PREFIX, script.unique_ids)
    }

    fn signing_instant(&self) -> SigningInstant {
        let mut script = self.script();
        script.signing_instants += 1;
        let start: SystemTime = UNIX_EPOCH + START;
        SigningInstant::new(
            start.checked_add(script.elapsed).unwrap_or(start),
            format!("{:032x}", script.signing_instants),
        )
    }
}
