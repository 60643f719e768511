//! Facts about lists that come in pages.

use super::super::json::Members;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::Location;

/// How an operation is read page by page, where its names do not tell, or tell it wrongly.
#[derive(Clone, Debug)]
pub struct PaginationOverride {
    /// The operation.
    pub operation: String,
    /// Entries to ask for a page unless told.
    pub page_size: Option<i64>,
    /// Number of the first page, where it is not 1.
    pub first_page: Option<i64>,
    /// It is not read page by page, whatever its names say.
    pub disabled: bool,
    /// Parameter with the number of the page.
    pub number: Option<String>,
    /// Parameter with the number of entries before the page.
    pub offset: Option<String>,
    /// Parameter that takes what the last reply said of the next page.
    pub token: Option<String>,
    /// Parameter with the number of entries a page.
    pub limit: Option<String>,
    /// From the reply to the list.
    pub items: Option<Vec<String>>,
    /// From the reply to what `token` takes.
    pub next: Option<Vec<String>>,
    /// From the reply to the number of entries on all pages.
    pub total: Option<Vec<String>>,
    /// From the reply to the number of pages.
    pub pages: Option<Vec<String>>,
    /// Where it is written.
    pub place: Location,
}

/// Reads what is said of one operation.
pub(super) fn read(
    name: &str,
    place: Location,
    members: Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<PaginationOverride> {
    const KNOWN: [&str; 11] = [
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
    for member in members.iter().filter(|one| !KNOWN.contains(&one.name)) {
        let message = format!(
            "unknown override `{}` about the pages of `{name}`",
            member.name
        );
        let help = format!("expected any of {}", KNOWN.join(", "));
        diagnostics.error(
            DiagnosticCode::UnknownOverride,
            &member.place,
            message,
            help,
        );
    }
    let what = format!("the pages of `{name}`");
    let text = |key: &str, diagnostics: &mut Diagnostics| {
        let node = members.get(key)?;
        Some(
            node.string(diagnostics, &format!("`{key}` of {what}"))?
                .to_owned(),
        )
    };
    let path = |key: &str, diagnostics: &mut Diagnostics| {
        let path = text(key, diagnostics)?;
        Some(path.split('.').map(str::to_owned).collect::<Vec<_>>())
    };
    Some(PaginationOverride {
        operation: name.to_owned(),
        page_size: count(name, "page_size", 1, &members, diagnostics),
        first_page: count(name, "first_page", 0, &members, diagnostics),
        disabled: members.flag("disabled", diagnostics, &what),
        number: text("number", diagnostics),
        offset: text("offset", diagnostics),
        token: text("token", diagnostics),
        limit: text("limit", diagnostics),
        items: path("items", diagnostics),
        next: path("next", diagnostics),
        total: path("total", diagnostics),
        pages: path("pages", diagnostics),
        place,
    })
}

fn count(
    name: &str,
    key: &str,
    least: i64,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<i64> {
    let node = members.get(key)?;
    let count = node.text().parse().ok().filter(|count| *count >= least);
    if count.is_none() {
        diagnostics.error(
            DiagnosticCode::InvalidPageSize,
            &node.place(),
            format!("`{key}` of `{name}` is not a count"),
            format!("expected a number, {least} or more"),
        );
    }
    count
}
