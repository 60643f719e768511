//! Reads tables whose cells continue over several lines: unescaped pipes separate the cells of a row.
//!
//! This module must never know what a column holds.
//!
//! **Invariant:** the text of a row ends where the next row starts, so no part of a table belongs to two rows.

use super::line::{Line, LineCursor};
use super::span::Span;

/// A row of a table. It may have fewer cells than the table has columns, but never more.
#[derive(Debug)]
pub(in crate::spec) struct TableRow<'t> {
    pub(in crate::spec) cells: Vec<Span<'t>>,
}

/// A table.
#[derive(Debug)]
pub(in crate::spec) struct Table<'t> {
    /// The row that names the columns.
    pub(in crate::spec) header: TableRow<'t>,
    pub(in crate::spec) rows: Vec<TableRow<'t>>,
}

/// The header of a table that has a delimiter row.
struct HeaderExtent {
    columns: usize,
    /// The index of the delimiter row's line.
    delimiter: usize,
}

/// The maximum number of lines of a header. Some headers have a paragraph in each cell.
const MAX_HEADER_LINES: usize = 40;

/// Reads the table at the cursor and moves the cursor behind it.
pub(super) fn read_table<'t>(cursor: &mut LineCursor<'t>) -> Option<Table<'t>> {
    let header = find_header(&cursor.lines, cursor.next);
    let columns = header.as_ref().map_or_else(
        || columns_without_delimiter(cursor.lines[cursor.next]),
        |header| header.columns,
    );
    let delimiter = header.map(|header| header.delimiter);
    let mut rows = Vec::new();
    while let Some(line) = cursor.current() {
        let is_separator = line.is_table_row() && (is_delimiter(line) || is_lone_pipe(line));
        if Some(cursor.next) == delimiter || is_separator {
            cursor.next += 1;
        } else if line.is_blank() {
            match line_after_blanks(&cursor.lines, cursor.next) {
                Some(next) => cursor.next = next,
                None => break,
            }
        } else if line.is_table_row() {
            let header_end = delimiter.filter(|delimiter| *delimiter > cursor.next);
            rows.push(read_row(cursor, columns, header_end));
        } else {
            break;
        }
    }
    let mut rows = rows.into_iter();
    Some(Table {
        header: rows.next()?,
        rows: rows.collect(),
    })
}

fn columns_without_delimiter(line: Line<'_>) -> usize {
    pipe_offsets(line).len().saturating_sub(1).max(1)
}

/// Returns the line that continues the table after blank lines, or `None` if the table ends before them.
fn line_after_blanks(lines: &[Line<'_>], blank: usize) -> Option<usize> {
    let distance = lines[blank..].iter().position(|line| !line.is_blank())?;
    let next = blank + distance;
    let continues = lines[next].is_table_row() && find_header(lines, next).is_none();
    // A lone pipe closes a row whose text ended before the blank lines.
    (continues || is_lone_pipe(lines[next])).then_some(next)
}

/// Returns the header of the table that starts at line `start`, if a delimiter row follows it directly.
fn find_header(lines: &[Line<'_>], start: usize) -> Option<HeaderExtent> {
    let mut pipes = 0;
    let candidates = lines.iter().enumerate().skip(start).take(MAX_HEADER_LINES);
    for (index, line) in candidates {
        if line.is_table_row() && is_delimiter(*line) {
            let columns = delimiter_columns(*line);
            let is_header = index > start && pipes >= columns && pipes <= columns + 1;
            return is_header.then_some(HeaderExtent {
                columns,
                delimiter: index,
            });
        }
        if line.is_heading() || (line.is_blank() && pipes == 0) {
            return None;
        }
        pipes += pipe_offsets(*line).len();
    }
    None
}

/// Reads the row at the cursor and moves the cursor behind it. `header_end` is the line that ends a header row.
fn read_row<'t>(
    cursor: &mut LineCursor<'t>,
    columns: usize,
    header_end: Option<usize>,
) -> TableRow<'t> {
    let start = cursor.next;
    let mut row_pipes = Vec::new();
    let mut in_code = false;
    while let Some(line) = cursor.current() {
        if Some(cursor.next) == header_end {
            break;
        }
        if cursor.next > start && !in_code && (line.is_heading() || is_whole_row(line, columns)) {
            break;
        }
        if line.is_fence() {
            in_code = !in_code;
        }
        cursor.next += 1;
        if !in_code {
            let pipes = pipe_offsets(line);
            let ends_with_pipe = ends_with_pipe(line, &pipes);
            row_pipes.extend(pipes);
            if ends_with_pipe && row_pipes.len() > columns {
                break;
            }
        }
    }
    split_cells(cursor, &row_pipes, columns)
}

/// Returns whether a line holds all cells of a row.
fn is_whole_row(line: Line<'_>, columns: usize) -> bool {
    let pipes = pipe_offsets(line);
    line.is_table_row() && pipes.len() == columns + 1 && ends_with_pipe(line, &pipes)
}

/// Splits the text of a row, which ends at the cursor, at its pipes. Surplus pipes belong to the last cell, which
/// holds prose.
fn split_cells<'t>(cursor: &LineCursor<'t>, pipes: &[usize], columns: usize) -> TableRow<'t> {
    let row_end = cursor.offset_of(cursor.next);
    let mut cells = Vec::with_capacity(columns);
    for (index, pipe) in pipes.iter().take(columns).enumerate() {
        let is_last = index + 1 == columns;
        let end = match pipes.get(index + 1) {
            Some(next) if !is_last => *next,
            _ => row_end,
        };
        let mut cell = cursor.slice_offsets(pipe + 1, end).trimmed();
        if end == row_end && !cell.text.ends_with("\\|") {
            cell.text = cell.text.strip_suffix('|').unwrap_or(cell.text).trim_end();
        }
        let is_closing_pipe = cell.text.is_empty() && index > 0 && end == row_end && !is_last;
        if !is_closing_pipe {
            cells.push(cell);
        }
    }
    TableRow { cells }
}

/// Returns the offsets of a line's unescaped pipes.
fn pipe_offsets(line: Line<'_>) -> Vec<usize> {
    let bytes = line.text.as_bytes();
    let mut offsets = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'|' => offsets.push(line.offset + index),
            _ => {}
        }
        index += 1;
    }
    offsets
}

fn ends_with_pipe(line: Line<'_>, pipes: &[usize]) -> bool {
    let last_byte = line.offset + line.text.trim_end().len().saturating_sub(1);
    pipes.last() == Some(&last_byte)
}

fn is_lone_pipe(line: Line<'_>) -> bool {
    line.trimmed() == "|"
}

/// Returns whether a row consists of hyphens, colons and pipes only.
fn is_delimiter(line: Line<'_>) -> bool {
    let text = line.trimmed();
    text.len() > 2
        && text.contains('-')
        && text
            .bytes()
            .all(|byte| matches!(byte, b'-' | b'|' | b':' | b' '))
}

/// Returns the number of columns that a delimiter row defines.
fn delimiter_columns(line: Line<'_>) -> usize {
    let text = line.trimmed().trim_start_matches('|').trim_end_matches('|');
    text.split('|').count()
}
