//! Turns the model into the plan. Only this stage makes choices.
//!
//! **Invariant:** no tokens are built here. What a description leaves open is settled here or is an error here.

mod binding;
mod captured_requests;
mod clashes;
mod client_token;
mod components;
mod deprecation;
mod docs;
mod draft;
mod errors;
mod examples;
mod features;
mod imports;
mod items;
mod name_overrides;
mod operation;
mod override_checks;
mod pagination;
mod parameters;
mod path;
mod reachability;
mod request;
mod request_literal;
mod resolver;
mod response_assertions;
mod response_names;
mod sample_values;
mod samples;
mod sections;
mod select;
mod shared_types;
mod signature;
mod tests;
mod type_names;
mod types;
mod waiter;

use proc_macro2::Ident;

use crate::diagnostic::Diagnostics;
use crate::model::Overrides;
use crate::model::{ApiStyle, Service};
use crate::names;
use crate::plan::{self, Plan};
use docs::DocContext;
use draft::LoweringContext;
pub use pagination::infer::inferred_pagination;

/// Lowers a service. Everything is named as if all operations were generated; then only the `selected` ones are kept.
///
/// # Errors
///
/// Returns every problem if an entry of `acsgen.json` does not fit the description, or if a selected operation does not
/// exist.
pub fn lower(
    service: &Service,
    overrides: &Overrides,
    selected: Option<&[String]>,
    diagnostics: &mut Diagnostics,
) -> Result<Plan, Diagnostics> {
    let lowering = draft::draft(service, overrides, diagnostics);
    override_checks::check(&lowering, overrides, diagnostics);
    let is_selected =
        |name: &str| selected.is_none_or(|names| names.iter().any(|selected| selected == name));
    let docs = DocContext {
        is_generated: &|name| service.operation(name).is_some() && is_selected(name),
        current_operation: None,
    };
    let mut plan = lower_whole(&lowering, overrides, &docs, diagnostics);
    if let Some(names) = selected {
        select::select(&mut plan, service, names, diagnostics);
    }
    let features = features::assign(service, &overrides.features, diagnostics);
    features::gate(&mut plan, &features);
    diagnostics.into_result(plan)
}

/// Lowers all operations, without features.
fn lower_whole(
    lowering: &LoweringContext<'_>,
    overrides: &Overrides,
    docs: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let service = lowering.service;
    let shared = shared_types::names(lowering);
    let mut operations: Vec<plan::OperationPlan> = lowering
        .operations()
        .map(|ctx| {
            let docs = docs.inside(&ctx.operation().name);
            operation::lower(&ctx, &shared, &docs, diagnostics)
        })
        .collect();
    operations.sort_by(|a, b| a.wire_name.cmp(&b.wire_name));
    let types = shared_types::items(lowering, &shared, docs, diagnostics);
    let mut waiters: Vec<plan::Waiter> = overrides
        .waiters
        .iter()
        .filter_map(|config| waiter::lower(lowering, config, diagnostics))
        .collect();
    waiters.sort_by(|a, b| a.name.cmp(&b.name));
    let (package, folder, library) = names::package(&service.product, &service.version);
    let mut endpoints: Vec<(String, String)> = service
        .endpoints
        .iter()
        .map(|endpoint| (endpoint.region.clone(), endpoint.host.clone()))
        .collect();
    endpoints.sort();
    Plan {
        package,
        folder,
        library,
        source: service.source.clone(),
        product: service.product.clone(),
        version: service.version.clone(),
        style: style(service.style),
        endpoints,
        groups: sections::groups(service, &operations),
        operations,
        types,
        errors: errors::enumeration(service, &lowering.error_names),
        waiters,
    }
}

/// Returns the variant of the runtime's `ApiStyle`.
fn style(style: ApiStyle) -> Ident {
    names::escape(match style {
        ApiStyle::Rpc => "Rpc",
        ApiStyle::Roa => "Roa",
        ApiStyle::Pds => "Pds",
        ApiStyle::Oss => "Oss",
        ApiStyle::Sls => "Sls",
    })
}
