//! The emitted client against a real server on loopback, over both transports.

mod server;
mod verifier;

use std::time::{Duration, Instant};

use acs_client::{Client, Credentials, Error};
use acs_domain_20180129::SaveSingleTaskForSynchronizingDnsHostResponse;
use acs_domain_20180129::{
    Lang, QueryDomainList, SaveSingleTaskForSynchronizingDnsHost, TaskCompletion,
};
use server::{Answer, Server};
use verifier::{KEY_ID, RawResponse, SECRET};

const SUBMITTED: &str = r#"{"requestId": "0F1B", "taskNo": "e9b8"}"#;

/// How a call ended, and what the server saw of it.
struct AttemptOutcome {
    transport: &'static str,
    result: Result<SaveSingleTaskForSynchronizingDnsHostResponse, Error>,
    seen: Vec<RawResponse>,
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

/// Calls once over each transport, each with a server of its own.
fn call(
    answer: &Answer,
    secret: &str,
    request: &SaveSingleTaskForSynchronizingDnsHost,
) -> [AttemptOutcome; 2] {
    let server = || Server::start(vec![answer.clone(), answer.clone()]);
    let asynchronous = server();
    let client = builder(&asynchronous, secret).build().unwrap();
    let sent = runtime()
        .block_on(client.send(request.clone()))
        .map(acs_client::Response::into_inner);
    let blocking = server();
    let client = builder(&blocking, secret).build_blocking().unwrap();
    let blocked = client
        .send(request.clone())
        .map(acs_client::Response::into_inner);
    [
        AttemptOutcome {
            transport: "reqwest",
            result: sent,
            seen: asynchronous.seen(),
        },
        AttemptOutcome {
            transport: "ureq",
            result: blocked,
            seen: blocking.seen(),
        },
    ]
}

/// A failure over each transport: what `check` says of it, one request, and no secret in any text.
#[track_caller]
fn fails(answer: &Answer, check: impl Fn(&Error) -> bool) {
    for ended in call(answer, SECRET, &flagship()) {
        let error = ended.result.expect_err(ended.transport);
        assert!(check(&error), "{}: {error:?}", ended.transport);
        assert_eq!(
            ended.seen.len(),
            1,
            "{}: a write is sent once",
            ended.transport
        );
        assert!(
            !format!("{error} {error:?}").contains(SECRET),
            "{}",
            ended.transport
        );
    }
}

#[test]
fn success() {
    for ended in call(&Answer::json(SUBMITTED), SECRET, &flagship()) {
        let reply = ended.result.unwrap();
        assert_eq!(
            (reply.task_no.as_str(), reply.request_id.as_str()),
            ("e9b8", "0F1B"),
            "{}",
            ended.transport
        );
        assert_eq!(ended.seen[0].query, "InstanceId=ST1&Lang=en");
        assert_eq!(ended.seen[0].header("x-acs-version"), Some("2018-01-29"));
    }
}

#[test]
fn any_text_arrives_as_it_was() {
    let text = "~*+ /=%&?#\"' 中文 🦀";
    let request = SaveSingleTaskForSynchronizingDnsHost::new(text).user_client_ip("");
    for ended in call(&Answer::json(SUBMITTED), SECRET, &request) {
        assert!(
            ended.result.is_ok(),
            "{}: the signature must hold",
            ended.transport
        );
        assert_eq!(ended.seen[0].parameter("InstanceId").as_deref(), Some(text));
        assert_eq!(ended.seen[0].parameter("UserClientIp").as_deref(), Some(""));
    }
}

#[test]
fn a_wrong_secret_is_refused() {
    for ended in call(&Answer::json(SUBMITTED), "another", &flagship()) {
        let error = ended.result.unwrap_err();
        assert_eq!(
            error.code(),
            Some("SignatureDoesNotMatch"),
            "{}",
            ended.transport
        );
        assert!(error.advice().is_some());
    }
}

#[test]
fn service_errors_keep_code_status_and_request() {
    fails(&Answer::error(400, "ParameterIllegal"), |error| {
        error.code() == Some("ParameterIllegal")
            && error.status() == Some(400)
            && error.request_id() == Some("r1")
    });
}

#[test]
fn throttling_is_told_apart() {
    fails(&Answer::error(429, "Throttling.User"), Error::is_throttled);
    fails(&Answer::error(503, "Throttling"), Error::is_throttled);
}

#[test]
fn a_reset_connection() {
    fails(&Answer::Reset, |error| {
        error.status().is_none() && !error.is_timeout()
    });
}

#[test]
fn a_body_that_ends_too_soon() {
    fails(&Answer::Short(500, SUBMITTED), |error| {
        error.code().is_none()
    });
}

/// Ten gigabytes are announced: refused by the announcement, or by the end of what comes; memory stays.
#[test]
fn a_length_that_lies() {
    fails(&Answer::Short(10_000_000_000, SUBMITTED), |error| {
        error.code().is_none()
    });
}

#[test]
fn a_page_of_a_proxy() {
    let page = Answer::Response(
        502,
        "text/html",
        "<html><h1>Bad Gateway</h1></html>".to_owned(),
    );
    fails(&page, |error| {
        error.status() == Some(502)
            && error
                .body()
                .is_some_and(|body| body.contains("Bad Gateway"))
    });
}

#[test]
fn nothing_but_a_status() {
    fails(
        &Answer::Response(500, "application/json", String::new()),
        |error| error.status() == Some(500),
    );
}

#[test]
fn a_redirection_is_not_followed() {
    fails(&Answer::Redirect, |error| error.status() == Some(302));
}

#[test]
fn a_slow_server_runs_into_the_timeout() {
    let started = Instant::now();
    fails(&Answer::Silence(Duration::from_secs(3)), Error::is_timeout);
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "the call ends before the server does"
    );
}

