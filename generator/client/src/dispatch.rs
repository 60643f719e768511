//! From a request to its answer: credentials, signature, attempts.
//!
//! **Invariant**: every request of a client goes through [`dispatch`]; what becomes of a response is [`Receive`]'s.

use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::client::Client;
use crate::credentials::Credentials;
use crate::endpoint::ResolvedEndpoint;
use crate::error::{Error, ErrorKind};
use crate::hook::{Attempt, AttemptOutcome};
use crate::limits::RequestLimits;
use crate::request::UnsignedRequest;
use crate::retry;
use crate::signed::signed;
use crate::stamp::SigningInstant;
use crate::trace;
use crate::transport::{BoxFuture, Transport};
use crate::upload::Upload;
use crate::within::DeadlineTransport;

/// What becomes of a signed request.
pub(crate) trait Receive: Sync {
    /// What is made of the response.
    type Answer: Answer;

    /// Sends it, and makes something of the response.
    fn receive<'a>(
        &'a self,
        transport: &'a dyn Transport,
        request: http::Request<Bytes>,
        upload: Option<&'a Upload>,
        limits: RequestLimits,
    ) -> BoxFuture<'a, Result<Self::Answer, Error>>;
}

/// What a hook is told of a success, and what it tells of the way there.
pub(crate) trait Answer: Send {
    fn status(&self) -> u16;
    fn request_id(&self) -> Option<&str>;
    /// Where there is one in the body.
    fn code(&self) -> Option<&str>;
    fn after(&mut self, attempts: u32);
}

/// Sends a request, again where that helps and harms nobody.
pub(crate) async fn dispatch<R: Receive>(
    client: Client,
    request: Result<UnsignedRequest, Error>,
    upload: Option<Upload>,
    receive: R,
) -> Result<R::Answer, Error> {
    let request = request?;
    let operation = request.spec.name();
    let course = async {
        let mut course = Course::begin(&client, &request, upload.as_ref())?;
        let result = course.run(&receive).await;
        trace::ended(&result, course.attempts, course.time());
        result
    };
    let result = trace::within(trace::call(request.spec), course).await;
    result.map_err(|error| error.of(operation))
}

/// A call on its way through its attempts.
struct Course<'a> {
    client: &'a Client,
    request: &'a UnsignedRequest,
    upload: Option<&'a Upload>,
    target: ResolvedEndpoint,
    /// On the transport's clock, as the deadline.
    began: Duration,
    deadline: Duration,
    attempts: u32,
    /// The clock has been set right already.
    set_right: bool,
    /// The credentials have been renewed already.
    renewed: bool,
}

impl<'a> Course<'a> {
    fn begin(
        client: &'a Client,
        request: &'a UnsignedRequest,
        upload: Option<&'a Upload>,
    ) -> Result<Self, Error> {
        let shared = client.shared();
        let began = shared.transport.now();
        Ok(Self {
            client,
            request,
            upload,
            target: shared.endpoint.target(request.spec)?,
            began,
            deadline: began.saturating_add(client.options().timeout),
            attempts: 0,
            set_right: false,
            renewed: false,
        })
    }

    async fn run<R: Receive>(&mut self, receive: &R) -> Result<R::Answer, Error> {
        let budget = &self.client.shared().budget;
        let mut credentials = self.credentials().await?;
        loop {
            self.attempts += 1;
            let stamp = self.client.signing_instant();
            let error = match self.attempt(receive, &credentials, &stamp).await {
                Ok(mut answer) => {
                    answer.after(self.attempts);
                    if self.attempts == 1 {
                        budget.earn();
                    }
                    return Ok(answer);
                }
                Err(error) => error.scrubbed(&credentials).after(self.attempts),
            };
            if self.sets_right(&error, &stamp) {
                continue;
            }
            if let Some(fresh) = self.renewed(&error, &credentials).await {
                credentials = fresh;
                continue;
            }
            let Some(pause) = self.pause(&error) else {
                return Err(error);
            };
            trace::again(&error, pause);
            self.client.transport().sleep(pause).await;
            // A token may have ended meanwhile.
            credentials = self.credentials().await?;
        }
    }

