//! The client token: the parameter by which a service recognises a retry, so that a client can fill it in.
//!
//! **Invariant:** a client token is known by its name, which the whole catalogue uses for this purpose only.

use super::request;
use crate::model::{Operation, Parameter, ParameterLocation, SchemaKind, Service};
use crate::names;
use crate::plan::ClientToken;

const NAME: &str = "ClientToken";

/// Beginning of the tokens that a replay fills in, followed by a number; the runtime's replay has the same.
pub(super) const REPLAY_PREFIX: &str = "replay-token-";

/// Returns the client token of an operation: a parameter of its own, or a field of the JSON body.
pub(super) fn find(operation: &Operation, service: &Service) -> Option<ClientToken> {
    let mut parameters = operation.parameters.iter();
    parameters
        .clone()
        .find_map(from_parameter)
        .or_else(|| parameters.find_map(|parameter| from_body_field(parameter, service)))
}

/// Returns the client token that a parameter is.
pub(super) fn from_parameter(parameter: &Parameter) -> Option<ClientToken> {
    let text = matches!(parameter.schema.kind, SchemaKind::String(_));
    let location = match parameter.location {
        ParameterLocation::Query => "Query",
        ParameterLocation::Form => "Form",
        ParameterLocation::Header => "Header",
        ParameterLocation::Body | ParameterLocation::Path | ParameterLocation::Host => return None,
    };
    (text && is_token(&parameter.name)).then(|| ClientToken {
        wire_name: parameter.name.clone(),
        location: names::escape(location),
        body: None,
    })
}

fn from_body_field(parameter: &Parameter, service: &Service) -> Option<ClientToken> {
    if request::setter_method(parameter) != "body" {
        return None;
    }
    let body = service.resolve(&parameter.schema)?;
    let field = body.fields().iter().find(|field| {
        is_token(&field.name) && matches!(field.schema.kind, SchemaKind::String(_))
    })?;
    Some(ClientToken {
        wire_name: field.name.clone(),
        location: names::escape("Body"),
        body: Some(parameter.name.clone()),
    })
}

fn is_token(name: &str) -> bool {
    name.eq_ignore_ascii_case(NAME)
}
