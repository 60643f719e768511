//! The trait of everything that carries messages.
//!
//! **Invariant**: knows of time only that there is a clock.

use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;

use super::body::{RequestBody, ResponseBody};
use super::clock::{Clock, SystemClock};
use super::error::{BoxFuture, TransportError};

/// Carries requests to a service and replies back.
///
/// A transport repeats nothing, follows no redirect, and keeps to the [`RequestLimits`](crate::RequestLimits) that ride with a request.
/// One of your own is one function; this one hands a message to whatever carries it:
///
/// ```
/// # use acs_client::{BoxFuture, Transport, TransportError, TransportErrorKind};
/// # use bytes::Bytes;
/// # struct Carrier;
/// # impl Carrier {
/// #     async fn carry(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, std::io::Error> {
/// #         Ok(http::Response::new(Bytes::from("{}")))
/// #     }
/// # }
/// impl Transport for Carrier {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async move {
///             let carried = self.carry(request).await;
///             carried.map_err(|error| {
///                 TransportError::new(TransportErrorKind::Disconnected, "it broke").with_source(error)
///             })
///         })
///     }
/// }
/// # let client = acs_client::Client::new(acs_client::Credentials::new("testid", "testsecret"), Carrier);
/// ```
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole reply, whatever its status.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends one request and gives the reply when its headers are there, for bodies that are streamed.
    ///
    /// Unless it is written, this keeps both bodies in memory.
    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = in_memory(body).map_err(TransportError::unreadable)?;
            let reply = self.send(http::Request::from_parts(parts, body)).await?;
            Ok(reply.map(ResponseBody::from))
        })
    }

    /// The clock that a client with this transport goes by: that of the system, unless it is written.
    fn clock(&self) -> &dyn Clock {
        &SystemClock
    }
}

fn in_memory(body: RequestBody) -> io::Result<Bytes> {
    let mut body = match body.into_bytes() {
        Ok(bytes) => return Ok(bytes),
        Err(body) => body,
    };
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    Ok(Bytes::from(bytes))
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        T::send(self, request)
    }

    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        T::send_streaming(self, request)
    }

    fn clock(&self) -> &dyn Clock {
        T::clock(self)
    }
}
