//! Tests of requests that are built from the description's examples.
//!
//! **Invariant:** the expected encoding and signature are computed here, apart from the runtime.

use serde_json::Value as Json;

use super::super::client_token::REPLAY_PREFIX;
use super::super::draft::OperationContext;
use super::super::examples;
use super::super::request::{self, RequestPlan};
use super::super::signature::{SignedRequest, UNRESERVED, authorization, encode_query};
use crate::model::{ApiStyle, Parameter, ParameterLocation};
use crate::names;
use crate::plan::{AuthRequirement, RequestTest};

/// Plans a test of the request with its required parameters, and one with every parameter that has an example.
///
/// Plans none for other styles and signatures, which put a nonce, a date or a signature into the query.
pub(super) fn lower(ctx: &OperationContext<'_, '_>, request: &RequestPlan<'_>) -> Vec<RequestTest> {
    let parameters = &ctx.operation().parameters;
    let is_plain = |parameter: &Parameter| {
        matches!(
            parameter.location,
            ParameterLocation::Query | ParameterLocation::Form
        )
    };
    if ctx.service().style != ApiStyle::Rpc
        || request.binding.auth != AuthRequirement::Default
        || !parameters.iter().all(is_plain)
    {
        return Vec::new();
    }
    let resolver = ctx.resolver();
    let optional: Vec<&Parameter> = parameters
        .iter()
        .filter(|parameter| !ctx.draft.is_required(parameter))
        .filter(|parameter| examples::has_example(&parameter.schema, &resolver))
        .collect();
    let mut tests = vec![test(ctx, request, "sends_required_parameters", &[])];
    if !optional.is_empty() {
        tests.push(test(ctx, request, "sends_all_parameters", &optional));
    }
    tests
}

fn test(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
    name: &str,
    optional: &[&Parameter],
) -> RequestTest {
    let resolver = ctx.resolver();
    let (mut query, mut form) = (Vec::new(), Vec::new());
    for parameter in &ctx.operation().parameters {
        let is_set = ctx.draft.is_required(parameter)
            || optional.iter().any(|set| set.name == parameter.name);
        let value = if is_set {
            examples::value(&parameter.schema, &resolver).json
        } else {
            unset_value(request, &parameter.name)
        };
        let pairs = match parameter.location {
            ParameterLocation::Form => &mut form,
            _ => &mut query,
        };
        examples::encode(&parameter.name, &value, parameter.style, pairs);
    }
    query.sort();
    form.sort();
    let (query, body) = (encode_query(&query), encode_form(&form));
    let setters = optional.iter().map(|parameter| {
        (
            ctx.draft.parameter_names[&parameter.name].clone(),
            examples::value(&parameter.schema, &resolver).literal,
        )
    });
    RequestTest {
        name: names::escape(name),
        request: request::example(ctx, request, setters.collect()),
        path: "/".to_owned(),
        authorization: sign(ctx, request, &query, &body),
        query,
        body,
    }
}

/// Returns the value that the client or `new` sets for a parameter that a test does not set.
fn unset_value(request: &RequestPlan<'_>, wire_name: &str) -> Json {
    let token = request.client_token;
    if token.is_some_and(|token| token.wire_name == wire_name) {
        return format!("{REPLAY_PREFIX}1").into();
    }
    let mut parameters = request.parameters.iter();
    let parameter = parameters.find(|parameter| parameter.wire_name == wire_name);
    let default = parameter.and_then(|parameter| parameter.default);
    default.map_or(Json::Null, Json::from)
}

/// Returns the `authorization` header for the first endpoint of the service.
fn sign(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
    query: &str,
    body: &str,
) -> Option<String> {
    let service = ctx.service();
    let endpoint = service
        .endpoints
        .iter()
        .min_by_key(|endpoint| (&endpoint.region, &endpoint.host))?;
    Some(authorization(&SignedRequest {
        method: &request.binding.method,
        host: &endpoint.host,
        action: &ctx.operation().name,
        version: &service.version,
        query,
        body,
        content_type: request
            .binding
            .form_body
            .then_some("application/x-www-form-urlencoded"),
    }))
}

/// Encodes a form as the official SDKs do.
fn encode_form(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, UNRESERVED)
            .to_string()
            .replace("%20", "+")
    };
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
