//! The reply of operations that have nothing to tell.
//!
//! **Invariant**: one field, the ID of the request.

use super::decode::{DecodeObject, ObjectReader};

/// What a service replies where there is nothing to tell but the ID of the call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EmptyResponse {
    /// ID the service gave to this call.
    pub request_id: String,
}

impl DecodeObject for EmptyResponse {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
        }
    }
}
