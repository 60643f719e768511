//! A transport that answers from a script: for tests of programs that call Alibaba Cloud.
//!
//! **Invariant**: touches neither the network nor the clock of the system.

mod assertions;
mod matching;

use std::collections::VecDeque;
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

pub use super::block_on::block_on;
use super::clock::Clock;
use super::error::{BoxFuture, TransportError};
use super::transport::Transport;
use crate::error::TransportErrorKind;
use crate::types::{OperationName, SigningInstant};

/// 2026-01-02T03:04:05Z, when every replay begins.
const BEGINNING: Duration = Duration::from_secs(1_767_323_045);

/// A script of replies, one a request, and a record of the requests.
///
/// Time is virtual: sleeping takes none and moves [`elapsed`](Self::elapsed) on. Dates, nonces and
/// client tokens are fixed too, so that a test always signs the same. Clones share script and record.
///
/// ```
/// use acs_client::Replay;
///
/// let replay = Replay::new().json(r#"{"RequestId": "1"}"#).error(503, "");
/// let client = acs_client::Client::replay(&replay);
/// # let _ = client;
/// assert!(replay.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Replay {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    script: VecDeque<Result<http::Response<Bytes>, TransportError>>,
    requests: Vec<http::Request<Bytes>>,
    elapsed: Duration,
    stamps: u64,
    ids: u64,
}

impl Replay {
    /// An empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Then a success with a JSON body.
    #[must_use]
    pub fn json(self, body: impl AsRef<[u8]>) -> Self {
        self.respond(200, "application/json;charset=utf-8", body)
    }

    /// Then a success with an XML body.
    #[must_use]
    pub fn xml(self, body: impl AsRef<[u8]>) -> Self {
        self.respond(200, "text/xml;charset=utf-8", body)
    }

    /// Then a failure with this status; the body may be JSON, XML or empty.
    #[must_use]
    pub fn error(self, status: u16, body: impl AsRef<[u8]>) -> Self {
        let xml = body.as_ref().trim_ascii_start().starts_with(b"<");
        self.respond(
            status,
            if xml {
                "text/xml;charset=utf-8"
            } else {
                "application/json;charset=utf-8"
            },
            body,
        )
    }

    /// Then any response.
    ///
    /// # Panics
    ///
    /// Where `status` or `content_type` is not one HTTP can carry.
    #[must_use]
    pub fn respond(self, status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let response = http::Response::builder()
            .status(status)
            .header(http::header::CONTENT_TYPE, content_type)
            .body(Bytes::copy_from_slice(body.as_ref()))
            .expect("the script holds a status and a content type that HTTP can carry");
        self.then(Ok(response))
    }

    /// Adds a header to the response scripted last.
    ///
    /// # Panics
    ///
    /// Where HTTP cannot carry the header.
    #[must_use]
    pub fn header(self, name: &'static str, value: &str) -> Self {
        if let Some(Ok(response)) = self.state().script.back_mut() {
            let value = HeaderValue::from_str(value)
                .expect("the script holds a header that HTTP can carry");
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Then no response, but this error.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.then(Err(error))
    }

    fn then(self, outcome: Result<http::Response<Bytes>, TransportError>) -> Self {
        self.state().script.push_back(outcome);
        self
    }

    /// The names of the operations called so far, in order.
    pub fn actions(&self) -> Vec<String> {
        self.state().requests.iter().map(action).collect()
    }

    /// The requests sent so far, in order, signed as the service would have got them.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// Checks that the last request is what another client sent, as captured in JSON: `method`, `path`, `query` and
    /// `body_form` as name and value pairs, `headers`, `body_json` or `body`; parameters named in `json_query` are
    /// compared as JSON.
    ///
    /// # Panics
    ///
    /// Where it is not; the message tells the first difference.
    #[track_caller]
    pub fn assert_request_matches(&self, captured: &str) {
        let expected = captured.parse().unwrap_or_default();
        let requests = self.requests();
        let difference = match requests.last() {
            Some(sent) => matching::difference(sent, &expected),
            None => Some("nothing was sent".to_owned()),
        };
        if let Some(difference) = difference {
            panic!("{difference}");
        }
    }

    /// The time slept so far.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// How many scripted replies have not been asked for.
    pub fn remaining(&self) -> usize {
        self.state().script.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves the state whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Requests hold tokens, be it in their headers or in their query.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("actions", &self.actions())
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}

fn action(request: &http::Request<Bytes>) -> String {
    let action = request.extensions().get::<OperationName>();
    action.map_or("", |OperationName(name)| name).to_owned()
}

impl Transport for Replay {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut state = self.state();
        let outcome = state.script.pop_front().unwrap_or_else(|| {
            let asked = state.requests.len();
            let message = format!(
                "the replay has no reply left for {}: {asked} were scripted",
                action(&request)
            );
            Err(TransportError::new(TransportErrorKind::Other, message))
        });
        state.requests.push(request);
        Box::pin(ready(outcome))
    }

    fn clock(&self) -> &dyn Clock {
        self
    }
}

impl Clock for Replay {
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut state = self.state();
            state.elapsed = state.elapsed.saturating_add(duration);
        })
    }

    fn now(&self) -> Duration {
        self.elapsed()
    }

    /// Pauses are as long as they can be.
    fn jitter(&self) -> f64 {
        1.0
    }

    fn unique_id(&self) -> String {
        let mut state = self.state();
        state.ids += 1;
        format!("{}{}", matching::UNIQUE_ID, state.ids)
    }

    fn signing_instant(&self) -> SigningInstant {
        let mut state = self.state();
        state.stamps += 1;
        let date: SystemTime = UNIX_EPOCH + BEGINNING;
        SigningInstant::new(
            date.checked_add(state.elapsed).unwrap_or(date),
            format!("{:032x}", state.stamps),
        )
    }
}
