//! Adds a header to each attempt of a call, and prints its outcome. The first attempt fails and is retried.

use std::error::Error as StdError;

use acs_client::replay::block_on;
use acs_client::{Attempt, AttemptOutcome, Client, Credentials, Error, Interceptor, Replay};
use acsgen_example::QueryTaskDetailList;
use http::{HeaderMap, HeaderValue};

struct TraceHeader;

impl Interceptor for TraceHeader {
    fn before_attempt(
        &self,
        _: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        headers.insert("x-trace", HeaderValue::from_static("00-4bf9-00f0-01"));
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        println!(
            "{} attempt {}: status {:?}",
            attempt.operation, attempt.attempt, outcome.status
        );
    }
}

fn main() -> Result<(), Error> {
    let replay = Replay::new()
        .error(503, "")
        .json(r#"{"Data": {"TaskDetail": []}}"#);
    let client = Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(replay)
        .interceptor(TraceHeader)
        .build()?;

    let response = block_on(client.send(QueryTaskDetailList::new("75")))?;
    println!("{} attempts", response.attempts());
    Ok(())
}
