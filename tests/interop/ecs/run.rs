//! `RunInstances`, the request with the most parameter styles: dotted names next to an object with the same root, lists of
//! objects and lists of text.

use acs_ecs_20140526::{RunInstances, run_instances};

use crate::tree::Tree;

/// Builds a request from the parameters of a case.
pub fn request(tree: &Tree) -> RunInstances {
    tree.build(
        RunInstances::new(&tree.required("RegionId")),
        &[
            ("InstanceType", |request, value| {
                request.instance_type(&value.text())
            }),
            ("Amount", |request, value| request.amount(value.integer())),
            ("UniqueSuffix", |request, value| {
                request.unique_suffix(value.boolean())
            }),
            ("ClientToken", |request, value| {
                request.client_token(&value.text())
            }),
            ("SystemDisk", system_disk),
            ("CpuOptions", |request, options| {
                options.build(
                    request,
                    &[("Core", |request, value| {
                        request.cpu_options_core(value.integer())
                    })],
                )
            }),
            ("SecurityGroupIds", |request, value| {
                request.security_group_ids(value.texts())
            }),
            ("Tag", |request, value| {
                request.tag(value.each(|tag| {
                    run_instances::Tag::new()
                        .key(&tag.required("Key"))
                        .value(&tag.required("Value"))
                }))
            }),
            ("DataDisk", |request, value| {
                request.data_disk(value.each(disk))
            }),
            ("NetworkInterface", |request, value| {
                request.network_interface(value.each(interface))
            }),
        ],
    )
}

/// Sets the system disk: the description lists some of its fields under dotted names, and others in an object.
fn system_disk(request: RunInstances, tree: &Tree) -> RunInstances {
    let object = tree.build(
        run_instances::SystemDisk::new(),
        &[
            ("ProvisionedIops", |disk, value| {
                disk.provisioned_iops(value.integer())
            }),
            ("BurstingEnabled", |disk, value| {
                disk.bursting_enabled(value.boolean())
            }),
        ],
    );
    tree.build(
        request.system_disk(object),
        &[
            ("Size", |request, value| {
                request.system_disk_size(&value.text())
            }),
            ("Category", |request, value| {
                request.system_disk_category(&value.text())
            }),
        ],
    )
}

fn disk(tree: &Tree) -> run_instances::DataDisk {
    tree.build(
        run_instances::DataDisk::new(),
        &[
            ("Size", |disk, value| disk.size(value.integer())),
            ("DeleteWithInstance", |disk, value| {
                disk.delete_with_instance(value.boolean())
            }),
            ("Category", |disk, value| disk.category(&value.text())),
            ("DiskName", |disk, value| disk.disk_name(&value.text())),
        ],
    )
}

fn interface(tree: &Tree) -> run_instances::NetworkInterface {
    tree.build(
        run_instances::NetworkInterface::new(),
        &[
            ("VSwitchId", |interface, value| {
                interface.vswitch_id(&value.text())
            }),
            ("SecurityGroupIds", |interface, value| {
                interface.security_group_ids(value.texts())
            }),
            ("Ipv6AddressCount", |interface, value| {
                interface.ipv6_address_count(value.integer())
            }),
        ],
    )
}
