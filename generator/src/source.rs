//! Texts we read, and places in them.
//!
//! **Invariant:** a [`Place`] always lies in the text it names, so that it can be shown at any time.

use std::fmt;
use std::sync::Arc;

/// A text with the name people know it by, usually its path.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
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
    pub fn at(self: &Arc<Self>, offset: usize) -> Place {
        Place {
            source: Arc::clone(self),
            offset: offset.min(self.text.len()),
        }
    }
}

/// A place in a text. Displays as `file:line:column`, both counted from 1 and columns in characters.
#[derive(Clone)]
pub struct Place {
    source: Arc<Source>,
    offset: usize,
}

impl Place {
    /// The name of the text.
    #[must_use]
    pub fn file(&self) -> &str {
        self.source.name()
    }

    /// Line and column, counted from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text.as_bytes()[..self.offset];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        (line, column)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.file())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
