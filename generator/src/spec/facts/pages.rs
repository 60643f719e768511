//! Facts about lists that come in pages.

use super::super::json::Members;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Place;

/// How an operation is read page by page, where its names do not tell, or tell it wrongly.
#[derive(Clone, Debug)]
pub struct PagesFact {
    /// The operation.
    pub operation: String,
    /// Entries to ask for a page unless told.
    pub size: Option<i64>,
    /// Number of the first page, where it is not 1.
    pub first: Option<i64>,
    /// It is not read page by page, whatever its names say.
    pub off: bool,
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
    pub place: Place,
}

/// Reads what is said of one operation.
pub(super) fn read(
    name: &str,
    place: Place,
    members: Members<'_>,
    problems: &mut Diagnostics,
) -> Option<PagesFact> {
    const KNOWN: [&str; 11] = [
        "size", "first", "off", "number", "offset", "token", "limit", "items", "next", "total",
        "pages",
    ];
    for member in members.iter().filter(|one| !KNOWN.contains(&one.name)) {
        let message = format!("unknown fact `{}` about the pages of `{name}`", member.name);
        let help = format!("expected any of {}", KNOWN.join(", "));
        problems.error(Code::UnknownFact, &member.place, message, help);
    }
    let what = format!("the pages of `{name}`");
    let text = |key: &str, problems: &mut Diagnostics| {
        let node = members.get(key)?;
        Some(
            node.string(problems, &format!("`{key}` of {what}"))?
                .to_owned(),
        )
    };
    let path = |key: &str, problems: &mut Diagnostics| {
        let path = text(key, problems)?;
        Some(path.split('.').map(str::to_owned).collect::<Vec<_>>())
    };
    Some(PagesFact {
        operation: name.to_owned(),
        size: count(name, "size", 1, &members, problems),
        first: count(name, "first", 0, &members, problems),
        off: members.flag("off", problems, &what),
        number: text("number", problems),
        offset: text("offset", problems),
        token: text("token", problems),
        limit: text("limit", problems),
        items: path("items", problems),
        next: path("next", problems),
        total: path("total", problems),
        pages: path("pages", problems),
        place,
    })
}

fn count(
    name: &str,
    key: &str,
    least: i64,
    members: &Members<'_>,
    problems: &mut Diagnostics,
) -> Option<i64> {
    let node = members.get(key)?;
    let count = node.text().parse().ok().filter(|count| *count >= least);
    if count.is_none() {
        problems.error(
            Code::InvalidPageSize,
            &node.place(),
            format!("`{key}` of `{name}` is not a count"),
            format!("expected a number, {least} or more"),
        );
    }
    count
}
