//! A response whose body is read as it arrives, on the calling thread.
//!
//! **Invariant**: wraps the asynchronous download, and repeats none of its rules.

use std::io;
use std::ops::Deref;

use bytes::Bytes;

use crate::call;
use crate::error::Error;
use crate::transport::block_on;

/// A response whose body is read as it arrives. Dereferences to the asynchronous [`Download`](crate::Download), for its
/// status and headers.
#[derive(Debug)]
pub struct Download {
    download: call::Download,
}

impl Download {
    pub(super) fn new(download: call::Download) -> Self {
        Self { download }
    }

    /// Returns the next chunk of the body; `None` at its end.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Download::next_chunk`](crate::Download::next_chunk).
    pub fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        block_on(self.download.next_chunk())
    }

    /// Writes the rest of the body to `writer`, and returns the number of bytes written.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Download::copy_to`](crate::Download::copy_to).
    pub fn copy_to(self, writer: &mut (impl io::Write + Send)) -> Result<u64, Error> {
        block_on(self.download.copy_to(writer))
    }
}

impl Deref for Download {
    type Target = call::Download;

    fn deref(&self) -> &call::Download {
        &self.download
    }
}
