//! Determines which operation of which product a page describes.
//!
//! Four sources on a page name the operation, and each of them is wrong on some pages: a link was copied, a sample
//! shows another operation, a title is prose. Therefore the sources vote.
//!
//! This module must never know parameters or fields, except the rows `Action` and `Version`.

mod explorer_link;
mod name_votes;
mod operation_name;

use super::super::SpecDefaults;
use super::super::markdown::inline::plain_text;
use super::super::markdown::{Block, TableRow};

use super::columns::{Column, Columns};
use super::context::PageContext;
use super::document::{PageDocument, SectionKind};
use crate::diagnostic::DiagnosticCode;
use crate::model::ApiStyle;

use explorer_link::ExplorerLink;
use name_votes::{NameSource, NameVotes};
use operation_name::can_name_operation;

pub(super) use operation_name::is_operation_name;

/// The operation that a page describes, and its product.
#[derive(Clone, Debug, Default)]
pub(super) struct PageIdentity {
    pub(super) operation: String,
    /// The product and version that the explorer link or the row `Version` states.
    pub(super) stated: ProductVersion,
    /// The product in the link to its error codes, which may be spelled in another way.
    pub(super) product_hint: Option<String>,
    /// The API style that the caller or the explorer link states.
    pub(super) style: Option<ApiStyle>,
}

/// A product and a version of its API, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct ProductVersion {
    pub(super) product: Option<String>,
    pub(super) version: Option<String>,
}

/// The values of the common parameters that identify an operation.
#[derive(Default)]
struct CommonRows {
    action: Option<String>,
    version: Option<String>,
}

/// Determines the identity of a page. A name in `defaults` takes precedence over the page, and the page over the name
/// of its file. If none of them names an operation, an error is reported and `None` returned.
pub(super) fn read(
    context: &mut PageContext<'_>,
    document: &PageDocument<'_>,
    defaults: &SpecDefaults,
) -> Option<PageIdentity> {
    let text = context.source.text();
    let link = ExplorerLink::find(text);
    let rows = read_common_rows(document);
    let place = context.source.at(document.title_offset());
    let file = defaults.or_from_path(context.source.name()).operation;
    let operation = defaults
        .operation
        .clone()
        .or_else(|| elect_name(document, rows.action.as_deref(), link.operation.as_deref()))
        .or(file.filter(|name| is_operation_name(name)));
    let Some(operation) = operation else {
        let message = "the page does not name its operation";
        let help = "pass `--operation NAME`, or set `Config::origin` in a build script";
        context
            .diagnostics
            .error(DiagnosticCode::MissingMember, &place, message, help);
        return None;
    };
    if let Some(linked) = link
        .operation
        .filter(|linked| !linked.eq_ignore_ascii_case(&operation))
    {
        let message = format!("the page describes `{operation}`, but its link names `{linked}`");
        let help = "the title, the rows and the samples outvote the link; pass `--operation NAME` to override";
        context
            .diagnostics
            .warning(DiagnosticCode::AmbiguousOperation, &place, message, help);
    }
    let style = defaults.style.as_deref().or(link.style.as_deref());
    Some(PageIdentity {
        operation,
        stated: ProductVersion {
            product: link.product,
            version: link.version.or(rows.version),
        },
        product_hint: explorer_link::product_of_error_link(text),
        style: style.and_then(parse_style),
    })
}

/// Lets all sources on the page vote for the name of the operation.
fn elect_name(
    document: &PageDocument<'_>,
    action: Option<&str>,
    linked: Option<&str>,
) -> Option<String> {
    let mut votes = NameVotes::default();
    if let Some(title) = document.title {
        let title = plain_text(title.text);
        votes.add(NameSource::Title, &title);
        votes.add(NameSource::TitleWord, word_in_title(&title));
    }
    votes.add(NameSource::Row, action.unwrap_or_default());
    votes.add(NameSource::Link, linked.unwrap_or_default());
    for name in names_in_samples(document) {
        votes.add(NameSource::Sample, &name);
    }
    votes.winner()
}

/// Returns the first word of a title of several words that may be the name of an operation, or an empty text.
fn word_in_title(title: &str) -> &str {
    if can_name_operation(title) {
        return "";
    }
    let mut words = title.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .find(|word| is_operation_name(word))
        .unwrap_or_default()
}

/// Reads the rows `Action` and `Version` of the request.
fn read_common_rows(document: &PageDocument<'_>) -> CommonRows {
    let mut rows = CommonRows::default();
    for block in document.blocks_of(SectionKind::Request) {
        let Block::Table(table) = block else {
            continue;
        };
        let Some(columns) = Columns::of_parameters(&table.header) else {
            continue;
        };
        for row in &table.rows {
            rows.add(row, &columns);
        }
    }
    rows
}

impl CommonRows {
    /// Reads the row if it is `Action` or `Version`. The first value of each wins.
    fn add(&mut self, row: &TableRow<'_>, columns: &Columns) {
        let cell = |column| {
            columns
                .cell(row, column)
                .map(|cell| plain_text(cell.text))
                .unwrap_or_default()
        };
        match cell(Column::Name).as_str() {
            "Action" if self.action.is_none() => {
                self.action = action_value(&cell(Column::Example), &cell(Column::Description));
            }
            "Version" if self.version.is_none() => {
                let texts = [cell(Column::Example), cell(Column::Description)];
                self.version = texts.iter().find_map(|text| find_date(text));
            }
            _ => {}
        }
    }
}

/// Returns the example, or the last word of the description that can name an operation.
fn action_value(example: &str, description: &str) -> Option<String> {
    if can_name_operation(example) {
        return Some(example.to_owned());
    }
    let mut words = description.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .rfind(|word| is_operation_name(word))
        .map(str::to_owned)
}

/// Finds a date such as `2018-01-29` in a text.
fn find_date(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .find(|word| {
            let lengths: Vec<usize> = word.split('-').map(str::len).collect();
            lengths == [4, 2, 2]
        })
        .map(str::to_owned)
}

fn parse_style(name: &str) -> Option<ApiStyle> {
    match name {
        "RPC" => Some(ApiStyle::Rpc),
        "ROA" => Some(ApiStyle::Roa),
        _ => None,
    }
}

/// Finds names in samples: the value of `Action=` in requests, and the root elements of XML responses.
fn names_in_samples(document: &PageDocument<'_>) -> Vec<String> {
    let is_separator = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let mut names = Vec::new();
    for block in document.blocks_of(SectionKind::Samples) {
        let Block::Code(code) = block else {
            continue;
        };
        if let Some((_, after)) = code.text.split_once("Action=") {
            let after = after.trim_start();
            let end = after.find(is_separator).unwrap_or(after.len());
            names.push(after[..end].to_owned());
        }
        if let Some((before, _)) = code.text.split_once("Response>") {
            let name = before.rsplit(is_separator).next().unwrap_or(before);
            if before[..before.len() - name.len()].ends_with('<') {
                names.push(name.to_owned());
            }
        }
    }
    names
}
