//! Sends a request and reads a list without `await` and without an asynchronous runtime; feature `blocking`.

use acs_client::{Error, Replay, blocking};
use acsgen_example::{QueryTaskDetailList, SaveSingleTaskForSynchronizingDnsHost};

fn main() -> Result<(), Error> {
    let replay = Replay::new()
        .json(r#"{"RequestId": "6EF2-4A", "TaskNo": "75"}"#)
        .json(
            r#"{"TotalPageNum": 1, "Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#,
        );
    let client = blocking::Client::replay(&replay);

    let request = SaveSingleTaskForSynchronizingDnsHost::new("ST2017120814571100001303");
    let submitted = client.send(request)?;
    println!("task {}", submitted.task_no);

    let request = QueryTaskDetailList::new(&submitted.task_no);
    for entry in client.paginate(request).items() {
        println!("status {}", entry?.task_status);
    }
    Ok(())
}
