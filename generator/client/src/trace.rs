//! Spans and events for `tracing`, behind the feature of that name; without it, nothing.
//!
//! **Invariant**: no parameter value below `trace`, and nothing secret at all.

#[cfg(feature = "tracing")]
pub(crate) use on::{again, attempt, call, ended, parameters, unrenewed, within};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{again, attempt, call, ended, parameters, unrenewed, within};

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::dispatch::Answer;
    use crate::error::Error;
    use crate::hook::Attempt;
    use crate::operation::OperationSpec;
    use crate::parameters::Parameters;
    use crate::show::ShownParameters;

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
        let shown = ShownParameters(spec.name(), parameters);
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

    pub(crate) fn again(error: &Error, pause: Duration) {
        tracing::debug!(
            code = error.code(),
            status = error.status(),
            request_id = error.request_id(),
            pause_ms = milliseconds(pause),
            "trying again"
        );
    }

    pub(crate) fn ended<A: Answer>(result: &Result<A, Error>, attempts: u32, duration: Duration) {
        let span = Span::current();
        span.record("attempts", attempts);
        span.record("duration_ms", milliseconds(duration));
        let (status, request_id) = match result {
            Ok(answer) => (Some(answer.status()), answer.request_id()),
            Err(error) => (error.status(), error.request_id()),
        };
        span.record("status", status);
        span.record("request_id", request_id);
        match result {
            Ok(answer) => {
                span.record("code", answer.code());
                tracing::info!(status, request_id, attempts, "answered");
            }
            Err(error) => {
                span.record("code", error.code());
                tracing::warn!(
                    status,
                    request_id,
                    attempts,
                    code = error.code(),
                    kind = ?error.kind(),
                    "failed"
                );
            }
        }
    }

    /// Nobody gets this error while the old credentials last, but somebody has to know.
    pub(crate) fn unrenewed(error: &Error) {
        tracing::warn!(%error, "credentials cannot be renewed; the old ones still work");
    }

    fn milliseconds(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;
    use std::time::Duration;

    use crate::error::Error;
    use crate::hook::Attempt;
    use crate::operation::OperationSpec;
    use crate::parameters::Parameters;

    pub(crate) struct Nothing;

    pub(crate) fn call(_: &'static OperationSpec) -> Nothing {
        Nothing
    }

    pub(crate) async fn within<T>(_: Nothing, course: impl Future<Output = T>) -> T {
        course.await
    }

    pub(crate) fn parameters(_: &'static OperationSpec, _: &Parameters) {}

    pub(crate) fn attempt(_: &Attempt<'_>) {}

    pub(crate) fn again(_: &Error, _: Duration) {}

    pub(crate) fn unrenewed(_: &Error) {}

    pub(crate) fn ended<A>(_: &Result<A, Error>, _: u32, _: Duration) {}
}
