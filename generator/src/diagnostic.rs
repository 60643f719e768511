//! What is wrong with an input, where, and what to do about it.
//!
//! Readers push every problem they meet and go on; a stage ends with [`Diagnostics::finish`].
//!
//! **Invariant:** nothing here prints or exits. Text of an input is shown without control characters,
//! so that a hostile description cannot drive a terminal.

mod code;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::source::Location;

pub use code::{DiagnosticCode, UnknownCode};

/// Whether a problem stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The run goes on; the output is usable.
    Warning,
    /// Nothing is written.
    Error,
}

/// One problem: what is wrong, where, and what to do. Serialises to an object for programs.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    severity: Severity,
    code: DiagnosticCode,
    message: String,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl Diagnostic {
    /// Whether it stops the run.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in the terms of the description.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What kind of problem it is.
    #[must_use]
    pub fn code(&self) -> DiagnosticCode {
        self.code
    }

    /// Where: `file:line:column`, or the file alone where there is no line.
    #[must_use]
    pub fn at(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.clone(),
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, code, message) = (self.severity, self.code, &self.message);
        write!(f, "{severity}[{code}]: {message}\n  --> {}", self.at())?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Problems, in the order they were met.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error at a place.
    pub fn error(
        &mut self,
        code: DiagnosticCode,
        place: &Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (severity, at) = (Severity::Error, Some(place.line_column()));
        self.push(
            severity,
            code,
            (place.file(), at),
            (message.into(), help.into()),
        );
    }

    /// Adds a warning at a place.
    pub fn warning(
        &mut self,
        code: DiagnosticCode,
        place: &Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (severity, at) = (Severity::Warning, Some(place.line_column()));
        self.push(
            severity,
            code,
            (place.file(), at),
            (message.into(), help.into()),
        );
    }

    /// Adds an error about a whole file.
    pub fn file_error(
        &mut self,
        code: DiagnosticCode,
        file: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(
            Severity::Error,
            code,
            (file, None),
            (message.into(), help.into()),
        );
    }

    fn push(
        &mut self,
        severity: Severity,
        code: DiagnosticCode,
        (file, at): (&str, Option<(usize, usize)>),
        (message, help): (String, String),
    ) {
        self.list.push(Diagnostic {
            severity,
            code,
            message: clean(&message),
            file: clean(file),
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
            help: Some(clean(&help)).filter(|help| !help.is_empty()),
        });
    }

    /// Makes errors of the warnings whose code is denied.
    pub fn deny(&mut self, denied: impl Fn(DiagnosticCode) -> bool) {
        for diagnostic in &mut self.list {
            if denied(diagnostic.code) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Makes warnings of the errors, where what they are about is left out.
    pub(crate) fn downgrade(&mut self, left_out: bool) {
        for diagnostic in &mut self.list {
            if left_out {
                diagnostic.severity = Severity::Warning;
            }
        }
    }

    /// How many warnings there are of each code.
    #[must_use]
    pub fn warnings(&self) -> BTreeMap<DiagnosticCode, usize> {
        let mut counts = BTreeMap::new();
        for diagnostic in &self.list {
            if diagnostic.severity == Severity::Warning {
                *counts.entry(diagnostic.code).or_default() += 1;
            }
        }
        counts
    }

    /// Takes over the problems of another stage.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// The problems, in the order they were met.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many of them stop the run.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Ends a stage: its value, or every problem where one of them is an error.
    ///
    /// # Errors
    ///
    /// The problems, warnings among them.
    pub fn into_result<T>(&mut self, value: T) -> Result<T, Self> {
        if self.errors() == 0 {
            Ok(value)
        } else {
            Err(std::mem::take(self))
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// Wire text for people: no control or direction characters, and not without end.
pub(crate) fn clean(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut cleaned: String = text
        .chars()
        .take(LONGEST)
        .map(|character| {
            if is_invisible(character) {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        cleaned.push('…');
    }
    cleaned
}

/// Characters that change what a reader sees without being seen.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}
