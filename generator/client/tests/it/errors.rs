use std::error::Error as _;

use acs_client::replay::block_on;
use acs_client::{
    Client, Credentials, Error, ErrorKind, Replay, TransportError, TransportErrorKind, codegen,
};

use crate::domain::SaveTask;

const OPERATION: &str = "SaveSingleTaskForSynchronizingDnsHost";

#[track_caller]
fn fails(replay: Replay) -> Error {
    block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap_err()
}

#[test]
fn service_errors_are_read_from_any_shape() {
    #[track_caller]
    fn check(status: u16, body: &str, shown: &str) -> Error {
        let error = fails(Replay::new().error(status, body));
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.to_string(), format!("{OPERATION}: {shown}"));
        assert_eq!(error.status(), Some(status));
        error
    }
    let error = check(
        400,
        r#"{"Code":"InvalidInstanceId","Message":"no such instance","RequestId":"0F1B","HostId":"h","Recommend":"https://x"}"#,
        "InvalidInstanceId: no such instance (status 400, request 0F1B)",
    );
    assert_eq!(
        (error.code(), error.request_id()),
        (Some("InvalidInstanceId"), Some("0F1B"))
    );
    assert_eq!(
        (error.host_id(), error.diagnosis_url()),
        (Some("h"), Some("https://x"))
    );
    assert_eq!(error.operation(), Some(OPERATION));

    check(
        404,
        r#"{"code":"NotFound","message":"gone","requestId":"1"}"#,
        "NotFound: gone (status 404, request 1)",
    );
    check(
        400,
        r#"{"errorCode":17,"errorMsg":"bad"}"#,
        "17: bad (status 400)",
    );
    check(
        400,
        r#"{"error":{"code":"X","message":"y"},"request_id":"2"}"#,
        "X: y (status 400, request 2)",
    );
    check(
        503,
        "<?xml version='1.0'?><Error><Code>ServiceUnavailable</Code><Message>a &lt; b</Message><RequestId>3</RequestId></Error>",
        "ServiceUnavailable: a < b (status 503, request 3)",
    );
}

#[test]
fn what_is_no_error_document_is_kept_all_the_same() {
    #[track_caller]
    fn check(status: u16, body: &str, message: &str) {
        let error = fails(Replay::new().respond(status, "text/html", body));
        assert_eq!(
            (error.status(), error.code(), error.message()),
            (Some(status), None, message)
        );
    }
    check(
        502,
        "",
        "the service answered Bad Gateway with an empty body",
    );
    check(
        502,
        "<html><h1>Bad\n\u{7}Gateway",
        "the service answered Bad Gateway: <html><h1>Bad Gateway",
    );
    check(
        400,
        r#"{"Code": "Trunca"#,
        r#"the service answered Bad Request: {"Code": "Trunca"#,
    );
    check(302, "moved", "the service answered Found: moved");
    check(599, "x", "the service answered an unknown status: x");

    let error = fails(Replay::new().error(500, "x".repeat(10_000)));
    assert_eq!(error.body().unwrap().chars().count(), 501);
}

