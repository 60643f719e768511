//! The generated client against a server on loopback, over each transport.

mod pagination_and_waiters;
mod server;
mod verifier;

use std::time::{Duration, Instant};

use acs_client::{Client, Credentials, Error};
use acs_domain_20180129::{
    Lang, SaveSingleTaskForSynchronizingDnsHost, SaveSingleTaskForSynchronizingDnsHostResponse,
};
use server::{ScriptedResponse, Server};
use verifier::{KEY_ID, ReceivedRequest, SECRET};

const SUBMITTED: &str = r#"{"requestId": "0F1B", "taskNo": "e9b8"}"#;

/// The result of a call and the requests that the server received.
struct CallOutcome {
    transport: &'static str,
    result: Result<SaveSingleTaskForSynchronizingDnsHostResponse, Error>,
    requests: Vec<ReceivedRequest>,
}

fn flagship() -> SaveSingleTaskForSynchronizingDnsHost {
    SaveSingleTaskForSynchronizingDnsHost::new("ST1").lang(Lang::En)
}

fn builder(server: &Server, secret: &str) -> acs_client::Builder {
    Client::builder()
        .credentials(Credentials::new(KEY_ID, secret))
        .endpoint(server.address.to_string())
        .plaintext_loopback()
        .timeout(Duration::from_millis(400))
        .retries(0)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Sends a request over each transport, each with its own server.
fn call(
    response: &ScriptedResponse,
    secret: &str,
    request: &SaveSingleTaskForSynchronizingDnsHost,
) -> [CallOutcome; 2] {
    let server = || Server::start(vec![response.clone(), response.clone()]);
    let asynchronous = server();
    let client = builder(&asynchronous, secret).build().unwrap();
    let asynchronous_result = runtime()
        .block_on(client.send(request.clone()))
        .map(acs_client::Response::into_inner);
    let blocking = server();
    let client = builder(&blocking, secret).build_blocking().unwrap();
    let blocking_result = client
        .send(request.clone())
        .map(acs_client::Response::into_inner);
    [
        CallOutcome {
            transport: "reqwest",
            result: asynchronous_result,
            requests: asynchronous.requests(),
        },
        CallOutcome {
            transport: "ureq",
            result: blocking_result,
            requests: blocking.requests(),
        },
    ]
}

/// Asserts that a call fails over each transport after a single request, with an error that satisfies `check` and shows no
/// secret.
#[track_caller]
fn assert_fails(response: &ScriptedResponse, check: impl Fn(&Error) -> bool) {
    for outcome in call(response, SECRET, &flagship()) {
        let error = outcome.result.expect_err(outcome.transport);
        assert!(check(&error), "{}: {error:?}", outcome.transport);
        assert_eq!(
            outcome.requests.len(),
            1,
            "{}: a write is sent once",
            outcome.transport
        );
        assert!(
            !format!("{error} {error:?}").contains(SECRET),
            "{}",
            outcome.transport
        );
    }
}

#[test]
fn decodes_a_successful_response() {
    for outcome in call(&ScriptedResponse::json(SUBMITTED), SECRET, &flagship()) {
        let response = outcome.result.unwrap();
        assert_eq!(
            (response.task_no.as_str(), response.request_id.as_str()),
            ("e9b8", "0F1B"),
            "{}",
            outcome.transport
        );
        assert_eq!(outcome.requests[0].query, "InstanceId=ST1&Lang=en");
        assert_eq!(
            outcome.requests[0].header("x-acs-version"),
            Some("2018-01-29")
        );
    }
}

#[test]
fn transmits_any_text_unchanged() {
    let text = "~*+ /=%&?#\"' 中文 🦀";
    let request = SaveSingleTaskForSynchronizingDnsHost::new(text).user_client_ip("");
    for outcome in call(&ScriptedResponse::json(SUBMITTED), SECRET, &request) {
        assert!(
            outcome.result.is_ok(),
            "{}: the signature must be accepted",
            outcome.transport
        );
        assert_eq!(
            outcome.requests[0].parameter("InstanceId").as_deref(),
            Some(text)
        );
        assert_eq!(
            outcome.requests[0].parameter("UserClientIp").as_deref(),
            Some("")
        );
    }
}

#[test]
fn reports_a_wrong_secret() {
    for outcome in call(&ScriptedResponse::json(SUBMITTED), "another", &flagship()) {
        let error = outcome.result.unwrap_err();
        assert_eq!(
            error.code(),
            Some("SignatureDoesNotMatch"),
            "{}",
            outcome.transport
        );
        assert!(error.advice().is_some());
    }
}

#[test]
fn keeps_code_status_and_request_id_of_a_service_error() {
    assert_fails(&ScriptedResponse::error(400, "ParameterIllegal"), |error| {
        error.code() == Some("ParameterIllegal")
            && error.status() == Some(400)
            && error.request_id() == Some("r1")
    });
}

#[test]
fn classifies_throttling() {
    assert_fails(
        &ScriptedResponse::error(429, "Throttling.User"),
        Error::is_throttled,
    );
    assert_fails(
        &ScriptedResponse::error(503, "Throttling"),
        Error::is_throttled,
    );
}

#[test]
fn reports_a_closed_connection() {
    assert_fails(&ScriptedResponse::Close, |error| {
        error.status().is_none() && !error.is_timeout()
    });
}

#[test]
fn reports_a_truncated_body() {
    assert_fails(&ScriptedResponse::WrongLength(500, SUBMITTED), |error| {
        error.code().is_none()
    });
}

/// The response announces 10 GB. It is rejected for its length or for its early end, without allocating the memory.
#[test]
fn rejects_a_response_that_announces_a_wrong_length() {
    assert_fails(
        &ScriptedResponse::WrongLength(10_000_000_000, SUBMITTED),
        |error| error.code().is_none(),
    );
}

#[test]
fn keeps_the_error_page_of_a_proxy() {
    let page = ScriptedResponse::Complete(
        502,
        "text/html",
        "<html><h1>Bad Gateway</h1></html>".to_owned(),
    );
    assert_fails(&page, |error| {
        error.status() == Some(502)
            && error
                .body()
                .is_some_and(|body| body.contains("Bad Gateway"))
    });
}

#[test]
fn reports_a_failure_without_a_body() {
    assert_fails(
        &ScriptedResponse::Complete(500, "application/json", String::new()),
        |error| error.status() == Some(500),
    );
}

#[test]
fn does_not_follow_a_redirect() {
    assert_fails(&ScriptedResponse::Redirect, |error| {
        error.status() == Some(302)
    });
}

#[test]
fn times_out_on_a_slow_server() {
    let started = Instant::now();
    assert_fails(
        &ScriptedResponse::Silence(Duration::from_secs(3)),
        Error::is_timeout,
    );
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "the call ends before the server closes the connection"
    );
}

#[test]
fn signs_the_security_token() {
    let server = Server::start(vec![ScriptedResponse::json(SUBMITTED)]);
    let credentials = Credentials::new(KEY_ID, SECRET).with_security_token("sts-token");
    let client = Client::builder()
        .credentials(credentials)
        .endpoint(server.address.to_string())
        .plaintext_loopback()
        .build()
        .unwrap();
    runtime().block_on(client.send(flagship())).unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("x-acs-security-token"), Some("sts-token"));
    assert!(
        request
            .header("authorization")
            .unwrap()
            .contains("x-acs-security-token")
    );
    assert!(!format!("{client:?}").contains(SECRET));
}
