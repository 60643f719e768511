//! A message in the making: what is in it, and what a scheme adds to it.

use std::fmt;

use bytes::Bytes;
use md5::{Digest, Md5};
use sha2::Sha256;

/// The parts of a request that schemes sign, each in its own way.
#[derive(Clone, Default)]
pub struct SignableRequest {
    /// The HTTP method in capitals.
    pub method: String,
    /// The path as it is sent, percent-encoded.
    pub path: String,
    /// What the host starts with, where the operation says so: a bucket, or a project.
    pub host_label: Option<String>,
    /// Names and values of the query, not encoded, in any order.
    pub query: Vec<(String, String)>,
    /// Names and values of a form, as in `query`; `body` holds them, too.
    pub form: Vec<(String, String)>,
    /// Names of headers in small letters, with their values.
    pub headers: Vec<(String, String)>,
    /// The body; empty where there is none.
    pub body: Bytes,
    /// The hashes of a body that is not in memory, instead of it.
    pub streamed: Option<BodyDigest>,
}

/// What schemes want to know of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyDigest {
    /// How long it is, in bytes.
    pub length: u64,
    /// SHA-256.
    pub sha256: [u8; 32],
    /// MD5.
    pub md5: [u8; 16],
}

impl SignableRequest {
    pub(crate) fn length(&self) -> u64 {
        match &self.streamed {
            Some(digests) => digests.length,
            None => self.body.len() as u64,
        }
    }

    pub(super) fn sha256(&self) -> [u8; 32] {
        match &self.streamed {
            Some(digests) => digests.sha256,
            None => Sha256::digest(&self.body).into(),
        }
    }

    /// None where there is no body.
    pub(super) fn md5(&self) -> Option<[u8; 16]> {
        match &self.streamed {
            _ if self.length() == 0 => None,
            Some(digests) => Some(digests.md5),
            None => Some(Md5::digest(&self.body).into()),
        }
    }

    /// The value of a header; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Sets a header, whatever it was.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        set(&mut self.headers, name, value.into());
    }

    /// Sets a header that a parameter may have chosen.
    pub(crate) fn set_default(&mut self, name: &str, value: impl Into<String>) {
        if !self.headers.iter().any(|(known, _)| known == name) {
            self.headers.push((name.to_owned(), value.into()));
        }
    }

    /// Sets a parameter of the protocol in the query.
    pub(super) fn set_query(&mut self, name: &str, value: impl Into<String>) {
        set(&mut self.query, name, value.into());
    }
}

fn set(pairs: &mut Vec<(String, String)>, name: &str, value: String) {
    pairs.retain(|(known, _)| known != name);
    pairs.push((name.to_owned(), value));
}

/// Tokens and signatures are among query and headers, secrets of the service among all.
impl fmt::Debug for SignableRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
