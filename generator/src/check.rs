//! What must hold of a model before anything is decided about it.
//!
//! **Invariant:** collects every problem and changes nothing.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Schema, SchemaKind, Service};

/// Checks a service.
///
/// # Errors
///
/// Everything that does not hold.
pub fn check(service: Service, diagnostics: &mut Diagnostics) -> Result<Service, Diagnostics> {
    for component in &service.components {
        references(&component.schema, &service, diagnostics);
    }
    for operation in &service.operations {
        let schemas = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.schema)
            .chain(&operation.response);
        for schema in schemas {
            references(schema, &service, diagnostics);
        }
    }
    diagnostics.into_result(service)
}

/// A reference to nothing is a value of which nothing is known.
fn references(schema: &Schema, service: &Service, diagnostics: &mut Diagnostics) {
    match &schema.kind {
        SchemaKind::Reference(name) if service.component(name).is_none() => {
            let known: Vec<&str> = service
                .components
                .iter()
                .map(|component| component.name.as_str())
                .collect();
            let known = match known.as_slice() {
                [] => "the description has no components".to_owned(),
                known => format!("there are {}", listed(known)),
            };
            let help =
                format!("it is taken for any JSON; add it under `components.schemas`: {known}");
            diagnostics.warning(
                DiagnosticCode::DanglingReference,
                &schema.declared_at,
                format!("`$ref` to `{name}`: there is no such component"),
                help,
            );
        }
        SchemaKind::List(inner) | SchemaKind::Map(inner) => references(inner, service, diagnostics),
        SchemaKind::Object(fields) => fields
            .iter()
            .for_each(|field| references(&field.schema, service, diagnostics)),
        _ => {}
    }
}

/// A list for people: the first few, in backquotes.
pub(crate) fn listed(names: &[&str]) -> String {
    const FEW: usize = 8;
    let quoted: Vec<String> = names
        .iter()
        .take(FEW)
        .map(|name| format!("`{name}`"))
        .collect();
    let rest = if names.len() > FEW {
        format!(" and {} more", names.len() - FEW)
    } else {
        String::new()
    };
    quoted.join(", ") + &rest
}
