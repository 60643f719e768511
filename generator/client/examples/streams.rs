//! Bodies of any length: one is sent as it is read, another is written as it arrives.

use std::io::Cursor;

use acs_client::codegen::{Kind, Operation, Parameters, Product, ServiceStyle, Spec};
use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

static STORE: Product = Product {
    name: "Store",
    version: "2020-01-01",
    style: ServiceStyle::Roa,
    endpoints: &[],
};

struct PutObject(Parameters);

impl Operation for PutObject {
    type Reply = ();
    const SPEC: &'static Spec = &Spec::rpc(&STORE, "PutObject", Kind::Write)
        .method("PUT")
        .path("/{key}");
    acs_client::exchange!();
}

struct GetObject(Parameters);

impl Operation for GetObject {
    type Reply = ();
    const SPEC: &'static Spec = &Spec::rpc(&STORE, "GetObject", Kind::Read)
        .method("GET")
        .path("/{key}");
    acs_client::exchange!();
}

fn main() -> Result<(), Error> {
    let client = Client::replay(&Replay::new().json("{}").json("what was stored"));
    let key = || Parameters::new().path("key", "report.txt");

    // Or a file, or whatever else can be read from its start again.
    let source = Cursor::new("what is to be stored");
    block_on(client.upload(PutObject(key()), source))?;

    let mut stored = Vec::new();
    let download = block_on(client.download(GetObject(key())))?;
    println!("{:?} bytes to come", download.length());
    println!("{} bytes came", block_on(download.to(&mut stored))?);
    Ok(())
}
