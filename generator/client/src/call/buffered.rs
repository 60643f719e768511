//! A response that is read into memory.
//!
//! **Invariant**: reads no more bytes than the limits allow. Decoding them is up to `message`.

use bytes::Bytes;

use super::attempt::{ReceiveResponse, ResponseMetadata};
use super::upload::{Upload, streaming_request};
use crate::error::Error;
use crate::message::response::decode::PayloadKind;
use crate::message::response::{RawResponse, RawResult, parse_response};
use crate::transport::{BoxFuture, RequestLimits, Transport, collect};

/// Receives a response by reading all of it into memory.
pub(crate) struct Buffered {
    pub(crate) operation: &'static str,
    pub(crate) payload_kind: PayloadKind,
    pub(crate) strict: bool,
}

impl ReceiveResponse for Buffered {
    type Response = Box<RawResponse>;

    fn receive<'a>(
        &'a self,
        transport: &'a dyn Transport,
        mut request: http::Request<Bytes>,
        upload: Option<&'a Upload>,
        limits: RequestLimits,
    ) -> BoxFuture<'a, RawResult> {
        Box::pin(async move {
            let response = match upload {
                None => {
                    request.extensions_mut().insert(limits);
                    transport.send(request).await
                }
                // The request gets no timeout, because sending takes as long as the body is. A stall still ends it.
                Some(_) => {
                    let request = streaming_request(request, upload)?;
                    match transport.send_streaming(request).await {
                        Ok(response) => collect(response, limits).await,
                        Err(error) => Err(error),
                    }
                }
            };
            let response = response.map_err(Error::from)?;
            let raw = parse_response(Some(self.operation), self.payload_kind, &response)?;
            Ok(raw.with_strict(self.strict))
        })
    }
}

impl ResponseMetadata for Box<RawResponse> {
    fn status(&self) -> u16 {
        RawResponse::status(self)
    }

    fn request_id(&self) -> Option<&str> {
        RawResponse::request_id(self)
    }

    fn code(&self) -> Option<&str> {
        RawResponse::code(self)
    }

    fn set_attempts(&mut self, attempts: u32) {
        RawResponse::set_attempts(self, attempts);
    }
}
