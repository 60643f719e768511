//! Which operation of which product a page describes.
//!
//! Five places of a page name the operation, and each of them is wrong on some page: a link that was copied, a sample of
//! another operation, a title in prose. So they vote.

mod votes;

use super::super::markdown::inline::plain;
use super::super::markdown::{Block, Cell};
use super::columns::{Column, Columns};
use super::section::{Layout, Topic};
use super::{Reader, SpecDefaults};
use crate::diagnostic::DiagnosticCode;
use crate::model::ServiceStyle;

pub(super) use votes::is_operation;
use votes::{Voice, Votes, is_word};

/// What a page says about itself, with what was told besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    pub(super) operation: String,
    /// As its link or its rows say.
    pub(super) stated: Stated,
    /// The product as a link to its errors has it, which may be spelled in another way.
    pub(super) product_hint: Option<String>,
    pub(super) style: Option<ServiceStyle>,
}

/// Product and version as the page states them.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    pub(super) product: Option<String>,
    pub(super) version: Option<String>,
}

/// What the link to the explorer says: `#product=Domain&api=X&type=RPC&version=2018-01-29`.
#[derive(Default)]
struct Link {
    product: Option<String>,
    api: Option<String>,
    style: Option<String>,
    version: Option<String>,
}

/// Reads who the page is about; none, with an error, where nothing names an operation. What is `told` outvotes the page,
/// the name of its file does not.
pub(super) fn read(
    layout: &Layout<'_>,
    told: &SpecDefaults,
    reader: &mut Reader<'_>,
) -> Option<Identity> {
    let text = reader.source.text();
    let link = link(text);
    let (row_action, row_version) = rows(layout);
    let place = reader.source.at(layout.title.map_or(0, |title| title.at));
    let file = told.or_of_path(reader.source.name()).operation;
    let named = told
        .operation
        .clone()
        .or_else(|| vote(layout, row_action.as_deref(), link.api.as_deref()))
        .or(file.filter(|name| is_operation(name)));
    let Some(operation) = named else {
        let help = "give `--operation NAME`; a build script says it with `Config::origin`";
        let message = "nothing on the page names its operation";
        reader
            .diagnostics
            .error(DiagnosticCode::MissingMember, &place, message, help);
        return None;
    };
    if let Some(other) = link.api.filter(|api| !api.eq_ignore_ascii_case(&operation)) {
        let message = format!("the page is about `{operation}`, but its link leads to `{other}`");
        let help = "the title, the rows and the samples outvote the link; `--operation` decides where they are wrong";
        reader
            .diagnostics
            .warning(DiagnosticCode::AmbiguousOperation, &place, message, help);
    }
    let style = told
        .style
        .as_deref()
        .or(link.style.as_deref())
        .and_then(style);
    Some(Identity {
        operation,
        stated: Stated {
            product: link.product,
            version: link.version.or(row_version),
        },
        product_hint: error_center(text),
        style,
    })
}

fn vote(layout: &Layout<'_>, row: Option<&str>, link: Option<&str>) -> Option<String> {
    let mut votes = Votes::default();
    if let Some(title) = layout.title {
        votes.add(&title_name(title), Voice::Title);
    }
    votes.add(row.unwrap_or_default(), Voice::Row);
    votes.add(link.unwrap_or_default(), Voice::Link);
    for name in printed(layout) {
        votes.add(&name, Voice::DiagnosticCode);
    }
    votes.winner()
}

fn title_name(title: Cell<'_>) -> String {
    let title = plain(title.text);
    if is_word(&title) {
        return title;
    }
    let mut words = title.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .find(|word| is_operation(word))
        .unwrap_or_default()
        .to_owned()
}

/// The rows `Action` and `Version` of the request.
fn rows(layout: &Layout<'_>) -> (Option<String>, Option<String>) {
    let (mut action, mut version) = (None, None);
    for block in layout.of(Topic::Request).flat_map(|part| &part.blocks) {
        let Block::Table(table) = block else {
            continue;
        };
        let Some(columns) = Columns::of_parameters(&table.header, false) else {
            continue;
        };
        for row in &table.rows {
            let cell = |column| {
                columns
                    .cell(row, column)
                    .map(|cell| plain(cell.text))
                    .unwrap_or_default()
            };
            match cell(Column::Name).as_str() {
                "Action" => {
                    action =
                        action.or_else(|| value(&cell(Column::Example), &cell(Column::Description)))
                }
                "Version" => {
                    let texts = [cell(Column::Example), cell(Column::Description)];
                    version = version.or_else(|| texts.iter().find_map(|text| date(text)));
                }
                _ => {}
            }
        }
    }
    (action, version)
}

/// The example, else the last word of the description that can name an operation.
fn value(example: &str, description: &str) -> Option<String> {
    if is_word(example) {
        return Some(example.to_owned());
    }
    let mut words = description.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.rfind(|word| is_operation(word)).map(str::to_owned)
}

/// `2018-01-29` in a text.
fn date(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .find(|word| {
            let parts: Vec<usize> = word.split('-').map(str::len).collect();
            parts == [4, 2, 2]
        })
        .map(str::to_owned)
}

fn link(text: &str) -> Link {
    let mut link = Link::default();
    let Some(start) = text
        .find("api.aliyun.com/#")
        .or_else(|| text.find("api.alibabacloud.com/#"))
    else {
        return link;
    };
    let after = &text[start..];
    let end = after
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '"' | '>'))
        .unwrap_or(after.len());
    let query = after[..end].split_once('#').map_or("", |(_, query)| query);
    for pair in query.trim_start_matches(['/', '?']).split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = Some(value.to_owned()).filter(|value| is_code(value));
        match key {
            "product" => link.product = value,
            "api" => link.api = value,
            "type" => link.style = value,
            "version" => link.version = value,
            _ => {}
        }
    }
    link
}

/// The link to the product's errors names it, too.
fn error_center(text: &str) -> Option<String> {
    let marker = "error-center.alibabacloud.com/status/product/";
    let after = &text[text.find(marker)? + marker.len()..];
    let end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(after.len());
    Some(after[..end].to_owned()).filter(|product| is_code(product))
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.contains("..")
}

fn style(name: &str) -> Option<ServiceStyle> {
    match name {
        "RPC" => Some(ServiceStyle::Rpc),
        "ROA" => Some(ServiceStyle::Roa),
        _ => None,
    }
}

/// `Action=` of requests, and outermost elements of replies.
fn printed(layout: &Layout<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for block in layout.of(Topic::DocExamples).flat_map(|part| &part.blocks) {
        let Block::DiagnosticCode(code) = block else {
            continue;
        };
        if let Some(at) = code.text.find("Action=") {
            let after = code.text[at + "Action=".len()..].trim_start();
            let end = after
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .unwrap_or(after.len());
            names.push(after[..end].to_owned());
        }
        if let Some(at) = code.text.find("Response>") {
            let before = &code.text[..at];
            let start = before
                .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .map_or(0, |at| at + 1);
            if before[..start].ends_with('<') {
                names.push(before[start..].to_owned());
            }
        }
    }
    names
}
