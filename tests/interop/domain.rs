//! Requests and responses of the committed Domain crate.

mod response_json;

use acs_domain_20180129::query_domain_list::Tag;
use acs_domain_20180129::{
    QueryDnsHost, QueryDomainByDomainName, QueryDomainList, QueryTaskDetailList, QueryTaskList,
    SaveSingleTaskForCreatingDnsHost, SaveSingleTaskForModifyingDnsHost,
    SaveSingleTaskForSynchronizingDnsHost,
};
use serde_json::json;

use crate::tree::Tree;
use crate::typed_call::{CallResult, TypedCall};

/// Sends the operation of a case.
pub fn send(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "SaveSingleTaskForSynchronizingDnsHost" => call.send(
            |tree| {
                let request =
                    SaveSingleTaskForSynchronizingDnsHost::new(&tree.required("InstanceId"));
                tree.build(
                    request,
                    &[
                        ("Lang", |request, value| request.lang(value.text())),
                        ("UserClientIp", |request, value| {
                            request.user_client_ip(&value.text())
                        }),
                    ],
                )
            },
            |response| json!({ "RequestId": response.request_id, "TaskNo": response.task_no }),
        ),
        _ => send_dns_host(call),
    }
}

fn send_dns_host(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "SaveSingleTaskForCreatingDnsHost" => call.send(
            |tree| {
                let (instance, name) = (tree.required("InstanceId"), tree.required("DnsName"));
                let request =
                    SaveSingleTaskForCreatingDnsHost::new(&instance, &name, addresses(tree));
                tree.build(
                    request,
                    &[("Lang", |request, value| request.lang(value.text()))],
                )
            },
            |response| json!({ "RequestId": response.request_id, "TaskNo": response.task_no }),
        ),
        "SaveSingleTaskForModifyingDnsHost" => call.send(
            |tree| {
                let (instance, name) = (tree.required("InstanceId"), tree.required("DnsName"));
                let request =
                    SaveSingleTaskForModifyingDnsHost::new(&instance, &name, addresses(tree));
                tree.build(
                    request,
                    &[("UserClientIp", |request, value| {
                        request.user_client_ip(&value.text())
                    })],
                )
            },
            |response| json!({ "RequestId": response.request_id, "TaskNo": response.task_no }),
        ),
        "QueryDnsHost" => call.send(
            |tree| {
                let request = QueryDnsHost::new(&tree.required("InstanceId"));
                tree.build(
                    request,
                    &[("Lang", |request, value| request.lang(value.text()))],
                )
            },
            response_json::hosts,
        ),
        _ => send_query(call),
    }
}

fn addresses(tree: &Tree) -> Vec<String> {
    tree.get("Ip").map(|list| list.texts()).unwrap_or_default()
}

fn send_query(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "QueryDomainList" => call.send(domains, response_json::domains),
        "QueryDomainByDomainName" => call.send(
            |tree| QueryDomainByDomainName::new(&tree.required("DomainName")),
            response_json::domain,
        ),
        "QueryTaskDetailList" => call.send(task_details, response_json::task_details),
        "QueryTaskList" => call.send(tasks, response_json::tasks),
        other => Err(format!("there is no request for the operation {other}")),
    }
}

fn domains(tree: &Tree) -> QueryDomainList {
    tree.build(
        QueryDomainList::new(),
        &[
            ("PageNum", |request, value| {
                request.page_num(value.integer())
            }),
            ("PageSize", |request, value| {
                request.page_size(value.integer())
            }),
            ("StartExpirationDate", |request, value| {
                request.start_expiration_date(value.integer())
            }),
            ("EndExpirationDate", |request, value| {
                request.end_expiration_date(value.integer())
            }),
            ("DomainName", |request, value| {
                request.domain_name(&value.text())
            }),
            ("Tag", |request, value| {
                request.tag(value.each(|tag| {
                    tag.build(
                        Tag::new(),
                        &[
                            ("Key", |tag, value| tag.key(&value.text())),
                            ("Value", |tag, value| tag.value(&value.text())),
                        ],
                    )
                }))
            }),
        ],
    )
}

fn task_details(tree: &Tree) -> QueryTaskDetailList {
    tree.build(
        QueryTaskDetailList::new(&tree.required("TaskNo")),
        &[
            ("PageNum", |request, value| {
                request.page_num(value.integer())
            }),
            ("PageSize", |request, value| {
                request.page_size(value.integer())
            }),
            ("TaskStatus", |request, value| {
                request.task_status(value.integer())
            }),
            ("Lang", |request, value| request.lang(value.text())),
        ],
    )
}

fn tasks(tree: &Tree) -> QueryTaskList {
    tree.build(
        QueryTaskList::new(),
        &[
            ("PageNum", |request, value| {
                request.page_num(value.integer())
            }),
            ("PageSize", |request, value| {
                request.page_size(value.integer())
            }),
            ("BeginCreateTime", |request, value| {
                request.begin_create_time(value.integer())
            }),
            ("EndCreateTime", |request, value| {
                request.end_create_time(value.integer())
            }),
        ],
    )
}
