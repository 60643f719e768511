//! A response whose body is read as it arrives.
//!
//! **Invariant**: once the body has begun, the request is never retried.

use std::fmt;
use std::io;

use bytes::Bytes;

use super::attempt::{ReceiveResponse, ResponseMetadata};
use super::upload::{Upload, streaming_request};
use crate::error::{Error, ErrorKind, REQUEST_ID};
use crate::message::response::parse_error;
use crate::transport::{BoxFuture, RequestLimits, ResponseBody, Transport, collect};

/// A response whose body is read as it arrives, created by [`Client::download`](crate::Client::download).
///
/// The length of the body is not limited. Dropping a download before its end closes the connection.
///
/// ```
/// use acs_client::replay::block_on;
/// use acs_client::{Client, Replay};
#[doc = include_str!("../../docs/domain.md")]
/// use acs_domain_20180129::QueryTaskDetailList;
///
/// let client = Client::replay(&Replay::new().json(r#"{"TotalPageNum": 1}"#));
/// block_on(async {
///     let mut download = client.download(QueryTaskDetailList::new("e9b8")).await?;
///     println!("status {}, {:?} bytes", download.status(), download.content_length());
///     while let Some(chunk) = download.next_chunk().await? {
///         println!("{} bytes arrived", chunk.len());
///     }
///     Ok::<_, acs_client::Error>(())
/// })?;
/// # Ok::<_, acs_client::Error>(())
/// ```
pub struct Download {
    operation: &'static str,
    attempts: u32,
    head: http::response::Parts,
    body: ResponseBody,
}

impl Download {
    /// Returns the HTTP status, between 200 and 299.
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// Returns the ID of the request, from the response's headers.
    pub fn request_id(&self) -> Option<&str> {
        self.header(REQUEST_ID)
            .or_else(|| self.header("x-oss-request-id"))
            .or_else(|| self.header("x-log-requestid"))
    }

    /// Returns a header of the response; `None` if it is missing or is not text. `name` is compared without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// Returns how often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the length of the body in bytes, if the service announced it.
    pub fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }

    /// Returns the next chunk of the body; `None` at its end.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Transport`](ErrorKind::Transport) if the connection breaks, or if no byte arrives for the
    /// stall timeout (see [`Builder::read_timeout`](crate::Builder::read_timeout)). The request is not retried.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.body
            .next_chunk()
            .await
            .map_err(|error| Error::from(error).with_operation(self.operation))
    }

    /// Writes the rest of the body to `writer`, and returns the number of bytes written.
    ///
    /// ```
    /// # use acs_client::replay::block_on;
    /// # use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// # use acs_domain_20180129::QueryTaskDetailList;
    /// # let client = Client::replay(&Replay::new().json(r#"{"TotalPageNum": 1}"#));
    /// # block_on(async {
    /// let mut file = Vec::new(); // or a `std::fs::File`
    /// let download = client.download(QueryTaskDetailList::new("e9b8")).await?;
    /// assert_eq!(download.copy_to(&mut file).await?, 19);
    /// # Ok::<_, acs_client::Error>(())
    /// # })?;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`next_chunk`](Self::next_chunk), or if `writer` fails. Bytes that were
    /// already written stay written.
    pub async fn copy_to(mut self, writer: &mut (impl io::Write + Send)) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(chunk) = self.next_chunk().await? {
            writer
                .write_all(&chunk)
                .map_err(|error| self.write_error(error))?;
            written += chunk.len() as u64;
        }
        writer.flush().map_err(|error| self.write_error(error))?;
        Ok(written)
    }

    fn write_error(&self, error: io::Error) -> Error {
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
            .field("content_length", &self.content_length())
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

/// Receives a response as soon as its headers have arrived. An error response is read completely.
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
            // The request gets no timeout, because the caller decides how fast the body is read. A stall still ends it.
            let request = streaming_request(request, upload)?;
            let response = transport
                .send_streaming(request)
                .await
                .map_err(Error::from)?;
            if !response.status().is_success() {
                let response = collect(response, limits).await.map_err(Error::from)?;
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
