//! Checks a model before anything is decided about it.
//!
//! **Invariant:** reports every problem and changes nothing.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Schema, SchemaKind, Service};

/// Maximum number of names in a list for people.
const MAX_LISTED: usize = 8;

/// Checks a service.
///
/// # Errors
///
/// Returns all problems if any of them is an error.
pub fn check(service: Service, diagnostics: &mut Diagnostics) -> Result<Service, Diagnostics> {
    for component in &service.components {
        check_references(&service, &component.schema, diagnostics);
    }
    for operation in &service.operations {
        let schemas = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.schema)
            .chain(&operation.response);
        for schema in schemas {
            check_references(&service, schema, diagnostics);
        }
    }
    diagnostics.into_result(service)
}

/// Warns of each reference to a component that does not exist. Its value is any JSON.
fn check_references(service: &Service, schema: &Schema, diagnostics: &mut Diagnostics) {
    if let SchemaKind::Reference(name) = &schema.kind
        && service.component(name).is_none()
    {
        let names: Vec<&str> = service
            .components
            .iter()
            .map(|component| component.name.as_str())
            .collect();
        let existing = match names.as_slice() {
            [] => "the description has no components".to_owned(),
            names => format!("the description has {}", listed(names)),
        };
        let help =
            format!("the value becomes any JSON; add it under `components.schemas`: {existing}");
        diagnostics.warning(
            DiagnosticCode::DanglingReference,
            &schema.declared_at,
            format!("`$ref` to `{name}`: there is no such component"),
            help,
        );
    }
    for child in schema.children() {
        check_references(service, child, diagnostics);
    }
}

/// Lists names for people: the first few, in backquotes.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .take(MAX_LISTED)
        .map(|name| format!("`{name}`"))
        .collect();
    let rest = if names.len() > MAX_LISTED {
        format!(" and {} more", names.len() - MAX_LISTED)
    } else {
        String::new()
    };
    quoted.join(", ") + &rest
}
