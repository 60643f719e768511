//! The test of a paginated operation: two pages with one element each.
//!
//! **Invariant:** the bodies hold only the fields that pagination reads.

use serde_json::{Value as Json, json};

use super::super::client_token::REPLAY_PREFIX;
use super::super::draft::OperationContext;
use super::super::examples;
use super::super::pagination::infer::{PaginationDraft, StyleDraft};
use super::super::request::{self, RequestPlan};
use super::super::signature::encode_query;
use crate::model::{Parameter, ParameterLocation, SchemaKind};
use crate::plan::{AuthRequirement, Literal, PaginationTest};

/// Plans the test. Returns `None` if the parameters of the page are not in the query, or if it holds a signature.
pub(super) fn lower(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
) -> Option<PaginationTest> {
    let pagination = ctx.draft.pagination.as_ref()?;
    let (page, size) = (pagination.style.page(), pagination.style.size());
    if request.binding.auth != AuthRequirement::Default
        || !is_query(page)
        || !size.is_none_or(is_query)
    {
        return None;
    }
    let exchanges = exchanges(pagination, request);
    let queries = (1..).zip(&exchanges).map(|(number, exchange)| {
        let mut pairs = token(ctx, request, number);
        pairs.extend(required(ctx));
        let value = exchange.page.as_ref();
        pairs.extend(value.map(|value| (page.name.clone(), value.clone())));
        pairs.extend(size.map(|size| (size.name.clone(), "1".to_owned())));
        pairs.sort();
        encode_query(&pairs)
    });
    let queries = queries.collect();
    let setters = size.map(|size| {
        let smallest = match size.schema.kind {
            SchemaKind::String(_) => Literal::Text("1".to_owned()),
            _ => Literal::Integer(1),
        };
        (ctx.draft.parameter_names[&size.name].clone(), smallest)
    });
    Some(PaginationTest {
        request: request::example(ctx, request, setters.into_iter().collect()),
        queries,
        pages: exchanges
            .into_iter()
            .map(|exchange| exchange.response)
            .collect(),
        items: 2,
    })
}

fn is_query(parameter: &Parameter) -> bool {
    parameter.location == ParameterLocation::Query
}

/// Returns the client token that the replay fills into the request of this number.
fn token(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
    number: usize,
) -> Vec<(String, String)> {
    let is_filled_in = |wire_name: &str| {
        let mut required = ctx.draft.required();
        !required.any(|parameter| parameter.name == wire_name)
    };
    let token = request
        .client_token
        .filter(|token| token.location == "Query" && is_filled_in(&token.wire_name));
    let pair = |wire_name: &String| (wire_name.clone(), format!("{REPLAY_PREFIX}{number}"));
    token
        .map(|token| pair(&token.wire_name))
        .into_iter()
        .collect()
}

/// Returns the encoded required parameters of the query.
fn required(ctx: &OperationContext<'_, '_>) -> Vec<(String, String)> {
    let resolver = ctx.resolver();
    let mut pairs = Vec::new();
    for parameter in ctx.draft.required().filter(|parameter| is_query(parameter)) {
        let value = examples::value(&parameter.schema, &resolver).json;
        examples::encode(&parameter.name, &value, parameter.style, &mut pairs);
    }
    pairs
}

/// A request and its response.
struct Exchange {
    /// Value of the parameter that names the page, if it is sent.
    page: Option<String>,
    /// Body of the response.
    response: String,
}

/// A field of a response body beside the list.
struct BodyField<'s> {
    path: Vec<&'s str>,
    value: Json,
}

fn exchanges(pagination: &PaginationDraft<'_>, request: &RequestPlan<'_>) -> Vec<Exchange> {
    match &pagination.style {
        StyleDraft::Number { pages, total, .. } => {
            let counts = pages.iter().chain(total).map(|path| two(path)).collect();
            counted(pagination, request, 1, counts)
        }
        StyleDraft::Offset { total, .. } => counted(
            pagination,
            request,
            0,
            total.iter().map(|path| two(path)).collect(),
        ),
        StyleDraft::Token {
            field, truncated, ..
        } => by_token(pagination, field, truncated.as_ref()),
    }
}

fn two<'s>(path: &[&'s str]) -> BodyField<'s> {
    BodyField {
        path: path.to_vec(),
        value: json!(2),
    }
}

/// Returns the exchanges for pages that are counted from `first`.
fn counted(
    pagination: &PaginationDraft<'_>,
    request: &RequestPlan<'_>,
    first: i64,
    counts: Vec<BodyField<'_>>,
) -> Vec<Exchange> {
    let page = pagination.style.page();
    let mut parameters = request.parameters.iter();
    let default = parameters
        .find(|parameter| parameter.wire_name == page.name)
        .and_then(|parameter| parameter.default);
    let start = default.unwrap_or(first);
    let mut exchanges = vec![
        Exchange {
            page: default.map(|default| default.to_string()),
            response: body(pagination, 1, &counts),
        },
        Exchange {
            page: Some((start + 1).to_string()),
            response: body(pagination, 1, &counts),
        },
    ];
    // Without a count, or if counting starts at another number, only an empty page shows the end.
    if counts.is_empty() || start != first {
        exchanges.push(Exchange {
            page: Some((start + 2).to_string()),
            response: body(pagination, 0, &[]),
        });
    }
    exchanges
}

/// Returns the exchanges for pages that are named by a token.
fn by_token(
    pagination: &PaginationDraft<'_>,
    token: &[&str],
    truncated: Option<&Vec<&str>>,
) -> Vec<Exchange> {
    let next = |value: &str| BodyField {
        path: token.to_vec(),
        value: json!(value),
    };
    let has_more = |more: bool| {
        truncated.map(|path| BodyField {
            path: path.clone(),
            value: json!(more),
        })
    };
    let mut first = vec![next("more")];
    first.extend(has_more(true));
    // A service may repeat the token of the request on the last page: the truncation field decides.
    let mut last: Vec<BodyField<'_>> = has_more(false).into_iter().collect();
    if !last.is_empty() {
        last.push(next("again"));
    }
    vec![
        Exchange {
            page: None,
            response: body(pagination, 1, &first),
        },
        Exchange {
            page: Some("more".to_owned()),
            response: body(pagination, 1, &last),
        },
    ]
}

/// Returns the body of a page with this number of elements and these fields.
fn body(pagination: &PaginationDraft<'_>, elements: usize, fields: &[BodyField<'_>]) -> String {
    let element = match &pagination.item.kind {
        SchemaKind::String(_) => json!("example"),
        SchemaKind::Integer | SchemaKind::Number => json!(1),
        SchemaKind::Boolean => json!(true),
        _ => json!({}),
    };
    let mut body = json!({});
    let elements = Json::Array(vec![element; elements]);
    set(&mut body, &pagination.items, elements);
    for field in fields {
        set(&mut body, &field.path, field.value.clone());
    }
    body.to_string()
}

fn set(mut object: &mut Json, path: &[&str], value: Json) {
    for name in path {
        object = &mut object[*name];
    }
    *object = value;
}
