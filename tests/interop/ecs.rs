//! Requests and responses of a crate generated from the official description of ecs.

mod run;

use acs_ecs_20140526::{
    AuthorizeSecurityGroup, DescribeInstanceStatus, DescribeInstances, DescribeRegions, RunCommand,
    StopInstances, TagResources, authorize_security_group, describe_instances, run_command,
    tag_resources,
};
use serde_json::json;

use crate::tree::Tree;
use crate::typed_call::{CallResult, TypedCall};

/// Sends the operation of a case.
pub fn send(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "DescribeInstances" => call.send(instances, |response| {
            let instance = |item: &describe_instances::Instance| {
                let tags: Vec<_> = item.tags.iter().map(|tag| json!({ "TagKey": tag.tag_key, "TagValue": tag.tag_value })).collect();
                json!({
                    "InstanceId": item.instance_id, "Cpu": item.cpu, "Memory": item.memory, "Status": item.status,
                    "IoOptimized": item.io_optimized, "SpotPriceLimit": item.spot_price_limit,
                    "PublicIpAddress": { "IpAddress": item.public_ip_address }, "Tags": { "Tag": tags },
                })
            };
            let instances: Vec<_> = response.instances.iter().map(instance).collect();
            json!({ "RequestId": response.request_id, "TotalCount": response.total_count, "NextToken": response.next_token,
                "Instances": { "Instance": instances } })
        }),
        "RunInstances" => call.send(run::request, |response| {
            json!({ "RequestId": response.request_id, "OrderId": response.order_id, "TradePrice": response.trade_price,
                "InstanceIdSets": { "InstanceIdSet": response.instance_id_sets } })
        }),
        "AuthorizeSecurityGroup" => call.send(authorize, |response| json!({ "RequestId": response.request_id })),
        "TagResources" => call.send(tags, |response| json!({ "RequestId": response.request_id })),
        _ => send_other(call),
    }
}

fn send_other(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "RunCommand" => call.send(command, |response| {
            json!({ "RequestId": response.request_id, "CommandId": response.command_id, "InvokeId": response.invoke_id })
        }),
        "StopInstances" => call.send(stop, |response| {
            let instances = response.instance_responses.iter();
            let instances: Vec<_> = instances.map(|item| json!({ "InstanceId": item.instance_id, "Code": item.code, "CurrentStatus": item.current_status })).collect();
            json!({ "RequestId": response.request_id, "InstanceResponses": { "InstanceResponse": instances } })
        }),
        "DescribeInstanceStatus" => call.send(status, |response| {
            let statuses = response.instance_statuses.iter();
            let statuses: Vec<_> = statuses.map(|item| json!({ "InstanceId": item.instance_id, "Status": item.status })).collect();
            json!({ "RequestId": response.request_id, "TotalCount": response.total_count, "InstanceStatuses": { "InstanceStatus": statuses } })
        }),
        "DescribeRegions" => call.send(
            |_| DescribeRegions::new(),
            |response| {
                let regions = response.regions.iter();
                let regions: Vec<_> = regions.map(|item| json!({ "RegionId": item.region_id, "LocalName": item.local_name })).collect();
                json!({ "RequestId": response.request_id, "Regions": { "Region": regions } })
            },
        ),
        other => Err(format!("there is no request for the operation {other}")),
    }
}

fn instances(tree: &Tree) -> DescribeInstances {
    tree.build(
        DescribeInstances::new(&tree.required("RegionId")),
        &[
            ("InstanceIds", |request, value| {
                request.instance_ids(&value.text())
            }),
            ("PageSize", |request, value| {
                request.page_size(value.integer())
            }),
            ("DryRun", |request, value| request.dry_run(value.boolean())),
            ("IoOptimized", |request, value| {
                request.io_optimized(value.boolean())
            }),
            // The description lists each dotted name; the official SDK has a list of objects.
            ("Filter", |request, value| {
                let text = |index: usize, name| value.list()[index].required(name);
                request
                    .filter_1_key(&text(0, "Key"))
                    .filter_1_value(&text(0, "Value"))
                    .filter_2_key(&text(1, "Key"))
                    .filter_2_value(&text(1, "Value"))
            }),
            ("Tag", |request, value| {
                request.tag(value.each(|tag| {
                    tag.build(
                        describe_instances::Tag::new(),
                        &[
                            ("Key", |tag, value| tag.key(&value.text())),
                            ("Value", |tag, value| tag.value(&value.text())),
                        ],
                    )
                }))
            }),
            ("AdditionalAttributes", |request, value| {
                request.additional_attributes(value.texts())
            }),
        ],
    )
}

