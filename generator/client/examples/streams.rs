//! Bodies of any length: one is sent as it is read, another is written as it arrives.

use std::io::Cursor;

use acs_client::codegen::{ApiStyle, Operation, OperationSpec, OperationType, Parameters, Product};
use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

static STORE: Product = Product {
    name: "Store",
    version: "2020-01-01",
    style: ApiStyle::Roa,
    endpoints: &[],
};

struct PutObject(Parameters);

impl Operation for PutObject {
    type Response = ();
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&STORE, "PutObject", OperationType::Write)
            .method("PUT")
            .path("/{key}");
    acs_client::impl_operation!();
}

struct GetObject(Parameters);

impl Operation for GetObject {
    type Response = ();
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&STORE, "GetObject", OperationType::Read)
            .method("GET")
            .path("/{key}");
    acs_client::impl_operation!();
}

fn main() -> Result<(), Error> {
    let client = Client::replay(&Replay::new().json("{}").json("what was stored"));
    let key = || Parameters::new().path("key", "report.txt");

    // Or a file, or whatever else can be read from its start again.
    let source = Cursor::new("what is to be stored");
    block_on(client.upload(PutObject(key()), source))?;

    let mut stored = Vec::new();
    let download = block_on(client.download(GetObject(key())))?;
    println!("{:?} bytes to come", download.content_length());
    println!("{} bytes came", block_on(download.copy_to(&mut stored))?);
    Ok(())
}
