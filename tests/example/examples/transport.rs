//! Implements a transport, which prints each request and responds to it by itself.

use std::future::ready;

use acs_client::replay::block_on;
use acs_client::{BoxFuture, Client, Credentials, Error, Transport, TransportError};
use acsgen_example::SaveSingleTaskForSynchronizingDnsHost;
use bytes::Bytes;

struct PrintingTransport;

impl Transport for PrintingTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        println!("{} {}", request.method(), request.uri());
        let body = Bytes::from(r#"{"RequestId": "1", "TaskNo": "75"}"#);
        Box::pin(ready(Ok(http::Response::new(body))))
    }
}

fn main() -> Result<(), Error> {
    let client = Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .region("cn-hangzhou")
        .transport(PrintingTransport)
        .build()?;

    let request = SaveSingleTaskForSynchronizingDnsHost::new("ST2017");
    println!("task {}", block_on(client.send(request))?.task_no);
    Ok(())
}
