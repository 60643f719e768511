//! A body that is read as it is sent, and hashed before.
//!
//! **Invariant**: a source is read from its start for each attempt, and never kept in memory as a whole.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::sign::BodyDigest;
use crate::transport::{CHUNK, RequestBody, Source, lock};

/// A source that has been read once, for its length and its hashes.
pub(crate) struct Upload {
    source: Source,
    digests: BodyDigest,
}

impl Upload {
    /// Reads all of a source; what is sent later must be the same.
    pub(crate) fn of(source: impl Read + Seek + Send + 'static) -> Result<Self, Error> {
        let source: Source = Arc::new(Mutex::new(source));
        let digests = hashed(&source).map_err(|error| {
            Error::request("what should be uploaded cannot be read").with_source(error)
        })?;
        Ok(Self { source, digests })
    }

    pub(crate) fn digests(&self) -> &BodyDigest {
        &self.digests
    }

    /// The body of one attempt.
    pub(crate) fn body(&self) -> Result<RequestBody, Error> {
        RequestBody::source(&self.source, self.digests.length).map_err(|error| {
            Error::request("what should be uploaded cannot be read again").with_source(error)
        })
    }
}

fn hashed(source: &Source) -> io::Result<BodyDigest> {
    let mut source = lock(source);
    source.seek(SeekFrom::Start(0))?;
    let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
    let (mut buffer, mut length) = (vec![0; CHUNK], 0);
    loop {
        match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                sha256.update(&buffer[..read]);
                md5.update(&buffer[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(BodyDigest {
        length,
        sha256: sha256.finalize().into(),
        md5: md5.finalize().into(),
    })
}

/// The request with the body that is to be streamed, where there is one.
pub(crate) fn outgoing(
    request: http::Request<Bytes>,
    upload: Option<&Upload>,
) -> Result<http::Request<RequestBody>, Error> {
    let body = upload.map(Upload::body).transpose()?;
    Ok(request.map(|bytes| body.unwrap_or_else(|| RequestBody::from(bytes))))
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.digests.length)
            .finish_non_exhaustive()
    }
}
