//! One attempt of a call: hooks, signature, exchange, response.
//!
//! **Invariant**: knows nothing of other attempts; whether there is to be another one is decided by `invoke`.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::interceptor::{Attempt, AttemptOutcome};
use super::options::CallOptions;
use super::runtime::Runtime;
use super::trace;
use super::upload::Upload;
use crate::endpoint::ResolvedEndpoint;
use crate::error::{Error, ErrorKind};
use crate::identity::Credentials;
use crate::message::request::UnsignedRequest;
use crate::sign::{AuthScheme, Signer};
use crate::transport::{BoxFuture, RequestLimits, Transport};
use crate::types::SigningInstant;

/// What becomes of a signed request.
pub(crate) trait ReceiveResponse: Sync {
    /// What is made of the response.
    type Response: ResponseMetadata;

    /// Sends it, and makes something of the response.
    fn receive<'a>(
        &'a self,
        transport: &'a dyn Transport,
        request: http::Request<Bytes>,
        upload: Option<&'a Upload>,
        limits: RequestLimits,
    ) -> BoxFuture<'a, Result<Self::Response, Error>>;
}

/// What a hook is told of a success, and what it tells of the way there.
pub(crate) trait ResponseMetadata: Send {
    fn status(&self) -> u16;
    fn request_id(&self) -> Option<&str>;
    /// Where there is one in the body.
    fn code(&self) -> Option<&str>;
    fn set_attempts(&mut self, attempts: u32);
}

/// What the attempts of a call have in common.
pub(crate) struct AttemptContext<'a> {
    pub(crate) runtime: &'a Runtime,
    pub(crate) options: &'a CallOptions,
    pub(crate) request: &'a UnsignedRequest,
    pub(crate) upload: Option<&'a Upload>,
    pub(crate) endpoint: ResolvedEndpoint,
    pub(crate) scheme: AuthScheme,
    /// When the call has to end, by the transport's clock.
    pub(crate) deadline: Duration,
}

impl AttemptContext<'_> {
    /// Signs, transmits, and reads the response; `number` is 1 for the first attempt.
    pub(crate) async fn attempt<R: ReceiveResponse>(
        &self,
        number: u32,
        receive: &R,
        credentials: &Credentials,
        stamp: &SigningInstant,
    ) -> Result<R::Response, Error> {
        let clock = self.runtime.clock();
        let started = clock.now();
        let host = self.endpoint.host_for(self.request.host_label.as_deref());
        let attempt = Attempt {
            product: self.request.spec.product().name,
            operation: self.request.spec.name(),
            endpoint: &host,
            attempt: number,
        };
        let headers = self.before_attempt(&attempt)?;
        let request = self.sign(&headers, credentials, stamp)?;
        let limits = RequestLimits::default()
            .with_timeout(self.deadline.saturating_sub(started))
            .with_max_response_bytes(self.options.reply);
        trace::attempt(&attempt);
        let transport = &*self.runtime.transport;
        let result = receive
            .receive(transport, request, self.upload, limits)
            .await;
        let outcome = outcome(&result, clock.now().saturating_sub(started));
        self.after_attempt(&attempt, &outcome);
        result
    }

    fn sign(
        &self,
        headers: &HeaderMap,
        credentials: &Credentials,
        stamp: &SigningInstant,
    ) -> Result<http::Request<Bytes>, Error> {
        let signer = Signer {
            endpoint: &self.endpoint,
            scheme: self.scheme,
            credentials,
            stamp,
        };
        signer.sign_request(self.request, headers, self.upload.map(Upload::digests))
    }

    fn before_attempt(&self, attempt: &Attempt<'_>) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for hook in &self.runtime.hooks {
            hook.before_attempt(attempt, &mut headers)
                .map_err(|reason| {
                    Error::new(ErrorKind::InvalidRequest, "a hook keeps it from being sent")
                        .with_source(reason)
                })?;
        }
        Ok(headers)
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        for hook in &self.runtime.hooks {
            hook.after_attempt(attempt, outcome);
        }
    }
}

/// What came of an attempt, or of a call, that took so long.
pub(crate) fn outcome<R: ResponseMetadata>(
    result: &Result<R, Error>,
    elapsed: Duration,
) -> AttemptOutcome<'_> {
    match result {
        Ok(response) => AttemptOutcome {
            status: Some(response.status()),
            code: response.code(),
            request_id: response.request_id(),
            error: None,
            elapsed: elapsed,
        },
        Err(error) => AttemptOutcome {
            status: error.status(),
            code: error.code(),
            request_id: error.request_id(),
            error: Some(error),
            elapsed: elapsed,
        },
    }
}
