//! The test of an operation that is read page by page: two pages, and no request more.
//!
//! **Invariant:** the bodies hold only what turning pages looks at.

use serde_json::{Value as Json, json};

use super::pages::{Habit, Paging};
use super::signature::encoded;
use super::tests::{Decided, built};
use super::token::FILLED_IN;
use super::{Drafted, Lowering, examples};
use crate::model::{Position, Shape};
use crate::plan::{Literal, PagesTest};

/// Two pages of one element each.
pub(super) fn pages<'s>(
    paging: &Paging<'s>,
    drafted: &Drafted<'s>,
    lowering: &Lowering<'s>,
    decided: &Decided<'_>,
) -> PagesTest {
    let lookup = lowering.lookup(drafted);
    let turned = match paging.habit {
        Habit::Number {
            number,
            size,
            pages,
            total,
        } => {
            let totals: Vec<(&str, Json)> = pages
                .into_iter()
                .chain(total)
                .map(|name| (name, json!(2)))
                .collect();
            let counted = decided
                .parameters
                .iter()
                .any(|one| one.wire == number && one.preset.is_some());
            let mut asked: Vec<Vec<(&str, Json)>> = [1, 2]
                .map(|page| vec![(number, json!(page)), (size, json!(1))])
                .into();
            if !counted {
                asked[0].remove(0);
            }
            let mut bodies = vec![page(paging, true, &totals), page(paging, true, &totals)];
            if totals.is_empty() {
                asked.push(vec![(number, json!(3)), (size, json!(1))]);
                bodies.push(page(paging, false, &[]));
            }
            (
                asked,
                bodies,
                vec![(drafted.names[size].clone(), Literal::Integer(1))],
            )
        }
        Habit::Token { parameter, field } => {
            let asked = vec![Vec::new(), vec![(parameter, json!("more"))]];
            (
                asked,
                vec![
                    page(paging, true, &[(field, json!("more"))]),
                    page(paging, true, &[]),
                ],
                Vec::new(),
            )
        }
    };
    let (asked, pages, setters) = turned;
    let queries = (1..).zip(asked).map(|(page, asked)| {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let token = decided.token.filter(|token| token.place == "Query");
        let token = token.filter(|token| !drafted.required().any(|one| one.name == token.wire));
        pairs.extend(token.map(|token| (token.wire.clone(), format!("{FILLED_IN}{page}"))));
        for parameter in drafted
            .required()
            .filter(|one| one.position == Position::Query)
        {
            examples::pairs(
                &parameter.name,
                &examples::value(&parameter.schema, &lookup).1,
                parameter.style,
                &mut pairs,
            );
        }
        asked.iter().for_each(|(name, value)| {
            examples::pairs(name, value, crate::model::Style::Flat, &mut pairs)
        });
        pairs.sort();
        encoded(&pairs)
    });
    PagesTest {
        request: built(drafted, &lookup, decided, setters),
        queries: queries.collect(),
        pages,
        items: 2,
    }
}

/// The body of a page with one element or none, and what else stands at its root.
fn page(paging: &Paging<'_>, full: bool, more: &[(&str, Json)]) -> String {
    let element = match &paging.item.shape {
        Shape::String(_) => json!("example"),
        Shape::Integer | Shape::Number => json!(1),
        Shape::Boolean => json!(true),
        _ => json!({}),
    };
    let elements = if full { vec![element] } else { Vec::new() };
    let inner = paging
        .items
        .iter()
        .rev()
        .fold(Json::Array(elements), |inner, step| json!({ *step: inner }));
    let mut page = inner.as_object().cloned().unwrap_or_default();
    page.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    Json::Object(page).to_string()
}
