//! Reads the error codes of an operation from tables with columns in any order.
//!
//! This module must never know which operation the page describes.

use std::collections::HashSet;

use super::super::markdown::inline::{example_text, plain_text};
use super::super::markdown::{Block, TableRow};
use super::columns::{Column, Columns};
use super::document::{PageDocument, SectionKind};
use crate::model::ErrorCode;

/// The maximum length of an error code, in bytes. Longer texts are prose.
const MAX_CODE_LEN: usize = 200;

/// Reads the documented error codes, each of them once.
pub(super) fn read(document: &PageDocument<'_>) -> Vec<ErrorCode> {
    let mut codes = HashSet::new();
    let mut errors = Vec::new();
    for block in document.blocks_of(SectionKind::Errors) {
        let Block::Table(table) = block else {
            continue;
        };
        let Some(columns) = Columns::of_errors(&table.header) else {
            continue;
        };
        let rows = table.rows.iter().map(|row| read_error(row, &columns));
        errors
            .extend(rows.filter(|error| is_code(&error.code) && codes.insert(error.code.clone())));
    }
    errors
}

fn read_error(row: &TableRow<'_>, columns: &Columns) -> ErrorCode {
    let cell = |column| columns.cell(row, column).unwrap_or_default().text;
    let status = plain_text(cell(Column::Status));
    let is_status = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    ErrorCode {
        status: if is_status { status } else { String::new() },
        code: example_text(cell(Column::Code)),
        message: plain_text(cell(Column::Message)),
    }
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_CODE_LEN
        && !text.contains(char::is_whitespace)
        && text.contains(|c: char| c.is_ascii_alphabetic())
}
