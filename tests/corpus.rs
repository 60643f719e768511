//! Requests recorded from the official SDK of Alibaba Cloud, and responses of its reference pages. No part of them was
//! written by this project.
//!
//! The corpus is at `ACSGEN_CORPUS`, or at `shared/corpus` beside the repository. Without it the tests are skipped.

mod requests;

use std::fs;
use std::path::PathBuf;

use acs_client::replay::block_on;
use acs_client::{Client, Replay};
use acs_domain_20180129::{
    QueryDnsHost, QueryDomainByDomainName, QueryDomainList, QueryTaskDetailList, QueryTaskList,
    SaveSingleTaskForCreatingDnsHost, SaveSingleTaskForModifyingDnsHost,
    SaveSingleTaskForSynchronizingDnsHost,
};
use serde_json::Value;

use crate::fresh::root;
use requests::request;

/// Returns the directory of the corpus, which need not exist.
pub fn folder() -> PathBuf {
    std::env::var_os("ACSGEN_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from)
}

/// Returns the paths of the official descriptions, `metadata/PRODUCT/VERSION/api-docs.json`; none without a corpus.
pub fn descriptions() -> Vec<PathBuf> {
    let paths = acsgen::input::find_specs(&folder().join("metadata"));
    if paths.is_empty() {
        println!("skipped: no descriptions; set ACSGEN_CORPUS to the corpus");
    }
    paths
}

/// Returns the text of a file of the corpus.
fn corpus(file: &str) -> Option<String> {
    let text = fs::read_to_string(folder().join(file)).ok();
    if text.is_none() {
        println!("skipped: no {file}; set ACSGEN_CORPUS to the corpus");
    }
    text
}

/// Returns the pairs of a query, decoded and sorted.
fn decoded(query: Option<&str>) -> Vec<Value> {
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let mut pairs: Vec<(String, String)> = query
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort();
    pairs
        .into_iter()
        .map(|(name, value)| serde_json::json!([name, value]))
        .collect()
}

#[test]
fn requests_equal_those_of_the_official_sdk() {
    let Some(lines) = corpus("wire/domain-2018-01-29.jsonl") else {
        return;
    };
    let mut compared = 0;
    for line in lines.lines() {
        let capture: Value = serde_json::from_str(line).unwrap();
        let operation = capture["operation"].as_str().unwrap();
        let Some(sent) = request(operation, &capture["params"]) else {
            continue;
        };
        let expect = &capture["expect"];
        assert_eq!(expect["method"], sent.method().as_str(), "{line}");
        assert_eq!(expect["path"], sent.uri().path(), "{line}");
        assert_eq!(
            expect["query"].as_array().cloned().unwrap_or_default(),
            decoded(sent.uri().query()),
            "{line}"
        );
        assert!(sent.body().is_empty(), "{line}");
        for (name, value) in expect["headers"].as_object().unwrap() {
            assert_eq!(
                sent.headers()[name.as_str()],
                value.as_str().unwrap(),
                "{line}"
            );
        }
        compared += 1;
    }
    println!("{compared} requests equal those of the official SDK");
    assert!(compared >= 20, "{compared} captures");
}

/// Sample responses of reference pages were written by hand, with other spellings and structures than the description.
#[test]
fn responses_of_reference_pages_are_decoded() {
    let Some(lines) = corpus("reply-samples.jsonl") else {
        return;
    };
    let (mut decoded, mut unreadable) = (0, Vec::new());
    for line in lines
        .lines()
        .filter(|line| line.contains(r#""product": "domain""#))
    {
        let sample: Value = serde_json::from_str(line).unwrap();
        let (operation, body) = (
            sample["operation"].as_str().unwrap(),
            body_of(sample["body"].as_str().unwrap()),
        );
        let replay = if sample["format"] == "xml" {
            Replay::new().xml(body)
        } else {
            Replay::new().json(body)
        };
        match decode(operation, &Client::replay(&replay)) {
            None => {}
            Some(Ok(found)) => {
                // Every sample has a request ID or a task number, in some spelling.
                let has_id = ["requestid", "taskno"]
                    .iter()
                    .any(|name| body.to_lowercase().contains(name));
                assert!(found || !has_id, "{line}");
                decoded += 1;
            }
            Some(Err(error)) => unreadable.push(format!("{operation}: {error}")),
        }
    }
    println!(
        "{decoded} published responses decoded, {} unreadable: {unreadable:#?}",
        unreadable.len()
    );
    assert!(decoded >= 10, "{decoded} samples");
}

/// Returns the body of a sample: some pages show the status line and the headers, too.
fn body_of(body: &str) -> &str {
    if body.starts_with("HTTP/") {
        body.split_once("\n\n").map_or(body, |(_, body)| body)
    } else {
        body
    }
}

/// Returns whether one of the fields was decoded, or `None` if the operation is not generated.
fn decode(operation: &str, client: &Client) -> Option<Result<bool, acs_client::Error>> {
    macro_rules! send {
        ($request:expr, $($field:ident)|+) => {
            block_on(client.send($request)).map(|reply| $(!reply.$field.is_empty())||+)
        };
    }
    Some(match operation {
        "QueryDomainList" => send!(QueryDomainList::new(), request_id),
        "QueryDomainByDomainName" => {
            send!(QueryDomainByDomainName::new("x"), request_id | domain_name)
        }
        "QueryDnsHost" => send!(QueryDnsHost::new("x"), request_id),
        "QueryTaskDetailList" => send!(QueryTaskDetailList::new("x"), request_id),
        "QueryTaskList" => send!(QueryTaskList::new(), request_id),
        "SaveSingleTaskForCreatingDnsHost" => {
            send!(
                SaveSingleTaskForCreatingDnsHost::new("x", "x", ["x"]),
                request_id | task_no
            )
        }
        "SaveSingleTaskForModifyingDnsHost" => {
            send!(
                SaveSingleTaskForModifyingDnsHost::new("x", "x", ["x"]),
                request_id | task_no
            )
        }
        "SaveSingleTaskForSynchronizingDnsHost" => {
            send!(
                SaveSingleTaskForSynchronizingDnsHost::new("x"),
                request_id | task_no
            )
        }
        _ => return None,
    })
}
