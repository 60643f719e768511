//! A transport with scripted responses, for tests of programs that call Alibaba Cloud.
//!
//! ```
//! use acs_client::replay::block_on;
//! use acs_client::{Client, Replay};
#![doc = include_str!("../../docs/domain.md")]
//! use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHost;
//!
//! // The code under test.
//! async fn synchronize(client: &Client) -> Result<String, acs_client::Error> {
//!     let request = SaveSingleTaskForSynchronizingDnsHost::new("S20210315A7K2M9Q4");
//!     Ok(client.send(request).await?.into_inner().task_no)
//! }
//!
//! let replay = Replay::new().json(r#"{"RequestId": "0F1B", "TaskNo": "e9b8"}"#);
//! let task_no = block_on(synchronize(&Client::replay(&replay)))?;
//!
//! assert_eq!(task_no, "e9b8");
//! assert_eq!(replay.requests()[0].uri().query(), Some("InstanceId=S20210315A7K2M9Q4"));
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! **Invariant**: touches neither the network nor the clock of the system, so that a test always gives the same result.

mod assertions;
mod exchange;
mod matching;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

pub use super::block_on::block_on;
use super::error::TransportError;
use crate::types::OperationName;

/// A script of responses, one for each request, and a record of the requests that were sent.
///
/// Time is virtual: sleeping returns at once and adds to [`elapsed`](Self::elapsed). Dates, nonces and client tokens are
/// fixed, so a test always signs the same bytes. Clones share the script and the record.
///
/// ```
/// use acs_client::{Client, Replay};
///
/// let replay = Replay::new()
///     .json(r#"{"RequestId": "1"}"#)
///     .error(503, r#"{"Code": "ServiceUnavailable"}"#);
/// let client = Client::replay(&replay);
/// # let _ = client;
/// assert_eq!(replay.remaining(), 2);
/// assert!(replay.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Replay {
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    responses: VecDeque<Result<http::Response<Bytes>, TransportError>>,
    requests: Vec<http::Request<Bytes>>,
    elapsed: Duration,
    signing_instants: u64,
    unique_ids: u64,
}

impl Replay {
    /// Creates a replay without responses: the first request fails.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a successful response with a JSON body.
    #[must_use]
    pub fn json(self, body: impl AsRef<[u8]>) -> Self {
        self.respond(200, "application/json;charset=utf-8", body)
    }

    /// Adds a successful response with an XML body.
    ///
    /// ```
    /// let replay = acs_client::Replay::new().xml("<Owner><Id>1</Id></Owner>");
    /// assert_eq!(replay.remaining(), 1);
    /// ```
    #[must_use]
    pub fn xml(self, body: impl AsRef<[u8]>) -> Self {
        self.respond(200, "text/xml;charset=utf-8", body)
    }

    /// Adds an error response with an HTTP status; `body` may be JSON, XML or empty.
    ///
    /// ```
    /// let replay = acs_client::Replay::new()
    ///     .error(403, r#"{"Code": "NoPermission", "RequestId": "0F1B"}"#)
    ///     .error(503, "");
    /// assert_eq!(replay.remaining(), 2);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `status` is not between 100 and 999.
    #[must_use]
    pub fn error(self, status: u16, body: impl AsRef<[u8]>) -> Self {
        let is_xml = body.as_ref().trim_ascii_start().starts_with(b"<");
        let content_type = match is_xml {
            true => "text/xml;charset=utf-8",
            false => "application/json;charset=utf-8",
        };
        self.respond(status, content_type, body)
    }

    /// Adds a response with any status, content type and body.
    ///
    /// ```
    /// let replay = acs_client::Replay::new()
    ///     .respond(200, "text/html", "<html>Please sign in</html>")
    ///     .header("x-acs-request-id", "0F1B");
    /// assert_eq!(replay.remaining(), 1);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `status` is not between 100 and 999, or `content_type` is not a valid header value.
    #[must_use]
    pub fn respond(self, status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let response = http::Response::builder()
            .status(status)
            .header(http::header::CONTENT_TYPE, content_type)
            .body(Bytes::copy_from_slice(body.as_ref()))
            .expect("the scripted status or content type is not valid in HTTP");
        self.push(Ok(response))
    }

    /// Adds a header to the response that was added last.
    ///
    /// # Panics
    ///
    /// Panics if `name` is not a valid header name in lower case, or `value` is not a valid header value.
    #[must_use]
    pub fn header(self, name: &'static str, value: &str) -> Self {
        if let Some(Ok(response)) = self.script().responses.back_mut() {
            let value = HeaderValue::from_str(value)
                .expect("the value of the scripted header is not valid in HTTP");
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Adds a failure of the transport, so that one request gets no response.
    ///
    /// ```
    /// use acs_client::{Replay, TransportError, TransportErrorKind};
    ///
    /// let timeout = TransportError::new(TransportErrorKind::Timeout, "no response in time");
    /// let replay = Replay::new().fail(timeout).json("{}");
    /// assert_eq!(replay.remaining(), 2);
    /// ```
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.push(Err(error))
    }

    fn push(self, response: Result<http::Response<Bytes>, TransportError>) -> Self {
        self.script().responses.push_back(response);
        self
    }

    /// Returns the names of the operations of the requests sent so far, in order.
    pub fn actions(&self) -> Vec<String> {
        let script = self.script();
        script.requests.iter().map(operation_name).collect()
    }

    /// Returns the requests sent so far, in order, with their signatures.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.script().requests.clone()
    }

    /// Asserts that the last request equals one that another client sent.
    ///
    /// `captured` is JSON with the members `method`, `path`, `query` and `body_form` (arrays of name and value pairs),
    /// `headers`, and `body_json` or `body`. Values of parameters that `json_query` names are compared as JSON. What
    /// differs from call to call is not compared: date, nonce, signature, user agent, and client tokens that were filled
    /// in.
    ///
    /// # Panics
    ///
    /// Panics with the first difference if the requests differ.
    #[track_caller]
    pub fn assert_request_matches(&self, captured: &str) {
        let expected = captured.parse().unwrap_or_default();
        let requests = self.requests();
        let difference = match requests.last() {
            Some(sent) => matching::difference(sent, &expected),
            None => Some("no request was sent".to_owned()),
        };
        if let Some(difference) = difference {
            panic!("{difference}");
        }
    }

    /// Returns the virtual time that has passed, which is the sum of all sleeps.
    pub fn elapsed(&self) -> Duration {
        self.script().elapsed
    }

    /// Returns the number of scripted responses that no request has received yet.
    pub fn remaining(&self) -> usize {
        self.script().responses.len()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // A panic in a test cannot leave the script half changed.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows no request, because their headers and queries hold tokens.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("actions", &self.actions())
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}

fn operation_name(request: &http::Request<Bytes>) -> String {
    let name = request.extensions().get::<OperationName>();
    name.map_or("", |OperationName(name)| name).to_owned()
}
