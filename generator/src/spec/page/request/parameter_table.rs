//! Finds the tables of a page that list parameters or fields of the body.
//!
//! This module must never know how parameters contain each other.

use super::super::super::markdown::Block;
use super::super::super::markdown::inline::plain_text;
use super::super::columns::Columns;
use super::super::document::{PageDocument, Section, SectionKind};
use super::super::row::{self, Row};

/// A table of parameters.
#[derive(Debug, Default)]
pub(super) struct ParameterTable<'t> {
    /// The line before the table, which may name the parameter whose members the table lists.
    pub(super) title: String,
    pub(super) rows: Vec<Row<'t>>,
}

/// Reads the tables of parameters, then those of headers.
pub(super) fn read_parameter_tables<'t>(document: &PageDocument<'t>) -> Vec<ParameterTable<'t>> {
    let mut tables: Vec<ParameterTable<'t>> = document
        .sections_of(SectionKind::Request)
        .flat_map(read_section)
        .collect();
    let headers = document.sections_of(SectionKind::RequestHeaders);
    for mut table in headers.flat_map(read_section) {
        for row in &mut table.rows {
            "header".clone_into(&mut row.location_text);
        }
        tables.push(table);
    }
    tables
}

/// Reads the tables of the body's own section.
pub(super) fn read_body_tables<'t>(document: &PageDocument<'t>) -> Vec<ParameterTable<'t>> {
    document
        .sections_of(SectionKind::RequestBody)
        .flat_map(read_section)
        .collect()
}

/// Reads the tables of a section, or its lists if it has no table.
fn read_section<'t>(section: &Section<'t>) -> Vec<ParameterTable<'t>> {
    let mut tables: Vec<ParameterTable<'t>> = Vec::new();
    let mut title = String::new();
    for block in &section.blocks {
        match block {
            Block::Line(line) => title = plain_text(line.text),
            Block::Table(table) => {
                if let Some(columns) = Columns::of_parameters(&table.header) {
                    tables.push(ParameterTable {
                        title: std::mem::take(&mut title),
                        rows: row::read_table(table, &columns),
                    });
                }
            }
            Block::Code(_) | Block::Heading(_) => {}
        }
    }
    if tables.is_empty() {
        let rows = row::read_lists(&section.blocks);
        tables.push(ParameterTable { title, rows });
    }
    tables
}
