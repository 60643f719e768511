//! What an error tells, and what to do about it.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay};

use domain::SaveTask;

fn main() {
    let refused =
        r#"{"Code": "InvalidInstanceId", "Message": "no such instance", "RequestId": "0F1B"}"#;
    let replay = Replay::new()
        .error(400, refused)
        .respond(502, "text/html", "<html>Bad Gateway</html>")
        .respond(200, "text/html", "<html>Please sign in</html>");
    let client = Client::replay(&replay).with_retries(0);
    for _ in 0..3 {
        match block_on(client.send(SaveTask::new("ST2017"))) {
            Ok(reply) => println!("task {}", reply.task_no),
            Err(error) => explain(&error),
        }
    }
}

fn explain(error: &Error) {
    println!("{error}");
    match error.kind() {
        ErrorKind::Service if error.is_throttled() => println!("  ask less often"),
        ErrorKind::Service => println!("  {:?} for request {:?}", error.code(), error.request_id()),
        ErrorKind::Transport => println!("  it may have been done; look before you ask again"),
        ErrorKind::Deserialization => {
            println!("  it has been done, but its reply says {:?}", error.body())
        }
        _ => println!("  nothing was sent"),
    }
    if let Some(advice) = error.advice() {
        println!("  {advice}");
    }
}
