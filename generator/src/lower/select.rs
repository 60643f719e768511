//! Keeps some operations of a plan, and of everything else what they reach.
//!
//! **Invariant:** what stays is what it was in the whole plan: names and paths do not depend on a selection.

use std::collections::BTreeSet;

use super::reach::reached;
use crate::check::listed;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::Service;
use crate::plan::Plan;

/// Keeps the named operations. A name that the description does not have is an error in `diagnostics`.
pub(super) fn select(
    plan: &mut Plan,
    service: &Service,
    names: &[String],
    diagnostics: &mut Diagnostics,
) {
    for name in names
        .iter()
        .filter(|name| service.operation(name).is_none())
    {
        diagnostics.error(
            DiagnosticCode::UnknownOperation,
            &service.declared_at,
            format!("there is no operation `{name}`"),
            near(name, service),
        );
    }
    plan.operations
        .retain(|operation| names.contains(&operation.wire_name));
    plan.waiters
        .retain(|waiter| names.contains(&waiter.wire_name));
    if let Some(errors) = &mut plan.errors {
        let told: BTreeSet<&String> = plan
            .operations
            .iter()
            .flat_map(|operation| &operation.errors)
            .collect();
        errors
            .variants
            .retain(|variant| told.contains(&variant.wire_name));
    }
    plan.errors.take_if(|errors| errors.variants.is_empty());
    let reached = reached(
        &plan.types,
        plan.operations.iter().flat_map(|one| &one.shared),
    );
    plan.types
        .retain(|shared| reached.contains(&shared.item.name().to_string()));
}

/// Names that are spelled alike, or the first few.
fn near(name: &str, service: &Service) -> String {
    let lower = name.to_lowercase();
    let alike = |known: &str| {
        let known = known.to_lowercase();
        known.contains(&lower)
            || lower.contains(&known)
            || strsim::damerau_levenshtein(&known, &lower) <= 3
    };
    let all: Vec<&str> = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    let near: Vec<&str> = all.iter().copied().filter(|known| alike(known)).collect();
    match near.as_slice() {
        [] => format!("the description has {}", listed(&all)),
        near => format!("did you mean {}?", listed(near)),
    }
}
