//! A transport that has until a moment: for what a call asks others on its way.
//!
//! **Invariant**: shortens waiting and changes nothing else; the moment is one of the wrapped transport's clock.

use std::time::Duration;

use bytes::Bytes;

use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::limits::Limits;
use super::transport::Transport;
use crate::types::Stamp;

pub(crate) struct Within<'a> {
    transport: &'a dyn Transport,
    deadline: Duration,
}

impl<'a> Within<'a> {
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

impl Transport for Within<'_> {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let limits = Limits::of(&request).within(self.left());
        request.extensions_mut().insert(limits);
        self.transport.send(request)
    }

    fn clock(&self) -> &dyn Clock {
        self
    }
}

impl Clock for Within<'_> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.clock().sleep(duration.min(self.left()))
    }

    fn now(&self) -> Duration {
        self.transport.clock().now()
    }

    fn signing_instant(&self) -> Stamp {
        self.transport.clock().signing_instant()
    }

    fn unique_id(&self) -> String {
        self.transport.clock().unique_id()
    }

    fn jitter(&self) -> f64 {
        self.transport.clock().jitter()
    }
}
