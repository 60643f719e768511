//! The parameter by which a service knows a repetition, so that a client can fill it in.
//!
//! **Invariant:** known by its name, which the whole catalogue keeps for this; whatever else is called a token is none.

use crate::model::{Operation, Parameter, ParameterLocation, SchemaKind, Service};
use crate::names;
use crate::plan::ClientToken;

const NAME: &str = "ClientToken";

/// What every replay fills in first; the runtime's says the same of itself.
pub(super) const FILLED_IN: &str = "replay-token-";

/// The token of an operation, be it a parameter of its own or a field of the JSON body.
pub(super) fn of(operation: &Operation, service: &Service) -> Option<ClientToken> {
    let parameters = operation.parameters.iter();
    parameters
        .clone()
        .find_map(own)
        .or_else(|| parameters.clone().find_map(|one| field(one, service)))
}

/// What a parameter is to a client that fills it in.
pub(super) fn own(parameter: &Parameter) -> Option<ClientToken> {
    let text = matches!(parameter.schema.kind, SchemaKind::String(_));
    let place = match parameter.location {
        ParameterLocation::Query => "Query",
        ParameterLocation::Form => "Form",
        ParameterLocation::Header => "Header",
        ParameterLocation::Body | ParameterLocation::Path | ParameterLocation::Host => return None,
    };
    (text && is_token(&parameter.name)).then(|| ClientToken {
        wire_name: parameter.name.clone(),
        place: names::escape(place),
        body: None,
    })
}

fn field(parameter: &Parameter, service: &Service) -> Option<ClientToken> {
    if super::operation::put(parameter) != "body" {
        return None;
    }
    let SchemaKind::Object(fields) = &service.resolve(&parameter.schema)?.kind else {
        return None;
    };
    let text = |shape: &SchemaKind| matches!(shape, SchemaKind::String(_));
    let field = fields
        .iter()
        .find(|field| is_token(&field.name) && text(&field.schema.kind))?;
    Some(ClientToken {
        wire_name: field.name.clone(),
        place: names::escape("Body"),
        body: Some(parameter.name.clone()),
    })
}

fn is_token(name: &str) -> bool {
    name.eq_ignore_ascii_case(NAME)
}
