//! What a program may do before and after each attempt.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use acs_client::replay::block_on;
use acs_client::{Attempt, AttemptOutcome, Client, Credentials, ErrorKind, Interceptor, Replay};
use http::{HeaderMap, HeaderValue};

use crate::domain::{QueryTaskDetailList, details};

#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Interceptor for Diary {
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

    fn after_attempt(&self, attempt: &Attempt<'_>, ended: &AttemptOutcome<'_>) {
        let line = format!(
            "#{}: {:?} {:?} {}",
            attempt.attempt,
            ended.status,
            ended.request_id,
            ended.code.unwrap_or_default()
        );
        self.0.lock().unwrap().push(line);
    }
}

fn client(replay: &Replay, hook: impl Interceptor + 'static) -> Client {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .interceptor(hook)
        .build()
        .unwrap()
}

#[test]
fn hooks_see_every_attempt_and_add_headers_that_are_signed() {
    let diary = Diary::default();
    let replay = Replay::new()
        .error(503, r#"{"Code": "ServiceUnavailable", "RequestId": "1"}"#)
        .json(details(&[]));
    block_on(client(&replay, diary.clone()).send(QueryTaskDetailList::new("75"))).unwrap();

    let lines = diary.0.lock().unwrap().clone();
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

struct Never;

impl Interceptor for Never {
    fn before_attempt(
        &self,
        _: &Attempt<'_>,
        _: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Err("not on a Friday".into())
    }
}

#[test]
fn a_hook_may_keep_a_request_from_being_sent() {
    let replay = Replay::new().json(details(&[]));
    let sent = block_on(client(&replay, Never).send(QueryTaskDetailList::new("75")));

    let error = sent.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.source().unwrap().to_string(), "not on a Friday");
    assert_eq!(replay.remaining(), 1);
}
