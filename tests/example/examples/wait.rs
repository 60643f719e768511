//! Waits for a long-running task step by step, and handles the three ways in which a wait can fail.

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, PollState, Replay, WaitError};
use acsgen_example::waiters::TaskCompletion;

fn main() {
    let replay = Replay::new()
        .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTING"}]}}"#)
        .json(r#"{"Data": {"TaskDetail": [{"TaskStatus": "EXECUTE_SUCCESS"}]}}"#);
    let client = Client::replay(&replay);
    block_on(async {
        let mut wait = client
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::from_secs(300));
        loop {
            match wait.next().await {
                Ok(PollState::Pending(entries)) => {
                    println!("in progress, {} entries", entries.len())
                }
                Ok(PollState::Done(entries)) => {
                    return println!("succeeded, {} entries", entries.len());
                }
                Ok(_) => {}
                Err(WaitError::Failed(entries)) => {
                    return println!("failed, {} entries", entries.len());
                }
                Err(WaitError::TimedOut(_)) => return println!("still in progress"),
                Err(error) => return println!("the state is unknown: {error}"),
            }
        }
    });
    println!("took {:?} of virtual time", replay.elapsed());
}
