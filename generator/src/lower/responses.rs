//! Names of the responses' own types: `QueryDnsHostResponse` is what `QueryDnsHost` returns.
//!
//! **Invariant:** a name depends on the names of operations alone, never on their order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::types::{Direction, Types};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Operation, Schema, SchemaKind, Service};
use crate::names;

/// Returns the name of each response that declares a type of its own, by the operation's wire name.
///
/// An operation keeps the name its publisher gave it, so a response that would have the same name gives way.
pub(super) fn names<'s>(
    service: &'s Service,
    overrides: &HashMap<&str, &str>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'s str, String> {
    let operations: BTreeSet<String> = service
        .operations
        .iter()
        .map(|operation| names::operation(&operation.name).to_string())
        .collect();
    let mut responses = BTreeMap::new();
    for operation in &service.operations {
        let Some((suffix, path)) = operation
            .response
            .as_ref()
            .and_then(|schema| own_type(schema, &operation.name))
        else {
            continue;
        };
        let plain = names::concat(&names::operation(&operation.name).to_string(), suffix);
        let name = match overrides.get(path.as_str()) {
            Some(name) => names::type_name(name),
            None => unlike(&plain, &operations),
        };
        if name != plain && operations.contains(&plain) {
            warn_of_operation(operation, &plain, &name, diagnostics);
        }
        responses.insert(operation.name.as_str(), name);
    }
    responses
}

/// Returns what follows the operation's name in the name of the response's own type, and the path of that type in
/// `acsgen.json`. Returns `None` if the response is a component, a scalar or any JSON.
fn own_type(response: &Schema, operation: &str) -> Option<(&'static str, String)> {
    let suffix = match response.kind {
        SchemaKind::Object(_) => "Response",
        _ => "ResponseItem",
    };
    let (mut schema, mut path) = (response, operation.to_owned());
    while let SchemaKind::List(inner) | SchemaKind::Map(inner) = &schema.kind {
        (schema, path) = (inner, path + "[]");
    }
    let declares_type = match &schema.kind {
        SchemaKind::Object(_) => true,
        SchemaKind::String(values) => !values.is_empty(),
        _ => false,
    };
    declares_type.then_some((suffix, path))
}

fn unlike(plain: &str, operations: &BTreeSet<String>) -> String {
    let mut name = plain.to_owned();
    while operations.contains(&name) {
        name = names::concat(&name, "Type");
    }
    name
}

fn warn_of_operation(
    operation: &Operation,
    taken: &str,
    name: &str,
    diagnostics: &mut Diagnostics,
) {
    let message = format!(
        "the operation `{taken}` and the response of `{}` have the same name in Rust",
        operation.name
    );
    let help = format!("the response becomes `{name}`; name it under `names` in acsgen.json");
    diagnostics.warning(
        DiagnosticCode::NameClash,
        &operation.declared_at,
        message,
        help,
    );
}

/// Warns of each component that gives its name to a response.
pub(super) fn warn_of_components(
    service: &Service,
    responses: &BTreeMap<&str, String>,
    components: &Types<'_>,
    diagnostics: &mut Diagnostics,
) {
    let responses: BTreeMap<&str, &str> = responses
        .iter()
        .map(|(operation, response)| (response.as_str(), *operation))
        .collect();
    for component in &service.components {
        let plain = names::type_name(&component.name);
        let Some(operation) = responses.get(plain.as_str()) else {
            continue;
        };
        let renamed = [Direction::Request, Direction::Response]
            .into_iter()
            .find_map(|way| components.name(&component.schema, way))
            .filter(|name| *name != plain.as_str());
        if let Some(name) = renamed {
            let message = format!(
                "the component `{}` and the response of `{operation}` have the same name in Rust",
                component.name
            );
            let help =
                format!("the component becomes `{name}`; name it under `names` in acsgen.json");
            let place = &component.schema.declared_at;
            diagnostics.warning(DiagnosticCode::NameClash, place, message, help);
        }
    }
}
