//! Spans and events for `tracing`, behind the feature of that name; without it, nothing.
//!
//! **Invariant**: no parameter value below `trace`, and nothing secret at all.

#[cfg(feature = "tracing")]
pub(crate) use on::{attempt, call, ended, parameters, retry, within};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{attempt, call, ended, parameters, retry, within};

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::call::interceptor::{Attempt, AttemptOutcome};
    use crate::error::Error;
    use crate::message::request::{Parameters, RedactedParameters};
    use crate::types::OperationSpec;

    /// The span of one call; its fields are filled in as they become known. Its own duration is that of the call.
    pub(crate) fn call(spec: &'static OperationSpec) -> Span {
        tracing::info_span!(
            "acs_call",
            product = spec.product().name,
            operation = spec.name(),
            endpoint = Empty,
            attempts = Empty,
            status = Empty,
            request_id = Empty,
            code = Empty,
            duration_ms = Empty,
        )
    }

    pub(crate) async fn within<T>(span: Span, course: impl Future<Output = T>) -> T {
        course.instrument(span).await
    }

    pub(crate) fn parameters(spec: &'static OperationSpec, parameters: &Parameters) {
        let shown = RedactedParameters(spec.name(), parameters);
        tracing::trace!(parameters = ?shown, "encoded");
    }

    pub(crate) fn attempt(attempt: &Attempt<'_>) {
        Span::current().record("endpoint", attempt.endpoint);
        tracing::debug!(
            attempt = attempt.attempt,
            endpoint = attempt.endpoint,
            "sending"
        );
    }

    pub(crate) fn retry(error: &Error, backoff: Duration) {
        tracing::debug!(
            code = error.code(),
            status = error.status(),
            request_id = error.request_id(),
            pause_ms = milliseconds(backoff),
            "trying again"
        );
    }

    pub(crate) fn ended(outcome: &AttemptOutcome<'_>, attempts: u32) {
        let AttemptOutcome {
            status,
            code,
            request_id,
            error,
            elapsed: time,
        } = *outcome;
        let span = Span::current();
        span.record("attempts", attempts);
        span.record("duration_ms", milliseconds(time));
        span.record("status", status);
        span.record("request_id", request_id);
        span.record("code", code);
        match error {
            None => tracing::info!(status, request_id, attempts, "answered"),
            Some(error) => tracing::warn!(
                status,
                request_id,
                attempts,
                code,
                kind = ?error.kind(),
                "failed"
            ),
        }
    }

    fn milliseconds(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use crate::call::interceptor::{Attempt, AttemptOutcome};
    use crate::error::Error;
    use crate::message::request::Parameters;
    use crate::types::OperationSpec;

    pub(crate) struct Nothing;

    pub(crate) fn call(_: &'static OperationSpec) -> Nothing {
        Nothing
    }

    pub(crate) async fn within<T>(_: Nothing, course: impl Future<Output = T>) -> T {
        course.await
    }

    pub(crate) fn parameters(_: &'static OperationSpec, _: &Parameters) {}

    pub(crate) fn attempt(_: &Attempt<'_>) {}

    pub(crate) fn retry(_: &Error, _: Duration) {}

    pub(crate) fn ended(_: &AttemptOutcome<'_>, _: u32) {}
}
