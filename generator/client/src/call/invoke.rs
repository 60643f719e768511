//! The phases of a call: serialize → resolve endpoint → provide credentials → sign → transmit → read response → decide on
//! a retry.
//!
//! The first two run once a call. Credentials are provided once, and again before a retry; the other phases run once an
//! attempt.
//!
//! **Invariant**: every request of a client goes through [`invoke()`]. Must never know whether a response is buffered or
//! streamed; that is up to [`ReceiveResponse`].

use std::sync::Arc;
use std::time::Duration;

use super::attempt::{AttemptContext, ReceiveResponse, ResponseMetadata, outcome};
use super::clock_skew::clock_skew;
use super::options::CallOptions;
use super::runtime::Runtime;
use super::upload::Upload;
use super::{retry, trace};
use crate::error::Error;
use crate::identity::Credentials;
use crate::message::request::{self, Parameters, UnsignedRequest, with_client_token};
use crate::sign::AuthScheme;
use crate::transport::DeadlineTransport;
use crate::types::{OperationSpec, SigningInstant};

/// The input of a call: an operation, its parameters, and the body if it is streamed.
pub(crate) struct CallInput {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) parameters: Parameters,
    pub(crate) upload: Option<Upload>,
}

/// Sends a request and retries it when the failure is transient and a retry is safe.
pub(crate) async fn invoke<R: ReceiveResponse>(
    runtime: Arc<Runtime>,
    options: CallOptions,
    input: CallInput,
    receive: R,
) -> Result<R::Response, Error> {
    let spec = input.spec;
    let request = serialize(&runtime, spec, input.parameters)?;
    let call = async {
        let mut call = CallState::new(&runtime, &options, &request, input.upload.as_ref())?;
        let result = call.run(&receive).await;
        trace::finished(&outcome(&result, call.elapsed()), call.attempts);
        result
    };
    let result = trace::instrument(trace::call(spec), call).await;
    result.map_err(|error| error.with_operation(spec.name()))
}

/// Serializes the request: everything but the host and the signature. All attempts share its client token.
pub(crate) fn serialize(
    runtime: &Runtime,
    spec: &'static OperationSpec,
    parameters: Parameters,
) -> Result<UnsignedRequest, Error> {
    let parameters = with_client_token(spec, parameters, || runtime.clock().unique_id());
    trace::parameters(spec, &parameters);
    request::serialize(spec, &parameters)
}

/// The decision on a retry.
enum ShouldAttempt {
    No,
    /// At once, because the clock skew was corrected.
    Yes,
    /// At once, because expired credentials were replaced with these.
    YesWithCredentials(Credentials),
    /// After a backoff.
    YesAfterDelay(Duration),
}

/// The state of a call between its attempts.
struct CallState<'a> {
    context: AttemptContext<'a>,
    /// The start of the call, as a time of the transport's clock.
    started: Duration,
    attempts: u32,
    clock_corrected: bool,
    credentials_refreshed: bool,
}

impl<'a> CallState<'a> {
    /// Resolves the endpoint and chooses the authentication scheme, which hold for all attempts.
    fn new(
        runtime: &'a Runtime,
        options: &'a CallOptions,
        request: &'a UnsignedRequest,
        upload: Option<&'a Upload>,
    ) -> Result<Self, Error> {
        let started = runtime.clock().now();
        Ok(Self {
            context: AttemptContext {
                runtime,
                options,
                request,
                upload,
                endpoint: runtime.endpoint.resolve(request.spec)?,
                scheme: AuthScheme::select(request.spec, runtime.signature)?,
                deadline: started.saturating_add(options.timeout),
            },
            started,
            attempts: 0,
            clock_corrected: false,
            credentials_refreshed: false,
        })
    }

