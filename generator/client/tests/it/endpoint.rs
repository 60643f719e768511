//! Tests of the endpoint layer: how a client finds the host of a request, and which endpoints it rejects.

mod resolve;
mod validation;

use acs_client::replay::block_on;
use acs_client::{Builder, Client, Credentials, Replay};

use crate::domain::SaveTask;

fn builder(replay: &Replay) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .transport(replay.clone())
}

/// Asserts the URL, without its query, and the `Host` header of a request that a configured client sends.
#[track_caller]
fn check(configure: impl Fn(Builder) -> Builder, uri: &str, host: &str) {
    let replay = Replay::new().json("{}");
    let client = configure(builder(&replay)).build().unwrap();
    block_on(client.send(SaveTask::new("ST2017"))).unwrap();
    let request = &replay.requests()[0];
    assert_eq!(
        request.uri().to_string(),
        format!("{uri}?InstanceId=ST2017")
    );
    assert_eq!(request.headers()["host"], host);
}
