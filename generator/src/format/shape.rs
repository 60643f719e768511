//! The room that a piece of code has on its line, as rustfmt counts it.
//!
//! **Invariant:** knows widths and columns, and must never know syntax.

/// Maximum width of a line.
pub(super) const MAX_WIDTH: usize = 100;

/// Width of one level of indentation.
pub(super) const INDENT: usize = 4;

/// The place where a piece of code begins and the room behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Indentation of the lines that follow the first.
    pub(super) indent: usize,
    /// Columns between the indentation and the code.
    pub(super) offset: usize,
    /// Columns for the code.
    pub(super) width: usize,
}

impl Shape {
    /// Returns the room of a line with this indentation.
    pub(super) fn indented(indent: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: MAX_WIDTH.saturating_sub(indent),
        }
    }

    /// Returns the room of a line that is indented one level more.
    pub(super) fn nested(self) -> Self {
        Self::indented(self.indent + INDENT)
    }

    /// Returns the room behind code of this width, if there is any.
    pub(super) fn after(self, width: usize) -> Option<Self> {
        Some(Self {
            indent: self.indent,
            offset: self.offset + width,
            width: self.width.checked_sub(width)?,
        })
    }

    /// Returns the room in front of code of this width, if there is any.
    pub(super) fn before(self, width: usize) -> Option<Self> {
        Some(Self {
            width: self.width.checked_sub(width)?,
            ..self
        })
    }

    /// Returns the column at which the code begins.
    pub(super) fn column(self) -> usize {
        self.indent + self.offset
    }

    /// Returns the columns that are reserved for what follows the code.
    pub(super) fn reserved(self) -> usize {
        MAX_WIDTH.saturating_sub(self.column() + self.width)
    }

    /// Returns the line break and the indentation of the lines that follow.
    pub(super) fn line_break(self) -> String {
        line_break(self.indent)
    }

    /// Returns whether a text fits: its first line here, the others between the indentation and the right margin.
    pub(super) fn fits(self, text: &str) -> bool {
        let mut lines = text.split('\n');
        let first = lines.next().map_or(0, width);
        let Some(last) = text.rfind('\n').map(|at| width(&text[at + 1..])) else {
            return first <= self.width;
        };
        first <= self.width
            && lines.all(|line| width(line) <= MAX_WIDTH)
            && last <= self.column() + self.width
    }
}

/// Returns a line break and an indentation.
pub(super) fn line_break(indent: usize) -> String {
    format!("\n{:indent$}", "")
}

/// Returns the width of a text in columns: East Asian characters take two.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let is_wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Returns the width of the first line.
pub(super) fn first_line_width(text: &str) -> usize {
    width(text.split('\n').next().unwrap_or_default())
}
