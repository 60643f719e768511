//! What a log tells of a call, and what it does not.
//!
//! A program of its own, one test at a time: tracing may forget a listener who comes while another thread, with another
//! listener or none, reaches an event for the first time.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "it/domain.rs"]
mod domain;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use acs_client::codegen::{Operation, OperationSpec, OperationType, Parameters};
use acs_client::credentials::{CachedProvider, UriProvider};
use acs_client::replay::block_on;
use acs_client::{Client, Clock, Credentials, ProvideCredentials, Replay};
use tracing::Level;

use domain::PRODUCT;

struct Reset(Parameters);

impl Operation for Reset {
    type Response = ();
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "ResetPassword", OperationType::Read);
    acs_client::impl_operation!();
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All that is logged, at this level, of a call that succeeds at its second attempt.
fn logged(level: Level) -> String {
    let replay = Replay::new()
        .error(
            503,
            r#"{"Code": "ServiceUnavailable", "RequestId": "1", "Message": "hush"}"#,
        )
        .json(r#"{"RequestId": "2", "Password": "hush"}"#);
    let client = Client::builder()
        .credentials(Credentials::new("testid", "hush-key").with_security_token("hush-token"))
        .region("cn-hangzhou")
        .transport(replay)
        .build()
        .unwrap();
    told(level, || {
        let parameters = Parameters::new()
            .query("UserName", "ann")
            .query("Password", "hush");
        block_on(client.send(Reset(parameters))).unwrap();
    })
}

/// What is logged meanwhile.
fn told(level: Level, action: impl FnOnce()) -> String {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, action);
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn one_line_tells_all_of_a_call() {
    let log = logged(Level::INFO);
    assert_eq!(log.lines().count(), 1, "{log}");
    for part in [
        r#"product="Domain""#,
        r#"operation="ResetPassword""#,
        r#"endpoint="domain.aliyuncs.com""#,
        "attempts=2",
        "status=200",
        r#"request_id="2""#,
        "duration_ms=",
    ] {
        assert!(log.contains(part), "{part}: {log}");
    }
}

#[test]
fn each_attempt_is_told_at_debug() {
    let log = logged(Level::DEBUG);
    assert_eq!(log.matches(": sending attempt=").count(), 2, "{log}");
    assert!(
        log.contains(r#"retrying code="ServiceUnavailable" status=503"#),
        "{log}"
    );
    assert!(!log.contains("ann"), "{log}");
}

#[test]
fn parameters_are_told_at_trace_and_secrets_never() {
    let log = logged(Level::TRACE);
    assert!(log.contains(r#"UserName: "ann""#), "{log}");
    assert!(!log.contains("hush"), "{log}");
}

#[test]
fn a_renewal_that_fails_is_told_while_the_old_credentials_work() {
    let issued = r#"{"Code": "Success", "AccessKeyId": "STS.testid", "AccessKeySecret": "hush",
        "SecurityToken": "hush-token", "Expiration": "2026-01-02T04:04:05Z"}"#;
    let replay = Replay::new().json(issued).error(500, "hush");
    let source = CachedProvider::new(UriProvider::at("http://somewhere/"));
    let log = told(Level::WARN, || {
        block_on(source.provide_credentials(&replay)).unwrap();
        block_on(replay.sleep(Duration::from_secs(50 * 60)));
        block_on(source.provide_credentials(&replay)).unwrap();
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.contains("the old ones still work error=somewhere answers with status 500"),
        "{log}"
    );
    assert!(!log.contains("hush"), "{log}");
}
