//! One attempt of a call: interceptors, signature, exchange, response.
//!
//! **Invariant**: must never know other attempts. Whether another one follows is up to `invoke`.

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

/// A way to receive the response to a signed request: into memory, or as a stream.
pub(crate) trait ReceiveResponse: Sync {
    /// The received response.
    type Response: ResponseMetadata;

    /// Sends a signed request and receives its response.
    fn receive<'a>(
        &'a self,
        transport: &'a dyn Transport,
        request: http::Request<Bytes>,
        upload: Option<&'a Upload>,
        limits: RequestLimits,
    ) -> BoxFuture<'a, Result<Self::Response, Error>>;
}

/// The parts of a successful response that interceptors and traces see.
pub(crate) trait ResponseMetadata: Send {
    fn status(&self) -> u16;
    fn request_id(&self) -> Option<&str>;
    /// Returns the code in the body, if there is one.
    fn code(&self) -> Option<&str>;
    fn set_attempts(&mut self, attempts: u32);
}

/// The values that all attempts of a call share.
pub(crate) struct AttemptContext<'a> {
    pub(crate) runtime: &'a Runtime,
    pub(crate) options: &'a CallOptions,
    pub(crate) request: &'a UnsignedRequest,
    pub(crate) upload: Option<&'a Upload>,
    pub(crate) endpoint: ResolvedEndpoint,
    pub(crate) scheme: AuthScheme,
    /// The end of the call, as a time of the transport's clock.
    pub(crate) deadline: Duration,
}

impl AttemptContext<'_> {
    /// Signs the request, transmits it and reads the response; `number` is 1 for the first attempt.
    pub(crate) async fn attempt<R: ReceiveResponse>(
        &self,
        number: u32,
        receive: &R,
        credentials: &Credentials,
        signing_instant: &SigningInstant,
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
        let request = self.sign(&headers, credentials, signing_instant)?;
        let limits = RequestLimits::default()
            .with_timeout(self.deadline.saturating_sub(started))
            .with_max_response_bytes(self.options.max_response_bytes);
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
        signing_instant: &SigningInstant,
    ) -> Result<http::Request<Bytes>, Error> {
        let signer = Signer {
            endpoint: &self.endpoint,
            scheme: self.scheme,
            credentials,
            signing_instant,
        };
        signer.sign_request(self.request, headers, self.upload.map(Upload::digest))
    }

    fn before_attempt(&self, attempt: &Attempt<'_>) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for interceptor in &self.runtime.interceptors {
            interceptor
                .before_attempt(attempt, &mut headers)
                .map_err(|error| {
                    Error::new(
                        ErrorKind::InvalidRequest,
                        "an interceptor rejected the attempt",
                    )
                    .with_source(error)
                })?;
        }
        Ok(headers)
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        for interceptor in &self.runtime.interceptors {
            interceptor.after_attempt(attempt, outcome);
        }
    }
}

/// Describes the outcome of an attempt, or of a whole call.
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
            elapsed,
        },
        Err(error) => AttemptOutcome {
            status: error.status(),
            code: error.code(),
            request_id: error.request_id(),
            error: Some(error),
            elapsed,
        },
    }
}
