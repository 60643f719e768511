//! Client tokens: by one, a service knows a repetition from a second request.
//!
//! **Invariants**: does not know where a fresh token comes from; what a caller gives stays; a token that is filled in is the same in all attempts.

use serde_json::Value;

use super::parameters::Parameters;
use crate::types::{ClientToken, OperationSpec, OperationType, TokenLocation};

/// The same parameters with a token, where the operation takes one and none is given.
pub(crate) fn with_client_token(
    spec: &OperationSpec,
    parameters: Parameters,
    fresh: impl FnOnce() -> String,
) -> Parameters {
    let Some(token) = spec.client_token else {
        return parameters;
    };
    // An empty one is its caller's choice, and means none.
    if given(token, &parameters).is_some() {
        return parameters;
    }
    match token.place {
        TokenLocation::Query => parameters.query(token.name, fresh()),
        TokenLocation::Form => parameters.form(token.name, fresh()),
        TokenLocation::Header => parameters.header(token.name, fresh()),
        TokenLocation::Body(name) => parameters.body_member(name, token.name, fresh()),
    }
}

/// Whether sending it twice does no more than sending it once: it only reads, or carries a token.
pub(crate) fn is_idempotent(spec: &OperationSpec, parameters: &Parameters) -> bool {
    let token = || given(spec.client_token?, parameters)?.as_str();
    spec.kind == OperationType::Read || token().is_some_and(|token| !token.is_empty())
}

fn given(token: ClientToken, parameters: &Parameters) -> Option<&Value> {
    match token.place {
        TokenLocation::Body(name) => parameters.get(name)?.get(token.name),
        _ => parameters.get(token.name),
    }
}
