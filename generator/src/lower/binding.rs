//! The encoding of an operation's request as HTTP.
//!
//! **Invariant:** the binding follows from the description and the style of the service, never from a name.

use super::draft::OperationContext;
use crate::model::{ApiStyle, Parameter, ParameterLocation, ParameterStyle, SchemaKind, Service};
use crate::plan::{AuthRequirement, HttpBinding};

/// Lowers the binding of an operation.
pub(super) fn lower(ctx: &OperationContext<'_, '_>) -> HttpBinding {
    let (operation, service) = (ctx.operation(), ctx.service());
    let parameters = &operation.parameters;
    HttpBinding {
        method: operation.method.clone(),
        keep_slashes: keeps_slashes(service.style, operation.path.as_deref()),
        path: operation.path.clone(),
        content_type: (service.style == ApiStyle::Sls).then_some("application/json"),
        form_body: parameters
            .iter()
            .any(|parameter| parameter.location == ParameterLocation::Form),
        default_json_body: parameters
            .iter()
            .find_map(|parameter| default_json_body(parameter, service)),
        auth: match ctx.lowering.prefers_v1 {
            _ if operation.anonymous => AuthRequirement::Anonymous,
            true => AuthRequirement::V1,
            false => AuthRequirement::Default,
        },
    }
}

/// Names of objects contain slashes, and so does a parameter that is the whole path.
fn keeps_slashes(style: ApiStyle, path: Option<&str>) -> bool {
    matches!(style, ApiStyle::Oss | ApiStyle::Sls)
        || path.is_some_and(|path| !path.starts_with('/'))
}

/// Returns the body that the official SDKs send if a JSON body is declared and no part of it is set: that of an object
/// or a list of objects. A list of scalars and a component have no such default.
fn default_json_body(parameter: &Parameter, service: &Service) -> Option<&'static str> {
    if parameter.location != ParameterLocation::Body || parameter.style == ParameterStyle::Xml {
        return None;
    }
    match &parameter.schema.kind {
        SchemaKind::Object(_) | SchemaKind::Map(_) => Some("{}"),
        SchemaKind::Any if parameter.style == ParameterStyle::Json => Some("{}"),
        SchemaKind::List(inner) => match &service.resolve(inner)?.kind {
            SchemaKind::Object(_) => Some("[]"),
            _ => None,
        },
        _ => None,
    }
}
