//! Texts that the generator reads, and locations in them.
//!
//! **Invariant:** a [`Location`] lies inside its text, so that it can be displayed at any time.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A text with a name for messages, usually its path.
///
/// ```
/// use acsgen::SourceFile;
///
/// let source = SourceFile::new("api-docs.json", "{\n  \"apis\": {}\n}");
/// assert_eq!(source.at(4).to_string(), "api-docs.json:2:3");
/// ```
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    /// The positions of every [`CHECKPOINT_BYTES`]th byte, computed on first use.
    checkpoints: OnceLock<Vec<TextPosition>>,
}

/// The distance between two checkpoints, in bytes.
///
/// Published descriptions are one line of several megabytes, so columns are counted from the nearest checkpoint and
/// not from the start of the line.
const CHECKPOINT_BYTES: usize = 4096;

/// A line and a column, both counted from 1. Columns count characters.
#[derive(Clone, Copy, Debug)]
struct TextPosition {
    line: usize,
    column: usize,
}

impl TextPosition {
    const START: Self = Self { line: 1, column: 1 };

    /// Returns the position after `bytes`.
    fn advanced_by(self, bytes: &[u8]) -> Self {
        // Only the first byte of a character counts: continuation bytes are below -64 as signed numbers.
        let chars = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte as i8) >= -64).count();
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            None => Self {
                line: self.line,
                column: self.column + chars(bytes),
            },
            Some(last) => Self {
                line: self.line + bytes.iter().filter(|byte| **byte == b'\n').count(),
                column: 1 + chars(&bytes[last + 1..]),
            },
        }
    }
}

impl SourceFile {
    /// Creates a source file from its name and its text. A byte order mark is removed.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Arc::new(Self {
            name: name.into(),
            text,
            checkpoints: OnceLock::new(),
        })
    }

    /// Returns the name that was given to [`new`](Self::new).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the location `offset` bytes into the text, or the end of the text if it is shorter.
    #[must_use]
    pub fn at(self: &Arc<Self>, offset: usize) -> Location {
        Location {
            source: Arc::clone(self),
            offset: offset.min(self.text.len()),
        }
    }

    /// Returns the position of a byte offset.
    fn position(&self, offset: usize) -> TextPosition {
        let bytes = self.text.as_bytes();
        let checkpoints = self.checkpoints.get_or_init(|| {
            let mut position = TextPosition::START;
            let start_of = |chunk: &[u8]| {
                let start = position;
                position = position.advanced_by(chunk);
                start
            };
            bytes.chunks(CHECKPOINT_BYTES).map(start_of).collect()
        });
        let index = offset / CHECKPOINT_BYTES;
        match (checkpoints.get(index), checkpoints.last()) {
            (Some(start), _) => start.advanced_by(&bytes[index * CHECKPOINT_BYTES..offset]),
            // The end of a text whose length is a multiple of the checkpoint distance.
            (None, Some(last)) => {
                last.advanced_by(&bytes[(checkpoints.len() - 1) * CHECKPOINT_BYTES..offset])
            }
            (None, None) => TextPosition::START,
        }
    }
}

/// A location in a text. Displays as `file:line:column`, both counted from 1, columns in characters.
///
/// ```
/// let location = acsgen::SourceFile::new("page.md", "é!").at(2);
/// assert_eq!(location.file(), "page.md");
/// assert_eq!(location.line_column(), (1, 2));
/// ```
#[derive(Clone)]
pub struct Location {
    source: Arc<SourceFile>,
    offset: usize,
}

impl Location {
    /// Returns the name of the text.
    #[must_use]
    pub fn file(&self) -> &str {
        self.source.name()
    }

    /// Returns the line and the column, both counted from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        let position = self.source.position(self.offset);
        (position.line, position.column)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.file())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
