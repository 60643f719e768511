//! A reply that is read as it arrives, on the calling thread.
//!
//! **Invariant**: only wraps the asynchronous one.

use std::io;
use std::ops::Deref;

use bytes::Bytes;

use crate::call;
use crate::error::Error;
use crate::transport::block_on;

/// A reply whose body arrives while it is read; derefs to what is known of it from its head.
#[derive(Debug)]
pub struct Download {
    download: call::Download,
}

impl Download {
    pub(super) fn new(download: call::Download) -> Self {
        Self { download }
    }

    /// The next part of the body; none at the end.
    ///
    /// # Errors
    ///
    /// As [`Download::next`](crate::Download::next).
    #[expect(
        clippy::should_implement_trait,
        reason = "named as its asynchronous twin"
    )]
    pub fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        block_on(self.download.next_chunk())
    }

    /// Writes what is left of the body, and tells how many bytes that were.
    ///
    /// # Errors
    ///
    /// As [`Download::to`](crate::Download::to).
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
