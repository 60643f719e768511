//! Lines of a page: which kind of block each starts, and a cursor over all of them.
//!
//! This module must never look at more than one line to classify it.

use super::span::Span;

/// A line without its line ending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// The offset of the line in the page, in bytes.
    pub(super) offset: usize,
}

impl<'t> Line<'t> {
    pub(super) fn trimmed(&self) -> &'t str {
        self.text.trim()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Returns whether the line starts a row or a cell of a table.
    pub(super) fn is_table_row(&self) -> bool {
        self.text.trim_start().starts_with('|')
    }

    pub(super) fn is_fence(&self) -> bool {
        let text = self.text.trim_start();
        text.starts_with("```") || text.starts_with("~~~")
    }

    /// Returns whether the line is a heading that starts with `#`.
    pub(super) fn is_heading(&self) -> bool {
        let marks = self.text.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && self.text[marks..].starts_with([' ', '\t'])
    }

    pub(super) fn is_indented(&self) -> bool {
        (self.text.starts_with("    ") || self.text.starts_with('\t')) && !self.is_blank()
    }

    /// Returns whether the line consists of `=` or `-` only, as the line below a setext heading does.
    pub(super) fn is_underline(&self) -> bool {
        let text = self.text.trim_end();
        text.len() >= 3 && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'))
    }

    pub(super) fn trimmed_span(&self) -> Span<'t> {
        Span {
            text: self.text,
            offset: self.offset,
        }
        .trimmed()
    }
}

/// A position in the lines of a page.
#[derive(Debug)]
pub(super) struct LineCursor<'t> {
    text: &'t str,
    pub(super) lines: Vec<Line<'t>>,
    /// The index of the next line to read.
    pub(super) next: usize,
}

impl<'t> LineCursor<'t> {
    /// Creates a cursor at the first line of a page.
    pub(super) fn new(text: &'t str) -> Self {
        let mut offset = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push(Line {
                text: line.trim_end_matches(['\n', '\r']),
                offset,
            });
            offset += line.len();
        }
        Self {
            text,
            lines,
            next: 0,
        }
    }

    /// Returns the line at the cursor, or `None` at the end of the page.
    pub(super) fn current(&self) -> Option<Line<'t>> {
        self.lines.get(self.next).copied()
    }

    /// Returns whether the line after the cursor underlines the line at the cursor.
    pub(super) fn is_underlined(&self) -> bool {
        self.lines
            .get(self.next + 1)
            .is_some_and(Line::is_underline)
    }

    /// Returns the text from line `first` up to line `end`, which is excluded.
    pub(super) fn slice(&self, first: usize, end: usize) -> Span<'t> {
        let offset = self.offset_of(first);
        self.slice_offsets(offset, self.offset_of(end))
    }

    /// Returns the text between two offsets of the page.
    pub(super) fn slice_offsets(&self, start: usize, end: usize) -> Span<'t> {
        Span {
            text: &self.text[start..end],
            offset: start,
        }
    }

    /// Returns the offset of a line; the length of the page if there are fewer lines.
    pub(super) fn offset_of(&self, line: usize) -> usize {
        self.lines
            .get(line)
            .map_or(self.text.len(), |line| line.offset)
    }
}
