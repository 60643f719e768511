//! The body of a response, chunk by chunk as it arrives, or collected into memory.
//!
//! **Invariant**: collects no more bytes than the limits of the request allow. Must never know what the bytes mean.

use std::fmt;
use std::future::ready;

use bytes::{Bytes, BytesMut};

use super::error::{BoxFuture, TransportError};
use super::limits::RequestLimits;

/// The number of bytes that an error keeps of a body that did not arrive completely.
const MAX_PARTIAL_BYTES: usize = 8 * 1024;

/// A stream of the chunks of a response's body.
///
/// A [`Transport`](crate::Transport) that streams implements this trait and wraps the stream in a [`ResponseBody`]:
///
/// ```
/// use acs_client::{BodyStream, BoxFuture, ResponseBody, TransportError};
/// use bytes::Bytes;
///
/// /// Counts down to zero, one byte at a time.
/// struct Countdown(u8);
///
/// impl BodyStream for Countdown {
///     fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
///         let chunk = (self.0 > 0).then(|| Bytes::copy_from_slice(&[self.0]));
///         self.0 = self.0.saturating_sub(1);
///         Box::pin(std::future::ready(Ok(chunk)))
///     }
/// }
///
/// let body = ResponseBody::new(Some(3), Countdown(3));
/// assert_eq!(body.content_length(), Some(3));
/// ```
pub trait BodyStream: Send {
    /// Returns the next chunk, which is never empty; `None` at the end of the body.
    ///
    /// The future resolves to an error if the connection breaks, or if no byte arrives for the transport's stall timeout.
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The body of a response, which may still be arriving.
///
/// ```
/// use acs_client::ResponseBody;
/// use acs_client::replay::block_on;
/// use bytes::Bytes;
///
/// let mut body = ResponseBody::from(Bytes::from("hello"));
/// assert_eq!(block_on(body.next_chunk())?, Some(Bytes::from("hello")));
/// assert_eq!(block_on(body.next_chunk())?, None);
/// # Ok::<_, acs_client::TransportError>(())
/// ```
pub struct ResponseBody {
    content_length: Option<u64>,
    stream: Box<dyn BodyStream>,
}

impl ResponseBody {
    /// Creates a body from a stream; `content_length` is the length in bytes that the service announced, if any.
    pub fn new(content_length: Option<u64>, stream: impl BodyStream + 'static) -> Self {
        Self {
            content_length,
            stream: Box::new(stream),
        }
    }

    /// Returns the length in bytes that the service announced. The body may turn out shorter or longer.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    /// Returns the next chunk; `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// Returns an error if the connection breaks, or if no byte arrives for the transport's stall timeout.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.stream.next_chunk().await
    }
}

/// Creates a body that has arrived completely.
impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(Some(bytes.len() as u64), SingleChunk(Some(bytes)))
    }
}

struct SingleChunk(Option<Bytes>);

impl BodyStream for SingleChunk {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.0.take().filter(|bytes| !bytes.is_empty());
        Box::pin(ready(Ok(chunk)))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseBody")
            .field("content_length", &self.content_length)
            .finish_non_exhaustive()
    }
}

/// Reads a body into memory, up to [`RequestLimits::max_response_bytes`].
pub(crate) async fn collect(
    response: http::Response<ResponseBody>,
    limits: RequestLimits,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, mut body) = response.into_parts();
    let mut bytes = BytesMut::new();
    loop {
        // An announced length that is too long fails early; the length that arrives is checked in any case.
        let too_large = body
            .content_length
            .is_some_and(|length| length > limits.max_response_bytes())
            || bytes.len() as u64 > limits.max_response_bytes();
        let error = if too_large {
            TransportError::response_too_large(limits)
        } else {
            match body.next_chunk().await {
                Ok(Some(chunk)) => {
                    bytes.extend_from_slice(&chunk);
                    continue;
                }
                Ok(None) => break,
                Err(error) => error,
            }
        };
        bytes.truncate(MAX_PARTIAL_BYTES);
        let partial_response = http::Response::from_parts(parts, bytes.freeze());
        return Err(error.with_partial_response(partial_response));
    }
    Ok(http::Response::from_parts(parts, bytes.freeze()))
}
