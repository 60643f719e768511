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

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Operation, Parameter, Service, ServiceStyle};
use crate::names::{self, Case};
use crate::plan::{self, Plan};
use crate::source::Location;
use crate::spec::{Overrides, PaginationOverride};
use docs::DocContext;
use lookup::Resolver;
use pages::Paging;
pub use pages::inferred_pagination;
use types::{Direction, Types};

/// Names of a module that no type of the description may take.
const RESERVED: [&str; 3] = ["Response", "Required", "ErrorCode"];

/// An operation with the names it has been given.
struct OperationDraft<'s> {
    operation: &'s Operation,
    module: Ident,
    name: Ident,
    /// Parameters by wire name.
    names: BTreeMap<String, Ident>,
    paging: Option<Paging<'s>>,
    types: Types<'s>,
}

impl<'s> OperationDraft<'s> {
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
struct LoweringContext<'s> {
    service: &'s Service,
    components: Types<'s>,
    operations: Vec<OperationDraft<'s>>,
    /// Names of error codes, by code.
    errors: BTreeMap<String, Ident>,
    /// Names of `acsgen.json`, by path.
    named: HashMap<&'s str, &'s str>,
    pages: &'s [PaginationOverride],
    /// Whether the product wants signature V1.
    v1: bool,
}

impl<'s> LoweringContext<'s> {
    fn lookup<'l>(&'l self, drafted: &'l OperationDraft<'s>) -> Resolver<'l, 's> {
        Resolver {
            own: &drafted.types,
            ..self.lookup_components()
        }
    }

    fn lookup_components(&self) -> Resolver<'_, 's> {
        Resolver {
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
            .page_size
    }
}

/// Decides how a service looks in Rust. Everything is named as if it were all there; then `selected` stays.
///
/// # Errors
///
/// Facts that do not fit the description, and what cannot be generated.
pub fn lower(
    service: &Service,
    overrides: &Overrides,
    selected: Option<&[String]>,
    diagnostics: &mut Diagnostics,
) -> Result<Plan, Diagnostics> {
    let lowering = draft(service, overrides, diagnostics);
    let kept =
        |name: &str| selected.is_none_or(|names| names.iter().any(|selected| selected == name));
    let known = DocContext {
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
                diagnostics,
            )
        })
        .collect();
    operations.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
    let types = share::items(&lowering, &shared, &known, diagnostics);
    let mut waiters: Vec<plan::Waiter> = overrides
        .waiters
        .iter()
        .filter_map(|fact| waiters::lower(fact, &lowering, diagnostics))
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
        groups: contents::groups(service, &operations),
        operations,
        types,
        errors: errors::codes(service, &lowering.errors),
        waiters,
    };
    if let Some(names) = selected {
        select::select(&mut plan, service, names, diagnostics);
    }
    features::gate(
        &mut plan,
        &features::features(service, &overrides.features, diagnostics),
    );
    diagnostics.into_result(plan)
}

fn style(style: ServiceStyle) -> Ident {
    names::escape(match style {
        ServiceStyle::Rpc => "Rpc",
        ServiceStyle::Roa => "Roa",
        ServiceStyle::Pds => "Pds",
        ServiceStyle::Oss => "Oss",
        ServiceStyle::Sls => "Sls",
    })
}

fn draft<'s>(
    service: &'s Service,
    overrides: &'s Overrides,
    diagnostics: &mut Diagnostics,
) -> LoweringContext<'s> {
    let named: HashMap<&str, &str> = overrides
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
        names::assign(wires(), Case::Snake, &["error_code", "types", "waiters"]);
    warn(&clashes, &service.declared_at, "operations", diagnostics);
    let drafted = |operation: &'s Operation| {
        let mut reserved = reserved.clone();
        reserved.insert(names::operation(&operation.name).to_string());
        let types = operation_types(operation, &named, &reserved);
        OperationDraft {
            operation,
            module: modules[&operation.name].clone(),
            name: names::operation(&operation.name),
            names: values(
                operation
                    .parameters
                    .iter()
                    .map(|parameter| parameter.name.as_str()),
                (&operation.name, &operation.declared_at),
                &named,
                diagnostics,
            ),
            paging: pages::infer(
                operation,
                service,
                overrides
                    .pagination
                    .iter()
                    .find(|fact| fact.operation == operation.name),
            )
            .ok(),
            types,
        }
    };
    let operations = service.operations.iter().map(drafted).collect();
    let lowering = LoweringContext {
        service,
        components,
        operations,
        errors: errors::names(service),
        named,
        pages: &overrides.pagination,
        v1: overrides.v1.is_some(),
    };
    facts_fit(&lowering, overrides, diagnostics);
    lowering
}

/// Facts about nothing are mistakes.
fn facts_fit(lowering: &LoweringContext<'_>, overrides: &Overrides, diagnostics: &mut Diagnostics) {
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
    for fact in overrides
        .names
        .iter()
        .filter(|fact| !paths.contains(&fact.at))
    {
        let help = "write `Operation.Parameter`, `Operation.Field.Field[]`, or `…=value` for a documented value";
        diagnostics.error(
            DiagnosticCode::UnknownNameTarget,
            &fact.declared_at,
            format!("`{}` names nothing in the description", fact.at),
            help,
        );
    }
    let chosen = matches!(
        lowering.service.style,
        ServiceStyle::Rpc | ServiceStyle::Roa
    );
    if let Some(place) = overrides.v1.as_ref().filter(|_| !chosen) {
        diagnostics.error(
            DiagnosticCode::InvalidSignature,
            place,
            "the product has one signature, which is its own",
            "remove `signature`: only RPC and ROA services take another",
        );
    }
    for fact in &overrides.pagination {
        pages::fits(fact, lowering.service, diagnostics);
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
            Direction::Request,
            named,
        );
    }
    if let Some(reply) = &operation.response {
        types.collect_reply(reply, &operation.name, named);
    }
    types.commit(reserved);
    types
}

/// Names of parameters or fields, with those a person has given.
fn values<'w>(
    wires: impl Iterator<Item = &'w str>,
    (path, place): (&str, &Location),
    named: &HashMap<&str, &str>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Ident> {
    let (mut names, mut clashes) = names::assign(wires, Case::Snake, &["new"]);
    for (wire, name) in &mut names {
        if let Some(told) = named.get(format!("{path}.{wire}").as_str()) {
            *name = names::name(told, Case::Snake);
            clashes.retain(|clash| clash.renamed != *wire);
        }
    }
    warn(&clashes, place, path, diagnostics);
    names
}

fn warn(clashes: &[names::Clash], place: &Location, what: &str, diagnostics: &mut Diagnostics) {
    for clash in clashes {
        let message = format!(
            "`{}` and `{}` of {what} have the same name in Rust",
            clash.winner, clash.renamed
        );
        let help = format!(
            "`{}` becomes `{}`; name it under `names` in acsgen.json",
            clash.renamed, clash.name
        );
        diagnostics.warning(DiagnosticCode::NameClash, place, message, help);
    }
}
