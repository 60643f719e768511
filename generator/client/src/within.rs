//! A transport that has until a moment: for what a call asks others on its way.

use std::time::Duration;

use bytes::Bytes;

use crate::limits::RequestLimits;
use crate::stamp::SigningInstant;
use crate::transport::{BoxFuture, Transport, TransportError};

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
        self.deadline.saturating_sub(self.transport.now())
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

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(duration.min(self.left()))
    }

    fn now(&self) -> Duration {
        self.transport.now()
    }

    fn signing_instant(&self) -> SigningInstant {
        self.transport.signing_instant()
    }

    fn new_client_token(&self) -> String {
        self.transport.new_client_token()
    }

    fn jitter(&self) -> f64 {
        self.transport.jitter()
    }
}
