//! What is sent again, when, and how often; `faults` has the same over real connections.

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay, Response, TransportError, TransportErrorKind};

use crate::domain::{QueryTaskDetailList, QueryTaskDetailListResponse, SaveTask, Saved, details};

const SUBMITTED: &str = r#"{"RequestId": "6EF2-4A", "TaskNo": "75addb07"}"#;

fn client(replay: &Replay) -> Client {
    Client::replay(replay).with_retries(3)
}

fn read(replay: &Replay) -> Result<Response<QueryTaskDetailListResponse>, Error> {
    block_on(client(replay).send(QueryTaskDetailList::new("75")))
}

fn write(replay: &Replay) -> Result<Response<Saved>, Error> {
    block_on(client(replay).send(SaveTask::new("ST1")))
}

fn broken(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "it broke")
}

#[test]
fn pauses_double_and_each_attempt_is_signed_anew() {
    let replay = Replay::new()
        .error(503, "")
        .error(503, "")
        .error(503, "")
        .json(details(&[]));
    let reply = read(&replay).unwrap();

    assert_eq!(reply.attempts(), 4);
    assert_eq!(replay.elapsed(), Duration::from_millis(500 + 1000 + 2000));
    let header = |name: &str| {
        let requests = replay.requests();
        let values = requests
            .iter()
            .map(|request| request.headers()[name].to_str().unwrap().to_owned());
        let mut values: Vec<_> = values.collect();
        values.dedup();
        values.len()
    };
    assert_eq!(header("x-acs-signature-nonce"), 4);
    assert_eq!(header("authorization"), 4);
    assert_eq!(
        header("x-acs-date"),
        3,
        "the first two are within one second"
    );
}

#[test]
fn it_ends_after_three() {
    let script = (0..9).fold(Replay::new(), |replay, _| replay.error(503, "{}"));
    let error = read(&script).unwrap_err();

    assert_eq!(script.remaining(), 5);
    assert_eq!(error.attempts(), 4);
    assert!(
        error.to_string().ends_with("(status 503, 4 attempts)"),
        "{error}"
    );
}

#[test]
fn what_may_have_changed_something_is_not_repeated() {
    use TransportErrorKind::{Disconnected, Timeout};
    for script in [
        Replay::new().error(500, "{}"),
        Replay::new().error(503, "{}").header("retry-after", "1"),
        Replay::new().fail(broken(Timeout)),
        Replay::new().fail(broken(Disconnected)),
    ] {
        let error = write(&script.json(SUBMITTED)).unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
    }
}

#[test]
fn what_was_refused_or_never_sent_is_repeated() {
    for script in [
        Replay::new().error(429, "{}"),
        Replay::new().error(400, r#"{"Code": "Throttling.User"}"#),
        Replay::new()
            .error(503, "{}")
            .header("x-acs-retry-after", "10"),
        Replay::new().fail(broken(TransportErrorKind::Connect)),
    ] {
        assert_eq!(write(&script.json(SUBMITTED)).unwrap().attempts(), 2);
    }
}

#[test]
fn what_cannot_help_is_not_repeated() {
    use TransportErrorKind::{Other, ResponseTooLarge, Tls};
    for script in [
        Replay::new().error(404, r#"{"Code": "InvalidTask.NotFound"}"#),
        Replay::new().fail(broken(Tls)),
        Replay::new().fail(broken(ResponseTooLarge)),
        Replay::new().fail(broken(Other)),
        Replay::new().json("{"),
    ] {
        let error = read(&script.json(details(&[]))).unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
    }
}

#[test]
fn a_service_says_how_long() {
    for (name, value, pause) in [
        ("x-acs-retry-after", "7000", 7000),
        ("retry-after", "3", 3000),
        ("retry-after", "soon", 500),
        ("x-acs-retry-after", "1", 500),
    ] {
        let script = Replay::new().error(429, "{}").header(name, value);
        let script = script.json(details(&[]));
        read(&script).unwrap();
        assert_eq!(
            script.elapsed(),
            Duration::from_millis(pause),
            "{name}: {value}"
        );
    }
}

#[test]
fn a_moment_counts_by_the_clock_of_the_service() {
    let script = Replay::new()
        .error(429, "{}")
        .header("date", "Mon, 23 Nov 2026 15:00:00 GMT")
        .header("retry-after", "Mon, 23 Nov 2026 15:00:09 GMT")
        .json(details(&[]));
    read(&script).unwrap();
    assert_eq!(script.elapsed(), Duration::from_secs(9));
}

#[test]
fn no_pause_outlasts_the_call() {
    let script = Replay::new().error(429, "{}").header("retry-after", "61");
    let error = read(&script.json(details(&[]))).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));

    let script = Replay::new().error(429, "{}").header("retry-after", "61");
    let patient = client(&script).with_timeout(Duration::from_secs(100));
    let again = script.clone().json(details(&[]));
    block_on(patient.send(QueryTaskDetailList::new("75"))).unwrap();
    assert_eq!(again.remaining(), 0);
}

#[test]
fn a_service_that_is_down_is_left_alone_until_it_is_up() {
    let script = (0..90).fold(Replay::new(), |replay, _| replay.error(503, "{}"));
    let script = (0..10).fold(script, |replay, _| replay.json(details(&[])));
    let script = script.error(503, "{}").json(details(&[]));
    let client = client(&script);
    let ask = || block_on(client.send(QueryTaskDetailList::new("75")));

    // 40 calls have 50 repetitions together.
    let attempts: u32 = (0..40).map(|_| ask().unwrap_err().attempts()).sum();
    assert_eq!(attempts, 90);
    // Ten that succeed earn one.
    assert!((0..10).all(|_| ask().is_ok()));
    assert_eq!(ask().unwrap().attempts(), 2);
}

#[test]
fn a_clock_that_is_off_is_set_right_for_good() {
    let refusal = r#"{"Code": "InvalidTimeStamp.Expired", "Message": "the date is over"}"#;
    let script = Replay::new()
        .error(400, refusal)
        .header("date", "Fri, 02 Jan 2037 00:00:00 GMT")
        .json(SUBMITTED)
        .json(SUBMITTED);
    let client = client(&script);
    block_on(client.send(SaveTask::new("ST1"))).unwrap();
    block_on(client.send(SaveTask::new("ST1"))).unwrap();

    let dates: Vec<_> = script
        .requests()
        .iter()
        .map(|request| request.headers()["x-acs-date"].to_str().unwrap().to_owned())
        .collect();
    assert_eq!(dates[1..], ["2037-01-02T00:00:00Z", "2037-01-02T00:00:00Z"]);
    assert_eq!(script.elapsed(), Duration::ZERO);
}

#[test]
fn a_clock_that_is_right_is_left_as_it_is() {
    let refusal = r#"{"Code": "InvalidTimeStamp.Expired"}"#;
    for script in [
        // The service does not say what time it has.
        Replay::new().error(400, refusal),
        // Twice the same: it is something else.
        Replay::new()
            .error(400, refusal)
            .header("date", "Fri, 02 Jan 2037 00:00:00 GMT")
            .error(400, refusal)
            .header("date", "Fri, 02 Jan 2039 00:00:00 GMT"),
    ] {
        let asked = script.remaining();
        let script = script.json(SUBMITTED);
        let error = write(&script).unwrap_err();
        assert_eq!(error.attempts() as usize, asked, "{error}");
    }
}
