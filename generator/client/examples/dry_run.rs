//! A request to look at before anything is sent: as text, as a command, as JSON; secrets are struck out.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use domain::{Lang, SaveTask};

fn main() -> Result<(), Error> {
    let client = Client::replay(&Replay::new());
    let request = SaveTask::new("ST2017120814571100001303").lang(Lang::Zh);
    let dry_run = block_on(client.dry_run(request))?;
    println!("{}\n", dry_run.to_http_text());
    println!("{}\n", dry_run.to_curl());
    println!("{:#}", dry_run.to_json());
    Ok(())
}
