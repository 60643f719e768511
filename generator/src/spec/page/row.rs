//! Reads the rows of tables of parameters or fields, and the lists that the oldest pages have instead of tables.
//!
//! This module must never know whether a row belongs to a request or a response.

use super::super::markdown::inline::{example_text, plain_text};
use super::super::markdown::{Block, Span, Table, TableRow};
use super::columns::{Column, Columns};
use super::type_text::TypeText;
use super::wire_name::{is_wire_name, without_additions};

/// A documented parameter or field.
#[derive(Clone, Debug)]
pub(super) struct Row<'t> {
    /// The wire name, which may be a path such as `Tag.N.Key`. Not checked.
    pub(super) name: String,
    /// The number of marks such as `└` before the name.
    pub(super) depth: usize,
    pub(super) type_text: TypeText,
    /// The anchor that the type or description links to.
    pub(super) anchor: Option<&'t str>,
    /// Whether the parameter is required, if the page states it.
    pub(super) required: Option<bool>,
    pub(super) example: Option<String>,
    /// The description, as Markdown.
    pub(super) description: &'t str,
    /// The location of a parameter, such as `header`, in lower case as the page writes it.
    pub(super) location_text: String,
    /// The offset of the row in the page, in bytes.
    pub(super) offset: usize,
}

/// Reads the rows of a table. Blank rows are skipped.
pub(super) fn read_table<'t>(table: &Table<'t>, columns: &Columns) -> Vec<Row<'t>> {
    table
        .rows
        .iter()
        .filter_map(|row| read_table_row(row, columns))
        .collect()
}

fn read_table_row<'t>(row: &TableRow<'t>, columns: &Columns) -> Option<Row<'t>> {
    let cell = |column| columns.cell(row, column).unwrap_or_default();
    let name_cell = columns.cell(row, Column::Name)?;
    if row.cells.iter().all(|cell| cell.text.is_empty()) {
        return None;
    }
    let name = plain_text(name_cell.text);
    let type_cell = cell(Column::Type).text;
    let example = example_text(cell(Column::Example).text);
    Some(Row {
        name: without_additions(without_depth_marks(&name)),
        depth: count_depth_marks(&name),
        type_text: TypeText::parse(&plain_text(type_cell)),
        anchor: link_anchor(type_cell).or_else(|| link_anchor(cell(Column::Description).text)),
        required: parse_required(cell(Column::Required).text),
        example: Some(example).filter(|example| !example.is_empty()),
        description: cell(Column::Description).text,
        location_text: plain_text(cell(Column::Location).text).to_lowercase(),
        offset: name_cell.offset,
    })
}

/// Reads the lists of pages from before there were tables: `**Name**`, then `-   Type: String` and the like.
pub(super) fn read_lists<'t>(blocks: &[Block<'t>]) -> Vec<Row<'t>> {
    let mut rows: Vec<Row<'t>> = Vec::new();
    for block in blocks {
        let Block::Line(line) = block else {
            continue;
        };
        if let Some(row) = read_bold_name(*line) {
            rows.push(row);
        } else if let Some(row) = rows.last_mut() {
            read_list_item(row, *line);
        }
    }
    // The titles of notes are bold, too, but have neither a type nor a description.
    rows.retain(|row| row.type_text != TypeText::Blank || !row.description.is_empty());
    rows
}

fn read_bold_name(line: Span<'_>) -> Option<Row<'_>> {
    let name = line.text.strip_prefix("**")?.strip_suffix("**")?;
    let name = plain_text(name);
    is_wire_name(&name).then(|| Row {
        name,
        depth: 0,
        type_text: TypeText::Blank,
        anchor: None,
        required: None,
        example: None,
        description: "",
        location_text: String::new(),
        offset: line.offset,
    })
}

/// Adds an item such as `-   Type: String` to the row of the name before it.
fn read_list_item<'t>(row: &mut Row<'t>, line: Span<'t>) {
    let Some(text) = line.text.strip_prefix('-') else {
        return;
    };
    let Some((key, value)) = text.split_once([':', '：']) else {
        return;
    };
    match plain_text(key).to_lowercase().as_str() {
        "type" | "类型" => {
            row.type_text = TypeText::parse(&plain_text(value));
            row.anchor = link_anchor(value);
        }
        "required" | "是否必须" | "是否必选" => row.required = parse_required(value),
        "description" | "描述" => row.description = value.trim(),
        "example" | "示例" => row.example = Some(example_text(value)),
        _ => {}
    }
}

fn is_depth_mark(c: char) -> bool {
    matches!(c, '└' | '∟' | '├' | '─' | '»' | '>' | '│')
}

/// Counts the marks that show how deep a row is nested.
fn count_depth_marks(text: &str) -> usize {
    text.chars()
        .take_while(|c| is_depth_mark(*c) || c.is_whitespace())
        .filter(|c| matches!(c, '└' | '∟' | '├' | '»' | '>'))
        .count()
}

fn without_depth_marks(text: &str) -> &str {
    text.trim_start_matches(|c: char| is_depth_mark(c) || c.is_whitespace() || c == '-')
        .trim()
}

/// Parses the column that states whether a parameter is required.
fn parse_required(text: &str) -> Option<bool> {
    let text = plain_text(text).to_lowercase();
    let text = text.trim_end_matches(['.', '。']);
    let starts_with = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts_with(&["yes", "true", "required", "是", "必选", "必须", "必填"]) || text == "y"
    {
        Some(true)
    } else if starts_with(&["no", "false", "optional", "conditional", "否", "可选"]) || text == "n"
    {
        Some(false)
    } else {
        None
    }
}

/// Returns the anchor of a link within the page: `section_x` for `[Rules](#section_x)`.
fn link_anchor(text: &str) -> Option<&str> {
    let start = text.find("](#")? + "](#".len();
    let end = text[start..].find(')')? + start;
    Some(&text[start..end])
}
