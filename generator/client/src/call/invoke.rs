//! The phases of a call: serialize → resolve endpoint → provide credentials → sign → transmit → read response → decide on
//! a retry.
//!
//! **Invariant**: every request of a client goes through [`invoke`]; what becomes of a response is [`ReceiveResponse`]'s.

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

/// What is to be sent.
pub(crate) struct CallInput {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) parameters: Parameters,
    /// The body, where it is read as it is sent.
    pub(crate) upload: Option<Upload>,
}

/// Sends a request, again where that helps and harms nobody.
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
        trace::ended(&outcome(&result, call.elapsed()), call.attempts);
        result
    };
    let result = trace::within(trace::call(spec), call).await;
    result.map_err(|error| error.with_operation(spec.name()))
}

/// The message without host and signature, with the client token that all its attempts have together.
pub(crate) fn serialize(
    runtime: &Runtime,
    spec: &'static OperationSpec,
    parameters: Parameters,
) -> Result<UnsignedRequest, Error> {
    let parameters = with_client_token(spec, parameters, || runtime.clock().unique_id());
    trace::parameters(spec, &parameters);
    request::serialize(spec, &parameters)
}

/// Whether there is to be another attempt.
enum ShouldAttempt {
    No,
    /// At once: the clock has been corrected.
    Yes,
    /// At once: the credentials had expired, and these are new ones.
    YesWithCredentials(Credentials),
    YesAfterDelay(Duration),
}

/// A call on its way through its attempts.
struct CallState<'a> {
    context: AttemptContext<'a>,
    /// By the transport's clock, as the deadline.
    started: Duration,
    attempts: u32,
    clock_corrected: bool,
    credentials_refreshed: bool,
}

impl<'a> CallState<'a> {
    /// Resolves the endpoint and chooses the signature; both hold for all attempts.
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
                endpoint: runtime.endpoint.target(request.spec)?,
                scheme: AuthScheme::of(request.spec, runtime.signature)?,
                deadline: started.saturating_add(options.timeout),
            },
            started,
            attempts: 0,
            clock_corrected: false,
            credentials_refreshed: false,
        })
    }

    /// Makes attempts until one succeeds, or is not to be followed by another.
    async fn run<R: ReceiveResponse>(&mut self, receive: &R) -> Result<R::Response, Error> {
        let mut credentials = self.provide_credentials().await?;
        loop {
            let stamp = self.context.runtime.signing_instant();
            let error = match self.attempt(receive, &credentials, &stamp).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            match self.should_attempt(&error, &credentials, &stamp).await {
                ShouldAttempt::No => return Err(error),
                ShouldAttempt::Yes => {}
                ShouldAttempt::YesWithCredentials(fresh) => credentials = fresh,
                ShouldAttempt::YesAfterDelay(backoff) => {
                    trace::retry(&error, backoff);
                    self.context.runtime.clock().sleep(backoff).await;
                    // A token may have ended meanwhile.
                    credentials = self.provide_credentials().await?;
                }
            }
        }
    }

    /// Signs, transmits, and reads the response.
    async fn attempt<R: ReceiveResponse>(
        &mut self,
        receive: &R,
        credentials: &Credentials,
        stamp: &SigningInstant,
    ) -> Result<R::Response, Error> {
        self.attempts += 1;
        let (context, number) = (&self.context, self.attempts);
        match context.attempt(number, receive, credentials, stamp).await {
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

    /// Decides on a retry.
    async fn should_attempt(
        &mut self,
        error: &Error,
        credentials: &Credentials,
        stamp: &SigningInstant,
    ) -> ShouldAttempt {
        if self.correct_clock_skew(error, stamp) {
            return ShouldAttempt::Yes;
        }
        if let Some(fresh) = self.refresh_credentials(error, credentials).await {
            return ShouldAttempt::YesWithCredentials(fresh);
        }
        match self.next_backoff(error) {
            Some(backoff) => ShouldAttempt::YesAfterDelay(backoff),
            None => ShouldAttempt::No,
        }
    }

    async fn provide_credentials(&self) -> Result<Credentials, Error> {
        let runtime = self.context.runtime;
        let transport = DeadlineTransport::new(&*runtime.transport, self.context.deadline);
        let spec = self.context.request.spec;
        runtime.provide_credentials(spec, &transport).await
    }

    /// Sets the clock right, once, where a service refuses the date.
    fn correct_clock_skew(&mut self, error: &Error, stamp: &SigningInstant) -> bool {
        let skew = clock_skew(error, stamp.time());
        let Some(skew) = skew.filter(|_| !self.clock_corrected && self.retries_left()) else {
            return false;
        };
        self.context.runtime.add_clock_skew(skew);
        self.clock_corrected = true;
        true
    }

    /// Other credentials, once, where a service says that these have ended.
    async fn refresh_credentials(
        &mut self,
        error: &Error,
        refused: &Credentials,
    ) -> Option<Credentials> {
        if self.credentials_refreshed || !error.is_expired_credentials() || !self.retries_left() {
            return None;
        }
        self.credentials_refreshed = true;
        self.context.runtime.credentials.invalidate(refused);
        let fresh = self.provide_credentials().await.ok()?;
        (!fresh.same_as(refused)).then_some(fresh)
    }

    /// How long to pause before the next attempt, where there is to be one.
    fn next_backoff(&self, error: &Error) -> Option<Duration> {
        let AttemptContext {
            runtime,
            request,
            deadline,
            ..
        } = &self.context;
        let clock = runtime.clock();
        let backoff = retry::backoff(error, request.idempotent, self.attempts, clock.jitter())?;
        let left = deadline.saturating_sub(clock.now());
        let goes = self.retries_left() && backoff < left && runtime.budget.withdraw();
        goes.then_some(backoff)
    }

    fn elapsed(&self) -> Duration {
        let now = self.context.runtime.clock().now();
        now.saturating_sub(self.started)
    }

    fn retries_left(&self) -> bool {
        self.attempts <= self.context.options.retries
    }
}
