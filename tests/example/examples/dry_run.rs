//! Prints a signed request without sending it: as HTTP text, as a curl command and as JSON, with secrets redacted.

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};
use acsgen_example::{SaveSingleTaskForSynchronizingDnsHost, types::Lang};

fn main() -> Result<(), Error> {
    let client = Client::replay(&Replay::new());
    let request =
        SaveSingleTaskForSynchronizingDnsHost::new("ST2017120814571100001303").lang(Lang::Zh);
    let dry_run = block_on(client.dry_run(request))?;

    println!("{}\n", dry_run.to_http_text());
    println!("{}\n", dry_run.to_curl());
    println!("{:#}", dry_run.to_json());
    Ok(())
}