fn authorize(tree: &Tree) -> AuthorizeSecurityGroup {
    let request = AuthorizeSecurityGroup::new(
        &tree.required("RegionId"),
        &tree.required("SecurityGroupId"),
    );
    tree.build(
        request,
        &[
            ("ClientToken", |request, value| {
                request.client_token(&value.text())
            }),
            ("Permissions", |request, value| {
                request.permissions(value.each(|permission| {
                    permission.build(
                        authorize_security_group::Permission::new(),
                        &[
                            ("Policy", |permission, value| {
                                permission.policy(&value.text())
                            }),
                            ("Priority", |permission, value| {
                                permission.priority(&value.text())
                            }),
                            ("IpProtocol", |permission, value| {
                                permission.ip_protocol(&value.text())
                            }),
                            ("SourceCidrIp", |permission, value| {
                                permission.source_cidr_ip(&value.text())
                            }),
                            ("Ipv6SourceCidrIp", |permission, value| {
                                permission.ipv6_source_cidr_ip(&value.text())
                            }),
                            ("PortRange", |permission, value| {
                                permission.port_range(&value.text())
                            }),
                            ("SourceGroupOwnerId", |permission, value| {
                                permission.source_group_owner_id(value.integer())
                            }),
                        ],
                    )
                }))
            }),
        ],
    )
}

fn tags(tree: &Tree) -> TagResources {
    let texts = |name| tree.get(name).map(|list| list.texts()).unwrap_or_default();
    let tags = tree.get("Tag").map(|tags| {
        tags.each(|tag| {
            tag_resources::Tag::new()
                .key(&tag.required("Key"))
                .value(&tag.required("Value"))
        })
    });
    TagResources::new(tag_resources::Required {
        region_id: tree.required("RegionId"),
        resource_type: tree.required("ResourceType"),
        resource_id: texts("ResourceId"),
        tag: tags.unwrap_or_default(),
    })
}

fn command(tree: &Tree) -> RunCommand {
    let [region, kind, content] =
        ["RegionId", "Type", "CommandContent"].map(|name| tree.required(name));
    tree.build(
        RunCommand::new(&region, &kind, &content),
        &[
            ("Timeout", |request, value| request.timeout(value.integer())),
            ("ClientToken", |request, value| {
                request.client_token(&value.text())
            }),
            ("Parameters", |request, value| {
                request.parameters(value.any())
            }),
            ("InstanceId", |request, value| {
                request.instance_id(value.texts())
            }),
            ("Timed", |request, value| request.timed(value.boolean())),
            ("Tag", |request, value| {
                request.tag(value.each(|tag| {
                    run_command::Tag::new()
                        .key(&tag.required("Key"))
                        .value(&tag.required("Value"))
                }))
            }),
        ],
    )
}

fn stop(tree: &Tree) -> StopInstances {
    let instances = tree
        .get("InstanceId")
        .map(|list| list.texts())
        .unwrap_or_default();
    tree.build(
        StopInstances::new(&tree.required("RegionId"), instances),
        &[
            ("ForceStop", |request, value| {
                request.force_stop(value.boolean())
            }),
            ("DryRun", |request, value| request.dry_run(value.boolean())),
        ],
    )
}

fn status(tree: &Tree) -> DescribeInstanceStatus {
    tree.build(
        DescribeInstanceStatus::new(&tree.required("RegionId")),
        &[
            ("InstanceId", |request, value| {
                request.instance_id(value.texts())
            }),
            ("PageNumber", |request, value| {
                request.page_number(value.integer())
            }),
            ("PageSize", |request, value| {
                request.page_size(value.integer())
            }),
        ],
    )
}
