//! Client tokens, by which a service recognizes a retry of the same request.
//!
//! **Invariants**: does not know where a new token comes from. A token that the caller sets is kept. A token that is
//! filled in is the same in all attempts.

use serde_json::Value;

use super::parameters::Parameters;
use crate::types::{ClientToken, OperationSpec, OperationType, TokenLocation};

/// Adds a client token to the parameters if the operation accepts one and the caller has set none.
pub(crate) fn with_client_token(
    spec: &OperationSpec,
    parameters: Parameters,
    new_client_token: impl FnOnce() -> String,
) -> Parameters {
    let Some(token) = spec.client_token else {
        return parameters;
    };
    // A caller who sets an empty token does not want one.
    if token_value(token, &parameters).is_some() {
        return parameters;
    }
    match token.location {
        TokenLocation::Query => parameters.query(token.name, new_client_token()),
        TokenLocation::Form => parameters.form(token.name, new_client_token()),
        TokenLocation::Header => parameters.header(token.name, new_client_token()),
        TokenLocation::Body(name) => {
            parameters.with_body_field(name, token.name, new_client_token())
        }
    }
}

/// Returns whether sending the request twice has the same effect as sending it once.
///
/// That holds for an operation that only reads, and for a request with a client token.
pub(crate) fn is_idempotent(spec: &OperationSpec, parameters: &Parameters) -> bool {
    let token = || token_value(spec.client_token?, parameters)?.as_str();
    spec.operation_type == OperationType::Read || token().is_some_and(|token| !token.is_empty())
}

fn token_value(token: ClientToken, parameters: &Parameters) -> Option<&Value> {
    match token.location {
        TokenLocation::Body(name) => parameters.get(name)?.get(token.name),
        _ => parameters.get(token.name),
    }
}
