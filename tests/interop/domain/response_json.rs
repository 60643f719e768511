//! Converts typed responses of Domain to JSON with the shape they had on the wire.

use acs_client::Value;
use acs_domain_20180129::{
    QueryDnsHostResponse, QueryDomainByDomainNameResponse, QueryDomainListResponse,
    QueryTaskDetailListResponse, QueryTaskListResponse, query_dns_host, query_domain_list,
    query_task_detail_list, query_task_list,
};
use serde_json::json;

pub fn hosts(response: &QueryDnsHostResponse) -> Value {
    let hosts = response.dns_host_list.iter();
    let host = |host: &query_dns_host::DnsHost| json!({ "DnsName": host.dns_name, "IpList": host.ip_list });
    json!({ "RequestId": response.request_id, "DnsHostList": hosts.map(host).collect::<Vec<_>>() })
}

pub fn domains(response: &QueryDomainListResponse) -> Value {
    let domains: Vec<_> = response.data.iter().map(listed_domain).collect();
    json!({
        "RequestId": response.request_id,
        "CurrentPageNum": response.current_page_num,
        "PageSize": response.page_size,
        "TotalPageNum": response.total_page_num,
        "TotalItemNum": response.total_item_num,
        "NextPage": response.next_page,
        "PrePage": response.pre_page,
        "Data": { "Domain": domains },
    })
}

fn listed_domain(domain: &query_domain_list::Domain) -> Value {
    let tags = domain.tag.iter();
    let tags: Vec<_> = tags
        .map(|tag| json!({ "Key": tag.key, "Value": tag.value }))
        .collect();
    json!({
        "DomainName": domain.domain_name,
        "InstanceId": domain.instance_id,
        "Premium": domain.premium,
        "Remark": domain.remark,
        "ExpirationDateLong": domain.expiration_date_long,
        "ExpirationCurrDateDiff": domain.expiration_curr_date_diff,
        "DomainType": domain.domain_type.as_str(),
        "DomainStatus": domain.domain_status,
        "Tag": { "Tag": tags },
    })
}

pub fn domain(response: &QueryDomainByDomainNameResponse) -> Value {
    json!({
        "RequestId": response.request_id,
        "DomainName": response.domain_name,
        "Premium": response.premium,
        "RegistrationDateLong": response.registration_date_long,
        "DnsList": { "Dns": response.dns_list },
        "UserId": response.user_id,
        "DomainGroupId": response.domain_group_id,
    })
}

pub fn task_details(response: &QueryTaskDetailListResponse) -> Value {
    let part = |part: &query_task_detail_list::TaskDetail| {
        json!({
            "TaskDetailNo": part.task_detail_no,
            "TaskStatus": part.task_status.as_str(),
            "TaskStatusCode": part.task_status_code,
            "TryCount": part.try_count,
            "DomainName": part.domain_name,
            "ErrorMsg": part.error_msg,
        })
    };
    let parts: Vec<_> = response.data.iter().map(part).collect();
    json!({
        "RequestId": response.request_id,
        "TotalPageNum": response.total_page_num,
        "NextPage": response.next_page,
        "Data": { "TaskDetail": parts },
    })
}

pub fn tasks(response: &QueryTaskListResponse) -> Value {
    let task = |task: &query_task_list::TaskInfo| {
        json!({
            "TaskNo": task.task_no,
            "TaskNum": task.task_num,
            "TaskStatus": task.task_status.as_str(),
            "TaskType": task.task_type.as_str(),
            "TaskCancelStatus": task.task_cancel_status.as_str(),
        })
    };
    let tasks: Vec<_> = response.data.iter().map(task).collect();
    json!({
        "RequestId": response.request_id,
        "TotalItemNum": response.total_item_num,
        "Data": { "TaskInfo": tasks },
    })
}
