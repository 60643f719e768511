//! The official JSON metadata (`api-docs.json`), into the model.

mod directories;
mod parameters;
mod samples;

use std::collections::HashSet;
use std::sync::Arc;

use super::json::{self, Members, Node};
use super::schema;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{
    Component, Endpoint, ErrorCode, Evidence, Operation, Schema, Service, ServiceStyle,
};
use crate::source::Source;

/// Reads a whole document. None where something is wrong with it; `problems` then says what.
pub(super) fn read(source: &Arc<Source>, problems: &mut Diagnostics) -> Option<Service> {
    json::parse(source, problems, document)
}

fn document(root: Node<'_>, problems: &mut Diagnostics) -> Option<Service> {
    let help = "expected `info`, `apis` and `endpoints` as in the official metadata";
    let Some(members) = root
        .as_object()
        .filter(|members| members.get("apis").is_some())
    else {
        problems.error(
            Code::NotADescription,
            &root.place(),
            "not a description of operations",
            help,
        );
        return None;
    };
    root.object(problems, "the description")?;
    let Some(info) = members.get("info") else {
        problems.error(
            Code::MissingMember,
            &root.place(),
            "the description has no `info`",
            help,
        );
        return None;
    };
    let info = info.object(problems, "`info`")?;
    let product = info.require("product", problems, "`info`");
    let version = info.require("version", problems, "`info`");
    for (name, value) in [("product", product), ("version", version)] {
        if let (Some(value), Some(node)) = (value, info.get(name)) {
            super::check_path_name(value, &node.place(), problems, name);
        }
    }
    let style = service_style(&info, problems);
    let components = components(&members, problems);
    let operations = operations(&members, problems);
    Some(Service {
        product: product?.to_owned(),
        version: version?.to_owned(),
        style: style?,
        source: root.source().name().to_owned(),
        endpoints: endpoints(&members, problems),
        directories: directories::read(&members, problems),
        operations,
        components,
        place: root.place(),
    })
}

fn service_style(info: &Members<'_>, problems: &mut Diagnostics) -> Option<ServiceStyle> {
    match info.require("style", problems, "`info`")? {
        "RPC" | "V3" => Some(ServiceStyle::Rpc),
        "ROA" | "FC" | "AliGenie" => Some(ServiceStyle::Roa),
        "PDS" => Some(ServiceStyle::Pds),
        "OSS" => Some(ServiceStyle::Oss),
        "SLS" => Some(ServiceStyle::Sls),
        other => {
            let place = info
                .get("style")
                .map_or_else(|| info.place(), |node| node.place());
            let help = "styles are RPC, V3, ROA, FC, OSS, SLS, PDS and AliGenie";
            problems.error(
                Code::UnknownServiceStyle,
                &place,
                format!("unknown style `{other}`"),
                help,
            );
            None
        }
    }
}

fn components(members: &Members<'_>, problems: &mut Diagnostics) -> Vec<Component> {
    let schemas = members
        .get("components")
        .and_then(|node| node.as_object())
        .and_then(|node| node.get("schemas"));
    let Some(schemas) = schemas.and_then(|node| node.object(problems, "`components.schemas`"))
    else {
        return Vec::new();
    };
    schemas
        .iter()
        .filter_map(|member| {
            super::check_name(member.name, &member.place, problems, "the components");
            let schema = schema::read(
                member.node,
                problems,
                &format!("component `{}`", member.name),
            )?;
            Some(Component {
                name: member.name.to_owned(),
                schema,
            })
        })
        .collect()
}

fn endpoints(members: &Members<'_>, problems: &mut Diagnostics) -> Vec<Endpoint> {
    let Some(list) = members.get("endpoints") else {
        return Vec::new();
    };
    let mut endpoints = Vec::new();
    for node in list.elements(problems, "`endpoints`") {
        let Some(entry) = node.object(problems, "an endpoint") else {
            continue;
        };
        let region = entry.require("regionId", problems, "an endpoint");
        let host = entry.require("endpoint", problems, "an endpoint");
        let (Some(region), Some(host)) = (region, host) else {
            continue;
        };
        let host = host.trim();
        if !is_host(host) {
            let message = format!("endpoint `{host}` of region `{region}` is not a host name");
            problems.error(
                Code::InvalidHost,
                &node.place(),
                message,
                "expected a name such as `domain.aliyuncs.com`",
            );
            continue;
        }
        endpoints.push(Endpoint {
            region: region.to_owned(),
            host: host.to_owned(),
        });
    }
    endpoints
}

