//! External samples become tests of the generated crate, one test for each sample.

use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use acs_domain_20180129::QueryTaskList;
use acsgen::{Generated, Generator, SourceFile};

use crate::fresh::load;

/// Returns the tests of an operation of Domain, generated with these samples.
fn tests(operation: &str, samples: &str) -> String {
    let generated = generate(samples);
    let path = format!("tests/it/{operation}.rs");
    let file = generated.files.iter().find(|file| file.path == path);
    file.expect("the operation has tests").text.clone()
}

fn generate(samples: &str) -> Generated {
    Generator::new()
        .samples([SourceFile::new("samples.jsonl", samples)])
        .generate(&load("specs/domain/2018-01-29/api-docs.json"))
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Returns a captured request with these parameters.
fn capture(parameters: &str) -> String {
    format!(
        r#"{{"product": "domain", "version": "2018-01-29", "operation": "QueryTaskList", "variant": "full", "params": {parameters}, "expect": {{"method": "POST", "path": "/", "query": [], "headers": {{}}}}}}"#
    )
}

/// Returns a printed response.
fn printed(format: &str, body: &str) -> String {
    serde_json::json!({
        "product": "domain", "version": "2018-01-29", "operation": "QueryTaskList", "format": format, "body": body
    })
    .to_string()
}

#[test]
fn builds_a_captured_request_with_the_generated_types() {
    let text = tests(
        "query_task_list",
        &capture(r#"{"Lang": "en", "PageNum": 2}"#),
    );
    assert!(text.contains("fn sent_1_full()"), "{text}");
    let unbroken: String = text.split_whitespace().collect();
    assert!(
        unbroken.contains(r#"QueryTaskList::new().lang("en").page_num(2)"#),
        "{text}"
    );
    assert!(
        unbroken.contains("replay.assert_request_matches("),
        "{text}"
    );
}

#[test]
fn fails_the_test_of_a_request_that_the_types_cannot_hold() {
    for (parameters, misfit) in [
        (
            r#"{"PageNum": "many"}"#,
            "`PageNum`: expected an integer, found \\\"many\\\"",
        ),
        (r#"{"Unheard": 1}"#, "`Unheard`: not described"),
    ] {
        let text = tests("query_task_list", &capture(parameters));
        assert!(
            text.contains(&format!(r#"panic!("{{}}", "{misfit}")"#)),
            "{text}"
        );
    }
}

#[test]
fn compares_every_value_of_a_printed_response() {
    let response =
        r#"{"data": [{"TaskNo": "t", "TaskNum": "7", "Unheard": 1}], "TotalPageNum": "many"}"#;
    let text = tests("query_task_list", &printed("json", response));
    assert!(
        text.contains("fn decodes_printed_json_sample_1()"),
        "{text}"
    );
    assert!(text.contains(r#"assert_eq!(data.task_no, "t");"#), "{text}");
    assert!(
        text.contains("assert_eq!(data.task_num, Some(7));"),
        "{text}"
    );
    assert!(text.contains("expected an integer, found"), "{text}");
}

#[test]
fn drops_http_heads_and_leaves_errors_out() {
    let head = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"RequestId\": \"1\"} and more";
    let error = r#"{"Code": "Forbidden", "Message": "no", "RequestId": "1", "HostId": "h"}"#;
    let fragment = r#""Data": {"TaskInfo": []}"#;
    let samples = [head, error, fragment]
        .map(|body| printed("json", body))
        .join("\n");
    let text = tests("query_task_list", &samples);
    assert_eq!(
        text.matches("fn decodes_printed_json_sample").count(),
        1,
        "{text}"
    );
}

#[test]
fn ignores_samples_of_other_products_and_reports_invalid_ones() {
    let other = r#"{"product": "ecs", "version": "2014-05-26", "operation": "RunInstances", "params": {}, "expect": {}}"#;
    let plain = Generator::new().generate(&load("specs/domain/2018-01-29/api-docs.json"));
    assert_eq!(generate(other).files, plain.unwrap().files);

    let diagnostics = Generator::new()
        .samples([SourceFile::new(
            "samples.jsonl",
            "{}\nnot 2018-01-29 a sample\n",
        )])
        .generate(&load("specs/domain/2018-01-29/api-docs.json"))
        .unwrap_err();
    assert!(
        diagnostics.to_string().contains("samples.jsonl:2:1"),
        "{diagnostics}"
    );
}

/// Checks the comparison itself, on a request whose encoding is known.
#[test]
fn compares_a_request_with_a_captured_one() {
    let replay = Replay::new().json("{}");
    let request = QueryTaskList::new().lang("en").page_size(5);
    block_on(Client::replay(&replay).send(request)).unwrap();
    let expected = |lang: &str| {
        serde_json::json!({
            "method": "POST", "path": "/",
            "query": [["Lang", lang], ["PageNum", "1"], ["PageSize", "5"]],
            "headers": {"x-acs-action": "QueryTaskList"}
        })
        .to_string()
    };
    replay.assert_request_matches(&expected("en"));

    let differs =
        std::panic::catch_unwind(|| replay.assert_request_matches(&expected("zh"))).unwrap_err();
    let message = differs
        .downcast_ref::<String>()
        .expect("the message is formatted");
    assert!(
        message.starts_with("query: sent \"Lang=en&PageNum=1"),
        "{message}"
    );
}

#[test]
fn gives_each_group_of_equal_samples_a_check_of_its_own() {
    let json = printed("json", r#"{"RequestId": "a"}"#);
    let xml = printed("xml", "<R><RequestId>b</RequestId></R>");
    let text = tests(
        "query_task_list",
        &[json.clone(), json, xml.clone(), xml].join("\n"),
    );
    let checks: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("fn check_"))
        .collect();
    let names: std::collections::BTreeSet<&str> = checks.iter().copied().collect();
    assert!(checks.len() >= 2, "{text}");
    assert_eq!(names.len(), checks.len(), "{checks:?}");
}
