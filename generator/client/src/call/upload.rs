//! A request's body that is read while it is sent, and hashed beforehand.
//!
//! **Invariant**: each attempt reads the source from its start; the source is never held in memory as a whole.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::sign::BodyDigest;
use crate::transport::{CHUNK_BYTES, RequestBody, UploadSource, lock};

/// The source of an upload, with its length and its hashes.
pub(crate) struct Upload {
    source: UploadSource,
    digest: BodyDigest,
}

impl Upload {
    /// Reads a source to its end, to hash it. The bytes must not change before they are sent.
    pub(crate) fn new(source: impl Read + Seek + Send + 'static) -> Result<Self, Error> {
        let source: UploadSource = Arc::new(Mutex::new(source));
        let digest = digest(&source).map_err(|error| {
            Error::request("the source of the upload cannot be read").with_source(error)
        })?;
        Ok(Self { source, digest })
    }

    pub(crate) fn digest(&self) -> &BodyDigest {
        &self.digest
    }

    /// Creates the body of one attempt.
    pub(crate) fn body(&self) -> Result<RequestBody, Error> {
        RequestBody::from_source(&self.source, self.digest.length).map_err(|error| {
            Error::request("the source of the upload cannot be rewound").with_source(error)
        })
    }
}

fn digest(source: &UploadSource) -> io::Result<BodyDigest> {
    let mut source = lock(source);
    source.seek(SeekFrom::Start(0))?;
    let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
    let (mut buffer, mut length) = (vec![0; CHUNK_BYTES], 0);
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

/// Turns a signed request into one that can be streamed: with the body of the upload, or else with its own.
pub(crate) fn streaming_request(
    request: http::Request<Bytes>,
    upload: Option<&Upload>,
) -> Result<http::Request<RequestBody>, Error> {
    let body = upload.map(Upload::body).transpose()?;
    Ok(request.map(|bytes| body.unwrap_or_else(|| RequestBody::from(bytes))))
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.digest.length)
            .finish_non_exhaustive()
    }
}