/// Hosts of some products hold placeholders such as `{bucket}`.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '{' | '}'))
}

fn operations(members: &Members<'_>, problems: &mut Diagnostics) -> Vec<Operation> {
    let Some(apis) = members
        .get("apis")
        .and_then(|node| node.object(problems, "`apis`"))
    else {
        return Vec::new();
    };
    if apis.iter().next().is_none() {
        problems.warning(
            Code::NoOperations,
            &apis.place(),
            "`apis` holds no operation",
            "the client has none either; add the operations to generate",
        );
    }
    apis.iter()
        .filter_map(|member| {
            super::check_identifier(member.name, &member.place, problems);
            operation(member.name, member.node, problems)
        })
        .collect()
}

fn operation(name: &str, node: Node<'_>, problems: &mut Diagnostics) -> Option<Operation> {
    let what = format!("`{name}`");
    let members = node.object(problems, &what)?;
    Some(Operation {
        name: name.to_owned(),
        title: members.prose("title", problems, &what),
        summary: members.prose("summary", problems, &what),
        description: members.prose("description", problems, &what),
        method: method(&members, problems, &what),
        path: members
            .get("path")
            .and_then(|node| node.string(problems, &format!("`path` of {what}")))
            .map(str::to_owned),
        reads: members
            .get("operationType")
            .is_some_and(|node| node.as_str() == Some("read")),
        deprecated: members.flag("deprecated", problems, &what),
        parameters: parameters::read(&members, problems, &what),
        reply: reply(&members, problems, &what),
        errors: errors(&members, problems, &what),
        samples: samples::read(&members, problems, &what),
        evidence: Evidence::default(),
        place: node.place(),
    })
}

/// POST where the operation takes it, as the official SDKs do; else its only method.
fn method(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> String {
    const KNOWN: [&str; 8] = [
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
    ];
    let mut methods = Vec::new();
    let listed = members
        .get("methods")
        .map(|node| node.elements(problems, &format!("`methods` of {what}")));
    for node in listed.unwrap_or_default() {
        let method = node.text().to_uppercase();
        if KNOWN.contains(&method.as_str()) {
            methods.push(method);
        } else {
            problems.error(
                Code::UnknownMethod,
                &node.place(),
                format!("{what}: unknown method `{method}`"),
                "methods are get, post, put …",
            );
        }
    }
    let post = "POST".to_owned();
    if methods.is_empty() || methods.contains(&post) {
        post
    } else {
        methods.swap_remove(0)
    }
}

/// The schema of the first success that has one.
fn reply(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Schema> {
    let responses = members
        .get("responses")?
        .object(problems, &format!("`responses` of {what}"))?;
    let success = responses
        .iter()
        .filter(|member| member.name.starts_with('2'))
        .find_map(|member| member.node.as_object()?.get("schema"))?;
    schema::body(success, problems, &format!("the reply of {what}"))
}

fn errors(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Vec<ErrorCode> {
    let Some(statuses) = members
        .get("errorCodes")
        .and_then(|node| node.object(problems, &format!("`errorCodes` of {what}")))
    else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for status in statuses.iter() {
        for node in status
            .node
            .elements(problems, &format!("errors {} of {what}", status.name))
        {
            let Some(entry) = node.object(problems, &format!("an error of {what}")) else {
                continue;
            };
            let Some(code) = entry.require("errorCode", problems, &format!("an error of {what}"))
            else {
                continue;
            };
            let code = code.trim();
            if !code.is_empty() && seen.insert(code.to_owned()) {
                let message = entry.prose("errorMessage", problems, what);
                errors.push(ErrorCode {
                    status: status.name.to_owned(),
                    code: code.to_owned(),
                    message,
                });
            }
        }
    }
    errors
}
