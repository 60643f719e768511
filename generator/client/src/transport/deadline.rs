//! A transport with a deadline, for the requests that credential providers send during a call.
//!
//! **Invariant**: shortens timeouts and sleeps, and changes nothing else about a request.

use std::time::Duration;

use bytes::Bytes;

use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::RequestLimits;
use super::transport::Transport;
use crate::types::SigningInstant;

/// A transport whose requests and sleeps end at the deadline of a call.
pub(crate) struct DeadlineTransport<'a> {
    transport: &'a dyn Transport,
    deadline: Duration,
}

impl<'a> DeadlineTransport<'a> {
    /// Wraps a transport; `deadline` is a time of that transport's clock.
    pub(crate) fn new(transport: &'a dyn Transport, deadline: Duration) -> Self {
        Self {
            transport,
            deadline,
        }
    }

    fn time_left(&self) -> Duration {
        self.deadline.saturating_sub(self.transport.clock().now())
    }
}

impl Transport for DeadlineTransport<'_> {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let limits = RequestLimits::from_request(&request).with_timeout(self.time_left());
        request.extensions_mut().insert(limits);
        self.transport.send(request)
    }

    fn clock(&self) -> &dyn Clock {
        self
    }
}

impl Clock for DeadlineTransport<'_> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.clock().sleep(duration.min(self.time_left()))
    }

    fn now(&self) -> Duration {
        self.transport.clock().now()
    }

    fn signing_instant(&self) -> SigningInstant {
        self.transport.clock().signing_instant()
    }

    fn unique_id(&self) -> String {
        self.transport.clock().unique_id()
    }

    fn jitter(&self) -> f64 {
        self.transport.clock().jitter()
    }
}
