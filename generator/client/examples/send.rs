//! A request, its typed reply, and what the reply tells beside; over a script instead of the network.
//!
//! In a program of yours the client is `Client::from_env()?`, and `domain` a generated crate.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use domain::{Lang, SaveTask};

fn main() -> Result<(), Error> {
    let replay = Replay::new().json(r#"{"requestId": "6EF2-4A", "TaskNo": 75}"#);
    let client = Client::replay(&replay);

    let request = SaveTask::new("ST2017120814571100001303").lang(Lang::En);
    let reply = block_on(client.send(request))?;

    println!("task {} (request {:?})", reply.task_no, reply.request_id());
    // Replies are read tolerantly; the notes tell of every liberty.
    for note in reply.warnings() {
        println!("{note}");
    }
    println!("sent: {}", replay.requests()[0].uri());
    Ok(())
}
