//! Tests from requests that other clients sent.
//!
//! **Invariant:** a capture that the generated types cannot hold becomes a failing test; it is never left out.

use super::draft::OperationContext;
use super::request_literal::{self, Misfit};
use crate::model::{CapturedRequest, ParameterLocation};
use crate::names::{self, Case};
use crate::plan::{CapturedRequestTest, Literal};

/// Plans a test for each captured request.
pub(super) fn tests(
    ctx: &OperationContext<'_, '_>,
    required_by_name: bool,
) -> Vec<CapturedRequestTest> {
    let captures = ctx.operation().external_samples.requests.iter();
    captures
        .zip(1..)
        .map(|(capture, number)| CapturedRequestTest {
            name: names::name(&format!("sent {number} {}", capture.variant), Case::Snake),
            request: request(ctx, capture, required_by_name),
            expected: capture.expected.to_string(),
        })
        .collect()
}

fn request(
    ctx: &OperationContext<'_, '_>,
    capture: &CapturedRequest,
    by_name: bool,
) -> Result<Literal, Misfit> {
    let parameters = &ctx.operation().parameters;
    let is_declared = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
    if let Some(name) = capture.parameters.keys().find(|name| !is_declared(name)) {
        return Err(format!("`{name}`: not described"));
    }
    let resolver = ctx.resolver();
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    for parameter in parameters {
        let value = capture.parameters.get(&parameter.name);
        let value = match value.filter(|value| !value.is_null()) {
            Some(value) => Some(request_literal::literal(
                &resolver,
                &parameter.schema,
                value,
                &parameter.name,
            )?),
            None => None,
        };
        let name = ctx.draft.parameter_names[&parameter.name].clone();
        match (value, ctx.draft.is_required(parameter)) {
            (Some(value), true) => arguments.push((name, value)),
            (Some(value), false) => setters.push((name, value)),
            // Clients with an explicit endpoint do not set the label in front of it, and the host is not compared.
            (None, true) if parameter.location == ParameterLocation::Host => {
                arguments.push((name, Literal::Text("example".to_owned())));
            }
            (None, true) => return Err(format!("`{}`: required but not sent", parameter.name)),
            (None, false) => {}
        }
    }
    Ok(Literal::Constructed {
        name: ctx.draft.name.clone(),
        arguments,
        by_name,
        setters,
    })
}
