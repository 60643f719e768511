//! A reply that is read as it arrives.
//!
//! **Invariant**: nothing is asked again once the body has begun.

use std::fmt;
use std::io;

use bytes::Bytes;

use super::attempt::{ReceiveResponse, ResponseMetadata};
use super::upload::{Upload, outgoing};
use crate::error::{Error, ErrorKind, REQUEST_ID};
use crate::message::response::parse_error;
use crate::transport::{BoxFuture, RequestLimits, ResponseBody, Transport, whole};

/// A reply whose body arrives while it is read; made by [`Client::download`](crate::Client::download).
///
/// There is no limit to its length. The connection is given up where this is dropped before the end.
pub struct Download {
    operation: &'static str,
    attempts: u32,
    head: http::response::Parts,
    body: ResponseBody,
}

impl Download {
    /// The HTTP status, between 200 and 299.
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// The id of the request, as a header tells it.
    pub fn request_id(&self) -> Option<&str> {
        self.header(REQUEST_ID)
            .or_else(|| self.header("x-oss-request-id"))
            .or_else(|| self.header("x-log-requestid"))
    }

    /// A header of the response, whatever case it is spelled in; none where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the service says the body is, in bytes.
    pub fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }

    /// The next part of the body; none at the end.
    ///
    /// # Errors
    ///
    /// Where the connection breaks, or the service is silent for too long; nothing is asked again.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.body
            .next_chunk()
            .await
            .map_err(|error| Error::from(error).with_operation(self.operation))
    }

    /// Writes what is left of the body, and tells how many bytes that were.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), and where it cannot be written; what has been written stays.
    pub async fn copy_to(mut self, writer: &mut (impl io::Write + Send)) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(chunk) = self.next_chunk().await? {
            writer
                .write_all(&chunk)
                .map_err(|error| self.unwritten(error))?;
            written += chunk.len() as u64;
        }
        writer.flush().map_err(|error| self.unwritten(error))?;
        Ok(written)
    }

    fn unwritten(&self, error: io::Error) -> Error {
        Error::new(ErrorKind::Io, "cannot write the response")
            .with_operation(self.operation)
            .with_source(error)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("length", &self.content_length())
            .finish_non_exhaustive()
    }
}

impl ResponseMetadata for Download {
    fn status(&self) -> u16 {
        self.status()
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }

    fn code(&self) -> Option<&str> {
        None
    }

    fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }
}

/// Gives the response on as soon as it begins; one that is no success is read to its end.
pub(crate) struct Streaming {
    pub(crate) operation: &'static str,
}

impl ReceiveResponse for Streaming {
    type Response = Download;

    fn receive<'a>(
        &'a self,
        transport: &'a dyn Transport,
        request: http::Request<Bytes>,
        upload: Option<&'a Upload>,
        limits: RequestLimits,
    ) -> BoxFuture<'a, Result<Download, Error>> {
        Box::pin(async move {
            // How long a stream takes is up to its reader.
            let request = outgoing(request, upload)?;
            let response = transport
                .send_streaming(request)
                .await
                .map_err(Error::from)?;
            if !response.status().is_success() {
                let response = whole(response, limits).await.map_err(Error::from)?;
                return Err(parse_error(&response));
            }
            let (head, body) = response.into_parts();
            Ok(Download {
                operation: self.operation,
                attempts: 1,
                head,
                body,
            })
        })
    }
}
