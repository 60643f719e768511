//! The response of operations that return nothing but a request ID.
//!
//! **Invariant**: one field, the request ID.

use super::decode::{DecodeObject, ObjectReader};

/// A response that holds nothing but the request ID.
///
/// ```
/// use acs_client::codegen::Bytes;
/// use acs_client::{EmptyResponse, Response};
///
/// let http = http::Response::new(Bytes::from(r#"{"RequestId": "0F1B"}"#));
/// let response = Response::<EmptyResponse>::from_http(&http)?;
/// assert_eq!(response.request_id, "0F1B");
/// # Ok::<(), acs_client::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EmptyResponse {
    /// The ID that the service gave to the request.
    pub request_id: String,
}

impl DecodeObject for EmptyResponse {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
        }
    }
}
