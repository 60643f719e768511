//! Pagination by page number, offset and token.

use acs_client::codegen::{
    PageTotals, Parameters, next_page_number, next_page_offset, next_page_token,
};
use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use crate::domain::{QueryTaskDetailList, page};

fn three_pages() -> Replay {
    Replay::new()
        .json(page(1, 3, &["A", "B"]))
        .json(page(2, 3, &["C"]))
        .json(page(3, 3, &["D"]))
}

#[test]
fn returns_one_page_after_another() -> Result<(), Error> {
    let replay = three_pages();
    let mut pages = Client::replay(&replay).paginate(QueryTaskDetailList::new("75"));
    block_on(async {
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await? {
            ids.push(page.request_id.clone());
        }
        assert_eq!(ids, ["r1", "r2", "r3"]);
        assert!(pages.next().await?.is_none());
        Ok::<_, Error>(())
    })?;
    let queries: Vec<_> = replay
        .requests()
        .iter()
        .map(|request| request.uri().query().map(str::to_owned))
        .collect();
    assert_eq!(queries[0].as_deref(), Some("TaskNo=75"));
    assert_eq!(queries[2].as_deref(), Some("PageNum=3&TaskNo=75"));
    Ok(())
}

#[test]
fn returns_items_one_by_one_or_collected() -> Result<(), Error> {
    let mut items = Client::replay(&three_pages())
        .paginate(QueryTaskDetailList::new("75"))
        .items();
    let (first, rest) =
        block_on(async { Ok::<_, Error>((items.next().await?, items.collect_all().await?)) })?;
    assert_eq!(
        first.map(|item| item.task_detail_no).as_deref(),
        Some("1-0")
    );
    assert_eq!(
        rest.iter()
            .map(|item| &*item.task_detail_no)
            .collect::<Vec<_>>(),
        ["1-1", "2-0", "3-0"]
    );
    Ok(())
}

#[test]
fn requests_the_same_page_again_after_an_error() {
    let replay = Replay::new()
        .json(page(1, 2, &["A"]))
        .error(503, "")
        .json(page(2, 2, &["B"]));
    let mut pages = Client::replay(&replay).paginate(QueryTaskDetailList::new("75"));
    block_on(async {
        assert!(pages.next().await.unwrap().is_some());
        assert!(pages.next().await.unwrap_err().is_transient());
        assert_eq!(pages.next().await.unwrap().unwrap().request_id, "r2");
        assert!(pages.next().await.unwrap().is_none());
    });
}

/// Asserts which page follows page `number`.
#[track_caller]
fn check(number: Option<i64>, size: Option<i64>, totals: PageTotals, next: Option<i64>) {
    let request = Parameters::new().query("Page", number).query("Size", size);
    assert_eq!(next_page_number(&request, "Page", "Size", totals), next);
}

/// Returns the totals of a page of ten items.
fn ten_items(pages: Option<i64>, total: Option<i64>) -> PageTotals {
    PageTotals {
        items: 10,
        pages,
        total,
    }
}

#[test]
fn next_page_number_stops_at_the_last_page() {
    // The number of pages takes precedence.
    check(None, None, ten_items(Some(2), Some(5)), Some(2));
    check(Some(2), None, ten_items(Some(2), Some(99)), None);
    // The total and the page size.
    check(None, Some(10), ten_items(None, Some(11)), Some(2));
    check(None, Some(10), ten_items(None, Some(10)), None);
    check(Some(1), None, ten_items(None, Some(11)), Some(2));
    // A page shorter than the page size.
    check(Some(4), Some(10), ten_items(None, None), Some(5));
    check(Some(4), Some(11), ten_items(None, None), None);
    // Counts of zero are ignored.
    check(None, Some(10), ten_items(Some(0), Some(0)), Some(2));
    let max = Some(i64::MAX);
    check(max, max, ten_items(None, max), None);
}

#[test]
fn next_page_number_stops_at_an_empty_page() {
    let empty = PageTotals {
        items: 0,
        pages: Some(9),
        total: None,
    };
    check(None, None, empty, None);
}

#[test]
fn next_page_token_stops_at_an_empty_or_unchanged_token() {
    let first = Parameters::new();
    assert_eq!(next_page_token(&first, "Token", "a"), Some("a"));
    assert_eq!(next_page_token(&first, "Token", ""), None);
    let second = first.query("Token", "a");
    assert_eq!(next_page_token(&second, "Token", "a"), None);
    assert_eq!(next_page_token(&second, "Token", "b"), Some("b"));
}

#[test]
fn next_page_number_accepts_numbers_as_text() {
    let request = Parameters::new().query("Page", "2").query("Size", "10");
    assert_eq!(
        next_page_number(&request, "Page", "Size", ten_items(None, Some(21))),
        Some(3)
    );
    assert_eq!(
        next_page_number(&request, "Page", "Size", ten_items(None, Some(20))),
        None
    );
}

#[test]
fn next_page_offset_grows_by_the_items_received() {
    #[track_caller]
    fn check(offset: Option<i64>, size: Option<i64>, totals: PageTotals, next: Option<i64>) {
        let request = Parameters::new()
            .query("Offset", offset)
            .query("Size", size);
        assert_eq!(next_page_offset(&request, "Offset", "Size", totals), next);
    }
    check(None, None, ten_items(None, Some(11)), Some(10));
    check(Some(10), None, ten_items(None, Some(20)), None);
    check(Some(10), Some(10), ten_items(None, None), Some(20));
    // A page shorter than the page size is the last one.
    check(Some(10), Some(11), ten_items(None, None), None);
    check(Some(i64::MAX), None, ten_items(None, None), None);
    let empty = PageTotals {
        total: Some(99),
        ..PageTotals::default()
    };
    check(None, None, empty, None);
}
