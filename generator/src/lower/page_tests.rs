//! The test of an operation that is read page by page: two pages, and no request more.
//!
//! **Invariant:** the bodies hold only what turning pages looks at.

use serde_json::{Value as Json, json};

use super::pages::{PaginationStyle, Paging};
use super::signature::encoded;
use super::tests::{Decided, built};
use super::token::FILLED_IN;
use super::{LoweringContext, OperationDraft, examples};
use crate::model::{Parameter, ParameterLocation, SchemaKind};
use crate::plan::{Literal, PaginationTest};

/// Two pages of one element each; none where the parameters that turn them are not in the query.
pub(super) fn pages<'s>(
    paging: &Paging<'s>,
    drafted: &OperationDraft<'s>,
    lowering: &LoweringContext<'s>,
    decided: &Decided<'_>,
) -> Option<PaginationTest> {
    let (turned, size) = paging.habit.parameters();
    let query = |one: &Parameter| one.location == ParameterLocation::Query;
    if !query(turned) || !size.is_none_or(query) {
        return None;
    }
    let lookup = lowering.lookup(drafted);
    let (asked, pages) = turns(paging, decided);
    let one = |size: &Parameter| match size.schema.kind {
        SchemaKind::String(_) => Literal::Text("1".to_owned()),
        _ => Literal::Integer(1),
    };
    let setters = size.map(|size| (drafted.names[&size.name].clone(), one(size)));
    let queries = (1..).zip(asked).map(|(page, asked)| {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let token = decided.token.filter(|token| token.place == "Query");
        let token =
            token.filter(|token| !drafted.required().any(|one| one.name == token.wire_name));
        pairs.extend(token.map(|token| (token.wire_name.clone(), format!("{FILLED_IN}{page}"))));
        for parameter in drafted.required().filter(|one| query(one)) {
            examples::pairs(
                &parameter.name,
                &examples::value(&parameter.schema, &lookup).1,
                parameter.style,
                &mut pairs,
            );
        }
        pairs.extend(asked);
        pairs.extend(size.map(|size| (size.name.clone(), "1".to_owned())));
        pairs.sort();
        encoded(&pairs)
    });
    let queries = queries.collect();
    Some(PaginationTest {
        request: built(drafted, &lookup, decided, setters.into_iter().collect()),
        queries,
        pages,
        items: 2,
    })
}

/// What each request asks for, and the bodies that answer.
fn turns(
    paging: &Paging<'_>,
    decided: &Decided<'_>,
) -> (Vec<Option<(String, String)>>, Vec<String>) {
    let mut preset = decided.parameters.iter();
    let turned = paging.habit.parameters().0;
    let preset = preset
        .find(|one| one.wire_name == turned.name)
        .and_then(|one| one.default);
    let asks = |value: String| Some((turned.name.clone(), value));
    let counted = |first: i64, counts: Vec<(Vec<&str>, Json)>| {
        let mut asked = vec![
            preset.and_then(|preset| asks(preset.to_string())),
            asks((preset.unwrap_or(first) + 1).to_string()),
        ];
        let mut bodies = vec![page(paging, true, &counts), page(paging, true, &counts)];
        // Counts from another number than 1 end a page late.
        if counts.is_empty() || preset.unwrap_or(first) != first {
            asked.push(asks((preset.unwrap_or(first) + 2).to_string()));
            bodies.push(page(paging, false, &[]));
        }
        (asked, bodies)
    };
    let two = |path: &Option<Vec<_>>| path.clone().map(|path| (path, json!(2)));
    match &paging.habit {
        PaginationStyle::Number { pages, total, .. } => {
            counted(1, two(pages).into_iter().chain(two(total)).collect())
        }
        PaginationStyle::Offset { total, .. } => counted(0, two(total).into_iter().collect()),
        PaginationStyle::Token {
            field, truncated, ..
        } => {
            let told = |more: bool| truncated.clone().map(|path| (path, json!(more)));
            let mut first = vec![(field.clone(), json!("more"))];
            first.extend(told(true));
            // A service may repeat what it was asked with: no is no.
            let mut last: Vec<_> = told(false).into_iter().collect();
            if !last.is_empty() {
                last.push((field.clone(), json!("again")));
            }
            (
                vec![None, asks("more".to_owned())],
                vec![page(paging, true, &first), page(paging, true, &last)],
            )
        }
    }
}

/// The body of a page with one element or none, and what else it says, each at its place.
fn page(paging: &Paging<'_>, full: bool, more: &[(Vec<&str>, Json)]) -> String {
    let element = match &paging.item.kind {
        SchemaKind::String(_) => json!("example"),
        SchemaKind::Integer | SchemaKind::Number => json!(1),
        SchemaKind::Boolean => json!(true),
        _ => json!({}),
    };
    let elements = if full { vec![element] } else { Vec::new() };
    let mut page = json!({});
    put(&mut page, &paging.items, Json::Array(elements));
    for (path, value) in more {
        put(&mut page, path, value.clone());
    }
    page.to_string()
}

fn put(mut object: &mut Json, path: &[&str], value: Json) {
    for step in path {
        object = &mut object[*step];
    }
    *object = value;
}