    /// Makes attempts until one succeeds, or fails without being retried.
    async fn run<R: ReceiveResponse>(&mut self, receive: &R) -> Result<R::Response, Error> {
        let mut credentials = self.provide_credentials().await?;
        loop {
            let signing_instant = self.context.runtime.signing_instant();
            let error = match self.attempt(receive, &credentials, &signing_instant).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            match self
                .should_attempt(&error, &credentials, &signing_instant)
                .await
            {
                ShouldAttempt::No => return Err(error),
                ShouldAttempt::Yes => {}
                ShouldAttempt::YesWithCredentials(refreshed) => credentials = refreshed,
                ShouldAttempt::YesAfterDelay(backoff) => {
                    trace::retry(&error, backoff);
                    self.context.runtime.clock().sleep(backoff).await;
                    // Temporary credentials may have expired during the backoff.
                    credentials = self.provide_credentials().await?;
                }
            }
        }
    }

    async fn provide_credentials(&self) -> Result<Credentials, Error> {
        let runtime = self.context.runtime;
        let transport = DeadlineTransport::new(&*runtime.transport, self.context.deadline);
        let spec = self.context.request.spec;
        runtime.provide_credentials(spec, &transport).await
    }

    /// Makes one attempt: signs, transmits and reads the response.
    async fn attempt<R: ReceiveResponse>(
        &mut self,
        receive: &R,
        credentials: &Credentials,
        signing_instant: &SigningInstant,
    ) -> Result<R::Response, Error> {
        self.attempts += 1;
        let (context, number) = (&self.context, self.attempts);
        let result = context
            .attempt(number, receive, credentials, signing_instant)
            .await;
        match result {
            Ok(mut response) => {
                response.set_attempts(number);
                if number == 1 {
                    context.runtime.budget.deposit();
                }
                Ok(response)
            }
            Err(error) => Err(credentials.redact(error).with_attempts(number)),
        }
    }

    /// Decides whether the request is retried after a failed attempt.
    async fn should_attempt(
        &mut self,
        error: &Error,
        credentials: &Credentials,
        signing_instant: &SigningInstant,
    ) -> ShouldAttempt {
        if self.correct_clock_skew(error, signing_instant) {
            return ShouldAttempt::Yes;
        }
        if let Some(refreshed) = self.refresh_credentials(error, credentials).await {
            return ShouldAttempt::YesWithCredentials(refreshed);
        }
        match self.next_backoff(error) {
            Some(backoff) => ShouldAttempt::YesAfterDelay(backoff),
            None => ShouldAttempt::No,
        }
    }

    /// Corrects the clock skew if the service rejected the date, at most once a call; returns whether it did.
    fn correct_clock_skew(&mut self, error: &Error, signing_instant: &SigningInstant) -> bool {
        let skew = clock_skew(error, signing_instant.time());
        let Some(skew) = skew.filter(|_| !self.clock_corrected && self.retries_left()) else {
            return false;
        };
        self.context.runtime.add_clock_skew(skew);
        self.clock_corrected = true;
        true
    }

    /// Replaces credentials that the service rejected as expired, at most once a call; `None` if there are no others.
    async fn refresh_credentials(
        &mut self,
        error: &Error,
        rejected: &Credentials,
    ) -> Option<Credentials> {
        if self.credentials_refreshed || !error.is_expired_credentials() || !self.retries_left() {
            return None;
        }
        self.credentials_refreshed = true;
        self.context.runtime.credentials.invalidate(rejected);
        let refreshed = self.provide_credentials().await.ok()?;
        (!refreshed.same_as(rejected)).then_some(refreshed)
    }

    /// Returns the backoff before the next attempt; `None` if the request is not retried.
    fn next_backoff(&self, error: &Error) -> Option<Duration> {
        let AttemptContext {
            runtime,
            request,
            deadline,
            ..
        } = &self.context;
        let clock = runtime.clock();
        let backoff = retry::backoff(error, request.idempotent, self.attempts, clock.jitter())?;
        let time_left = deadline.saturating_sub(clock.now());
        let may_retry = self.retries_left() && backoff < time_left && runtime.budget.withdraw();
        may_retry.then_some(backoff)
    }

    fn retries_left(&self) -> bool {
        self.attempts <= self.context.options.retries
    }

    fn elapsed(&self) -> Duration {
        let now = self.context.runtime.clock().now();
        now.saturating_sub(self.started)
    }
}
