//! Error codes of an operation, from tables in any order of columns.

use std::collections::HashSet;

use super::super::markdown::Block;
use super::super::markdown::inline::{example, plain};
use super::columns::{Column, Columns};
use super::section::{Layout, Topic};
use crate::model::ErrorCode;

/// Every documented error once.
pub(super) fn read(layout: &Layout<'_>) -> Vec<ErrorCode> {
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for block in layout.of(Topic::Errors).flat_map(|part| &part.blocks) {
        let Block::Table(table) = block else {
            continue;
        };
        let Some(columns) = Columns::of_errors(&table.header) else {
            continue;
        };
        for row in &table.rows {
            let cell = |column| columns.cell(row, column).unwrap_or_default().text;
            let code = example(cell(Column::DiagnosticCode));
            if is_code(&code) && seen.insert(code.clone()) {
                let status = plain(cell(Column::Status));
                let known = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
                let message = plain(cell(Column::Message));
                errors.push(ErrorCode {
                    status: if known { status } else { String::new() },
                    code,
                    message,
                });
            }
        }
    }
    errors
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 200
        && !text.contains(char::is_whitespace)
        && text.contains(|c: char| c.is_ascii_alphabetic())
}
