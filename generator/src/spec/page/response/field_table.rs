//! Finds the tables of a page that list response fields.
//!
//! This module must never know what the samples show.

use super::super::super::markdown::Block;
use super::super::super::markdown::inline::plain_text;
use super::super::columns::{Column, Columns};
use super::super::document::{PageDocument, Section, SectionKind};
use super::super::row::{self, Row};

/// A table of fields.
#[derive(Debug)]
pub(super) struct FieldTable<'t> {
    /// The line or heading before the table, which may name the type that the table describes.
    pub(super) title: String,
    /// The anchor of the heading.
    pub(super) anchor: Option<&'t str>,
    pub(super) rows: Vec<Row<'t>>,
}

/// Reads the tables about the response, then the tables of other sections, which describe types. Without the former,
/// the latter describe something else, and no table is returned.
pub(super) fn read_field_tables<'t>(document: &PageDocument<'t>) -> Vec<FieldTable<'t>> {
    let mut tables: Vec<FieldTable<'t>> = document
        .sections_of(SectionKind::Response)
        .flat_map(read_section)
        .collect();
    if tables.is_empty() {
        return tables;
    }
    for section in document.sections_of(SectionKind::Other) {
        tables.extend(read_section(section).into_iter().map(|table| FieldTable {
            title: section.title.clone(),
            anchor: section.anchor,
            ..table
        }));
    }
    tables
}

/// Reads the tables of a section, or its lists if it has no table.
fn read_section<'t>(section: &Section<'t>) -> Vec<FieldTable<'t>> {
    let mut tables = Vec::new();
    let mut title = String::new();
    for block in &section.blocks {
        match block {
            Block::Line(line) => title = plain_text(line.text),
            Block::Table(table) => {
                if let Some(columns) = Columns::of_fields(&table.header)
                    && !columns.contains(Column::Required)
                {
                    tables.push(FieldTable {
                        title: std::mem::take(&mut title),
                        anchor: None,
                        rows: row::read_table(table, &columns),
                    });
                }
            }
            Block::Code(_) | Block::Heading(_) => {}
        }
    }
    if tables.is_empty() {
        let rows = row::read_lists(&section.blocks);
        if !rows.is_empty() {
            tables.push(FieldTable {
                title: String::new(),
                anchor: None,
                rows,
            });
        }
    }
    tables
}

/// Returns the name of the type in a title, in lower case: the same for `**RuleList** type` and `RuleList`.
pub(super) fn type_name_of_title(title: &str) -> String {
    let title = title.to_lowercase();
    let title = title.trim_end_matches([':', '：', '.', ' ']);
    let name = title.split_whitespace().next().unwrap_or_default();
    name.trim_end_matches("type").to_owned()
}
