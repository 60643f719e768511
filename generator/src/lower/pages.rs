//! How an operation is read page by page, told from the names the catalogue uses.
//!
//! **Invariant:** paging is claimed only where the request can name a page and the reply has one list to turn over.

use crate::model::{Field, Operation, Schema, Shape};

const NUMBERS: [&str; 8] = [
    "PageNumber",
    "PageNum",
    "PageNo",
    "CurrentPage",
    "PageIndex",
    "Page",
    "CurrentPageNum",
    "CurrentPageNumber",
];
const SIZES: [&str; 4] = ["PageSize", "MaxResults", "Limit", "PageCount"];
const PAGE_TOTALS: [&str; 5] = [
    "TotalPageNum",
    "TotalPages",
    "TotalPage",
    "TotalPageCount",
    "PageTotal",
];
const TOTALS: [&str; 7] = [
    "TotalItemNum",
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalNumber",
    "TotalRecordCount",
    "TotalRecords",
];
const TOKENS: [&str; 2] = ["NextToken", "NextPageToken"];

/// What pages a request takes where nothing else is said: accepted everywhere, and the usual default.
const USUAL_SIZE: i64 = 10;

/// How an operation is read page by page, by wire names.
pub(super) struct Paging<'s> {
    pub(super) habit: Habit<'s>,
    /// From the reply to the list.
    pub(super) items: Vec<&'s str>,
    /// Schema of one element.
    pub(super) item: &'s Schema,
}

/// What leads to the next page.
pub(super) enum Habit<'s> {
    Number {
        number: &'s str,
        size: &'s str,
        pages: Option<&'s str>,
        total: Option<&'s str>,
    },
    Token {
        parameter: &'s str,
        field: &'s str,
    },
}

/// Paging of an operation, where it has some.
pub(super) fn infer(operation: &Operation) -> Option<Paging<'_>> {
    let reply = operation.reply.as_ref()?;
    let (items, item) = list(reply)?;
    let Shape::Object(fields) = &reply.shape else {
        return None;
    };
    let habit = number(operation, fields).or_else(|| token(operation, fields))?;
    Some(Paging { habit, items, item })
}

fn number<'s>(operation: &'s Operation, fields: &'s [Field]) -> Option<Habit<'s>> {
    let parameter = |names: &[&str]| {
        let is = |name: &str| {
            operation
                .parameters
                .iter()
                .find(|known| known.name.eq_ignore_ascii_case(name))
        };
        let found = names.iter().find_map(|name| is(name))?;
        matches!(found.schema.shape, Shape::Integer).then_some(found.name.as_str())
    };
    Some(Habit::Number {
        number: parameter(&NUMBERS)?,
        size: parameter(&SIZES)?,
        pages: integer(fields, &PAGE_TOTALS),
        total: integer(fields, &TOTALS),
    })
}

fn token<'s>(operation: &'s Operation, fields: &'s [Field]) -> Option<Habit<'s>> {
    let plain = |shape: &Shape| matches!(shape, Shape::String(values) if values.is_empty());
    TOKENS.iter().find_map(|name| {
        let parameter = operation
            .parameters
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(name))?;
        let field = fields
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(name))?;
        (plain(&parameter.schema.shape) && plain(&field.schema.shape)).then_some(Habit::Token {
            parameter: &parameter.name,
            field: &field.name,
        })
    })
}

fn integer<'s>(fields: &'s [Field], names: &[&str]) -> Option<&'s str> {
    let is = |name: &str| {
        fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    };
    let field = names.iter().find_map(|name| is(name))?;
    matches!(field.schema.shape, Shape::Integer).then_some(field.name.as_str())
}

/// The only list of a reply: at its root, or inside the only object there that wraps one.
fn list(reply: &Schema) -> Option<(Vec<&str>, &Schema)> {
    let Shape::Object(fields) = &reply.shape else {
        return None;
    };
    let mut direct = fields.iter().filter_map(|field| match &field.schema.shape {
        Shape::List(item) => Some((vec![field.name.as_str()], item.as_ref())),
        _ => None,
    });
    match (direct.next(), direct.next()) {
        (Some(found), None) => return Some(found),
        (Some(_), Some(_)) => return None,
        (None, _) => {}
    }
    let mut wrapped = fields.iter().filter_map(|field| {
        let (inner, item) = super::types::wraps(&field.schema)?;
        Some((vec![field.name.as_str(), inner], item))
    });
    match (wrapped.next(), wrapped.next()) {
        (Some(found), None) => Some(found),
        _ => None,
    }
}

/// What `new` sets a required paging parameter to.
pub(super) fn preset(
    paging: &Paging<'_>,
    wire: &str,
    schema: &Schema,
    told: Option<i64>,
) -> Option<i64> {
    let Habit::Number { number, size, .. } = paging.habit else {
        return None;
    };
    if wire == number {
        return schema.required.then_some(1);
    }
    if wire != size || !(schema.required || told.is_some()) {
        return None;
    }
    let documented = schema
        .default
        .as_ref()
        .and_then(|default| default.trim().parse().ok());
    let most = schema
        .limits
        .maximum
        .as_ref()
        .and_then(|most| most.trim().parse().ok())
        .unwrap_or(i64::MAX);
    Some(told.or(documented).unwrap_or(USUAL_SIZE).min(most))
}
