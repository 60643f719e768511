//! Tests from requests that others have sent.

use super::lookup::Resolver;
use super::{OperationDraft, given};
use crate::model::{CapturedRequest, Parameter, ParameterLocation};
use crate::names;
use crate::plan::{CapturedRequestTest, Literal};

/// One test a captured request.
pub(super) fn tests<'s>(
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    required_by_name: bool,
) -> Vec<CapturedRequestTest> {
    let captures = drafted
        .operation
        .external_samples
        .requests
        .iter()
        .enumerate();
    captures
        .map(|(index, capture)| CapturedRequestTest {
            name: names::name(
                &format!("sent {} {}", index + 1, capture.variant),
                names::Case::Snake,
            ),
            request: request(capture, drafted, lookup, required_by_name),
            expected: capture.expected.to_string(),
        })
        .collect()
}

fn request<'s>(
    capture: &CapturedRequest,
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    by_name: bool,
) -> Result<Literal, String> {
    let operation = drafted.operation;
    let known = |name: &str| operation.parameters.iter().find(|one| one.name == name);
    let required: Vec<&Parameter> = drafted.required().collect();
    if let Some(name) = capture.parameters.keys().find(|name| known(name).is_none()) {
        return Err(format!("`{name}`: not described"));
    }
    let value = |one: &'s Parameter| match capture.parameters.get(&one.name) {
        Some(value) if !value.is_null() => {
            given::literal(&one.schema, value, &one.name, lookup).map(Some)
        }
        _ => Ok(None),
    };
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    for one in &operation.parameters {
        let is_required = required.iter().any(|required| required.name == one.name);
        let name = drafted.names[&one.name].clone();
        match (value(one)?, is_required) {
            (Some(value), true) => arguments.push((name, value)),
            (Some(value), false) => setters.push((name, value)),
            // Clients that are told the whole endpoint do not ask for its first label, and it is not compared.
            (None, true) if one.location == ParameterLocation::Host => {
                arguments.push((name, Literal::Text("example".to_owned())));
            }
            (None, true) => return Err(format!("`{}`: required, and not given", one.name)),
            (None, false) => {}
        }
    }
    Ok(Literal::Built {
        name: drafted.name.clone(),
        arguments,
        by_name,
        setters,
    })
}
