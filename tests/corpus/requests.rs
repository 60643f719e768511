//! Requests of the generated client with the parameters of a capture.

use acs_client::replay::block_on;
use acs_client::{Client, Operation, Replay};
use acs_domain_20180129::query_domain_list::Tag;
use acs_domain_20180129::{
    QueryDnsHost, QueryDomainByDomainName, QueryDomainList, QueryTaskDetailList, QueryTaskList,
    SaveSingleTaskForCreatingDnsHost, SaveSingleTaskForModifyingDnsHost,
    SaveSingleTaskForSynchronizingDnsHost,
};
use serde_json::Value;

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

/// Builds a request with the setter of each parameter of a capture. Panics if a parameter has no setter.
macro_rules! build {
    ($parameters:expr, $request:expr, [$($required:literal),*], { $($name:literal => $setter:ident($read:ident)),* $(,)? }) => {{
        let mut request = $request;
        for (name, value) in $parameters.as_object().unwrap() {
            match name.as_str() {
                $($required => {})*
                $($name => request = request.$setter($read(value)),)*
                other => panic!("no setter for {other}"),
            }
        }
        record(request)
    }};
}

/// Sends a request to a replay, and returns it as it was sent.
fn record<O: Operation>(operation: O) -> http::Request<Vec<u8>> {
    let replay = Replay::new().json("{}");
    let _ = block_on(Client::replay(&replay).send(operation)).expect("the replay has a response");
    replay.requests().remove(0).map(|body| body.to_vec())
}

/// Returns the request of a capture, or `None` if its operation is not generated.
pub(super) fn request(operation: &str, parameters: &Value) -> Option<http::Request<Vec<u8>>> {
    let required = |name: &str| text(&parameters[name]);
    Some(match operation {
        "QueryDomainList" => build!(parameters, QueryDomainList::new(), [], {
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
            build!(parameters, QueryDomainByDomainName::new(required("DomainName")), ["DomainName"], {
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
            })
        }
        "QueryDnsHost" => {
            build!(parameters, QueryDnsHost::new(required("InstanceId")), ["InstanceId"], {
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
            })
        }
        _ => return task_request(operation, parameters),
    })
}

/// Returns the request of a capture of an operation that submits or lists tasks.
fn task_request(operation: &str, parameters: &Value) -> Option<http::Request<Vec<u8>>> {
    let required = |name: &str| text(&parameters[name]);
    Some(match operation {
        "SaveSingleTaskForSynchronizingDnsHost" => {
            build!(parameters, SaveSingleTaskForSynchronizingDnsHost::new(required("InstanceId")), ["InstanceId"], {
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text),
            })
        }
        "SaveSingleTaskForCreatingDnsHost" => {
            let new = SaveSingleTaskForCreatingDnsHost::new(
                required("InstanceId"),
                required("DnsName"),
                texts(&parameters["Ip"]),
            );
            build!(parameters, new, ["InstanceId", "DnsName", "Ip"], { "UserClientIp" => user_client_ip(text), "Lang" => lang(text) })
        }
        "SaveSingleTaskForModifyingDnsHost" => {
            let new = SaveSingleTaskForModifyingDnsHost::new(
                required("InstanceId"),
                required("DnsName"),
                texts(&parameters["Ip"]),
            );
            build!(parameters, new, ["InstanceId", "DnsName", "Ip"], { "UserClientIp" => user_client_ip(text), "Lang" => lang(text) })
        }
        "QueryTaskDetailList" => {
            build!(parameters, QueryTaskDetailList::new(required("TaskNo")), ["TaskNo"], {
                "TaskStatus" => task_status(number), "InstanceId" => instance_id(text), "DomainName" => domain_name(text),
                "UserClientIp" => user_client_ip(text), "Lang" => lang(text), "PageNum" => page_num(number),
                "PageSize" => page_size(number),
            })
        }
        "QueryTaskList" => build!(parameters, QueryTaskList::new(), [], {
            "BeginCreateTime" => begin_create_time(number), "EndCreateTime" => end_create_time(number),
            "UserClientIp" => user_client_ip(text), "Lang" => lang(text), "PageNum" => page_num(number),
            "PageSize" => page_size(number),
        }),
        _ => return None,
    })
}
