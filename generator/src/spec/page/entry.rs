//! Rows of a table of parameters or fields, and the lists of the oldest pages, in one form.

use super::super::markdown::inline::{example, plain};
use super::super::markdown::{Block, Cell, Row, Table};
use super::columns::{Column, Columns};
use super::kind::{Kind, kind};

/// One documented parameter or field.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    /// Wire name; may be a path such as `Tag.N.Key`.
    pub(super) name: String,
    /// How many marks such as `└` stand before it.
    pub(super) depth: usize,
    pub(super) kind: Kind,
    /// Where the type links to, if it does.
    pub(super) anchor: Option<&'t str>,
    /// What the page says, if it says it.
    pub(super) required: Option<bool>,
    pub(super) example: Option<String>,
    /// Markdown.
    pub(super) description: &'t str,
    /// As the page writes it.
    pub(super) position: String,
    /// Offset in the page.
    pub(super) at: usize,
}

/// The entries of a table.
pub(super) fn of_table<'t>(table: &Table<'t>, columns: &Columns) -> Vec<Entry<'t>> {
    table
        .rows
        .iter()
        .filter_map(|row| of_row(row, columns))
        .collect()
}

fn of_row<'t>(row: &Row<'t>, columns: &Columns) -> Option<Entry<'t>> {
    let cell = |column| columns.cell(row, column).unwrap_or_default();
    let name = columns.cell(row, Column::Name)?;
    let (depth, text) = marks(&plain(name.text));
    if row.cells.iter().all(|cell| cell.text.is_empty()) {
        return None;
    }
    let kind_text = cell(Column::Type).text;
    let example = example(cell(Column::Example).text);
    Some(Entry {
        name: wire_name(&text),
        depth,
        kind: kind(&plain(kind_text)),
        anchor: anchor(kind_text).or_else(|| anchor(cell(Column::Description).text)),
        required: flag(cell(Column::Required).text),
        example: Some(example).filter(|example| !example.is_empty()),
        description: cell(Column::Description).text,
        position: plain(cell(Column::ParameterLocation).text).to_lowercase(),
        at: name.at,
    })
}

/// `**Name**`, then `-   Type: String` and the like: pages from before there were tables.
pub(super) fn of_lists<'t>(blocks: &[Block<'t>]) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = Vec::new();
    for block in blocks {
        let Block::Line(line) = block else {
            continue;
        };
        if let Some(name) = heading(*line) {
            entries.push(name);
        } else if let Some(entry) = entries.last_mut() {
            property(entry, *line);
        }
    }
    // Notes are bold, too.
    entries.retain(|entry| entry.kind != Kind::Blank || !entry.description.is_empty());
    entries
}

fn heading(line: Cell<'_>) -> Option<Entry<'_>> {
    let name = line.text.strip_prefix("**")?.strip_suffix("**")?;
    let name = plain(name);
    is_name(&name).then(|| Entry {
        name,
        depth: 0,
        kind: Kind::Blank,
        anchor: None,
        required: None,
        example: None,
        description: "",
        position: String::new(),
        at: line.at,
    })
}

fn property<'t>(entry: &mut Entry<'t>, line: Cell<'t>) {
    let Some(text) = line.text.strip_prefix('-') else {
        return;
    };
    let Some((key, value)) = text.split_once([':', '：']) else {
        return;
    };
    match plain(key).to_lowercase().as_str() {
        "type" | "类型" => {
            entry.kind = kind(&plain(value));
            entry.anchor = anchor(value);
        }
        "required" | "是否必须" | "是否必选" => entry.required = flag(value),
        "description" | "描述" => entry.description = value.trim(),
        "example" | "示例" => entry.example = Some(example(value)),
        _ => {}
    }
}

/// Marks of depth before a name, and the name.
fn marks(text: &str) -> (usize, String) {
    let is_mark = |c: char| matches!(c, '└' | '∟' | '├' | '─' | '»' | '>' | '│');
    let depth = text
        .chars()
        .take_while(|c| is_mark(*c) || c.is_whitespace())
        .filter(|c| matches!(c, '└' | '∟' | '├' | '»' | '>'))
        .count();
    let name = text.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace() || c == '-');
    (depth, name.trim().to_owned())
}

/// The name without what pages add to it, such as a note in parentheses.
fn wire_name(text: &str) -> String {
    let end = text
        .find(['(', '（', '\n', ',', '，', '*', ':'])
        .unwrap_or(text.len());
    let name = text[..end].trim().trim_end_matches('.');
    let tight = name
        .replace(" .", ".")
        .replace(". ", ".")
        .replace(['[', ']'], "");
    if tight.is_empty() {
        text.to_owned()
    } else {
        tight
    }
}

/// Whether it can be the name of a parameter.
pub(super) fn is_name(text: &str) -> bool {
    text.len() <= 120
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@'))
}

fn flag(text: &str) -> Option<bool> {
    let text = plain(text).to_lowercase();
    let text = text.trim_end_matches(['.', '。']);
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["yes", "true", "required", "是", "必选", "必须", "必填"]) || text == "y" {
        Some(true)
    } else if starts(&["no", "false", "optional", "conditional", "否", "可选"]) || text == "n" {
        Some(false)
    } else {
        None
    }
}

/// `[Rules](#section_x)` leads to the anchor `section_x`.
fn anchor(text: &str) -> Option<&str> {
    let start = text.find("](#")? + "](#".len();
    let end = text[start..].find(')')? + start;
    Some(&text[start..end])
}
