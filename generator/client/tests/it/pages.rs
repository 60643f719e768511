use acs_client::codegen::{Totals, next_number, next_token};
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
    let mut pages = Client::replay(&replay).pages(QueryTaskDetailList::new("75"));
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
        .pages(QueryTaskDetailList::new("75"))
        .items();
    let (first, rest) =
        block_on(async { Ok::<_, Error>((items.next().await?, items.all().await?)) })?;
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
    let mut pages = Client::replay(&replay).pages(QueryTaskDetailList::new("75"));
    block_on(async {
        assert!(pages.next().await.unwrap().is_some());
        assert!(pages.next().await.unwrap_err().is_transient());
        assert_eq!(pages.next().await.unwrap().unwrap().request_id, "r2");
        assert!(pages.next().await.unwrap().is_none());
    });
}

#[test]
fn numbers_stop_on_counts() {
    #[track_caller]
    fn check(number: Option<i64>, totals: Totals, next: Option<i64>) {
        let mut moved = number;
        let more = next_number(&mut moved, totals);
        assert_eq!(more.then_some(moved).flatten(), next);
        if !more {
            assert_eq!(moved, number);
        }
    }
    let page = Totals {
        items: 10,
        ..Totals::default()
    };
    // By pages, before all else.
    check(
        None,
        Totals {
            pages: Some(2),
            total: Some(5),
            ..page
        },
        Some(2),
    );
    check(
        Some(2),
        Totals {
            pages: Some(2),
            total: Some(99),
            ..page
        },
        None,
    );
    // By total and size.
    check(
        None,
        Totals {
            total: Some(11),
            size: Some(10),
            ..page
        },
        Some(2),
    );
    check(
        None,
        Totals {
            total: Some(10),
            size: Some(10),
            ..page
        },
        None,
    );
    check(
        Some(1),
        Totals {
            total: Some(11),
            ..page
        },
        Some(2),
    );
    // By a short page.
    check(
        Some(4),
        Totals {
            size: Some(10),
            ..page
        },
        Some(5),
    );
    check(
        Some(4),
        Totals {
            size: Some(11),
            ..page
        },
        None,
    );
    // An empty page always ends it.
    check(
        None,
        Totals {
            items: 0,
            pages: Some(9),
            ..page
        },
        None,
    );
    // Counts of nothing say nothing.
    check(
        None,
        Totals {
            pages: Some(0),
            total: Some(0),
            size: Some(10),
            ..page
        },
        Some(2),
    );
    check(
        Some(i64::MAX),
        Totals {
            total: Some(i64::MAX),
            size: Some(i64::MAX),
            ..page
        },
        None,
    );
}

#[test]
fn tokens_stop_where_empty_or_unchanged() {
    let mut token = None;
    assert!(next_token(&mut token, "a"));
    assert!(!next_token(&mut token, "a"));
    assert!(next_token(&mut token, "b"));
    assert!(!next_token(&mut token, ""));
    assert_eq!(token.as_deref(), Some("b"));
}
