//! The trait of every transport.
//!
//! **Invariant**: exchanges requests for responses. Must never know operations, credentials or client tokens.

use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;

use super::clock::{Clock, SystemClock};
use super::error::{BoxFuture, TransportError};
use super::request_body::RequestBody;
use super::response_body::ResponseBody;

/// A transport: sends HTTP requests to a service and returns its responses.
///
/// A transport never retries, never follows a redirect, and enforces the [`RequestLimits`](crate::RequestLimits) in the
/// extensions of a request. Only [`send`](Self::send) has to be implemented. A transport that passes each request to an
/// HTTP client of the program:
///
/// ```
/// use acs_client::{BoxFuture, Transport, TransportError, TransportErrorKind};
/// use bytes::Bytes;
/// # struct HttpClient;
/// # impl HttpClient {
/// #     async fn execute(&self, _: http::Request<Bytes>) -> Result<http::Response<Bytes>, std::io::Error> {
/// #         Ok(http::Response::new(Bytes::from("{}")))
/// #     }
/// # }
///
/// struct MyTransport(HttpClient);
///
/// impl Transport for MyTransport {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async move {
///             self.0.execute(request).await.map_err(|error| {
///                 TransportError::new(TransportErrorKind::Disconnected, "the connection broke").with_source(error)
///             })
///         })
///     }
/// }
///
/// let builder = acs_client::Client::builder().transport(MyTransport(HttpClient));
/// # let _ = builder;
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and reads the whole response into memory, whatever its status.
    ///
    /// The future resolves to an error if no complete response arrives within the
    /// [`RequestLimits`](crate::RequestLimits) of the request.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends a request whose body may be streamed, and returns the response as soon as its headers have arrived.
    ///
    /// Default: calls [`send`](Self::send), which holds both bodies in memory.
    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = read_to_end(body).map_err(TransportError::unreadable_request_body)?;
            let response = self.send(http::Request::from_parts(parts, body)).await?;
            Ok(response.map(ResponseBody::from))
        })
    }

    /// Returns the clock that a client with this transport uses.
    ///
    /// Default: [`SystemClock`].
    fn clock(&self) -> &dyn Clock {
        &SystemClock
    }
}

fn read_to_end(body: RequestBody) -> io::Result<Bytes> {
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
