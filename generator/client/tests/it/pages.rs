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
fn pages_come_one_by_one() -> Result<(), Error> {
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
fn items_come_one_by_one_or_all_at_once() -> Result<(), Error> {
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
fn after_an_error_the_same_page_can_be_asked_for_again() {
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

/// A list of ten items on this page, and what else is known of it.
#[track_caller]
fn check(number: Option<i64>, size: Option<i64>, totals: PageTotals, next: Option<i64>) {
    let asked = Parameters::new().query("Page", number).query("Size", size);
    assert_eq!(next_page_number(&asked, "Page", "Size", totals), next);
}

fn ten(pages: Option<i64>, total: Option<i64>) -> PageTotals {
    PageTotals {
        items: 10,
        pages,
        total,
    }
}

#[test]
fn numbers_stop_on_counts() {
    // By pages, before all else.
    check(None, None, ten(Some(2), Some(5)), Some(2));
    check(Some(2), None, ten(Some(2), Some(99)), None);
    // By total and size.
    check(None, Some(10), ten(None, Some(11)), Some(2));
    check(None, Some(10), ten(None, Some(10)), None);
    check(Some(1), None, ten(None, Some(11)), Some(2));
    // By a short page.
    check(Some(4), Some(10), ten(None, None), Some(5));
    check(Some(4), Some(11), ten(None, None), None);
    // Counts of nothing say nothing.
    check(None, Some(10), ten(Some(0), Some(0)), Some(2));
    let most = Some(i64::MAX);
    check(most, most, ten(None, most), None);
}

#[test]
fn an_empty_page_always_ends_it() {
    let empty = PageTotals {
        items: 0,
        pages: Some(9),
        total: None,
    };
    check(None, None, empty, None);
}

#[test]
fn tokens_stop_where_empty_or_unchanged() {
    let first = Parameters::new();
    assert_eq!(next_page_token(&first, "Token", "a"), Some("a"));
    assert_eq!(next_page_token(&first, "Token", ""), None);
    let second = first.query("Token", "a");
    assert_eq!(next_page_token(&second, "Token", "a"), None);
    assert_eq!(next_page_token(&second, "Token", "b"), Some("b"));
}

#[test]
fn numbers_may_be_text() {
    let asked = Parameters::new().query("Page", "2").query("Size", "10");
    assert_eq!(
        next_page_number(&asked, "Page", "Size", ten(None, Some(21))),
        Some(3)
    );
    assert_eq!(
        next_page_number(&asked, "Page", "Size", ten(None, Some(20))),
        None
    );
}

#[test]
fn offsets_grow_by_what_came_and_stop_where_nothing_does() {
    #[track_caller]
    fn check(offset: Option<i64>, size: Option<i64>, totals: PageTotals, next: Option<i64>) {
        let asked = Parameters::new()
            .query("Offset", offset)
            .query("Size", size);
        assert_eq!(next_page_offset(&asked, "Offset", "Size", totals), next);
    }
    check(None, None, ten(None, Some(11)), Some(10));
    check(Some(10), None, ten(None, Some(20)), None);
    check(Some(10), Some(10), ten(None, None), Some(20));
    // A short page is the last.
    check(Some(10), Some(11), ten(None, None), None);
    check(Some(i64::MAX), None, ten(None, None), None);
    let empty = PageTotals {
        total: Some(99),
        ..PageTotals::default()
    };
    check(None, None, empty, None);
}