#[test]
fn pages_and_a_wait_for_real() {
    let page = |name: &str| {
        Answer::json(&format!(
            r#"{{"TotalPageNum": 2, "Data": {{"Domain": [{{"DomainName": "{name}"}}]}}}}"#
        ))
    };
    let state = |state: &str| {
        Answer::json(&format!(
            r#"{{"Data": {{"TaskDetail": [{{"TaskStatus": "{state}"}}]}}}}"#
        ))
    };
    let answers = vec![
        page("a.example"),
        page("b.example"),
        state("EXECUTING"),
        state("EXECUTE_SUCCESS"),
    ];

    let server = Server::start(answers.clone());
    let client = builder(&server, SECRET).build().unwrap();
    let (domains, parts) = runtime().block_on(async {
        let domains = client
            .paginate(QueryDomainList::new())
            .items()
            .collect_all()
            .await
            .unwrap();
        let waiting = client
            .wait(TaskCompletion::new("t"))
            .poll_interval(Duration::from_millis(20));
        (domains, waiting.await.unwrap())
    });
    assert_eq!((domains.len(), parts.len()), (2, 1));
    assert_eq!(server.seen()[1].parameter("PageNum").as_deref(), Some("2"));

    let server = Server::start(answers);
    let client = builder(&server, SECRET).build_blocking().unwrap();
    let domains = client
        .paginate(QueryDomainList::new())
        .items()
        .collect_all()
        .unwrap();
    let parts = client
        .wait(TaskCompletion::new("t"))
        .poll_interval(Duration::from_millis(20))
        .run()
        .unwrap();
    assert_eq!((domains.len(), parts.len()), (2, 1));
    let actions: Vec<_> = server
        .seen()
        .iter()
        .filter_map(|one| one.header("x-acs-action").map(str::to_owned))
        .collect();
    assert_eq!(
        actions,
        [
            "QueryDomainList",
            "QueryDomainList",
            "QueryTaskDetailList",
            "QueryTaskDetailList"
        ]
    );
}

#[test]
fn a_security_token_is_signed() {
    let server = Server::start(vec![Answer::json(SUBMITTED)]);
    let credentials = Credentials::new(KEY_ID, SECRET).with_security_token("sts-token");
    let client = Client::builder()
        .credentials(credentials)
        .endpoint(server.address.to_string())
        .plaintext_loopback()
        .build()
        .unwrap();
    runtime().block_on(client.send(flagship())).unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.header("x-acs-security-token"), Some("sts-token"));
    assert!(
        seen.header("authorization")
            .unwrap()
            .contains("x-acs-security-token")
    );
    assert!(!format!("{client:?}").contains(SECRET));
}
