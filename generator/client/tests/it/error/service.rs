//! Errors that a service reports, and successes that cannot be decoded.

use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay};

use super::{OPERATION, send_error};
use crate::domain::SaveTask;

#[test]
fn reads_error_documents_of_every_shape() {
    #[track_caller]
    fn check(status: u16, body: &str, shown: &str) -> Error {
        let error = send_error(Replay::new().error(status, body));
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
fn keeps_the_body_of_a_failure_that_is_not_an_error_document() {
    #[track_caller]
    fn check(status: u16, body: &str, message: &str) {
        let error = send_error(Replay::new().respond(status, "text/html", body));
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

    let error = send_error(Replay::new().error(500, "x".repeat(10_000)));
    assert_eq!(error.body().unwrap().chars().count(), 501);
}

#[test]
fn reports_a_success_that_cannot_be_decoded() {
    #[track_caller]
    fn check(body: &str, message: &str) {
        let error = send_error(
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
fn decodes_an_empty_success_as_an_empty_response() {
    for body in ["", "  ", "\u{feff}", "null"] {
        let response =
            block_on(Client::replay(&Replay::new().json(body)).send(SaveTask::new("ST2017")))
                .unwrap();
        assert_eq!(response.task_no, "");
        assert!(response.raw().is_null());
    }
}
