//! Signs requests: pure functions of a request, credentials, a date and a nonce.
//!
//! Each scheme is a module that adds the headers or parameters of the scheme to a request and computes the signature
//! over the parts that the scheme covers. [`SignatureVersion`] chooses between schemes for services that accept more
//! than one.
//!
//! Nothing in this layer sends, waits or reads a clock. The layer must never know a transport or a credential provider.
//!
//! A request can be signed without a client:
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//!
//! use acs_client::sign::{SignableRequest, acs3};
//! use acs_client::{Credentials, SigningInstant};
//!
//! let instant = SigningInstant::new(UNIX_EPOCH + Duration::from_secs(1_767_323_045), "a-nonce");
//! let headers = [
//!     ("host", "ecs.cn-hangzhou.aliyuncs.com"),
//!     ("x-acs-action", "DescribeRegions"),
//!     ("x-acs-version", "2014-05-26"),
//!     ("x-acs-date", &instant.date()),
//!     ("x-acs-signature-nonce", instant.nonce()),
//! ];
//! let request = SignableRequest {
//!     method: "POST".to_owned(),
//!     path: "/".to_owned(),
//!     headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
//!     ..SignableRequest::default()
//! };
//!
//! let authorization = acs3::authorization(&request, |_| true, &Credentials::new("testid", "testsecret"));
//! assert!(authorization.starts_with("ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;"));
//! ```

pub mod acs3;
mod canonical;
mod digest;
pub mod oss4;
pub mod roa1;
pub mod rpc1;
mod scheme;
mod sign_request;
mod signable;
mod signing_params;
pub mod sls;

pub(crate) use scheme::AuthScheme;
pub(crate) use sign_request::Signer;
pub use signable::{BodyDigest, SignableRequest};

pub use crate::types::{SignatureVersion, percent_encode, query_string};