    async fn credentials(&self) -> Result<Credentials, Error> {
        let shared = self.client.shared();
        let transport = DeadlineTransport::new(&*shared.transport, self.deadline);
        shared.provide(self.request.spec, &transport).await
    }

    async fn attempt<R: Receive>(
        &self,
        receive: &R,
        credentials: &Credentials,
        stamp: &SigningInstant,
    ) -> Result<R::Answer, Error> {
        let transport = self.client.transport();
        let began = transport.now();
        let host = self.target.host_of(self.request);
        let attempt = Attempt {
            product: self.request.spec.product().name,
            operation: self.request.spec.name(),
            endpoint: &host,
            attempt: self.attempts,
        };
        let headers = self.headers(&attempt)?;
        let message = signed(
            self.request,
            self.upload,
            &headers,
            &self.target,
            credentials,
            stamp,
        )?;
        let limits = RequestLimits::default()
            .with_timeout(self.deadline.saturating_sub(began))
            .with_max_response_bytes(self.client.options().reply);
        trace::attempt(&attempt);
        let result = receive
            .receive(transport, message, self.upload, limits)
            .await;
        let ended = match &result {
            Ok(answer) => AttemptOutcome {
                status: Some(answer.status()),
                code: answer.code(),
                request_id: answer.request_id(),
                error: None,
                elapsed: transport.now().saturating_sub(began),
            },
            Err(error) => AttemptOutcome {
                status: error.status(),
                code: error.code(),
                request_id: error.request_id(),
                error: Some(error),
                elapsed: transport.now().saturating_sub(began),
            },
        };
        for hook in &self.client.shared().hooks {
            hook.after_attempt(&attempt, &ended);
        }
        result
    }

    fn headers(&self, attempt: &Attempt<'_>) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for hook in &self.client.shared().hooks {
            hook.before_attempt(attempt, &mut headers)
                .map_err(|reason| {
                    Error::new(ErrorKind::InvalidRequest, "a hook keeps it from being sent")
                        .with_source(reason)
                })?;
        }
        Ok(headers)
    }

    /// Sets the clock right, once, where a service refuses the date.
    fn sets_right(&mut self, error: &Error, stamp: &SigningInstant) -> bool {
        let ours = &self.client.shared().behind;
        let skew = retry::skew(error, stamp.time());
        let Some(skew) = skew.filter(|_| !self.set_right && self.may_repeat()) else {
            return false;
        };
        ours.fetch_add(skew, Ordering::Relaxed);
        self.set_right = true;
        true
    }

    /// Other credentials, once, where a service says that these have ended.
    async fn renewed(&mut self, error: &Error, refused: &Credentials) -> Option<Credentials> {
        if self.renewed || !retry::expired(error) || !self.may_repeat() {
            return None;
        }
        self.renewed = true;
        self.client.shared().credentials.invalidate(refused);
        let fresh = self.credentials().await.ok()?;
        (!fresh.same_as(refused)).then_some(fresh)
    }

    /// How long to pause before the next attempt, where there is to be one.
    fn pause(&self, error: &Error) -> Option<Duration> {
        let transport = self.client.transport();
        let repeatable = self.request.repeatable;
        let pause = retry::pause(error, repeatable, self.attempts, transport.jitter())?;
        let left = self.deadline.saturating_sub(transport.now());
        let goes = self.may_repeat() && pause < left && self.client.shared().budget.spend();
        goes.then_some(pause)
    }

    fn time(&self) -> Duration {
        self.client.transport().now().saturating_sub(self.began)
    }

    fn may_repeat(&self) -> bool {
        self.attempts <= self.client.options().retries
    }
}
