//! Captures of Alibaba Cloud's official SDK, where they are at hand: `ACSGEN_CORPUS`, or `shared/corpus` beside the
//! repository. The strongest evidence there is: nothing of it was made by this project.

use std::fs;
use std::path::PathBuf;

use acs_client::replay::block_on;
use acs_client::{Client, Operation, Replay};
use acs_domain_20180129::query_domain_list::Tag;
use acs_domain_20180129::{
    QueryDnsHost, QueryDomainByDomainName, QueryDomainList, QueryTaskDetailList, QueryTaskList,
    SaveSingleTaskForCreatingDnsHost, SaveSingleTaskForModifyingDnsHost,
    SaveSingleTaskForSynchronizingDnsHost,
};
use serde_json::Value;

use crate::fresh::root;

/// Where the corpus is, if it is anywhere.
pub fn folder() -> PathBuf {
    std::env::var_os("ACSGEN_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from)
}

/// Paths of the official descriptions, `metadata/PRODUCT/VERSION/api-docs.json`; none without a corpus.
pub fn descriptions() -> Vec<PathBuf> {
    let found = acsgen::input::find_specs(&folder().join("metadata"));
    if found.is_empty() {
        println!("skipped: no descriptions; set ACSGEN_CORPUS to the corpus");
    }
    found
}

fn corpus(file: &str) -> Option<String> {
    let text = fs::read_to_string(folder().join(file)).ok();
    if text.is_none() {
        println!("skipped: no {file}; set ACSGEN_CORPUS to the corpus");
    }
    text
}

fn text(value: &Value) -> &str {
    value.as_str().expect("the capture gives text here")
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("the capture gives an integer here")
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .expect("the capture gives a list here")
        .iter()
        .map(text)
        .collect()
}

fn tags(value: &Value) -> Vec<Tag> {
    let tag = |value: &Value| {
        Tag::new()
            .key(text(&value["Key"]))
            .value(text(&value["Value"]))
    };
    value
        .as_array()
        .expect("the capture gives a list here")
        .iter()
        .map(tag)
        .collect()
}

/// Sets what the capture sets, by the setter of each name; a name without one fails.
macro_rules! build {
    ($params:expr, $request:expr, [$($required:literal),*], { $($name:literal => $setter:ident($read:ident)),* $(,)? }) => {{
        let mut request = $request;
        for (name, value) in $params.as_object().unwrap() {
            match name.as_str() {
                $($required => {})*
                $($name => request = request.$setter($read(value)),)*
                other => panic!("no setter for {other}"),
            }
        }
        record(request)
    }};
}

/// The request as it would have been sent.
fn record<O: Operation>(operation: O) -> http::Request<Vec<u8>> {
    let replay = Replay::new().json("{}");
    let _ = block_on(Client::replay(&replay).send(operation)).expect("the replay has a reply");
    replay.requests().remove(0).map(|body| body.to_vec())
}

/// None where the capture is of an operation we do not generate.
fn request(operation: &str, p: &Value) -> Option<http::Request<Vec<u8>>> {
    let required = |name: &str| text(&p[name]);
    Some(match operation {
        "QueryDomainList" => build!(p, QueryDomainList::new(), [], {
            "EndExpirationDate" => end_expiration_date(number), "StartExpirationDate" => start_expiration_date(number),
            "UserClientIp" => user_client_ip(text), "Lang" => lang(text), "QueryType" => query_type(text),
            "StartRegistrationDate" => start_registration_date(number),
            "EndRegistrationDate" => end_registration_date(number), "DomainName" => domain_name(text),
            "OrderByType" => order_by_type(text), "OrderKeyType" => order_key_type(text),
            "ProductDomainType" => product_domain_type(text), "PageNum" => page_num(number),
            "PageSize" => page_size(number), "DomainGroupId" => domain_group_id(text),
            "ResourceGroupId" => resource_group_id(text), "Tag" => tag(tags), "Ccompany" => ccompany(text),
        }),
        "QueryDomainByDomainName" => {
            build!(p, QueryDomainByDomainName::new(required("DomainName")), ["DomainName"], {
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
            })
        }
        "QueryDnsHost" => build!(p, QueryDnsHost::new(required("InstanceId")), ["InstanceId"], {
            "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
        }),
        "SaveSingleTaskForSynchronizingDnsHost" => {
            build!(p, SaveSingleTaskForSynchronizingDnsHost::new(required("InstanceId")), ["InstanceId"], {
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
            })
        }
        "SaveSingleTaskForCreatingDnsHost" => {
            let new = SaveSingleTaskForCreatingDnsHost::new(
                required("InstanceId"),
                required("DnsName"),
                texts(&p["Ip"]),
            );
            build!(p, new, ["InstanceId", "DnsName", "Ip"], { "UserClientIp" => user_client_ip(text), "Lang" => lang(text) })
        }
        "SaveSingleTaskForModifyingDnsHost" => {
            let new = SaveSingleTaskForModifyingDnsHost::new(
                required("InstanceId"),
                required("DnsName"),
                texts(&p["Ip"]),
            );
            build!(p, new, ["InstanceId", "DnsName", "Ip"], { "UserClientIp" => user_client_ip(text), "Lang" => lang(text) })
        }
        "QueryTaskDetailList" => {
            build!(p, QueryTaskDetailList::new(required("TaskNo")), ["TaskNo"], {
                "TaskStatus" => task_status(number), "InstanceId" => instance_id(text), "DomainName" => domain_name(text),
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text), "PageNum" => page_num(number),
                "PageSize" => page_size(number),
            })
        }
        "QueryTaskList" => build!(p, QueryTaskList::new(), [], {
            "BeginCreateTime" => begin_create_time(number), "EndCreateTime" => end_create_time(number),
            "UserClientIp" => user_client_ip(text), "Lang" => lang(text), "PageNum" => page_num(number),
            "PageSize" => page_size(number),
        }),
        _ => return None,
    })
}

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
fn requests_are_those_of_the_official_sdk() {
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

/// Samples of the published pages: hand-written, other spellings and shapes than the description's.
#[test]
fn published_replies_are_understood() {
    let Some(lines) = corpus("reply-samples.jsonl") else {
        return;
    };
    let (mut understood, mut unreadable) = (0, Vec::new());
    for line in lines
        .lines()
        .filter(|line| line.contains(r#""product": "domain""#))
    {
        let sample: Value = serde_json::from_str(line).unwrap();
        let (operation, body) = (
            sample["operation"].as_str().unwrap(),
            reply_alone(sample["body"].as_str().unwrap()),
        );
        let replay = if sample["format"] == "xml" {
            Replay::new().xml(body)
        } else {
            Replay::new().json(body)
        };
        match understand(operation, &Client::replay(&replay)) {
            None => {}
            Some(Ok(found)) => {
                // Every one of them shows a request or a task, under one spelling or another.
                let shows = ["requestid", "taskno"]
                    .iter()
                    .any(|name| body.to_lowercase().contains(name));
                assert!(found || !shows, "{line}");
                understood += 1;
            }
            Some(Err(error)) => unreadable.push(format!("{operation}: {error}")),
        }
    }
    println!(
        "{understood} published replies understood, {} broken: {unreadable:#?}",
        unreadable.len()
    );
    assert!(understood >= 10, "{understood} samples");
}

/// Some pages print the head of the response, too.
fn reply_alone(body: &str) -> &str {
    if body.starts_with("HTTP/") {
        body.split_once("\n\n").map_or(body, |(_, reply)| reply)
    } else {
        body
    }
}

/// Whether something was found in the reply; none where we do not generate the operation.
fn understand(operation: &str, client: &Client) -> Option<Result<bool, acs_client::Error>> {
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
