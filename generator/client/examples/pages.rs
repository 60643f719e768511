//! A list by pages and by items: who asks for items never sees a page.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use domain::QueryTaskDetailList;

fn main() -> Result<(), Error> {
    let first = domain::page(1, 2, &["EXECUTE_SUCCESS", "EXECUTE_FAILURE"]);
    let second = domain::page(2, 2, &["WAITING_EXECUTE"]);
    let replay = Replay::new().json(&first).json(&second).json(&first);
    let client = Client::replay(&replay);
    block_on(async {
        let mut items = client.paginate(QueryTaskDetailList::new("75")).items();
        while let Some(part) = items.next().await? {
            println!("{}: {}", part.task_detail_no, part.task_status);
        }
        let mut pages = client.paginate(QueryTaskDetailList::new("75"));
        if let Some(page) = pages.next().await? {
            println!("one page has {} parts", page.data.len());
        }
        Ok(())
    })
}
