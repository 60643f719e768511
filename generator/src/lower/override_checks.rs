//! Checks that the entries of `acsgen.json` fit the description.
//!
//! **Invariant:** an entry about something that the description lacks is an error; waiters, features and fixups are
//! checked by the modules that apply them.

use std::collections::BTreeSet;

use super::draft::LoweringContext;
use super::pagination;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::ApiStyle;
use crate::model::Overrides;

/// Checks names, signature and pagination.
pub(super) fn check(
    lowering: &LoweringContext<'_>,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) {
    check_names(lowering, overrides, diagnostics);
    let has_choice = matches!(lowering.service.style, ApiStyle::Rpc | ApiStyle::Roa);
    if let Some(place) = overrides.v1.as_ref().filter(|_| !has_choice) {
        diagnostics.error(
            DiagnosticCode::InvalidSignature,
            place,
            "`signature` cannot be chosen: the style of this product has a single signature",
            "remove `signature`, which is for RPC and ROA services only",
        );
    }
    for config in &overrides.pagination {
        pagination::overrides::check(config, lowering.service, diagnostics);
    }
}

fn check_names(
    lowering: &LoweringContext<'_>,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) {
    let mut paths: BTreeSet<String> = lowering.components.paths().collect();
    for draft in &lowering.operations {
        paths.extend(draft.types.paths());
        let operation = draft.operation;
        paths.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| format!("{}.{}", operation.name, parameter.name)),
        );
    }
    let unknown = overrides
        .names
        .iter()
        .filter(|name| !paths.contains(&name.at));
    for name in unknown {
        let help = "write `Operation.Parameter`, `Operation.Field.Field[]`, or `…=value` for a documented value";
        diagnostics.error(
            DiagnosticCode::UnknownNameTarget,
            &name.declared_at,
            format!("`{}` is not in the description", name.at),
            help,
        );
    }
}
