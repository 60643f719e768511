//! Writes the body of a response as it arrives, without decoding it.
//!
//! For object storage this is how an object is read. `Client::upload` is its counterpart for a request's body.

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};
use acsgen_example::QueryTaskDetailList;

fn main() -> Result<(), Error> {
    let replay = Replay::new().json(r#"{"Data": {"TaskDetail": []}}"#);
    let client = Client::replay(&replay);
    block_on(async {
        let download = client.download(QueryTaskDetailList::new("75")).await?;
        println!("expecting {:?} bytes", download.content_length());

        // In a program, this would be a `std::fs::File`.
        let mut file = Vec::new();
        println!("wrote {} bytes", download.copy_to(&mut file).await?);
        Ok(())
    })
}
