//! The same without `await`, and without a runtime behind it; feature `blocking`.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::{Error, Replay, blocking};

use domain::{QueryTaskDetailList, SaveTask};

fn main() -> Result<(), Error> {
    let replay = Replay::new()
        .json(r#"{"RequestId": "6EF2-4A", "TaskNo": "75"}"#)
        .json(domain::details(&["EXECUTE_SUCCESS"]));
    let client = blocking::Client::replay(&replay);

    let submitted = client.send(SaveTask::new("ST2017120814571100001303"))?;
    for part in client
        .paginate(QueryTaskDetailList::new(&submitted.task_no))
        .items()
    {
        println!("{}", part?.task_status);
    }
    Ok(())
}
