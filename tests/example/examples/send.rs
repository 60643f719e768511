//! Sends a request, and prints its typed response, its warnings and the request on the wire.
//!
//! The responses of all examples come from a `Replay`, so they run without a network. In a program, use
//! `Client::from_env()?` instead of `Client::replay(&replay)`.

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};
use acsgen_example::{SaveSingleTaskForSynchronizingDnsHost, types::Lang};

fn main() -> Result<(), Error> {
    // The service spells `requestId` differently from its description, and returns a number instead of a string.
    let replay = Replay::new().json(r#"{"requestId": "6EF2-4A", "TaskNo": 75}"#);
    let client = Client::replay(&replay);

    let request =
        SaveSingleTaskForSynchronizingDnsHost::new("ST2017120814571100001303").lang(Lang::En);
    let response = block_on(client.send(request))?;

    println!("task: {}", response.task_no);
    println!("request ID: {:?}", response.request_id());
    for warning in response.warnings() {
        println!("warning: {warning}");
    }
    println!("sent: {}", replay.requests()[0].uri());
    Ok(())
}
