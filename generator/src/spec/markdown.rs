//! Markdown of published reference pages into blocks: headings, tables, code and lines of text.
//!
//! No dialect of Markdown reads these pages: cells go on over blank lines, lists and code, delimiter rows are missing, and
//! headings lie under tables. So blocks are found as their publisher's editor wrote them.
//!
//! **Invariant:** one pass over the text, and every block is a slice of it, so that places in the page are exact.

pub(super) mod inline;
mod table;

pub(super) use table::{Cell, Row, Table};

/// A part of a page with the offset it starts at.
#[derive(Debug)]
pub(super) enum Block<'t> {
    Heading(Cell<'t>),
    Table(Table<'t>),
    DiagnosticCode(Cell<'t>),
    Line(Cell<'t>),
}

/// A line without its end, and where it starts.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Line<'t> {
    fn trimmed(&self) -> &'t str {
        self.text.trim()
    }

    fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Whether it starts a row or a cell of a table.
    fn is_row(&self) -> bool {
        self.text.trim_start().starts_with('|')
    }

    fn is_fence(&self) -> bool {
        let text = self.text.trim_start();
        text.starts_with("```") || text.starts_with("~~~")
    }

    fn is_heading(&self) -> bool {
        let marks = self.text.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && self.text[marks..].starts_with([' ', '\t'])
    }

    fn is_indented(&self) -> bool {
        (self.text.starts_with("    ") || self.text.starts_with('\t')) && !self.is_blank()
    }

    /// A line of `=` or `-` under a heading.
    fn is_underline(&self) -> bool {
        let text = self.text.trim_end();
        text.len() >= 3 && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'))
    }

    fn cell(&self) -> Cell<'t> {
        let text = self.trimmed();
        let at = self.at + self.text.len() - self.text.trim_start().len();
        Cell { text, at }
    }
}

/// The blocks of a page in their order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines = lines(text);
    let mut blocks = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let line = lines[index];
        index = if line.is_blank() {
            index + 1
        } else if line.is_fence() {
            let (block, next) = fenced(text, &lines, index);
            blocks.push(block);
            next
        } else if line.is_row() {
            let (table, next) = table::read(text, &lines, index);
            blocks.extend(table.map(Block::Table));
            next
        } else if line.is_heading() {
            let cell = line.cell();
            let title = cell.text.trim_start_matches('#');
            let at = cell.at + cell.text.len() - title.len();
            blocks.push(Block::Heading(Cell { text: title, at }.trimmed()));
            index + 1
        } else if lines.get(index + 1).is_some_and(Line::is_underline) && !line.is_indented() {
            blocks.push(Block::Heading(line.cell()));
            index + 2
        } else if line.is_indented() {
            let (block, next) = indented(text, &lines, index);
            blocks.push(block);
            next
        } else {
            blocks.push(Block::Line(line.cell()));
            index + 1
        };
    }
    blocks
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for whole in text.split_inclusive('\n') {
        let text = whole.trim_end_matches(['\n', '\r']);
        lines.push(Line { text, at });
        at += whole.len();
    }
    lines
}

/// Code between fences; to the end where the second one is missing.
fn fenced<'t>(text: &'t str, lines: &[Line<'t>], open: usize) -> (Block<'t>, usize) {
    let start = lines.get(open + 1).map_or(text.len(), |line| line.at);
    let close = lines[open + 1..]
        .iter()
        .position(Line::is_fence)
        .map(|after| open + 1 + after);
    let end = close.map_or(text.len(), |close| lines[close].at);
    let code = Cell {
        text: &text[start..end],
        at: start,
    };
    (
        Block::DiagnosticCode(code),
        close.map_or(lines.len(), |close| close + 1),
    )
}

/// Code by indentation, or text of a list: what it is, its content tells.
fn indented<'t>(text: &'t str, lines: &[Line<'t>], open: usize) -> (Block<'t>, usize) {
    let belongs = |line: &Line<'_>| line.is_indented() && !line.is_fence() && !line.is_row();
    let after = lines[open..].iter().position(|line| !belongs(line));
    let close = after.map_or(lines.len(), |after| open + after);
    let start = lines[open].at;
    let end = lines.get(close).map_or(text.len(), |line| line.at);
    let code = Cell {
        text: &text[start..end],
        at: start,
    };
    (Block::DiagnosticCode(code), close)
}
