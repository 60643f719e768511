//! The spans and events of a call, for the feature `tracing`. Without the feature, these functions do nothing.
//!
//! **Invariant**: parameters are recorded at level `trace` only, and secrets never.

#[cfg(feature = "tracing")]
pub(crate) use enabled::{attempt, call, finished, instrument, parameters, retry};

#[cfg(not(feature = "tracing"))]
pub(crate) use disabled::{attempt, call, finished, instrument, parameters, retry};

#[cfg(feature = "tracing")]
mod enabled {
    use std::future::Future;
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::call::interceptor::{Attempt, AttemptOutcome};
    use crate::error::Error;
    use crate::message::request::{Parameters, RedactedParameters};
    use crate::types::OperationSpec;

    /// Creates the span of a call. Its empty fields are recorded when their values are known.
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

    pub(crate) async fn instrument<T>(span: Span, call: impl Future<Output = T>) -> T {
        call.instrument(span).await
    }

    pub(crate) fn parameters(spec: &'static OperationSpec, parameters: &Parameters) {
        let shown = RedactedParameters(spec.name(), parameters);
        tracing::trace!(parameters = ?shown, "serialized");
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
            backoff_ms = milliseconds(backoff),
            "retrying"
        );
    }

    /// Records the outcome of a call in its span, and emits the event for it.
    pub(crate) fn finished(outcome: &AttemptOutcome<'_>, attempts: u32) {
        let AttemptOutcome {
            status,
            code,
            request_id,
            error,
            elapsed,
        } = *outcome;
        let span = Span::current();
        span.record("attempts", attempts);
        span.record("duration_ms", milliseconds(elapsed));
        span.record("status", status);
        span.record("request_id", request_id);
        span.record("code", code);
        match error {
            None => tracing::info!(status, request_id, attempts, "succeeded"),
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
mod disabled {
    use std::future::Future;
    use std::time::Duration;

    use crate::call::interceptor::{Attempt, AttemptOutcome};
    use crate::error::Error;
    use crate::message::request::Parameters;
    use crate::types::OperationSpec;

    pub(crate) struct NoSpan;

    pub(crate) fn call(_: &'static OperationSpec) -> NoSpan {
        NoSpan
    }

    pub(crate) async fn instrument<T>(_: NoSpan, call: impl Future<Output = T>) -> T {
        call.await
    }

    pub(crate) fn parameters(_: &'static OperationSpec, _: &Parameters) {}

    pub(crate) fn attempt(_: &Attempt<'_>) {}

    pub(crate) fn retry(_: &Error, _: Duration) {}

    pub(crate) fn finished(_: &AttemptOutcome<'_>, _: u32) {}
}