#[test]
fn an_unreadable_success_says_so() {
    #[track_caller]
    fn check(body: &str, message: &str) {
        let error = fails(
            Replay::new()
                .respond(200, "application/json", body)
                .header("x-acs-request-id", "9"),
        );
        assert_eq!(error.kind(), ErrorKind::Deserialization);
        assert_eq!((error.status(), error.request_id()), (Some(200), Some("9")));
        assert!(error.to_string().contains(message), "{error}");
        assert!(error.body().unwrap().starts_with(&body[..2]));
        assert!(!error.is_transient());
    }
    check(
        "<!DOCTYPE html><p>log in</p>",
        "cannot read the response: the body is an HTML page",
    );
    check(r#"{"TaskNo": "#, "cannot read the response: not JSON: EOF");
    check(
        "<a><b>",
        "cannot read the response: not XML: `b` is not closed",
    );
    check(
        "[1, 2]",
        "the response: expected an object, found a list of length 2",
    );
    check("17", "the response: expected an object, found 17");
}

#[test]
fn an_empty_success_is_an_empty_reply() {
    for body in ["", "  ", "\u{feff}", "null"] {
        let reply =
            block_on(Client::replay(&Replay::new().json(body)).send(SaveTask::new("ST2017")))
                .unwrap();
        assert_eq!(reply.task_no, "");
        assert!(reply.raw().is_null());
    }
}

#[test]
fn what_to_do_can_be_asked() {
    #[track_caller]
    fn check(status: u16, code: &str, traits: (bool, bool), advice: &str) {
        let error =
            fails(Replay::new().error(status, format!(r#"{{"Code": "{code}", "Message": "m"}}"#)));
        assert_eq!((error.is_throttled(), error.is_transient()), traits);
        assert!(
            error.advice().unwrap_or_default().contains(advice),
            "{:?}",
            error.advice()
        );
    }
    check(400, "Throttling.User", (true, true), "Send fewer requests");
    check(429, "Whatever", (true, true), "Send fewer requests");
    check(503, "ServiceUnavailable", (false, true), "try again later");
    check(
        400,
        "SignatureDoesNotMatch",
        (false, false),
        "secret does not belong",
    );
    check(400, "InvalidTimeStamp.Expired", (false, false), "clock");
    check(
        404,
        "InvalidAccessKeyId.NotFound",
        (false, false),
        "RAM console",
    );
    check(403, "Forbidden.RAM", (false, false), "RAM policy");
    check(404, "InvalidAction.NotFound", (false, false), "endpoint");
    check(400, "InvalidInstanceId", (false, false), "");
}

#[test]
fn a_wait_the_service_asks_for_is_throttling() {
    let error = fails(
        Replay::new()
            .error(400, "{}")
            .header("x-acs-retry-after", "1500"),
    );
    assert!(error.is_throttled());
    assert_eq!(
        error.retry_after(),
        Some(std::time::Duration::from_millis(1500))
    );
    for nothing in ["0", "-1", "soon"] {
        let error = fails(
            Replay::new()
                .error(400, "{}")
                .header("x-acs-retry-after", nothing),
        );
        assert!(!error.is_throttled());
    }
}

#[test]
fn broken_transports_keep_their_cause() {
    use TransportErrorKind::{Connect, Disconnected, Other, ResponseTooLarge, Timeout, Tls};
    for (kind, timeout, transient) in [
        (Connect, false, true),
        (Timeout, true, true),
        (Disconnected, false, true),
        (ResponseTooLarge, false, false),
        (Tls, false, false),
        (Other, false, false),
    ] {
        let cause = TransportError::new(kind, "it broke").with_source("the cable");
        let error = fails(Replay::new().fail(cause));
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.to_string(), format!("{OPERATION}: it broke"));
        assert_eq!(error.source().unwrap().to_string(), "the cable");
        assert_eq!(
            (error.is_timeout(), error.is_transient()),
            (timeout, transient)
        );
    }
}

#[test]
fn an_empty_or_unsendable_key_is_refused_before_sending() {
    for credentials in [
        Credentials::new("", "s"),
        Credentials::new("i", ""),
        Credentials::new("i\n", "s"),
    ] {
        let replay = Replay::new();
        let client = Client::builder()
            .credentials(credentials)
            .region("cn-hangzhou")
            .transport(replay.clone())
            .build();
        assert!(block_on(client.unwrap().send(SaveTask::new("ST2017"))).is_err());
        assert!(replay.requests().is_empty());
    }
}

#[test]
fn a_documented_code_may_have_a_place_for_what_differs() {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum ErrorCode {
        Anything,
        Invalid,
        InvalidPartition,
        InvalidZone,
        Both,
    }
    impl codegen::StringEnum for ErrorCode {
        const VALUES: &'static [&'static str] = &[
            "%s",
            "Invalid.%s",
            "Invalid.Partition.%s",
            "Invalid.Zone",
            "Mismatch.%sAnd%s",
        ];

        fn from_index(index: usize) -> Self {
            match index {
                0 => Self::Anything,
                1 => Self::Invalid,
                2 => Self::InvalidPartition,
                3 => Self::InvalidZone,
                _ => Self::Both,
            }
        }
    }
    #[track_caller]
    fn check(code: &str, known: Option<ErrorCode>) {
        let error = fails(Replay::new().error(400, format!(r#"{{"Code":"{code}"}}"#)));
        assert_eq!(error.known_code(), known);
    }
    check("Invalid.RegionId", Some(ErrorCode::Invalid));
    // The template that says most, and before all the text itself.
    check("Invalid.Partition.3", Some(ErrorCode::InvalidPartition));
    check("Invalid.Zone", Some(ErrorCode::InvalidZone));
    check("Mismatch.DiskAndZone", Some(ErrorCode::Both));
    check("Mismatch.Disk", None);
    // `%s` alone would be any code.
    check("Throttling", None);
}
