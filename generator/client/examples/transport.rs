//! A transport of your own: here one that writes down what it sends and answers itself.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::replay::block_on;
use acs_client::{BoxFuture, Client, Credentials, Error, Transport, TransportError};
use bytes::Bytes;

use domain::SaveTask;

struct Paper;

impl Transport for Paper {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        println!("{} {}", request.method(), request.uri());
        let reply = Bytes::from(r#"{"RequestId": "1", "TaskNo": "75"}"#);
        Box::pin(async { Ok(http::Response::new(reply)) })
    }
}

fn main() -> Result<(), Error> {
    let client = Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(Paper)
        .build()?;
    println!(
        "task {}",
        block_on(client.send(SaveTask::new("ST2017")))?.task_no
    );
    Ok(())
}
