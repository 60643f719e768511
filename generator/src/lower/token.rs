//! The parameter by which a service knows a repetition, so that a client can fill it in.
//!
//! **Invariant:** known by its name, which the whole catalogue keeps for this; whatever else is called a token is none.

use crate::model::{Operation, Parameter, Position, Service, Shape};
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
    let text = matches!(parameter.schema.shape, Shape::String(_));
    let place = match parameter.position {
        Position::Query => "Query",
        Position::Form => "Form",
        Position::Header => "Header",
        Position::Body | Position::Path | Position::Host => return None,
    };
    (text && is_token(&parameter.name)).then(|| ClientToken {
        wire: parameter.name.clone(),
        place: names::identifier(place),
        body: None,
    })
}

fn field(parameter: &Parameter, service: &Service) -> Option<ClientToken> {
    if super::operation::put(parameter) != "body" {
        return None;
    }
    let Shape::Object(fields) = &service.resolve(&parameter.schema)?.shape else {
        return None;
    };
    let text = |shape: &Shape| matches!(shape, Shape::String(_));
    let field = fields
        .iter()
        .find(|field| is_token(&field.name) && text(&field.schema.shape))?;
    Some(ClientToken {
        wire: field.name.clone(),
        place: names::identifier("Body"),
        body: Some(parameter.name.clone()),
    })
}

fn is_token(name: &str) -> bool {
    name.eq_ignore_ascii_case(NAME)
}
