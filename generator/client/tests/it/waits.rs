use std::error::Error as _;
use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, PollState, Replay, TransportError, TransportErrorKind, WaitError};

use crate::domain::{TaskCompletion, TaskDetail, details, page};

const WAITING: &str = "WAITING_EXECUTE";
const DONE: &str = "EXECUTE_SUCCESS";
const FAILED: &str = "EXECUTE_FAILURE";

fn wait(replay: &Replay) -> Result<Vec<TaskDetail>, WaitError<TaskDetail>> {
    block_on(
        Client::replay(replay)
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::from_secs(60)),
    )
}

#[test]
fn done_when_every_part_is_done() {
    let replay = Replay::new()
        .json(details(&[]))
        .json(details(&[WAITING, WAITING]))
        .json(details(&[DONE, WAITING]))
        .json(details(&[DONE, DONE]));
    assert_eq!(wait(&replay).unwrap().len(), 2);
    // 2 + 4 + 8 seconds, none of them real.
    assert_eq!(replay.elapsed(), Duration::from_secs(14));
}

#[test]
fn failed_when_none_is_pending_and_one_has_failed() {
    let replay = Replay::new()
        .json(details(&[FAILED, WAITING]))
        .json(details(&[FAILED, DONE]));
    let Err(error @ WaitError::Failed(_)) = wait(&replay) else {
        panic!("not failed")
    };
    assert_eq!(error.to_string(), "the task failed (2 items)");
}

#[test]
fn timed_out_with_what_was_last_seen() {
    let mut replay = Replay::new();
    for _ in 0..20 {
        replay = replay.json(details(&["A_STATE_OF_TOMORROW"]));
    }
    let Err(WaitError::TimedOut(seen)) = wait(&replay) else {
        panic!("not timed out")
    };
    assert_eq!(seen[0].task_status.as_str(), "A_STATE_OF_TOMORROW");
    // At 0, 2, 6, 14, 30 and, for the last time, 60 seconds.
    assert_eq!(replay.elapsed(), Duration::from_secs(60));
    assert_eq!(replay.actions().len(), 6);
}

#[test]
fn all_pages_of_a_poll_count() {
    let replay = Replay::new()
        .json(page(1, 2, &[DONE]))
        .json(page(2, 2, &[WAITING]))
        .json(page(1, 2, &[DONE]))
        .json(page(2, 2, &[DONE]));
    assert_eq!(wait(&replay).unwrap().len(), 2);
}

#[test]
fn transient_errors_are_polled_through() {
    let replay = Replay::new()
        .error(503, "")
        .fail(TransportError::new(
            TransportErrorKind::Disconnected,
            "the connection broke",
        ))
        .error(400, r#"{"Code": "Throttling.User"}"#)
        .json(details(&[DONE]));
    assert_eq!(wait(&replay).unwrap().len(), 1);
}

#[test]
fn a_service_that_asks_for_rest_gets_it() {
    let replay = Replay::new()
        .error(429, "{}")
        .header("x-acs-retry-after", "20000")
        .json(details(&[DONE]));
    wait(&replay).unwrap();
    assert_eq!(replay.elapsed(), Duration::from_secs(20));
}

#[test]
fn other_errors_end_it() {
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
fn an_error_is_told_where_nothing_else_was_ever_seen() {
    let mut replay = Replay::new();
    for _ in 0..20 {
        replay = replay.error(503, "");
    }
    assert!(matches!(wait(&replay), Err(WaitError::Poll(error)) if error.status() == Some(503)));
}

#[test]
fn no_time_at_all_is_time_for_one_question() {
    let replay = Replay::new().json(details(&[WAITING]));
    let outcome = block_on(
        Client::replay(&replay)
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::ZERO),
    );
    assert!(matches!(outcome, Err(WaitError::TimedOut(seen)) if seen.len() == 1));
}

#[test]
fn steps_show_progress() {
    let replay = Replay::new()
        .json(details(&[WAITING, DONE]))
        .json(details(&[DONE, DONE]));
    let client = Client::replay(&replay);
    let mut wait = client
        .wait(TaskCompletion::new("75"))
        .poll_interval(Duration::from_secs(5));
    let shown = block_on(async {
        let mut shown = Vec::new();
        loop {
            match wait.next().await.unwrap() {
                PollState::Pending(parts) => shown.push(parts.len()),
                PollState::Done(parts) => return (shown, parts.len()),
                _ => unreachable!("no other step is known"),
            }
        }
    });
    assert_eq!(shown, (vec![2], 2));
    assert_eq!(replay.elapsed(), Duration::from_secs(5));
}
