//! Sending requests and reading typed responses.

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay, WaitError};

use crate::domain::{Lang, SaveTask, TaskCompletion, TaskDetail, details};

const SUBMITTED: &str = r#"{"RequestId": "6EF2-4A", "TaskNo": "75addb07"}"#;

/// Submits a task and waits for its completion, as a program would.
async fn synchronize(client: &Client) -> Result<Vec<TaskDetail>, WaitError<TaskDetail>> {
    let submitted = client
        .send(SaveTask::new("ST2017120814571100001303").lang(Lang::En))
        .await?;
    client
        .wait(TaskCompletion::new(&submitted.task_no))
        .max_wait(Duration::from_secs(300))
        .await
}

#[test]
fn a_replay_answers_the_calls_of_a_program_in_order() {
    let replay = Replay::new()
        .json(SUBMITTED)
        .json(details(&["WAITING_EXECUTE"]))
        .json(details(&["EXECUTE_SUCCESS"]));
    let details = block_on(synchronize(&Client::replay(&replay))).unwrap();

    assert_eq!(details.len(), 1);
    assert_eq!(
        replay.actions(),
        [
            "SaveSingleTaskForSynchronizingDnsHost",
            "QueryTaskDetailList",
            "QueryTaskDetailList"
        ]
    );
    assert_eq!(replay.elapsed(), Duration::from_secs(2));
    assert_eq!(replay.remaining(), 0);
}

#[test]
fn a_response_has_a_status_a_request_id_warnings_and_the_raw_document() {
    let replay = Replay::new().json(r#"{"requestId": "6EF2", "TaskNo": 75, "Extra": [1]}"#);
    let response = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();

    assert_eq!(
        (response.task_no.as_str(), response.request_id.as_str()),
        ("75", "6EF2")
    );
    assert_eq!(
        (response.status(), response.request_id()),
        (200, Some("6EF2"))
    );
    let warnings: Vec<_> = response
        .warnings()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        warnings,
        [
            "requestId: read as `RequestId`",
            "TaskNo: expected text, converted 75",
            "Extra: not declared"
        ]
    );
    assert_eq!(response.raw()["Extra"][0], 1);
    assert_eq!(response.into_inner().task_no, "75");
}

#[test]
fn reads_the_request_id_from_a_header() {
    let replay = Replay::new().json("{}").header("x-acs-request-id", "6EF2");
    let response = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(response.request_id(), Some("6EF2"));
}

#[test]
fn finds_response_headers_by_name() {
    let replay = Replay::new().json("{}").header("x-total-count", "7");
    let response = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(response.header("X-Total-Count"), Some("7"));
    assert_eq!(response.header("x-other"), None);
}

#[test]
fn decodes_an_xml_response_without_warnings() {
    let replay = Replay::new().xml("<Any><RequestId>6EF2</RequestId><TaskNo>75</TaskNo></Any>");
    let response = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(response.task_no, "75");
    assert_eq!(response.warnings(), []);
}

#[test]
fn exposes_the_code_of_a_successful_response() {
    let replay = Replay::new().json(r#"{"Code": "InvalidX", "Message": "no", "TaskNo": "75"}"#);
    let response = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(response.task_no, "75");
    assert_eq!(response.code(), Some("InvalidX"));
}

#[test]
fn returns_an_error_when_the_replay_has_no_response_left() {
    let error = block_on(Client::replay(&Replay::new()).send(SaveTask::new("ST2017"))).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no response left for SaveSingleTask"),
        "{error}"
    );
    assert!(!error.is_transient());
}

#[test]
fn sends_nothing_before_the_future_is_awaited() {
    let replay = Replay::new().json(SUBMITTED);
    drop(Client::replay(&replay).send(SaveTask::new("ST2017")));
    assert!(replay.requests().is_empty());
}

#[test]
fn clients_and_futures_can_move_between_threads() {
    fn require_send<T: Send>(value: T) -> T {
        value
    }
    fn require_send_and_sync<T: Send + Sync + 'static>() {}

    require_send_and_sync::<Client>();
    require_send_and_sync::<Error>();
    require_send_and_sync::<Replay>();
    let replay = Replay::new();
    let client = Client::replay(&replay);
    drop(require_send(client.send(SaveTask::new("ST2017"))));
    drop(require_send(synchronize(&client)));
    drop(require_send(async {
        let mut pages = client.paginate(crate::domain::QueryTaskDetailList::new("75"));
        pages.next().await.map(|_| ())
    }));
    drop(require_send(
        client
            .paginate(crate::domain::QueryTaskDetailList::new("75"))
            .items()
            .collect_all(),
    ));
    drop(require_send(async {
        let mut poller = client.wait(TaskCompletion::new("75"));
        poller.next().await.map(|_| ()).map_err(|_| ())
    }));
}

#[test]
fn a_strict_client_rejects_coercions_but_accepts_unknown_fields() {
    let send = |json: &str| {
        let replay = Replay::new().json(json);
        let client = Client::replay(&replay).with_strict(true);
        block_on(client.send(SaveTask::new("ST1")))
    };
    let error = send(r#"{"RequestId": "6EF2", "TaskNo": 75}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Deserialization);
    assert_eq!(error.message(), "TaskNo: expected text, converted 75");
    assert_eq!(error.request_id(), Some("6EF2"));
    assert!(send(r#"{"RequestId": "6EF2", "TaskNo": "75", "New": 1}"#).is_ok());
}
