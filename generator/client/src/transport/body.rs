//! Bodies on their way: read as they are sent, handed on as they arrive.
//!
//! **Invariant**: knows bytes and their limits, and no protocol.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};

use super::error::{BoxFuture, TransportError};
use super::limits::RequestLimits;

/// How much of a stream is read at once, in bytes.
pub(crate) const CHUNK: usize = 64 * 1024;

/// How much of a body is kept that does not arrive to its end, in bytes.
const ARRIVED: usize = 8 * 1024;

/// Something that can be read again from its start, as a repeated request has to.
pub(crate) trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// A source that the attempts of a call share.
pub(crate) type Source = Arc<Mutex<dyn ReadSeek>>;

/// The body of a request: in memory, or read as it is sent.
///
/// A [`Transport`](crate::Transport) that streams reads it, on the thread that sends.
pub struct RequestBody(Content);

enum Content {
    Bytes(Bytes),
    Source { source: Source, left: u64 },
}

impl RequestBody {
    /// All of a source, from its start; `length` is how much of it is sent.
    pub(crate) fn source(source: &Source, length: u64) -> io::Result<Self> {
        lock(source).seek(SeekFrom::Start(0))?;
        Ok(Self(Content::Source {
            source: Arc::clone(source),
            left: length,
        }))
    }

    /// How many bytes there are left.
    pub fn content_length(&self) -> u64 {
        match &self.0 {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Source { left, .. } => *left,
        }
    }

    /// The body where it is in memory, or else itself.
    ///
    /// # Errors
    ///
    /// Gives itself back where it is to be read.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            content => Err(Self(content)),
        }
    }

    /// The next part of it; none at the end.
    ///
    /// # Errors
    ///
    /// Where the source cannot be read, or has become shorter.
    pub fn chunk(&mut self) -> io::Result<Option<Bytes>> {
        let mut buffer = vec![0; CHUNK];
        let length = self.read(&mut buffer)?;
        buffer.truncate(length);
        Ok((length > 0).then(|| Bytes::from(buffer)))
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl Read for RequestBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Content::Bytes(bytes) => {
                let part = bytes.split_to(bytes.len().min(buffer.len()));
                buffer[..part.len()].copy_from_slice(&part);
                Ok(part.len())
            }
            Content::Source { left, .. } if *left == 0 => Ok(0),
            Content::Source { source, left } => {
                let room =
                    usize::try_from(*left).map_or(buffer.len(), |left| left.min(buffer.len()));
                let length = lock(source).read(&mut buffer[..room])?;
                if length == 0 && room > 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                *left -= length as u64;
                Ok(length)
            }
        }
    }
}

/// What is sent may be secret.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("length", &self.content_length())
            .finish()
    }
}

/// A source that panicked elsewhere is read on: its errors are its own.
pub(crate) fn lock(source: &Source) -> MutexGuard<'_, dyn ReadSeek + 'static> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The parts of a reply's body, as they arrive.
pub trait BodyStream: Send {
    /// The next part, never empty; none at the end.
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The body of a reply, as it arrives.
pub struct ResponseBody {
    length: Option<u64>,
    chunks: Box<dyn BodyStream>,
}

impl ResponseBody {
    /// A body of which the service says how long it is, or does not.
    pub fn new(length: Option<u64>, chunks: impl BodyStream + 'static) -> Self {
        Self {
            length,
            chunks: Box::new(chunks),
        }
    }

    /// How long the service says it is, in bytes: a hint.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The next part; none at the end.
    ///
    /// # Errors
    ///
    /// Where the connection breaks, or is silent for too long.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.chunks.next_chunk().await
    }
}

/// A body that has arrived.
impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(Some(bytes.len() as u64), Once(Some(bytes)))
    }
}

struct Once(Option<Bytes>);

impl BodyStream for Once {
    fn next_chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.0.take().filter(|bytes| !bytes.is_empty());
        Box::pin(std::future::ready(Ok(chunk)))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// Waits for all of a body, within its limits.
pub(crate) async fn whole(
    response: http::Response<ResponseBody>,
    limits: RequestLimits,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, mut body) = response.into_parts();
    let mut bytes = BytesMut::new();
    loop {
        // The length a service announces is a hint; what arrives is what counts.
        let long = body
            .length
            .is_some_and(|length| length > limits.max_response_bytes())
            || bytes.len() as u64 > limits.max_response_bytes();
        let failure = if long {
            TransportError::too_large(limits)
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
        bytes.truncate(ARRIVED);
        let arrived = http::Response::from_parts(parts, bytes.freeze());
        return Err(failure.with_partial_response(arrived));
    }
    Ok(http::Response::from_parts(parts, bytes.freeze()))
}
