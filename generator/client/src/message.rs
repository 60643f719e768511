//! Messages as values: serializes requests and decodes responses.
//!
//! `request` and `response` do not know each other; [`OpenEnum`] values occur in both.
//!
//! **Invariant**: pure functions. Knows neither hosts nor credentials, neither signatures nor transports.
//!
//! A response is decoded without a transport by [`Response::from_http`](crate::Response::from_http):
//!
//! ```
//! use acs_client::Response;
//! use acs_client::codegen::{Bytes, DecodeObject, ObjectReader};
//!
//! struct CheckDomainResponse {
//!     avail: Option<i64>,
//! }
//!
//! impl DecodeObject for CheckDomainResponse {
//!     fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
//!         Self { avail: fields.get("Avail") }
//!     }
//! }
//!
//! let http = http::Response::new(Bytes::from(r#"{"Avail": 1, "RequestId": "0F1B"}"#));
//! let response = Response::<CheckDomainResponse>::from_http(&http)?;
//! assert_eq!(response.avail, Some(1));
//! assert_eq!(response.request_id(), Some("0F1B"));
//! # Ok::<(), acs_client::Error>(())
//! ```

mod open_enum;
pub(crate) mod request;
pub(crate) mod response;

pub use open_enum::{OpenEnum, encode_enum};
