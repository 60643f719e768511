//! A reply that is read into memory as a whole.
//!
//! **Invariant**: no more of it than its limits allow; what it says is for `message` to read.

use bytes::Bytes;

use super::attempt::{ReceiveResponse, ResponseMetadata};
use super::upload::{Upload, outgoing};
use crate::error::Error;
use crate::message::response::decode::PayloadKind;
use crate::message::response::{RawResponse, RawResult, parse_response};
use crate::transport::{BoxFuture, RequestLimits, Transport, whole};

/// Reads the whole response.
pub(crate) struct Buffered {
    pub(crate) operation: &'static str,
    pub(crate) root: PayloadKind,
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
                // How long it takes to send is up to its length.
                Some(_) => match transport.send_streaming(outgoing(request, upload)?).await {
                    Ok(response) => whole(response, limits).await,
                    Err(error) => Err(error),
                },
            };
            let response = response.map_err(Error::from)?;
            let raw = parse_response(Some(self.operation), self.root, &response)?;
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
