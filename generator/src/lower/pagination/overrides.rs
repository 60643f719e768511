//! Checks the entries under `pagination` in `acsgen.json`.
//!
//! **Invariant:** an entry that does not fit the description is an error, never ignored.

use super::infer;
use super::search::PaginationSearch;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::PaginationOverride;
use crate::model::{Operation, Service};

/// Checks one entry.
pub(in super::super) fn check(
    config: &PaginationOverride,
    service: &Service,
    diagnostics: &mut Diagnostics,
) {
    let Some(operation) = service.operation(&config.operation) else {
        let message = format!(
            "`pagination` names `{}`: there is no such operation",
            config.operation
        );
        diagnostics.error(
            DiagnosticCode::UnknownPaginationTarget,
            &config.declared_at,
            message,
            "name an operation of this description",
        );
        return;
    };
    let reason = match infer::infer(operation, service, Some(config)) {
        Ok(_) => missing_path(config, operation, service),
        Err(_) if config.disabled => None,
        Err(reason) => Some(reason.to_owned()),
    };
    if let Some(reason) = reason {
        diagnostics.error(
            DiagnosticCode::UnknownPaginationTarget,
            &config.declared_at,
            format!(
                "`{}` cannot be read page by page: {reason}",
                config.operation
            ),
            "remove it from `pagination`, or name the parameters and fields that its pages need",
        );
    }
}

/// Returns a message about the first path that is not in the response.
fn missing_path(
    config: &PaginationOverride,
    operation: &Operation,
    service: &Service,
) -> Option<String> {
    let search = PaginationSearch {
        operation,
        service,
        response: operation.response.as_ref()?,
        config: None,
    };
    let paths = [
        ("next", &config.next),
        ("total", &config.total),
        ("pages", &config.pages),
    ];
    let is_missing = |path: &&Vec<String>| search.follow(path).is_none();
    paths.into_iter().find_map(|(name, path)| {
        path.as_ref().filter(is_missing)?;
        Some(format!("its `{name}` is not in the response"))
    })
}
