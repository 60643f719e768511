//! Requests and responses of a crate generated from the official description of cs, whose operations have paths.

use acs_cs_20151215::{
    DeleteCluster, DeleteClusterNodes, DescribeClusterDetail, DescribeClustersV1,
    InstallClusterAddons, ListTagResources, ModifyCluster, TagResources, UpdateTemplate,
    delete_cluster, delete_cluster_nodes, install_cluster_addons, list_tag_resources,
    modify_cluster, tag_resources, update_template,
};
use serde_json::json;

use crate::tree::Tree;
use crate::typed_call::{CallResult, TypedCall};

/// Sends the operation of a case.
pub fn send(call: &TypedCall<'_>) -> Result<CallResult, String> {
    match call.operation {
        "DescribeClusterDetail" => call.send(
            |tree| DescribeClusterDetail::new(&tree.required("ClusterId")),
            |response| {
                let tags: Vec<_> = response.tags.iter().map(|tag| json!({ "key": tag.key, "value": tag.value })).collect();
                json!({ "cluster_id": response.cluster_id, "name": response.name, "size": response.size,
                    "deletion_protection": response.deletion_protection, "tags": tags })
            },
        ),
        "ListTagResources" => call.send(tagged, |response| {
            let resources = response.tag_resources.iter();
            let resources: Vec<_> = resources.map(|item| json!({ "tag_key": item.tag_key, "tag_value": item.tag_value, "resource_id": item.resource_id })).collect();
            json!({ "request_id": response.request_id, "next_token": response.next_token, "tag_resources": { "tag_resource": resources } })
        }),
        "DescribeClustersV1" => call.send(clusters, |response| {
            let clusters: Vec<_> = response.clusters.iter().map(|item| json!({ "cluster_id": item.cluster_id, "name": item.name, "size": item.size })).collect();
            let page = response.page_info.as_ref().map(|page| {
                json!({ "page_number": page.page_number, "page_size": page.page_size, "total_count": page.total_count })
            });
            json!({ "clusters": clusters, "page_info": page })
        }),
        "TagResources" => call.send(tag, |response| json!({ "request_id": response.request_id })),
        "InstallClusterAddons" => call.send(install, |()| json!(null)),
        "UpdateTemplate" => call.send(template, |()| json!(null)),
        "DeleteCluster" => call.send(delete, |response| {
            json!({ "cluster_id": response.cluster_id, "request_id": response.request_id, "task_id": response.task_id })
        }),
        "ModifyCluster" => call.send(modify, |response| {
            json!({ "cluster_id": response.cluster_id, "request_id": response.request_id, "task_id": response.task_id })
        }),
        "DeleteClusterNodes" => call.send(nodes, |response| {
            json!({ "cluster_id": response.cluster_id, "request_id": response.request_id, "task_id": response.task_id })
        }),
        other => Err(format!("there is no request for the operation {other}")),
    }
}

fn tagged(tree: &Tree) -> ListTagResources {
    let resources = tree
        .get("resource_ids")
        .map(|list| list.texts())
        .unwrap_or_default();
    let request = ListTagResources::new(
        resources,
        &tree.required("resource_type"),
        &tree.required("region_id"),
    );
    tree.build(
        request,
        &[("tags", |request, value| {
            request.tags(value.each(|tag| {
                list_tag_resources::Tag::new()
                    .key(&tag.required("key"))
                    .value(&tag.required("value"))
            }))
        })],
    )
}

fn clusters(tree: &Tree) -> DescribeClustersV1 {
    tree.build(
        DescribeClustersV1::new(),
        &[
            ("name", |request, value| request.name(&value.text())),
            ("page_size", |request, value| {
                request.page_size(value.integer())
            }),
            ("page_number", |request, value| {
                request.page_number(value.integer())
            }),
        ],
    )
}

fn tag(tree: &Tree) -> TagResources {
    tree.build(
        TagResources::new(),
        &[("body", |request, body| {
            request.body(body.build(
                tag_resources::Body::new(),
                &[
                    ("resource_ids", |body, value| {
                        body.resource_ids(value.texts())
                    }),
                    ("resource_type", |body, value| {
                        body.resource_type(&value.text())
                    }),
                    ("region_id", |body, value| body.region_id(&value.text())),
                    ("tags", |body, value| {
                        body.tags(value.each(|tag| {
                            tag_resources::Tag::new()
                                .key(&tag.required("key"))
                                .value(&tag.required("value"))
                        }))
                    }),
                ],
            ))
        })],
    )
}

fn install(tree: &Tree) -> InstallClusterAddons {
    let request = InstallClusterAddons::new(&tree.required("ClusterId"));
    tree.build(
        request,
        &[("body", |request, body| {
            request.body(body.each(|addon| {
                addon.build(
                    install_cluster_addons::Body::new(),
                    &[
                        ("name", |addon, value| addon.name(&value.text())),
                        ("version", |addon, value| addon.version(&value.text())),
                        ("config", |addon, value| addon.config(&value.text())),
                    ],
                )
            }))
        })],
    )
}

fn template(tree: &Tree) -> UpdateTemplate {
    let request = UpdateTemplate::new(&tree.required("TemplateId"));
    tree.build(
        request,
        &[("body", |request, body| {
            request.body(body.build(
                update_template::Body::new(),
                &[
                    ("name", |body, value| body.name(&value.text())),
                    ("template", |body, value| body.template(&value.text())),
                ],
            ))
        })],
    )
}

// A case sends `keep_slb`, which the description deprecates.
#[allow(deprecated)]
fn delete(tree: &Tree) -> DeleteCluster {
    tree.build(
        DeleteCluster::new(&tree.required("ClusterId")),
        &[
            ("keep_slb", |request, value| {
                request.keep_slb(value.boolean())
            }),
            ("retain_resources", |request, value| {
                request.retain_resources(value.texts())
            }),
            ("delete_options", |request, value| {
                request.delete_options(value.each(|option| {
                    delete_cluster::DeleteOption::new()
                        .resource_type(&option.required("resource_type"))
                        .delete_mode(&option.required("delete_mode"))
                }))
            }),
        ],
    )
}

fn modify(tree: &Tree) -> ModifyCluster {
    tree.build(
        ModifyCluster::new(&tree.required("ClusterId")),
        &[("body", |request, body| {
            request.body(body.build(
                modify_cluster::Body::new(),
                &[
                    ("api_server_eip", |body, value| {
                        body.api_server_eip(value.boolean())
                    }),
                    ("cluster_name", |body, value| {
                        body.cluster_name(&value.text())
                    }),
                    ("access_control_list", |body, value| {
                        body.access_control_list(value.texts())
                    }),
                    ("maintenance_window", |body, value| {
                        body.maintenance_window(value.build(
                            modify_cluster::MaintenanceWindow::new(),
                            &[
                                ("enable", |window, value| window.enable(value.boolean())),
                                ("maintenance_time", |window, value| {
                                    window.maintenance_time(&value.text())
                                }),
                                ("duration", |window, value| window.duration(&value.text())),
                            ],
                        ))
                    }),
                ],
            ))
        })],
    )
}

fn nodes(tree: &Tree) -> DeleteClusterNodes {
    tree.build(
        DeleteClusterNodes::new(&tree.required("ClusterId")),
        &[("body", |request, body| {
            request.body(body.build(
                delete_cluster_nodes::Body::new(),
                &[
                    ("drain_node", |body, value| body.drain_node(value.boolean())),
                    ("nodes", |body, value| body.nodes(value.texts())),
                ],
            ))
        })],
    )
}
