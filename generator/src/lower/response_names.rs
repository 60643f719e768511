//! Names of the responses' own types: `QueryDnsHostResponse` is what `QueryDnsHost` returns.
//!
//! **Invariant:** a name depends on the names of operations alone, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use super::name_overrides::NameOverrides;
use super::types::{Direction, Types};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Operation, Schema, SchemaKind, Service};
use crate::names;

/// Names each response that declares a type of its own. Returns the names by the operation's wire name.
///
/// An operation keeps the name that its publisher gave it, so a response that would have the same name gives way.
pub(super) fn assign<'s>(
    service: &'s Service,
    overrides: &NameOverrides<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'s str, String> {
    let operations: BTreeSet<String> = service
        .operations
        .iter()
        .map(|operation| names::operation(&operation.name).to_string())
        .collect();
    let mut responses = BTreeMap::new();
    for operation in &service.operations {
        let Some(own_type) = own_type(operation) else {
            continue;
        };
        let request = names::operation(&operation.name).to_string();
        let plain = names::concat(&request, own_type.suffix);
        let name = match overrides.get(&own_type.path) {
            Some(name) => names::type_name(name),
            None => unlike(&plain, &operations),
        };
        if name != plain && operations.contains(&plain) {
            let message = format!(
                "the operation `{plain}` and the response of `{}` have the same name in Rust",
                operation.name
            );
            let place = &operation.declared_at;
            diagnostics.warning(
                DiagnosticCode::NameClash,
                place,
                message,
                help("response", &name),
            );
        }
        responses.insert(operation.name.as_str(), name);
    }
    responses
}

/// A type that a response declares.
struct OwnType {
    /// End of the type's name, behind the operation's.
    suffix: &'static str,
    /// Path of the type, as `acsgen.json` writes it.
    path: String,
}

/// Returns the type that a response, or each of its elements, declares.
///
/// Returns `None` if the response is a component, a scalar or any JSON.
fn own_type(operation: &Operation) -> Option<OwnType> {
    let response = operation.response.as_ref()?;
    let suffix = match response.kind {
        SchemaKind::Object(_) => "Response",
        _ => "ResponseItem",
    };
    let (mut schema, mut path): (&Schema, _) = (response, operation.name.clone());
    while let SchemaKind::List(inner) | SchemaKind::Map(inner) = &schema.kind {
        schema = inner;
        path += "[]";
    }
    let declares_type = match &schema.kind {
        SchemaKind::Object(_) => true,
        SchemaKind::String(values) => !values.is_empty(),
        _ => false,
    };
    declares_type.then_some(OwnType { suffix, path })
}

fn unlike(plain: &str, operations: &BTreeSet<String>) -> String {
    let mut name = plain.to_owned();
    while operations.contains(&name) {
        name = names::concat(&name, "Type");
    }
    name
}

fn help(renamed: &str, name: &str) -> String {
    format!(
        "the {renamed} becomes `{name}`; to choose another name, add it under `names` in acsgen.json"
    )
}

/// Warns of each component that gives its name to a response.
pub(super) fn warn_of_components(
    service: &Service,
    responses: &BTreeMap<&str, String>,
    components: &Types<'_>,
    diagnostics: &mut Diagnostics,
) {
    let operations: BTreeMap<&str, &str> = responses
        .iter()
        .map(|(operation, response)| (response.as_str(), *operation))
        .collect();
    for component in &service.components {
        let plain = names::type_name(&component.name);
        let Some(operation) = operations.get(plain.as_str()) else {
            continue;
        };
        let renamed = [Direction::Request, Direction::Response]
            .into_iter()
            .find_map(|direction| components.name(&component.schema, direction))
            .filter(|name| *name != plain.as_str());
        if let Some(name) = renamed {
            let message = format!(
                "the component `{}` and the response of `{operation}` have the same name in Rust",
                component.name
            );
            let place = &component.schema.declared_at;
            let help = help("component", &name.to_string());
            diagnostics.warning(DiagnosticCode::NameClash, place, message, help);
        }
    }
}
