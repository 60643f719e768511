//! A transport that has until a moment: for what a call asks others on its way.

use std::time::Duration;

use bytes::Bytes;

use crate::limits::Limits;
use crate::stamp::Stamp;
use crate::transport::{BoxFuture, Transport, TransportError};

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
        self.deadline.saturating_sub(self.transport.now())
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

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(duration.min(self.left()))
    }

    fn now(&self) -> Duration {
        self.transport.now()
    }

    fn stamp(&self) -> Stamp {
        self.transport.stamp()
    }

    fn client_token(&self) -> String {
        self.transport.client_token()
    }

    fn chance(&self) -> f64 {
        self.transport.chance()
    }
}
