//! The blocking client.

use std::time::Duration;

use acs_client::Replay;
use acs_client::blocking::Client;

use crate::domain::{QueryTaskDetailList, SaveTask, TaskCompletion, details, page};

#[test]
fn sends_waits_and_paginates_without_await() {
    let replay = Replay::new()
        .json(r#"{"TaskNo": "75"}"#)
        .json(details(&["WAITING_EXECUTE"]))
        .json(details(&["EXECUTE_SUCCESS"]))
        .json(page(1, 2, &["EXECUTE_SUCCESS"]))
        .json(page(2, 2, &["EXECUTE_SUCCESS"]));
    let client = Client::replay(&replay);

    let submitted = client.send(SaveTask::new("ST2017")).unwrap();
    let details = client
        .wait(TaskCompletion::new(&submitted.task_no))
        .max_wait(Duration::from_secs(60))
        .run();
    assert_eq!(details.unwrap().len(), 1);

    let items = client.paginate(QueryTaskDetailList::new("75")).items();
    let numbers: Vec<_> = items.map(|item| item.unwrap().task_detail_no).collect();
    assert_eq!(numbers, ["1-0", "2-0"]);
}

#[test]
fn iteration_ends_at_the_first_error() {
    let replay = Replay::new()
        .json(page(1, 9, &["EXECUTE_SUCCESS"]))
        .error(500, "");
    let pages: Vec<_> = Client::replay(&replay)
        .paginate(QueryTaskDetailList::new("75"))
        .collect();
    assert_eq!(
        pages.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false]
    );
}
