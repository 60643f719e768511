//! Texts we read, and places in them.
//!
//! **Invariant:** a [`Location`] always lies in the text it names, so that it can be shown at any time.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A text with the name people know it by, usually its path.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Line and column of every [`STEP`]th byte, found when first asked for.
    steps: OnceLock<Vec<(usize, usize)>>,
}

/// Published descriptions are one line of megabytes: places in them are counted from the nearest step, not from the
/// beginning.
const STEP: usize = 4096;

impl SourceFile {
    /// Takes `text` under `name`. A byte order mark is dropped.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Arc::new(Self {
            name: name.into(),
            text,
            steps: OnceLock::new(),
        })
    }

    /// The name given, with forward slashes.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place `offset` bytes into the text; the end where it is shorter.
    #[must_use]
    pub fn at(self: &Arc<Self>, offset: usize) -> Location {
        Location {
            source: Arc::clone(self),
            offset: offset.min(self.text.len()),
        }
    }

    /// Line and column of an offset, both counted from 1.
    fn line_column(&self, offset: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let steps = self.steps.get_or_init(|| {
            let mut at = (1, 1);
            let count = |chunk: &[u8]| {
                let begin = at;
                at = advance(at, chunk);
                begin
            };
            bytes.chunks(STEP).map(count).collect()
        });
        match steps.get(offset / STEP) {
            Some(step) => advance(*step, &bytes[offset - offset % STEP..offset]),
            // The end of a text that fills its last step, or of an empty one.
            None => steps.last().map_or((1, 1), |last| {
                advance(*last, &bytes[(steps.len() - 1) * STEP..offset])
            }),
        }
    }
}

/// Where one is after `bytes`. All bytes of a character but its first go on with it.
fn advance((line, column): (usize, usize), bytes: &[u8]) -> (usize, usize) {
    let begins = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte as i8) >= -64).count();
    match bytes.iter().rposition(|byte| *byte == b'\n') {
        None => (line, column + begins(bytes)),
        Some(last) => {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            (line + lines, 1 + begins(&bytes[last + 1..]))
        }
    }
}

/// A place in a text. Displays as `file:line:column`, both counted from 1 and columns in characters.
#[derive(Clone)]
pub struct Location {
    source: Arc<SourceFile>,
    offset: usize,
}

impl Location {
    /// The name of the text.
    #[must_use]
    pub fn file(&self) -> &str {
        self.source.name()
    }

    /// Line and column, counted from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.offset)
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
