//! Tables whose cells go on over lines: rows are told apart by their unescaped pipes.
//!
//! **Invariant:** the text of a row ends where the next one starts; no part of a table belongs to two rows.

use super::Line;

/// A piece of the page and where it starts.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::spec) struct Cell<'t> {
    pub(in crate::spec) text: &'t str,
    pub(in crate::spec) at: usize,
}

impl<'t> Cell<'t> {
    pub(in crate::spec) fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        Self {
            at: self.at + self.text.len() - text.len(),
            text: text.trim_end(),
        }
    }
}

/// The cells of a row; there may be fewer than the table has columns, never more.
#[derive(Debug)]
pub(in crate::spec) struct Row<'t> {
    pub(in crate::spec) cells: Vec<Cell<'t>>,
}

/// A table with the row that names its columns.
#[derive(Debug)]
pub(in crate::spec) struct Table<'t> {
    pub(in crate::spec) header: Row<'t>,
    pub(in crate::spec) rows: Vec<Row<'t>>,
}

/// How far a header with a paragraph a cell may go on.
const LONGEST_HEADER: usize = 40;

/// The table that starts at line `start`, and the line after it.
pub(super) fn read<'t>(
    text: &'t str,
    lines: &[Line<'t>],
    start: usize,
) -> (Option<Table<'t>>, usize) {
    let (columns, delimiter) = match header(lines, start) {
        Some((columns, delimiter)) => (columns, Some(delimiter)),
        None => (pipes(lines[start]).len().saturating_sub(1).max(1), None),
    };
    let mut rows = Vec::new();
    let mut index = start;
    while index < lines.len() {
        let line = lines[index];
        if Some(index) == delimiter || line.is_row() && (is_delimiter(line) || is_lone(line)) {
            index += 1;
            continue;
        }
        if line.is_blank() {
            let next = lines[index..].iter().position(|line| !line.is_blank());
            let next = next.map_or(lines.len(), |after| index + after);
            let goes_on =
                lines.get(next).is_some_and(Line::is_row) && header(lines, next).is_none();
            if !goes_on && !follows(lines, next) {
                return (table(rows), index);
            }
            index = next;
            continue;
        }
        if !line.is_row() {
            break;
        }
        let limit = delimiter.filter(|delimiter| *delimiter > index);
        let (row, next) = row(text, lines, index, columns, limit);
        rows.push(row);
        index = next;
    }
    (table(rows), index)
}

/// A pipe alone, which closed a row that had ended before.
fn follows(lines: &[Line<'_>], next: usize) -> bool {
    lines.get(next).is_some_and(|line| is_lone(*line))
}

fn table(rows: Vec<Row<'_>>) -> Option<Table<'_>> {
    let mut rows = rows.into_iter();
    Some(Table {
        header: rows.next()?,
        rows: rows.collect(),
    })
}

/// How many columns the table at `start` has and where its delimiter row is, if it has one right under its header.
fn header(lines: &[Line<'_>], start: usize) -> Option<(usize, usize)> {
    let mut seen = 0;
    for (index, line) in lines.iter().enumerate().skip(start).take(LONGEST_HEADER) {
        if line.is_row() && is_delimiter(*line) {
            let columns = columns(*line);
            return (index > start && seen >= columns && seen <= columns + 1)
                .then_some((columns, index));
        }
        if line.is_heading() || (line.is_blank() && seen == 0) {
            return None;
        }
        seen += pipes(*line).len();
    }
    None
}

/// A row from line `start` on, and the line after it. `limit` is the line that ends a header.
fn row<'t>(
    text: &'t str,
    lines: &[Line<'t>],
    start: usize,
    columns: usize,
    limit: Option<usize>,
) -> (Row<'t>, usize) {
    let mut cuts = Vec::new();
    let mut code = false;
    let mut index = start;
    while let Some(line) = lines.get(index) {
        if Some(index) == limit {
            break;
        }
        if index > start && !code {
            let found = pipes(*line);
            let whole = line.is_row() && found.len() == columns + 1 && ends_row(*line, &found);
            if line.is_heading() || whole {
                break;
            }
        }
        if line.is_fence() {
            code = !code;
        }
        if !code {
            let found = pipes(*line);
            let ends = ends_row(*line, &found);
            cuts.extend(found);
            if ends && cuts.len() > columns {
                index += 1;
                break;
            }
        }
        index += 1;
    }
    let end = lines.get(index).map_or(text.len(), |line| line.at);
    (cells(text, &cuts, end, columns), index)
}

/// Surplus pipes belong to the last cell, which is the prose.
fn cells<'t>(text: &'t str, cuts: &[usize], end: usize, columns: usize) -> Row<'t> {
    let mut cells = Vec::with_capacity(columns);
    for (index, cut) in cuts.iter().take(columns).enumerate() {
        let last = index + 1 == columns;
        let stop = match cuts.get(index + 1) {
            Some(next) if !last => *next,
            _ => end,
        };
        let cell = Cell {
            text: &text[cut + 1..stop],
            at: cut + 1,
        };
        let mut cell = cell.trimmed();
        if stop == end && !cell.text.ends_with("\\|") {
            cell.text = cell.text.strip_suffix('|').unwrap_or(cell.text).trim_end();
        }
        let closing = cell.text.is_empty() && index > 0 && stop == end && !last;
        if !closing {
            cells.push(cell);
        }
    }
    Row { cells }
}

/// Offsets of the unescaped pipes of a line.
fn pipes(line: Line<'_>) -> Vec<usize> {
    let bytes = line.text.as_bytes();
    let mut found = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            b'|' => found.push(line.at + index),
            _ => {}
        }
        index += 1;
    }
    found
}

fn ends_row(line: Line<'_>, pipes: &[usize]) -> bool {
    pipes.last() == Some(&(line.at + line.text.trim_end().len().saturating_sub(1)))
}

fn is_lone(line: Line<'_>) -> bool {
    line.trimmed() == "|"
}

/// A row of nothing but hyphens, colons and pipes.
fn is_delimiter(line: Line<'_>) -> bool {
    let text = line.trimmed();
    text.len() > 2
        && text.contains('-')
        && text
            .bytes()
            .all(|byte| matches!(byte, b'-' | b'|' | b':' | b' '))
}

fn columns(line: Line<'_>) -> usize {
    let text = line.trimmed().trim_start_matches('|').trim_end_matches('|');
    text.split('|').count()
}
