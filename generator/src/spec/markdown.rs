//! Splits reference pages, which are written in Markdown, into blocks: headings, tables, code and lines of text.
//!
//! No Markdown dialect parses these pages: table cells continue over blank lines, lists and code, delimiter rows are
//! missing, and headings follow tables without a blank line. The rules here follow what the publisher's editor writes.
//!
//! This module knows syntax only. It must never know what a heading, a column or a cell means.
//!
//! **Invariant:** the text is read in one pass, and every block is a slice of it, so offsets into the page are exact.

pub(super) mod inline;
mod line;
mod span;
mod table;

use line::{Line, LineCursor};

pub(super) use span::Span;
pub(super) use table::{Table, TableRow};

/// A block of a page.
#[derive(Debug)]
pub(super) enum Block<'t> {
    /// A heading of any level, without its marks.
    Heading(Span<'t>),
    Table(Table<'t>),
    /// Code between fences, or indented text.
    Code(Span<'t>),
    /// One line of text.
    Line(Span<'t>),
}

/// Splits a page into its blocks, in page order.
pub(super) fn parse_blocks(text: &str) -> Vec<Block<'_>> {
    let mut cursor = LineCursor::new(text);
    let mut blocks = Vec::new();
    while let Some(line) = cursor.current() {
        if line.is_blank() {
            cursor.next += 1;
        } else if line.is_fence() {
            blocks.push(read_fenced_code(&mut cursor));
        } else if line.is_table_row() {
            blocks.extend(table::read_table(&mut cursor).map(Block::Table));
        } else if line.is_heading() {
            blocks.push(Block::Heading(heading_title(line)));
            cursor.next += 1;
        } else if cursor.is_underlined() && !line.is_indented() {
            blocks.push(Block::Heading(line.trimmed_span()));
            cursor.next += 2;
        } else if line.is_indented() {
            blocks.push(read_indented_code(&mut cursor));
        } else {
            blocks.push(Block::Line(line.trimmed_span()));
            cursor.next += 1;
        }
    }
    blocks
}

/// Returns the title of a heading that starts with `#`.
fn heading_title(line: Line<'_>) -> Span<'_> {
    let heading = line.trimmed_span();
    let title = heading.text.trim_start_matches('#');
    Span {
        text: title,
        offset: heading.offset + heading.text.len() - title.len(),
    }
    .trimmed()
}

/// Reads code between fences. Without a closing fence the code extends to the end of the page.
fn read_fenced_code<'t>(cursor: &mut LineCursor<'t>) -> Block<'t> {
    let first = cursor.next + 1;
    let closing_fence = cursor.lines[first..]
        .iter()
        .position(Line::is_fence)
        .map(|distance| first + distance);
    let end = closing_fence.unwrap_or(cursor.lines.len());
    let code = cursor.slice(first, end);
    cursor.next = closing_fence.map_or(end, |fence| fence + 1);
    Block::Code(code)
}

/// Reads consecutive indented lines. They may be code or the text of a list; the readers of the block decide which.
fn read_indented_code<'t>(cursor: &mut LineCursor<'t>) -> Block<'t> {
    let is_code = |line: &Line<'_>| line.is_indented() && !line.is_fence() && !line.is_table_row();
    let first = cursor.next;
    let length = cursor.lines[first..]
        .iter()
        .take_while(|line| is_code(line));
    let end = first + length.count();
    cursor.next = end;
    Block::Code(cursor.slice(first, end))
}
