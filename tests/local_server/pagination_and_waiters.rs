//! Pagination and waiters of the generated client, with the asynchronous and the blocking client.

use std::time::Duration;

use acs_domain_20180129::{QueryDomainList, TaskCompletion};

use super::server::{ScriptedResponse, Server};
use super::verifier::SECRET;
use super::{builder, runtime};

/// Returns two pages of domains, and two states of a task.
fn pages_and_states() -> Vec<ScriptedResponse> {
    let page = |name: &str| {
        ScriptedResponse::json(&format!(
            r#"{{"TotalPageNum": 2, "Data": {{"Domain": [{{"DomainName": "{name}"}}]}}}}"#
        ))
    };
    let state = |state: &str| {
        ScriptedResponse::json(&format!(
            r#"{{"Data": {{"TaskDetail": [{{"TaskStatus": "{state}"}}]}}}}"#
        ))
    };
    vec![
        page("a.example"),
        page("b.example"),
        state("EXECUTING"),
        state("EXECUTE_SUCCESS"),
    ]
}

/// Asserts the operations that the server received.
#[track_caller]
fn check_actions(server: &Server) {
    let requests = server.requests();
    let actions: Vec<_> = requests
        .iter()
        .filter_map(|request| request.header("x-acs-action"))
        .collect();
    assert_eq!(
        actions,
        [
            "QueryDomainList",
            "QueryDomainList",
            "QueryTaskDetailList",
            "QueryTaskDetailList"
        ]
    );
}

#[test]
fn paginates_and_waits() {
    let server = Server::start(pages_and_states());
    let client = builder(&server, SECRET).build().unwrap();
    let (domains, tasks) = runtime().block_on(async {
        let domains = client
            .paginate(QueryDomainList::new())
            .items()
            .collect_all()
            .await
            .unwrap();
        let poller = client
            .wait(TaskCompletion::new("t"))
            .poll_interval(Duration::from_millis(20));
        (domains, poller.await.unwrap())
    });
    assert_eq!((domains.len(), tasks.len()), (2, 1));
    let second_page = &server.requests()[1];
    assert_eq!(second_page.parameter("PageNum").as_deref(), Some("2"));
    check_actions(&server);
}

#[test]
fn paginates_and_waits_with_the_blocking_client() {
    let server = Server::start(pages_and_states());
    let client = builder(&server, SECRET).build_blocking().unwrap();
    let domains = client
        .paginate(QueryDomainList::new())
        .items()
        .collect_all()
        .unwrap();
    let tasks = client
        .wait(TaskCompletion::new("t"))
        .poll_interval(Duration::from_millis(20))
        .run()
        .unwrap();
    assert_eq!((domains.len(), tasks.len()), (2, 1));
    check_actions(&server);
}
