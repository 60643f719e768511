//! A program's library: synchronizes the DNS hosts of a domain name, and waits until the task has finished.
//!
//! The build script generates the client, which is included below. The rest is code that a program writes itself.

use query_task_detail_list::TaskDetail;

include!(concat!(env!("OUT_DIR"), "/domain-2018-01-29.rs"));

/// Submits a task for the instance of a domain name, waits until it has finished, and returns its entries.
///
/// # Errors
///
/// Returns [`WaitError::Poll`] if the task cannot be submitted, or another [`WaitError`] if it does not succeed.
pub async fn synchronize(
    client: &Client,
    instance_id: &str,
) -> Result<Vec<TaskDetail>, WaitError<TaskDetail>> {
    let request = SaveSingleTaskForSynchronizingDnsHost::new(instance_id).lang(Lang::En);
    let submitted = client.send(request).await.map_err(WaitError::Poll)?;
    client.wait(TaskCompletion::new(&submitted.task_no)).await
}

#[cfg(test)]
mod tests {
    use acs_client::Replay;
    use acs_client::replay::block_on;

    use super::*;

    const SUBMITTED: &str = r#"{"requestId": "1", "taskNo": "e9b8"}"#;
    const EXECUTING: &str = r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTING"}]}}"#;
    const SUCCEEDED: &str = r#"{"Data": {"TaskDetail": {"TaskStatus": "EXECUTE_SUCCESS"}}}"#;

    #[test]
    fn submits_once_and_polls_until_done() {
        let replay = Replay::new()
            .json(SUBMITTED)
            .json(EXECUTING)
            .json(SUCCEEDED);
        let entries = block_on(synchronize(
            &Client::replay(&replay),
            "ST2017120814571100001303",
        ))
        .unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(
            replay.actions(),
            [
                "SaveSingleTaskForSynchronizingDnsHost",
                "QueryTaskDetailList",
                "QueryTaskDetailList"
            ]
        );
    }
}
