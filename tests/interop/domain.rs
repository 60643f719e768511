//! Requests and replies of the committed crate of Domain.

mod shown;

use acs_domain_20180129::query_domain_list::Tag;
use acs_domain_20180129::{
    QueryDnsHost, QueryDomainByDomainName, QueryDomainList, QueryTaskDetailList, QueryTaskList,
    SaveSingleTaskForCreatingDnsHost, SaveSingleTaskForModifyingDnsHost,
    SaveSingleTaskForSynchronizingDnsHost,
};
use serde_json::json;

use crate::ask::{Answered, Ask};
use crate::tree::Tree;

pub fn ask(ask: &Ask<'_>) -> Result<Answered, String> {
    match ask.operation {
        "SaveSingleTaskForSynchronizingDnsHost" => ask.send(
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
            |reply| json!({ "RequestId": reply.request_id, "TaskNo": reply.task_no }),
        ),
        "SaveSingleTaskForCreatingDnsHost" => ask.send(
            |tree| {
                let (instance, name) = (tree.required("InstanceId"), tree.required("DnsName"));
                let request =
                    SaveSingleTaskForCreatingDnsHost::new(&instance, &name, addresses(tree));
                tree.build(
                    request,
                    &[("Lang", |request, value| request.lang(value.text()))],
                )
            },
            |reply| json!({ "RequestId": reply.request_id, "TaskNo": reply.task_no }),
        ),
        "SaveSingleTaskForModifyingDnsHost" => ask.send(
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
            |reply| json!({ "RequestId": reply.request_id, "TaskNo": reply.task_no }),
        ),
        "QueryDnsHost" => ask.send(
            |tree| {
                let request = QueryDnsHost::new(&tree.required("InstanceId"));
                tree.build(
                    request,
                    &[("Lang", |request, value| request.lang(value.text()))],
                )
            },
            shown::hosts,
        ),
        _ => lists(ask),
    }
}

fn addresses(tree: &Tree) -> Vec<String> {
    tree.get("Ip").map(|list| list.texts()).unwrap_or_default()
}

fn lists(ask: &Ask<'_>) -> Result<Answered, String> {
    match ask.operation {
        "QueryDomainList" => ask.send(domains, shown::domains),
        "QueryDomainByDomainName" => ask.send(
            |tree| QueryDomainByDomainName::new(&tree.required("DomainName")),
            shown::domain,
        ),
        "QueryTaskDetailList" => ask.send(task_details, shown::task_details),
        "QueryTaskList" => ask.send(tasks, shown::tasks),
        other => Err(format!("no request of ours is called {other} here")),
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
