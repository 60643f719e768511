//! The official JSON metadata, into the model: a whole description (`api-docs.json`), or one operation alone (`api.json`).
//!
//! **Invariant:** what is missing costs a type or a name at most, never an operation or a parameter.

mod directories;
mod operations;
mod parameters;
pub(super) mod path;
mod responses;
mod samples;

use std::sync::Arc;

use super::SpecDefaults;
use super::json::{self, Members, Node};
use super::schema;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Component, Endpoint, Operation, Service, ServiceStyle};
use crate::source::{Location, SourceFile};

/// Reads a whole description, or one operation alone. Where something is wrong with it, `diagnostics` says what.
pub(super) fn read(
    source: &Arc<SourceFile>,
    told: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Option<Service> {
    let origin = told.or_of_path(source.name());
    json::parse(source, diagnostics, |root, diagnostics| {
        match root.as_object() {
            Some(members) if members.get("apis").is_some() => {
                root.object(diagnostics, "the description")?;
                let mut service = service(root, &members, &origin, diagnostics);
                service.operations = operations(&members, &service, diagnostics);
                Some(service)
            }
            Some(members) if is_operation(&members) => {
                let mut service = service(root, &members, &origin, diagnostics);
                let name = origin.operation.as_deref()?;
                super::check_identifier(name, &root.place(), diagnostics);
                let operation = operations::operation(name, root, &service, diagnostics);
                service.operations.extend(operation);
                Some(service)
            }
            _ => {
                diagnostics.error(
                DiagnosticCode::NotADescription,
                &root.place(),
                "not a description of operations",
                "expected `info`, `apis` and `endpoints` as in the official metadata, or one operation of it",
            );
                None
            }
        }
    })
}

/// One operation alone has what nothing else has at its root.
fn is_operation(members: &Members<'_>) -> bool {
    let has = |name: &str| members.get(name).is_some();
    has("parameters") || has("responses") || has("methods")
}

/// The service without its operations.
fn service(
    root: Node<'_>,
    members: &Members<'_>,
    origin: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Service {
    let info = members
        .get("info")
        .and_then(|node| node.object(diagnostics, "`info`"));
    let said = |name: &str, told: &Option<String>, diagnostics: &mut Diagnostics| {
        let node = info.as_ref().and_then(|info| info.get(name));
        match node {
            Some(node) => Some((node.string(diagnostics, name)?.to_owned(), node.place())),
            None => Some((told.clone()?, root.place())),
        }
    };
    let product = said("product", &origin.product, diagnostics);
    let version = said("version", &origin.version, diagnostics);
    let style = said("style", &origin.style, diagnostics);
    let alone = members.get("apis").is_none();
    let unnamed = alone && origin.operation.is_none();
    missing(
        info.map_or_else(|| root.place(), |info| info.place()),
        [unnamed, product.is_none(), version.is_none()],
        diagnostics,
    );
    let mut name = |what: &str, said: Option<(String, Location)>| {
        said.map_or_else(String::new, |(name, place)| {
            super::check_path_name(&name, &place, diagnostics, what);
            name
        })
    };
    Service {
        product: name("product", product),
        version: name("version", version),
        style: match style {
            Some((name, place)) => service_style(&name, &place, diagnostics),
            None => guessed_style(members),
        },
        source: root.source().name().to_owned(),
        endpoints: endpoints(members, diagnostics),
        directories: directories::read(members, diagnostics),
        operations: Vec::new(),
        components: components(members, diagnostics),
        declared_at: root.place(),
    }
}

/// One error for all names that nobody has said.
pub(super) fn missing(place: Location, missing: [bool; 3], diagnostics: &mut Diagnostics) {
    const NAMES: [(&str, &str); 3] = [
        ("operation", "`--operation NAME`"),
        ("product", "`--product CODE`"),
        ("version", "`--product-version VERSION`"),
    ];
    let missing: Vec<_> = NAMES
        .iter()
        .zip(missing)
        .filter(|(_, missing)| *missing)
        .collect();
    if missing.is_empty() {
        return;
    }
    let listed = |name: fn(&(&str, &str)) -> String| {
        let names: Vec<String> = missing.iter().map(|(both, _)| name(both)).collect();
        names.join(" and ")
    };
    diagnostics.error(
        DiagnosticCode::MissingMember,
        &place,
        format!(
            "neither the description nor its path says the {}",
            listed(|(name, _)| (*name).to_owned())
        ),
        format!(
            "give {}; a build script says it with `Config::origin`",
            listed(|(_, option)| (*option).to_owned())
        ),
    );
}

fn service_style(name: &str, place: &Location, diagnostics: &mut Diagnostics) -> ServiceStyle {
    match name {
        "RPC" | "V3" => ServiceStyle::Rpc,
        "ROA" | "FC" | "AliGenie" => ServiceStyle::Roa,
        "PDS" => ServiceStyle::Pds,
        "OSS" => ServiceStyle::Oss,
        "SLS" => ServiceStyle::Sls,
        other => {
            diagnostics.error(
                DiagnosticCode::UnknownServiceStyle,
                place,
                format!("unknown style `{other}`"),
                "styles are RPC, V3, ROA, FC, OSS, SLS, PDS and AliGenie",
            );
            ServiceStyle::Rpc
        }
    }
}

/// Where nobody says it: RPC, unless every operation has a path of its own.
fn guessed_style(members: &Members<'_>) -> ServiceStyle {
    let has_path = |node: Option<Members<'_>>| node.is_some_and(|node| node.get("path").is_some());
    let paths = match members.get("apis").and_then(|apis| apis.as_object()) {
        Some(apis) => apis.iter().all(|member| has_path(member.node.as_object())),
        None => has_path(Some(*members)),
    };
    if paths {
        ServiceStyle::Roa
    } else {
        ServiceStyle::Rpc
    }
}

fn components(members: &Members<'_>, diagnostics: &mut Diagnostics) -> Vec<Component> {
    let schemas = members
        .get("components")
        .and_then(|node| node.as_object())
        .and_then(|node| node.get("schemas"));
    let Some(schemas) = schemas.and_then(|node| node.object(diagnostics, "`components.schemas`"))
    else {
        return Vec::new();
    };
    schemas
        .iter()
        .filter_map(|member| {
            super::check_name(member.name, &member.place, diagnostics, "the components");
            let schema = schema::read(
                member.node,
                diagnostics,
                &format!("component `{}`", member.name),
            )?;
            Some(Component {
                name: member.name.to_owned(),
                schema,
            })
        })
        .collect()
}

fn endpoints(members: &Members<'_>, diagnostics: &mut Diagnostics) -> Vec<Endpoint> {
    let Some(list) = members.get("endpoints") else {
        return Vec::new();
    };
    let mut endpoints = Vec::new();
    for node in list.elements(diagnostics, "`endpoints`") {
        let Some(entry) = node.object(diagnostics, "an endpoint") else {
            continue;
        };
        let region = entry.prose("regionId", diagnostics, "an endpoint");
        let host = entry.prose("endpoint", diagnostics, "an endpoint");
        // An endpoint that is not said is no endpoint; a client can be told one.
        if region.is_empty() || host.is_empty() {
            continue;
        }
        if !is_host(&host) {
            let message = format!("endpoint `{host}` of region `{region}` is not a host name");
            diagnostics.error(
                DiagnosticCode::InvalidHost,
                &node.place(),
                message,
                "expected a name such as `domain.aliyuncs.com`",
            );
            continue;
        }
        endpoints.push(Endpoint { region, host });
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

fn operations(
    members: &Members<'_>,
    service: &Service,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let Some(apis) = members
        .get("apis")
        .and_then(|node| node.object(diagnostics, "`apis`"))
    else {
        return Vec::new();
    };
    if apis.iter().next().is_none() {
        diagnostics.warning(
            DiagnosticCode::NoOperations,
            &apis.place(),
            "`apis` holds no operation",
            "the client has none either; add the operations to generate",
        );
    }
    apis.iter()
        .filter_map(|member| {
            super::check_identifier(member.name, &member.place, diagnostics);
            operations::operation(member.name, member.node, service, diagnostics)
        })
        .collect()
}
