//! Reads a list item by item, without regard to its pages, and page by page.

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};
use acsgen_example::QueryTaskDetailList;

const FIRST_PAGE: &str = r#"{"TotalPageNum": 2, "Data": {"TaskDetail": [
    {"DomainName": "example.com", "TaskStatus": "EXECUTE_SUCCESS"},
    {"DomainName": "example.net", "TaskStatus": "EXECUTE_FAILURE"}]}}"#;
const SECOND_PAGE: &str = r#"{"TotalPageNum": 2, "Data": {"TaskDetail": [
    {"DomainName": "example.org", "TaskStatus": "WAITING_EXECUTE"}]}}"#;

fn main() -> Result<(), Error> {
    let replay = Replay::new()
        .json(FIRST_PAGE)
        .json(SECOND_PAGE)
        .json(FIRST_PAGE);
    let client = Client::replay(&replay);
    block_on(async {
        let mut entries = client.paginate(QueryTaskDetailList::new("75")).items();
        while let Some(entry) = entries.next().await? {
            println!("{}: {}", entry.domain_name, entry.task_status);
        }

        let mut pages = client.paginate(QueryTaskDetailList::new("75"));
        if let Some(page) = pages.next().await? {
            println!("the first page has {} entries", page.data.len());
        }
        Ok(())
    })
}
