//! Hooks: a header for each attempt, and a line for what came of it. The first attempt fails and is made again.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use std::error::Error as StdError;

use acs_client::replay::block_on;
use acs_client::{Attempt, AttemptOutcome, Client, Credentials, Error, Interceptor, Replay};
use http::{HeaderMap, HeaderValue};

use domain::QueryTaskDetailList;

struct Watch;

impl Interceptor for Watch {
    fn before_attempt(
        &self,
        _: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        headers.insert("x-trace", HeaderValue::from_static("00-4bf9-00f0-01"));
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, ended: &AttemptOutcome<'_>) {
        println!(
            "{} #{}: {:?}",
            attempt.operation, attempt.attempt, ended.status
        );
    }
}

fn main() -> Result<(), Error> {
    let replay = Replay::new()
        .error(503, "")
        .json(domain::details(&["EXECUTE_SUCCESS"]));
    let client = Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(replay)
        .interceptor(Watch)
        .build()?;
    let reply = block_on(client.send(QueryTaskDetailList::new("75")))?;
    println!("{} attempts", reply.attempts());
    Ok(())
}
