//! Interceptors, which run before and after each attempt.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use acs_client::replay::block_on;
use acs_client::{Attempt, AttemptOutcome, Client, Credentials, ErrorKind, Interceptor, Replay};
use http::{HeaderMap, HeaderValue};

use crate::domain::{QueryTaskDetailList, details};

/// An interceptor that adds headers and records every attempt.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Interceptor for Recorder {
    fn before_attempt(
        &self,
        attempt: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let Attempt {
            product, operation, ..
        } = attempt;
        headers.insert("x-acs-trace", HeaderValue::from(attempt.attempt));
        headers.insert("authorization", HeaderValue::from_static("mine"));
        let line = format!("{product}.{operation} to {}", attempt.endpoint);
        self.0.lock().unwrap().push(line);
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let line = format!(
            "#{}: {:?} {:?} {}",
            attempt.attempt,
            outcome.status,
            outcome.request_id,
            outcome.code.unwrap_or_default()
        );
        self.0.lock().unwrap().push(line);
    }
}

fn client(replay: &Replay, interceptor: impl Interceptor + 'static) -> Client {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .interceptor(interceptor)
        .build()
        .unwrap()
}

#[test]
fn runs_around_every_attempt_and_adds_signed_headers() {
    let recorder = Recorder::default();
    let replay = Replay::new()
        .error(503, r#"{"Code": "ServiceUnavailable", "RequestId": "1"}"#)
        .json(details(&[]));
    block_on(client(&replay, recorder.clone()).send(QueryTaskDetailList::new("75"))).unwrap();

    let lines = recorder.0.lock().unwrap().clone();
    assert_eq!(
        lines,
        [
            "Domain.QueryTaskDetailList to domain.aliyuncs.com",
            "#1: Some(503) Some(\"1\") ServiceUnavailable",
            "Domain.QueryTaskDetailList to domain.aliyuncs.com",
            "#2: Some(200) Some(\"r1\") ",
        ]
    );
    let second = &replay.requests()[1];
    assert_eq!(second.headers()["x-acs-trace"], "2");
    let authorization = second.headers()["authorization"].to_str().unwrap();
    assert!(authorization.contains(";x-acs-trace;") || authorization.contains("x-acs-trace,"));
}

/// An interceptor that rejects every request.
struct Rejecting;

impl Interceptor for Rejecting {
    fn before_attempt(
        &self,
        _: &Attempt<'_>,
        _: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Err("not on a Friday".into())
    }
}

#[test]
fn can_reject_a_request_before_it_is_sent() {
    let replay = Replay::new().json(details(&[]));
    let result = block_on(client(&replay, Rejecting).send(QueryTaskDetailList::new("75")));

    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.source().unwrap().to_string(), "not on a Friday");
    assert_eq!(replay.remaining(), 1);
}
