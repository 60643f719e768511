//! Waiters, which poll until a task has succeeded or failed.

use std::error::Error as _;
use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, PollState, Replay, TransportError, TransportErrorKind, WaitError};

use crate::domain::{TaskCompletion, TaskDetail, details, page};

const WAITING: &str = "WAITING_EXECUTE";
const SUCCEEDED: &str = "EXECUTE_SUCCESS";
const FAILED: &str = "EXECUTE_FAILURE";

fn wait(replay: &Replay) -> Result<Vec<TaskDetail>, WaitError<TaskDetail>> {
    block_on(
        Client::replay(replay)
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::from_secs(60)),
    )
}

#[test]
fn succeeds_when_every_item_has_succeeded() {
    let replay = Replay::new()
        .json(details(&[]))
        .json(details(&[WAITING, WAITING]))
        .json(details(&[SUCCEEDED, WAITING]))
        .json(details(&[SUCCEEDED, SUCCEEDED]));
    assert_eq!(wait(&replay).unwrap().len(), 2);
    // 2 + 4 + 8 seconds of virtual time.
    assert_eq!(replay.elapsed(), Duration::from_secs(14));
}

#[test]
fn fails_when_no_item_is_pending_and_one_has_failed() {
    let replay = Replay::new()
        .json(details(&[FAILED, WAITING]))
        .json(details(&[FAILED, SUCCEEDED]));
    let Err(error @ WaitError::Failed(_)) = wait(&replay) else {
        panic!("not failed")
    };
    assert_eq!(error.to_string(), "the task failed (2 items)");
}

#[test]
fn returns_the_last_items_on_timeout() {
    let mut replay = Replay::new();
    for _ in 0..20 {
        replay = replay.json(details(&["UNKNOWN_STATE"]));
    }
    let Err(WaitError::TimedOut(items)) = wait(&replay) else {
        panic!("not timed out")
    };
    assert_eq!(items[0].task_status.as_str(), "UNKNOWN_STATE");
    // Polls at 0, 2, 6, 14, 30 and, for the last time, 60 seconds.
    assert_eq!(replay.elapsed(), Duration::from_secs(60));
    assert_eq!(replay.actions().len(), 6);
}

#[test]
fn considers_the_items_of_all_pages() {
    let replay = Replay::new()
        .json(page(1, 2, &[SUCCEEDED]))
        .json(page(2, 2, &[WAITING]))
        .json(page(1, 2, &[SUCCEEDED]))
        .json(page(2, 2, &[SUCCEEDED]));
    assert_eq!(wait(&replay).unwrap().len(), 2);
}

#[test]
fn continues_after_transient_errors() {
    let replay = Replay::new()
        .error(503, "")
        .fail(TransportError::new(
            TransportErrorKind::Disconnected,
            "the connection broke",
        ))
        .error(400, r#"{"Code": "Throttling.User"}"#)
        .json(details(&[SUCCEEDED]));
    assert_eq!(wait(&replay).unwrap().len(), 1);
}

#[test]
fn waits_as_long_as_the_service_asks() {
    let replay = Replay::new()
        .error(429, "{}")
        .header("x-acs-retry-after", "20000")
        .json(details(&[SUCCEEDED]));
    wait(&replay).unwrap();
    assert_eq!(replay.elapsed(), Duration::from_secs(20));
}

#[test]
fn stops_at_a_permanent_error() {
    let replay = Replay::new()
        .json(details(&[WAITING]))
        .error(403, r#"{"Code": "NoPermission", "Message": "no"}"#);
    let error = wait(&replay).unwrap_err();
    assert_eq!(
        error.to_string(),
        "QueryTaskDetailList: NoPermission: no (status 403)"
    );
    assert!(error.source().is_none());
    assert!(matches!(error, WaitError::Poll(error) if error.code() == Some("NoPermission")));
}

#[test]
fn returns_the_error_on_timeout_if_no_poll_succeeded() {
    let mut replay = Replay::new();
    for _ in 0..20 {
        replay = replay.error(503, "");
    }
    assert!(matches!(wait(&replay), Err(WaitError::Poll(error)) if error.status() == Some(503)));
}

#[test]
fn polls_once_if_the_maximum_wait_is_zero() {
    let replay = Replay::new().json(details(&[WAITING]));
    let result = block_on(
        Client::replay(&replay)
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::ZERO),
    );
    assert!(matches!(result, Err(WaitError::TimedOut(items)) if items.len() == 1));
}

#[test]
fn shows_the_pending_items_after_each_poll() {
    let replay = Replay::new()
        .json(details(&[WAITING, SUCCEEDED]))
        .json(details(&[SUCCEEDED, SUCCEEDED]));
    let client = Client::replay(&replay);
    let mut poller = client
        .wait(TaskCompletion::new("75"))
        .poll_interval(Duration::from_secs(5));
    let counts = block_on(async {
        let mut pending = Vec::new();
        loop {
            match poller.next().await.unwrap() {
                PollState::Pending(items) => pending.push(items.len()),
                PollState::Done(items) => return (pending, items.len()),
                _ => unreachable!("the poller has no other state"),
            }
        }
    });
    assert_eq!(counts, (vec![2], 2));
    assert_eq!(replay.elapsed(), Duration::from_secs(5));
}
