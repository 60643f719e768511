//! A transport that has until a moment: for what a call asks others on its way.
//!
//! **Invariant**: shortens waiting and changes nothing else; the moment is one of the wrapped transport's clock.

use std::time::Duration;

use bytes::Bytes;

use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::RequestLimits;
use super::transport::Transport;
use crate::types::SigningInstant;

pub(crate) struct DeadlineTransport<'a> {
    transport: &'a dyn Transport,
    deadline: Duration,
}

impl<'a> DeadlineTransport<'a> {
    /// `deadline` is on the transport's own clock.
    pub(crate) fn new(transport: &'a dyn Transport, deadline: Duration) -> Self {
        Self {
            transport,
            deadline,
        }
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_sub(self.transport.clock().now())
    }
}

impl Transport for DeadlineTransport<'_> {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let limits = RequestLimits::from_request(&request).with_timeout(self.left());
        request.extensions_mut().insert(limits);
        self.transport.send(request)
    }

    fn clock(&self) -> &dyn Clock {
        self
    }
}

impl Clock for DeadlineTransport<'_> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.clock().sleep(duration.min(self.left()))
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
