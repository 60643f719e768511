//! Longer work, awaited step by step, and the three ways for it to fail.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, PollState, Replay, WaitError};

use domain::TaskCompletion;

fn main() {
    let replay = Replay::new()
        .json(domain::details(&["WAITING_EXECUTE", "EXECUTE_SUCCESS"]))
        .json(domain::details(&["EXECUTE_SUCCESS", "EXECUTE_SUCCESS"]));
    let client = Client::replay(&replay);
    block_on(async {
        let mut wait = client
            .wait(TaskCompletion::new("75"))
            .max_wait(Duration::from_secs(300));
        loop {
            match wait.next().await {
                Ok(PollState::Done(parts)) => return println!("{} parts are done", parts.len()),
                Ok(PollState::Pending(parts)) => {
                    println!("{} parts, not all of them done", parts.len())
                }
                Ok(_) => {}
                Err(WaitError::Failed(parts)) => return println!("one of {} failed", parts.len()),
                Err(WaitError::TimedOut(parts)) => return println!("still {} parts", parts.len()),
                Err(error) => return println!("nobody could tell: {error}"),
            }
        }
    });
    println!("this took {:?} of the replay's time", replay.elapsed());
}
