//! The body of a request: bytes in memory, or a source that is read while the request is sent.
//!
//! **Invariant**: knows bytes and their number. Must never know a protocol, a header or a signature.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

/// The number of bytes that are read from a source at a time.
pub(crate) const CHUNK_BYTES: usize = 64 * 1024;

/// A reader that can be rewound, because each attempt reads the body from its start.
pub(crate) trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// The source of an upload, shared by the attempts of a call.
pub(crate) type UploadSource = Arc<Mutex<dyn ReadSeek>>;

/// The body of a request: in memory, or read while the request is sent.
///
/// A [`Transport`](crate::Transport) that streams reads the body chunk by chunk, on the thread that sends:
///
/// ```
/// use acs_client::RequestBody;
/// use bytes::Bytes;
///
/// let mut body = RequestBody::from(Bytes::from("hello"));
/// assert_eq!(body.content_length(), 5);
/// assert_eq!(body.next_chunk()?, Some(Bytes::from("hello")));
/// assert_eq!(body.next_chunk()?, None);
/// # Ok::<_, std::io::Error>(())
/// ```
pub struct RequestBody(BodySource);

enum BodySource {
    Memory(Bytes),
    Reader {
        source: UploadSource,
        remaining: u64,
    },
}

impl RequestBody {
    /// Creates a body from the first `length` bytes of a source, which is rewound to its start.
    pub(crate) fn from_source(source: &UploadSource, length: u64) -> io::Result<Self> {
        lock(source).seek(SeekFrom::Start(0))?;
        Ok(Self(BodySource::Reader {
            source: Arc::clone(source),
            remaining: length,
        }))
    }

    /// Returns the number of bytes that have not been read yet.
    pub fn content_length(&self) -> u64 {
        match &self.0 {
            BodySource::Memory(bytes) => bytes.len() as u64,
            BodySource::Reader { remaining, .. } => *remaining,
        }
    }

    /// Returns the bytes of a body that is in memory, without copying them.
    ///
    /// # Errors
    ///
    /// Returns the body itself if it has to be read from a source.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            BodySource::Memory(bytes) => Ok(bytes),
            reader => Err(Self(reader)),
        }
    }

    /// Reads the next chunk, at most 64 KiB; `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// Returns an error if the source cannot be read, or ends before [`content_length`](Self::content_length) bytes were
    /// read.
    pub fn next_chunk(&mut self) -> io::Result<Option<Bytes>> {
        let mut buffer = vec![0; CHUNK_BYTES];
        let length = self.read(&mut buffer)?;
        buffer.truncate(length);
        Ok((length > 0).then(|| Bytes::from(buffer)))
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(BodySource::Memory(bytes))
    }
}

impl Read for RequestBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            BodySource::Memory(bytes) => {
                let chunk = bytes.split_to(bytes.len().min(buffer.len()));
                buffer[..chunk.len()].copy_from_slice(&chunk);
                Ok(chunk.len())
            }
            BodySource::Reader { remaining, .. } if *remaining == 0 => Ok(0),
            BodySource::Reader { source, remaining } => {
                let room = usize::try_from(*remaining)
                    .map_or(buffer.len(), |remaining| remaining.min(buffer.len()));
                let length = lock(source).read(&mut buffer[..room])?;
                if length == 0 && room > 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                *remaining -= length as u64;
                Ok(length)
            }
        }
    }
}

/// Shows the length only, because the bytes may be secret.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody")
            .field("content_length", &self.content_length())
            .finish()
    }
}

/// Locks a source. A source whose lock is poisoned is still used: if it is broken, reading it returns an error.
pub(crate) fn lock(source: &UploadSource) -> MutexGuard<'_, dyn ReadSeek + 'static> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}
