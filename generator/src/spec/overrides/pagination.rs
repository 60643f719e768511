//! Overrides of pagination.

use super::super::json::{JsonMember, JsonObject};
use super::check_keys;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::PaginationOverride;

/// The keys of a pagination override.
const KEYS: [&str; 11] = [
    "page_size",
    "first_page",
    "disabled",
    "number",
    "offset",
    "token",
    "limit",
    "items",
    "next",
    "total",
    "pages",
];

/// Reads the pagination of one operation, whose name is that of the member.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    member: &JsonMember<'_>,
    members: &JsonObject<'_>,
) -> Option<PaginationOverride> {
    let name = member.name;
    let subject = format!("the pagination of `{name}`");
    check_keys(diagnostics, members, &KEYS, &format!(" of {subject}"));
    let text = |key: &str, diagnostics: &mut Diagnostics| {
        let node = members.get(key)?;
        Some(
            node.string(diagnostics, &format!("`{key}` of {subject}"))?
                .to_owned(),
        )
    };
    let path = |key: &str, diagnostics: &mut Diagnostics| {
        let path = text(key, diagnostics)?;
        Some(path.split('.').map(str::to_owned).collect::<Vec<_>>())
    };
    Some(PaginationOverride {
        operation: name.to_owned(),
        page_size: count(diagnostics, members, "page_size", 1, name),
        first_page: count(diagnostics, members, "first_page", 0, name),
        disabled: members.flag("disabled", diagnostics, &subject),
        number: text("number", diagnostics),
        offset: text("offset", diagnostics),
        token: text("token", diagnostics),
        limit: text("limit", diagnostics),
        items: path("items", diagnostics),
        next: path("next", diagnostics),
        total: path("total", diagnostics),
        pages: path("pages", diagnostics),
        declared_at: member.location.clone(),
    })
}

/// Reads a number that is at least `minimum`.
fn count(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    key: &str,
    minimum: i64,
    operation: &str,
) -> Option<i64> {
    let node = members.get(key)?;
    let count = node.text().parse().ok().filter(|count| *count >= minimum);
    if count.is_none() {
        diagnostics.error(
            DiagnosticCode::InvalidCount,
            &node.location(),
            format!("`{key}` of `{operation}` is not a valid number"),
            format!("use a whole number of at least {minimum}"),
        );
    }
    count
}
