//! Brings the DNS hosts of a domain name up to date and waits until that is done.
//!
//! The client is made by the build script; what is here is what a program writes itself.

use query_task_detail_list::TaskDetail;

include!(concat!(env!("OUT_DIR"), "/domain-2018-01-29.rs"));

/// Submits the task for a domain name's instance and gives its parts when they have ended.
///
/// # Errors
///
/// Where the task could not be submitted ([`WaitError::Poll`]) or did not succeed.
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
    fn synchronizing_submits_once_and_polls_until_done() {
        let replay = Replay::new()
            .json(SUBMITTED)
            .json(EXECUTING)
            .json(SUCCEEDED);
        let parts = block_on(synchronize(
            &Client::replay(&replay),
            "ST2017120814571100001303",
        ))
        .unwrap();
        assert_eq!(parts.len(), 1);
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
