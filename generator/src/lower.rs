//! Model into plan: the only module that decides.
//!
//! **Invariant:** no tokens are built here. What a description leaves open is settled here or is an error here.

mod contents;
mod docs;
mod errors;
mod examples;
mod features;
mod given;
mod lookup;
mod operation;
mod page_names;
mod page_tests;
mod pages;
mod reach;
mod samples;
mod select;
mod sent;
mod share;
mod signature;
mod tests;
mod token;
mod types;
mod waiters;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Ident;

use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Operation, Parameter, Service, ServiceStyle};
use crate::names::{self, Kind};
use crate::plan::{self, Plan};
use crate::source::Place;
use crate::spec::{Facts, PagesFact};
use docs::Known;
use lookup::Lookup;
use pages::Paging;
pub use pages::habits;
use types::{Types, Way};

/// Names of a module that no type of the description may take.
const RESERVED: [&str; 3] = ["Response", "Required", "ErrorCode"];

/// An operation with the names it has been given.
struct Drafted<'s> {
    operation: &'s Operation,
    module: Ident,
    name: Ident,
    /// Parameters by wire name.
    names: BTreeMap<String, Ident>,
    paging: Option<Paging<'s>>,
    types: Types<'s>,
}

impl<'s> Drafted<'s> {
    /// Parameters that `new` takes: those required, apart from what turns pages.
    fn required(&self) -> impl Iterator<Item = &'s Parameter> {
        self.operation
            .parameters
            .iter()
            .filter(|parameter| parameter.schema.required && !self.turns_pages(&parameter.name))
    }

    fn turns_pages(&self, wire: &str) -> bool {
        self.paging.as_ref().is_some_and(|paging| {
            let (turned, size) = paging.habit.parameters();
            turned.name == wire || size.is_some_and(|size| size.name == wire)
        })
    }
}

/// Everything that has been decided about names.
struct Lowering<'s> {
    service: &'s Service,
    components: Types<'s>,
    operations: Vec<Drafted<'s>>,
    /// Names of error codes, by code.
    errors: BTreeMap<String, Ident>,
    /// Names of `acsgen.json`, by path.
    named: HashMap<&'s str, &'s str>,
    pages: &'s [PagesFact],
    /// Whether the product wants signature V1.
    v1: bool,
}

impl<'s> Lowering<'s> {
    fn lookup<'l>(&'l self, drafted: &'l Drafted<'s>) -> Lookup<'l, 's> {
        Lookup {
            own: &drafted.types,
            ..self.lookup_components()
        }
    }

    fn lookup_components(&self) -> Lookup<'_, 's> {
        Lookup {
            service: self.service,
            components: &self.components,
            own: &self.components,
            named: &self.named,
        }
    }

    fn size(&self, operation: &str) -> Option<i64> {
        self.pages
            .iter()
            .find(|fact| fact.operation == operation)?
            .size
    }
}

/// Decides how a service looks in Rust. Everything is named as if it were all there; then `selected` stays.
///
/// # Errors
///
/// Facts that do not fit the description, and what cannot be generated.
pub fn lower(
    service: &Service,
    facts: &Facts,
    selected: Option<&[String]>,
    problems: &mut Diagnostics,
) -> Result<Plan, Diagnostics> {
    let lowering = draft(service, facts, problems);
    let kept =
        |name: &str| selected.is_none_or(|names| names.iter().any(|selected| selected == name));
    let known = Known {
        operations: &|name| service.operation(name).is_some() && kept(name),
        here: None,
    };
    let shared = share::agreed(&lowering);
    let mut operations: Vec<plan::Operation> = lowering
        .operations
        .iter()
        .map(|drafted| {
            operation::lower(
                drafted,
                &lowering,
                &shared,
                &known.inside(&drafted.operation.name),
                problems,
            )
        })
        .collect();
    operations.sort_by(|one, other| one.wire.cmp(&other.wire));
    let types = share::items(&lowering, &shared, &known, problems);
    let mut waiters: Vec<plan::Waiter> = facts
        .waiters
        .iter()
        .filter_map(|fact| waiters::lower(fact, &lowering, problems))
        .collect();
    waiters.sort_by(|one, other| one.name.cmp(&other.name));
    let (package, folder, library) = names::package(&service.product, &service.version);
    let mut endpoints: Vec<(String, String)> = service
        .endpoints
        .iter()
        .map(|endpoint| (endpoint.region.clone(), endpoint.host.clone()))
        .collect();
    endpoints.sort();
    let mut plan = Plan {
        package,
        folder,
        library,
        source: service.source.clone(),
        product: service.product.clone(),
        version: service.version.clone(),
        style: style(service.style),
        endpoints,
        contents: contents::groups(service, &operations),
        operations,
        types,
        errors: errors::codes(service, &lowering.errors),
        waiters,
    };
    if let Some(names) = selected {
        select::select(&mut plan, service, names, problems);
    }
    features::gate(
        &mut plan,
        &features::features(service, &facts.features, problems),
    );
    problems.finish(plan)
}

