//! Spans and events of a call, and the secrets they must not show.
//!
//! The tests form a test binary of their own and run one at a time: `tracing` may miss a subscriber that is set while another
//! thread reaches an event for the first time.

#[expect(dead_code, unreachable_pub, reason = "written like a generated crate")]
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

struct ResetPassword(Parameters);

impl Operation for ResetPassword {
    type Response = ();
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "ResetPassword", OperationType::Read);
    acs_client::impl_operation!();
}

/// A writer that keeps the log in memory.
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

/// Returns the log at this level of a call that succeeds at its second attempt.
fn log_of_a_retried_call(level: Level) -> String {
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
    capture_log(level, || {
        let parameters = Parameters::new()
            .query("UserName", "ann")
            .query("Password", "hush");
        block_on(client.send(ResetPassword(parameters))).unwrap();
    })
}

/// Runs an action and returns its log at this level.
fn capture_log(level: Level, action: impl FnOnce()) -> String {
    static LOCK: Mutex<()> = Mutex::new(());
    let _guard = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
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
fn logs_a_call_in_one_line_at_info() {
    let log = log_of_a_retried_call(Level::INFO);
    assert_eq!(log.lines().count(), 1, "{log}");
    for field in [
        r#"product="Domain""#,
        r#"operation="ResetPassword""#,
        r#"endpoint="domain.aliyuncs.com""#,
        "attempts=2",
        "status=200",
        r#"request_id="2""#,
        "duration_ms=",
    ] {
        assert!(log.contains(field), "{field}: {log}");
    }
}

#[test]
fn logs_each_attempt_at_debug() {
    let log = log_of_a_retried_call(Level::DEBUG);
    assert_eq!(log.matches(": sending attempt=").count(), 2, "{log}");
    assert!(
        log.contains(r#"retrying code="ServiceUnavailable" status=503"#),
        "{log}"
    );
    assert!(!log.contains("ann"), "{log}");
}

#[test]
fn logs_parameters_at_trace_without_secrets() {
    let log = log_of_a_retried_call(Level::TRACE);
    assert!(log.contains(r#"UserName: "ann""#), "{log}");
    assert!(!log.contains("hush"), "{log}");
}

#[test]
fn warns_of_a_failed_refresh_while_the_old_credentials_are_valid() {
    let issued = r#"{"Code": "Success", "AccessKeyId": "STS.testid", "AccessKeySecret": "hush",
        "SecurityToken": "hush-token", "Expiration": "2026-01-02T04:04:05Z"}"#;
    let replay = Replay::new().json(issued).error(500, "hush");
    let provider = CachedProvider::new(UriProvider::new().uri("http://somewhere/"));
    let log = capture_log(Level::WARN, || {
        block_on(provider.provide_credentials(&replay)).unwrap();
        block_on(replay.sleep(Duration::from_secs(50 * 60)));
        block_on(provider.provide_credentials(&replay)).unwrap();
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.contains("the old ones are still valid error=somewhere returned status 500"),
        "{log}"
    );
    assert!(!log.contains("hush"), "{log}");
}
