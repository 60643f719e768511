//! Samples that others made become tests of the generated crate, one a sample.

use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use acs_domain_20180129::QueryTaskList;
use acsgen::{Generated, Generator, SourceFile};

use crate::fresh::load;

/// The tests of an operation of Domain, with these samples.
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

fn capture(parameters: &str) -> String {
    format!(
        r#"{{"product": "domain", "version": "2018-01-29", "operation": "QueryTaskList", "variant": "full", "params": {parameters}, "expect": {{"method": "POST", "path": "/", "query": [], "headers": {{}}}}}}"#
    )
}

fn printed(format: &str, body: &str) -> String {
    serde_json::json!({
        "product": "domain", "version": "2018-01-29", "operation": "QueryTaskList", "format": format, "body": body
    })
    .to_string()
}

#[test]
fn a_captured_request_is_built_with_the_generated_types() {
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
fn what_has_no_typed_place_fails_its_test() {
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
fn a_printed_reply_is_compared_leaf_by_leaf() {
    let reply =
        r#"{"data": [{"TaskNo": "t", "TaskNum": "7", "Unheard": 1}], "TotalPageNum": "many"}"#;
    let text = tests("query_task_list", &printed("json", reply));
    assert!(text.contains("fn printed_json_sample_1()"), "{text}");
    assert!(
        text.contains(r#"assert_eq!(reply.data[0].task_no, "t");"#),
        "{text}"
    );
    assert!(
        text.contains("assert_eq!(reply.data[0].task_num, Some(7));"),
        "{text}"
    );
    assert!(text.contains("expected an integer, found"), "{text}");
}

#[test]
fn heads_are_dropped_and_errors_left_out() {
    let head = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"RequestId\": \"1\"} and more";
    let error = r#"{"Code": "Forbidden", "Message": "no", "RequestId": "1", "HostId": "h"}"#;
    let fragment = r#""Data": {"TaskInfo": []}"#;
    let samples = [head, error, fragment]
        .map(|body| printed("json", body))
        .join("\n");
    let text = tests("query_task_list", &samples);
    assert_eq!(text.matches("fn printed_json_sample").count(), 1, "{text}");
}

#[test]
fn samples_of_others_are_passed_over_and_broken_ones_told() {
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

/// The comparison itself, on a request whose wire form is known.
#[test]
fn a_request_is_compared_with_what_another_client_sent() {
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
    let told = differs
        .downcast_ref::<String>()
        .expect("the message is formatted");
    assert!(
        told.starts_with("query: sent \"Lang=en&PageNum=1"),
        "{told}"
    );
}