fn style(style: ServiceStyle) -> Ident {
    names::identifier(match style {
        ServiceStyle::Rpc => "Rpc",
        ServiceStyle::Roa => "Roa",
        ServiceStyle::Pds => "Pds",
        ServiceStyle::Oss => "Oss",
        ServiceStyle::Sls => "Sls",
    })
}

fn draft<'s>(service: &'s Service, facts: &'s Facts, problems: &mut Diagnostics) -> Lowering<'s> {
    let named: HashMap<&str, &str> = facts
        .names
        .iter()
        .map(|fact| (fact.at.as_str(), fact.name.as_str()))
        .collect();
    let components = share::components(service, &named);
    let reserved: BTreeSet<String> = components
        .distinct()
        .into_iter()
        .map(|(_, name)| name.to_string())
        .chain(RESERVED.map(str::to_owned))
        .collect();
    let wires = || {
        service
            .operations
            .iter()
            .map(|operation| operation.name.as_str())
    };
    let (modules, clashes) =
        names::scope(wires(), Kind::Value, &["error_code", "types", "waiters"]);
    warn(&clashes, &service.place, "operations", problems);
    let drafted = |operation: &'s Operation| {
        let mut reserved = reserved.clone();
        reserved.insert(names::operation(&operation.name).to_string());
        let types = operation_types(operation, &named, &reserved);
        Drafted {
            operation,
            module: modules[&operation.name].clone(),
            name: names::operation(&operation.name),
            names: values(
                operation
                    .parameters
                    .iter()
                    .map(|parameter| parameter.name.as_str()),
                (&operation.name, &operation.place),
                &named,
                problems,
            ),
            paging: pages::infer(
                operation,
                service,
                facts
                    .pages
                    .iter()
                    .find(|fact| fact.operation == operation.name),
            )
            .ok(),
            types,
        }
    };
    let operations = service.operations.iter().map(drafted).collect();
    let lowering = Lowering {
        service,
        components,
        operations,
        errors: errors::names(service),
        named,
        pages: &facts.pages,
        v1: facts.v1.is_some(),
    };
    facts_fit(&lowering, facts, problems);
    lowering
}

/// Facts about nothing are mistakes.
fn facts_fit(lowering: &Lowering<'_>, facts: &Facts, problems: &mut Diagnostics) {
    let mut paths: BTreeSet<String> = lowering.components.paths().collect();
    for drafted in &lowering.operations {
        paths.extend(drafted.types.paths());
        let operation = drafted.operation;
        paths.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| format!("{}.{}", operation.name, parameter.name)),
        );
    }
    for fact in facts.names.iter().filter(|fact| !paths.contains(&fact.at)) {
        let help = "write `Operation.Parameter`, `Operation.Field.Field[]`, or `…=value` for a documented value";
        problems.error(
            Code::NameOfNothing,
            &fact.place,
            format!("`{}` names nothing in the description", fact.at),
            help,
        );
    }
    let chosen = matches!(
        lowering.service.style,
        ServiceStyle::Rpc | ServiceStyle::Roa
    );
    if let Some(place) = facts.v1.as_ref().filter(|_| !chosen) {
        problems.error(
            Code::InvalidSignature,
            place,
            "the product has one signature, which is its own",
            "remove `signature`: only RPC and ROA services take another",
        );
    }
    for fact in &facts.pages {
        pages::fits(fact, lowering.service, problems);
    }
}

fn operation_types<'s>(
    operation: &'s Operation,
    named: &HashMap<&str, &str>,
    reserved: &BTreeSet<String>,
) -> Types<'s> {
    let mut types = Types::new();
    for parameter in &operation.parameters {
        types.collect(
            &parameter.schema,
            &parameter.name,
            &format!("{}.{}", operation.name, parameter.name),
            Way::In,
            named,
        );
    }
    if let Some(reply) = &operation.reply {
        types.collect_reply(reply, &operation.name, named);
    }
    types.settle(reserved);
    types
}

/// Names of parameters or fields, with those a person has given.
fn values<'w>(
    wires: impl Iterator<Item = &'w str>,
    (path, place): (&str, &Place),
    named: &HashMap<&str, &str>,
    problems: &mut Diagnostics,
) -> BTreeMap<String, Ident> {
    let (mut names, mut clashes) = names::scope(wires, Kind::Value, &["new"]);
    for (wire, name) in &mut names {
        if let Some(told) = named.get(format!("{path}.{wire}").as_str()) {
            *name = names::name(told, Kind::Value);
            clashes.retain(|clash| clash.moved != *wire);
        }
    }
    warn(&clashes, place, path, problems);
    names
}

fn warn(clashes: &[names::Clash], place: &Place, what: &str, problems: &mut Diagnostics) {
    for clash in clashes {
        let message = format!(
            "`{}` and `{}` of {what} have the same name in Rust",
            clash.kept, clash.moved
        );
        let help = format!(
            "`{}` becomes `{}`; name it under `names` in acsgen.json",
            clash.moved, clash.name
        );
        problems.warning(Code::NameClash, place, message, help);
    }
}
