//! Retries: for which failures, after which backoff, and how often. `faults` covers the same over real connections.

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay, Response, TransportError, TransportErrorKind};

use crate::domain::{
    QueryTaskDetailList, QueryTaskDetailListResponse, SaveTask, SaveTaskResponse, details,
};

const SUBMITTED: &str = r#"{"RequestId": "6EF2-4A", "TaskNo": "75addb07"}"#;

fn client(replay: &Replay) -> Client {
    Client::replay(replay).with_retries(3)
}

fn read(replay: &Replay) -> Result<Response<QueryTaskDetailListResponse>, Error> {
    block_on(client(replay).send(QueryTaskDetailList::new("75")))
}

fn write(replay: &Replay) -> Result<Response<SaveTaskResponse>, Error> {
    block_on(client(replay).send(SaveTask::new("ST1")))
}

fn broken(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "it broke")
}

#[test]
fn doubles_the_backoff_and_signs_each_attempt_anew() {
    let replay = Replay::new()
        .error(503, "")
        .error(503, "")
        .error(503, "")
        .json(details(&[]));
    let response = read(&replay).unwrap();

    assert_eq!(response.attempts(), 4);
    assert_eq!(replay.elapsed(), Duration::from_millis(500 + 1000 + 2000));
    let distinct_values = |name: &str| {
        let requests = replay.requests();
        let values = requests
            .iter()
            .map(|request| request.headers()[name].to_str().unwrap().to_owned());
        let mut values: Vec<_> = values.collect();
        values.dedup();
        values.len()
    };
    assert_eq!(distinct_values("x-acs-signature-nonce"), 4);
    assert_eq!(distinct_values("authorization"), 4);
    assert_eq!(
        distinct_values("x-acs-date"),
        3,
        "the first two are within one second"
    );
}

#[test]
fn gives_up_after_three_retries() {
    let replay = (0..9).fold(Replay::new(), |replay, _| replay.error(503, "{}"));
    let error = read(&replay).unwrap_err();

    assert_eq!(replay.remaining(), 5);
    assert_eq!(error.attempts(), 4);
    assert!(
        error.to_string().ends_with("(status 503, 4 attempts)"),
        "{error}"
    );
}

#[test]
fn does_not_retry_a_write_that_may_have_succeeded() {
    use TransportErrorKind::{Disconnected, Timeout};
    for replay in [
        Replay::new().error(500, "{}"),
        Replay::new().error(503, "{}").header("retry-after", "1"),
        Replay::new().fail(broken(Timeout)),
        Replay::new().fail(broken(Disconnected)),
    ] {
        let error = write(&replay.json(SUBMITTED)).unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
    }
}

#[test]
fn retries_a_write_that_was_rejected_or_never_sent() {
    for replay in [
        Replay::new().error(429, "{}"),
        Replay::new().error(400, r#"{"Code": "Throttling.User"}"#),
        Replay::new()
            .error(503, "{}")
            .header("x-acs-retry-after", "10"),
        Replay::new().fail(broken(TransportErrorKind::Connect)),
    ] {
        assert_eq!(write(&replay.json(SUBMITTED)).unwrap().attempts(), 2);
    }
}

#[test]
fn does_not_retry_a_read_that_cannot_succeed() {
    use TransportErrorKind::{Other, ResponseTooLarge, Tls};
    for replay in [
        Replay::new().error(404, r#"{"Code": "InvalidTask.NotFound"}"#),
        Replay::new().fail(broken(Tls)),
        Replay::new().fail(broken(ResponseTooLarge)),
        Replay::new().fail(broken(Other)),
        Replay::new().json("{"),
    ] {
        let error = read(&replay.json(details(&[]))).unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
    }
}

#[test]
fn waits_at_least_as_long_as_the_service_asks() {
    for (name, value, backoff) in [
        ("x-acs-retry-after", "7000", 7000),
        ("retry-after", "3", 3000),
        ("retry-after", "soon", 500),
        ("x-acs-retry-after", "1", 500),
    ] {
        let replay = Replay::new().error(429, "{}").header(name, value);
        let replay = replay.json(details(&[]));
        read(&replay).unwrap();
        assert_eq!(
            replay.elapsed(),
            Duration::from_millis(backoff),
            "{name}: {value}"
        );
    }
}

#[test]
fn reads_a_retry_after_date_by_the_clock_of_the_service() {
    let replay = Replay::new()
        .error(429, "{}")
        .header("date", "Mon, 23 Nov 2026 15:00:00 GMT")
        .header("retry-after", "Mon, 23 Nov 2026 15:00:09 GMT")
        .json(details(&[]));
    read(&replay).unwrap();
    assert_eq!(replay.elapsed(), Duration::from_secs(9));
}

#[test]
fn does_not_wait_beyond_the_timeout_of_the_call() {
    let replay = Replay::new().error(429, "{}").header("retry-after", "61");
    let error = read(&replay.json(details(&[]))).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));

    let replay = Replay::new().error(429, "{}").header("retry-after", "61");
    let client = client(&replay).with_timeout(Duration::from_secs(100));
    let replay = replay.clone().json(details(&[]));
    block_on(client.send(QueryTaskDetailList::new("75"))).unwrap();
    assert_eq!(replay.remaining(), 0);
}

#[test]
fn stops_retrying_when_the_retry_budget_is_spent() {
    let replay = (0..90).fold(Replay::new(), |replay, _| replay.error(503, "{}"));
    let replay = (0..10).fold(replay, |replay, _| replay.json(details(&[])));
    let replay = replay.error(503, "{}").json(details(&[]));
    let client = client(&replay);
    let send = || block_on(client.send(QueryTaskDetailList::new("75")));

    // 40 calls share a budget of 50 retries.
    let attempts: u32 = (0..40).map(|_| send().unwrap_err().attempts()).sum();
    assert_eq!(attempts, 90);
    // Ten successful calls add one retry to the budget.
    assert!((0..10).all(|_| send().is_ok()));
    assert_eq!(send().unwrap().attempts(), 2);
}
