use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, OpenEnum, Replay, WaitError};

use crate::domain::{Lang, SaveTask, TaskCompletion, TaskDetail, details};

const SUBMITTED: &str = r#"{"RequestId": "6EF2-4A", "TaskNo": "75addb07"}"#;

/// The program under test: submits, then waits.
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
fn a_test_reads_as_the_flow_does() {
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
fn a_reply_tells_its_status_id_notes_and_raw_document() {
    let replay = Replay::new().json(r#"{"requestId": "6EF2", "TaskNo": 75, "Extra": [1]}"#);
    let reply = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();

    assert_eq!(
        (reply.task_no.as_str(), reply.request_id.as_str()),
        ("75", "6EF2")
    );
    assert_eq!((reply.status(), reply.request_id()), (200, Some("6EF2")));
    let notes: Vec<_> = reply.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "requestId: read as `RequestId`",
            "TaskNo: expected text, converted 75",
            "Extra: not declared"
        ]
    );
    assert_eq!(reply.raw()["Extra"][0], 1);
    assert_eq!(reply.into_inner().task_no, "75");
}

#[test]
fn the_request_id_may_come_in_a_header() {
    let replay = Replay::new().json("{}").header("x-acs-request-id", "6EF2");
    let reply = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(reply.request_id(), Some("6EF2"));
}

#[test]
fn headers_of_a_reply_are_read_by_name() {
    let replay = Replay::new().json("{}").header("x-total-count", "7");
    let reply = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(reply.header("X-Total-Count"), Some("7"));
    assert_eq!(reply.header("x-other"), None);
}

#[test]
fn xml_reads_as_json_does_and_takes_no_liberty() {
    let replay = Replay::new().xml("<Any><RequestId>6EF2</RequestId><TaskNo>75</TaskNo></Any>");
    let reply = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(reply.task_no, "75");
    assert_eq!(reply.warnings(), []);
}

#[test]
fn a_code_in_a_success_is_no_error_but_can_be_seen() {
    let replay = Replay::new().json(r#"{"Code": "InvalidX", "Message": "no", "TaskNo": "75"}"#);
    let reply = block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap();
    assert_eq!(reply.task_no, "75");
    assert_eq!(reply.code(), Some("InvalidX"));
}

#[test]
fn a_script_that_runs_out_is_an_error() {
    let error = block_on(Client::replay(&Replay::new()).send(SaveTask::new("ST2017"))).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no reply left for SaveSingleTask"),
        "{error}"
    );
    assert!(!error.is_transient());
}

#[test]
fn nothing_is_sent_before_it_is_awaited() {
    let replay = Replay::new().json(SUBMITTED);
    drop(Client::replay(&replay).send(SaveTask::new("ST2017")));
    assert!(replay.requests().is_empty());
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    assert_eq!(OpenEnum::from("en"), Lang::En);
    assert_eq!(OpenEnum::<Lang>::from("fr".to_owned()), "fr");
    assert_eq!(OpenEnum::<Lang>::from("fr").known(), None);
    assert_eq!(OpenEnum::<Lang>::from("zh").known(), Some(Lang::Zh));
    assert_eq!(OpenEnum::from(Lang::Zh).to_string(), "zh");
    assert_eq!(
        format!("{:?} {:?}", Lang::En, OpenEnum::from(Lang::En)),
        r#"en "en""#
    );
    assert!(OpenEnum::<Lang>::default().is_empty());
}

#[test]
fn futures_and_clients_go_between_threads() {
    fn send<T: Send>(value: T) -> T {
        value
    }
    fn send_and_sync<T: Send + Sync + 'static>() {}

    send_and_sync::<Client>();
    send_and_sync::<Error>();
    send_and_sync::<Replay>();
    let replay = Replay::new();
    let client = Client::replay(&replay);
    drop(send(client.send(SaveTask::new("ST2017"))));
    drop(send(synchronize(&client)));
    drop(send(async {
        let mut pages = client.paginate(crate::domain::QueryTaskDetailList::new("75"));
        pages.next().await.map(|_| ())
    }));
    drop(send(
        client
            .paginate(crate::domain::QueryTaskDetailList::new("75"))
            .items()
            .collect_all(),
    ));
    drop(send(async {
        let mut wait = client.wait(TaskCompletion::new("75"));
        wait.next().await.map(|_| ()).map_err(|_| ())
    }));
}

#[test]
fn a_strict_client_forgives_nothing_but_takes_what_is_more() {
    let sent = |json: &str| {
        let replay = Replay::new().json(json);
        let client = Client::replay(&replay).with_strict(true);
        block_on(client.send(SaveTask::new("ST1")))
    };
    let error = sent(r#"{"RequestId": "6EF2", "TaskNo": 75}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Deserialization);
    assert_eq!(error.message(), "TaskNo: expected text, converted 75");
    assert_eq!(error.request_id(), Some("6EF2"));
    assert!(sent(r#"{"RequestId": "6EF2", "TaskNo": "75", "New": 1}"#).is_ok());
}
