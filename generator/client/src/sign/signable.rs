//! The request that a scheme signs and adds to.
//!
//! **Invariant**: holds parts of a request; knows no scheme, no credentials and no endpoint.

use std::fmt;

use bytes::Bytes;
use md5::{Digest, Md5};
use sha2::Sha256;

/// The parts of a request that signature schemes read.
///
/// ```
/// use acs_client::sign::{SignableRequest, query_string};
///
/// let request = SignableRequest {
///     method: "GET".to_owned(),
///     path: "/".to_owned(),
///     query: vec![("RegionId".to_owned(), "cn-hangzhou".to_owned())],
///     ..SignableRequest::default()
/// };
/// assert_eq!(query_string(&request.query), "RegionId=cn-hangzhou");
/// ```
#[derive(Clone, Default)]
pub struct SignableRequest {
    /// The HTTP method in capitals.
    pub method: String,
    /// The path as it is sent, percent-encoded.
    pub path: String,
    /// The first label of the host, if the operation sets it: a bucket or a project.
    pub host_label: Option<String>,
    /// Names and values of the query, not encoded, in any order.
    pub query: Vec<(String, String)>,
    /// Names and values of a form, not encoded; `body` holds them encoded.
    pub form: Vec<(String, String)>,
    /// Names of headers in lowercase, with their values.
    pub headers: Vec<(String, String)>,
    /// The body; empty if the request has none or if `streamed` is set.
    pub body: Bytes,
    /// The length and the hashes of a body that is sent from outside memory, in place of `body`.
    pub streamed: Option<BodyDigest>,
}

/// The length and the hashes of a body, for bodies that are not held in memory.
///
/// ```
/// use acs_client::Credentials;
/// use acs_client::sign::{BodyDigest, SignableRequest, acs3};
///
/// let digest = BodyDigest { length: 5, sha256: [7; 32], md5: [9; 16] };
/// let request = SignableRequest { streamed: Some(digest), ..SignableRequest::default() };
/// assert!(acs3::canonical_request(&request, |_| true).ends_with(&"07".repeat(32)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyDigest {
    /// The length of the body, in bytes.
    pub length: u64,
    /// The SHA-256 of the body.
    pub sha256: [u8; 32],
    /// The MD5 of the body.
    pub md5: [u8; 16],
}

impl SignableRequest {
    /// Returns the length of the body, in bytes.
    pub(crate) fn length(&self) -> u64 {
        match &self.streamed {
            Some(digest) => digest.length,
            None => self.body.len() as u64,
        }
    }

    pub(super) fn sha256(&self) -> [u8; 32] {
        match &self.streamed {
            Some(digest) => digest.sha256,
            None => Sha256::digest(&self.body).into(),
        }
    }

    /// Returns the MD5 of the body, or `None` if the body is empty.
    pub(super) fn md5(&self) -> Option<[u8; 16]> {
        match &self.streamed {
            _ if self.length() == 0 => None,
            Some(digest) => Some(digest.md5),
            None => Some(Md5::digest(&self.body).into()),
        }
    }

    /// Returns the value of a header, or an empty text if the header is not set.
    pub(super) fn header(&self, wanted: &str) -> &str {
        self.headers
            .iter()
            .find(|(name, _)| name == wanted)
            .map_or("", |(_, value)| value)
    }

    /// Sets a header and replaces its earlier values.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        set(&mut self.headers, name, value.into());
    }

    /// Sets a header unless a parameter or an interceptor has set it.
    pub(crate) fn set_default(&mut self, name: &str, value: impl Into<String>) {
        if !self.headers.iter().any(|(other, _)| other == name) {
            self.headers.push((name.to_owned(), value.into()));
        }
    }

    /// Sets a parameter of the protocol in the query and replaces its earlier values.
    pub(super) fn set_query(&mut self, name: &str, value: impl Into<String>) {
        set(&mut self.query, name, value.into());
    }
}

fn set(pairs: &mut Vec<(String, String)>, name: &str, value: String) {
    pairs.retain(|(other, _)| other != name);
    pairs.push((name.to_owned(), value));
}

/// Shows the method only, because query, headers and body may hold tokens, signatures and secrets.
impl fmt::Debug for SignableRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignableRequest")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
