//! Requests as the generated code builds them.
//!
//! **Invariant:** knows how a request is written in Rust and never how it is encoded as HTTP.

use proc_macro2::Ident;

use super::draft::OperationContext;
use super::examples;
use crate::model::{Parameter, ParameterLocation, ParameterStyle, SchemaKind};
use crate::plan::{self, Literal};

/// Maximum number of required parameters that are passed by position; more are passed by name.
pub(super) const MAX_POSITIONAL: usize = 3;

/// The parts of an operation's plan that its tests depend on.
pub(super) struct RequestPlan<'p> {
    pub(super) parameters: &'p [plan::ParameterPlan],
    pub(super) client_token: Option<&'p plan::ClientToken>,
    pub(super) binding: &'p plan::HttpBinding,
    pub(super) required_by_name: bool,
}

/// Returns the request with example values for its required parameters and with these setters.
pub(super) fn example(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
    setters: Vec<(Ident, Literal)>,
) -> Literal {
    let resolver = ctx.resolver();
    let arguments = ctx.draft.required().map(|parameter| {
        // Examples of hosts contain characters that no host may have.
        let value = match parameter.location {
            ParameterLocation::Host => Literal::Text("example".to_owned()),
            _ => examples::value(&parameter.schema, &resolver).literal,
        };
        (ctx.draft.parameter_names[&parameter.name].clone(), value)
    });
    Literal::Constructed {
        name: ctx.draft.name.clone(),
        arguments: arguments.collect(),
        by_name: request.required_by_name,
        setters,
    }
}

/// Returns the method of the runtime's `Parameters` that sets a parameter.
pub(super) fn setter_method(parameter: &Parameter) -> &'static str {
    let kind = &parameter.schema.kind;
    let composite = !matches!(
        kind,
        SchemaKind::String(_) | SchemaKind::Integer | SchemaKind::Number | SchemaKind::Boolean
    );
    match (parameter.location, parameter.style) {
        (ParameterLocation::Query, ParameterStyle::Json | ParameterStyle::Xml) if composite => {
            "query_json"
        }
        (ParameterLocation::Query, ParameterStyle::Joined) => "query_comma_separated",
        (ParameterLocation::Query, _) => "query",
        (ParameterLocation::Form, ParameterStyle::Json | ParameterStyle::Xml) if composite => {
            "form_json"
        }
        (ParameterLocation::Form, ParameterStyle::Joined) => "form_comma_separated",
        (ParameterLocation::Form, _) => "form",
        (ParameterLocation::Body, style) => match (kind, style) {
            (SchemaKind::Bytes { raw: true }, _) => "body_untyped",
            (SchemaKind::Bytes { raw: false }, _) => "body_bytes",
            (_, ParameterStyle::Xml) if composite => "body_xml",
            // The official SDKs wrap an object that declares no fields.
            (SchemaKind::Any | SchemaKind::Map(_), ParameterStyle::Json) => "body_json_field",
            _ if composite => "body",
            _ => "body_json_text",
        },
        (ParameterLocation::Path, _) => "path",
        (ParameterLocation::Header, _) => "header",
        (ParameterLocation::Host, _) => "host",
    }
}
