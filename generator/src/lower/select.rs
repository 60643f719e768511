//! Selects some operations of a plan, and the types, waiters and error codes that they need.
//!
//! **Invariant:** items stay as they are in the whole plan: names and paths do not depend on a selection.

use std::collections::BTreeSet;

use super::reachability::reachable;
use crate::check::listed;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::Service;
use crate::plan::Plan;

/// Removes all operations but the named ones. A name that the description does not have is an error.
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
            suggestion(name, service),
        );
    }
    plan.operations
        .retain(|operation| names.contains(&operation.wire_name));
    plan.waiters
        .retain(|waiter| names.contains(&waiter.wire_name));
    if let Some(errors) = &mut plan.errors {
        let documented: BTreeSet<&String> = plan
            .operations
            .iter()
            .flat_map(|operation| &operation.errors)
            .collect();
        errors
            .variants
            .retain(|variant| documented.contains(&variant.wire_name));
    }
    plan.errors.take_if(|errors| errors.variants.is_empty());
    let named = plan
        .operations
        .iter()
        .flat_map(|operation| &operation.shared);
    let reachable = reachable(&plan.types, named);
    plan.types
        .retain(|shared| reachable.contains(&shared.item.name().to_string()));
}

/// Returns a help text with the names that are spelled alike, or with the first few.
fn suggestion(name: &str, service: &Service) -> String {
    let lower = name.to_lowercase();
    let is_alike = |other: &str| {
        let other = other.to_lowercase();
        other.contains(&lower)
            || lower.contains(&other)
            || strsim::damerau_levenshtein(&other, &lower) <= 3
    };
    let all: Vec<&str> = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    let alike: Vec<&str> = all.iter().copied().filter(|name| is_alike(name)).collect();
    match alike.as_slice() {
        [] => format!("the description has {}", listed(&all)),
        alike => format!("did you mean {}?", listed(alike)),
    }
}
