//! Types of the components that requests or responses lead to.
//!
//! **Invariant:** components stand at the root of the crate, so they give way to operations and their responses.

use std::collections::BTreeMap;

use super::name_overrides::NameOverrides;
use super::types::{Direction, TypeRoot, Types};
use crate::model::Service;
use crate::names;

/// Collects and names the types of components, for the directions they are used in.
///
/// `responses` are the names of the responses' own types.
pub(super) fn types<'s>(
    service: &'s Service,
    overrides: &NameOverrides<'_>,
    responses: &BTreeMap<&str, String>,
) -> Types<'s> {
    let mut types = Types::default();
    for direction in [Direction::Request, Direction::Response] {
        let roots = service.operations.iter().flat_map(|operation| {
            let parameters = match direction {
                Direction::Request => operation.parameters.as_slice(),
                Direction::Response => &[],
            };
            let response = operation.response.iter();
            parameters
                .iter()
                .map(|parameter| &parameter.schema)
                .chain(response.filter(move |_| direction == Direction::Response))
        });
        for name in service.reachable_components(roots) {
            if let Some(component) = service.component(name) {
                let root = TypeRoot {
                    schema: &component.schema,
                    wire_name: name,
                    path: name,
                };
                types.add(root, direction, overrides);
            }
        }
    }
    let operations = service.operations.iter();
    types.assign_names(
        &operations
            .map(|operation| names::operation(&operation.name).to_string())
            .chain(responses.values().cloned())
            .collect(),
    );
    types
}
