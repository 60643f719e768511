//! Requests and replies of a crate generated from the official description of ecs.

mod run;

use acs_ecs_20140526::{
    AuthorizeSecurityGroup, DescribeInstanceStatus, DescribeInstances, DescribeRegions, RunCommand,
    StopInstances, TagResources, authorize_security_group, describe_instances, run_command,
    tag_resources,
};
use serde_json::json;

use crate::ask::{Answered, Ask};
use crate::tree::Tree;

pub fn ask(ask: &Ask<'_>) -> Result<Answered, String> {
    match ask.operation {
        "DescribeInstances" => ask.send(instances, |reply| {
            let instance = |one: &describe_instances::Instance| {
                let tags: Vec<_> = one.tags.iter().map(|tag| json!({ "TagKey": tag.tag_key, "TagValue": tag.tag_value })).collect();
                json!({
                    "InstanceId": one.instance_id, "Cpu": one.cpu, "Memory": one.memory, "Status": one.status,
                    "IoOptimized": one.io_optimized, "SpotPriceLimit": one.spot_price_limit,
                    "PublicIpAddress": { "IpAddress": one.public_ip_address }, "Tags": { "Tag": tags },
                })
            };
            let instances: Vec<_> = reply.instances.iter().map(instance).collect();
            json!({ "RequestId": reply.request_id, "TotalCount": reply.total_count, "NextToken": reply.next_token,
                "Instances": { "Instance": instances } })
        }),
        "RunInstances" => ask.send(run::request, |reply| {
            json!({ "RequestId": reply.request_id, "OrderId": reply.order_id, "TradePrice": reply.trade_price,
                "InstanceIdSets": { "InstanceIdSet": reply.instance_id_sets } })
        }),
        "AuthorizeSecurityGroup" => ask.send(authorize, |reply| json!({ "RequestId": reply.request_id })),
        "TagResources" => ask.send(tags, |reply| json!({ "RequestId": reply.request_id })),
        _ => others(ask),
    }
}

fn others(ask: &Ask<'_>) -> Result<Answered, String> {
    match ask.operation {
        "RunCommand" => ask.send(command, |reply| {
            json!({ "RequestId": reply.request_id, "CommandId": reply.command_id, "InvokeId": reply.invoke_id })
        }),
        "StopInstances" => ask.send(stop, |reply| {
            let each = reply.instance_responses.iter();
            let each: Vec<_> = each.map(|one| json!({ "InstanceId": one.instance_id, "Code": one.code, "CurrentStatus": one.current_status })).collect();
            json!({ "RequestId": reply.request_id, "InstanceResponses": { "InstanceResponse": each } })
        }),
        "DescribeInstanceStatus" => ask.send(status, |reply| {
            let each = reply.instance_statuses.iter();
            let each: Vec<_> = each.map(|one| json!({ "InstanceId": one.instance_id, "Status": one.status })).collect();
            json!({ "RequestId": reply.request_id, "TotalCount": reply.total_count, "InstanceStatuses": { "InstanceStatus": each } })
        }),
        "DescribeRegions" => ask.send(
            |_| DescribeRegions::new(),
            |reply| {
                let each = reply.regions.iter();
                let each: Vec<_> = each.map(|one| json!({ "RegionId": one.region_id, "LocalName": one.local_name })).collect();
                json!({ "RequestId": reply.request_id, "Regions": { "Region": each } })
            },
        ),
        other => Err(format!("no request of ours is called {other} here")),
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
            // Dotted names: the description lists each of them, the official SDK has a list of objects.
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
                            ("Policy", |one, value| one.policy(&value.text())),
                            ("Priority", |one, value| one.priority(&value.text())),
                            ("IpProtocol", |one, value| one.ip_protocol(&value.text())),
                            ("SourceCidrIp", |one, value| {
                                one.source_cidr_ip(&value.text())
                            }),
                            ("Ipv6SourceCidrIp", |one, value| {
                                one.ipv6_source_cidr_ip(&value.text())
                            }),
                            ("PortRange", |one, value| one.port_range(&value.text())),
                            ("SourceGroupOwnerId", |one, value| {
                                one.source_group_owner_id(value.integer())
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
