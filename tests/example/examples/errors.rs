//! Handles three kinds of errors: one from the service, one from a gateway, and a response that is not what it should be.

use acs_client::replay::block_on;
use acs_client::{Client, Error, ErrorKind, Replay};
use acsgen_example::SaveSingleTaskForSynchronizingDnsHost;

fn main() {
    let rejected =
        r#"{"Code": "InvalidInstanceId", "Message": "no such instance", "RequestId": "0F1B"}"#;
    let replay = Replay::new()
        .error(400, rejected)
        .respond(502, "text/html", "<html>Bad Gateway</html>")
        .respond(200, "text/html", "<html>Please sign in</html>");
    let client = Client::replay(&replay);

    for _ in 0..3 {
        let request = SaveSingleTaskForSynchronizingDnsHost::new("ST2017");
        match block_on(client.send(request)) {
            Ok(response) => println!("task {}", response.task_no),
            Err(error) => report(&error),
        }
    }
}

fn report(error: &Error) {
    println!("{error}");
    match error.kind() {
        ErrorKind::Service if error.is_throttled() => println!("  too many requests"),
        ErrorKind::Service => println!(
            "  code {:?}, request {:?}",
            error.code(),
            error.request_id()
        ),
        ErrorKind::Transport => println!("  the service may have executed the request"),
        ErrorKind::Deserialization => {
            println!(
                "  the request was executed, but its response is {:?}",
                error.body()
            )
        }
        _ => println!("  the request was not sent"),
    }
    if let Some(advice) = error.advice() {
        println!("  {advice}");
    }
}
