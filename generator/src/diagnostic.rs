//! Diagnostics: what is wrong with an input, where, and how to fix it.
//!
//! A reader adds every problem that it finds and goes on. A stage ends with [`Diagnostics::into_result`].
//!
//! **Invariant:** this module does not print, exit or read files. Text of an input is stored without control
//! characters, so that a hostile description cannot control a terminal.

mod clean;
mod code;
mod suggest;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::source::Location;

pub(crate) use clean::{clean, is_invisible};
pub use code::{DiagnosticCode, UnknownCode};
pub(crate) use suggest::nearest;

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The run goes on, and its output is usable.
    Warning,
    /// No file is written.
    Error,
}

/// One problem of an input: what is wrong, where, and how to fix it.
///
/// Serializes to a JSON object with `severity`, `code`, `message`, `file`, `line`, `column` and `help`.
///
/// ```
/// use acsgen::Severity;
///
/// let diagnostics = acsgen::input::load_spec("no/such/file.json".as_ref()).unwrap_err();
/// let diagnostic = diagnostics.iter().next().unwrap();
/// assert_eq!(diagnostic.severity(), Severity::Error);
/// assert_eq!(diagnostic.code().name(), "unreadable-file");
/// assert_eq!(diagnostic.location(), "no/such/file.json");
/// ```
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
    /// Creates a diagnostic about a whole file, without help.
    fn new(severity: Severity, code: DiagnosticCode, file: &str, message: &str) -> Self {
        Self {
            severity,
            code,
            message: clean(message),
            file: clean(file),
            line: None,
            column: None,
            help: None,
        }
    }

    /// Sets the line and the column.
    fn with_position(mut self, location: &Location) -> Self {
        let (line, column) = location.line_column();
        self.line = Some(line);
        self.column = Some(column);
        self
    }

    /// Sets the help, unless the text is empty.
    fn with_help(mut self, help: &str) -> Self {
        self.help = Some(clean(help)).filter(|help| !help.is_empty());
        self
    }

    /// Returns whether this diagnostic stops the run.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the description of the problem, in the terms of the input.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the kind of the problem.
    #[must_use]
    pub fn code(&self) -> DiagnosticCode {
        self.code
    }

    /// Returns the location as `file:line:column`, or as `file` if the problem is about the whole file.
    #[must_use]
    pub fn location(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.clone(),
        }
    }

    /// Returns the advice on how to fix the problem, if there is any.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, code, message) = (self.severity, self.code, &self.message);
        write!(
            f,
            "{severity}[{code}]: {message}\n  --> {}",
            self.location()
        )?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// A list of diagnostics, in the order in which they were found.
///
/// ```
/// use acsgen::{DiagnosticCode, Diagnostics, SourceFile};
///
/// let source = SourceFile::new("api-docs.json", "{\n  \"apis\": 1\n}");
/// let mut diagnostics = Diagnostics::default();
/// diagnostics.error(DiagnosticCode::UnexpectedValue, &source.at(4), "expected an object", "");
/// let error = diagnostics.into_result(()).unwrap_err();
/// assert_eq!(error.to_string(), "error[unexpected-value]: expected an object\n  --> api-docs.json:2:3");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error at a location. An empty `help` is left out.
    pub fn error(
        &mut self,
        code: DiagnosticCode,
        location: &Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(Severity::Error, code, location.file(), &message.into());
        self.list
            .push(diagnostic.with_position(location).with_help(&help.into()));
    }

    /// Adds a warning at a location. An empty `help` is left out.
    pub fn warning(
        &mut self,
        code: DiagnosticCode,
        location: &Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(Severity::Warning, code, location.file(), &message.into());
        self.list
            .push(diagnostic.with_position(location).with_help(&help.into()));
    }

    /// Adds an error about a whole file. An empty `help` is left out.
    pub fn file_error(
        &mut self,
        code: DiagnosticCode,
        file: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(Severity::Error, code, file, &message.into());
        self.list.push(diagnostic.with_help(&help.into()));
    }

    /// Turns the warnings whose code `denied` accepts into errors.
    ///
    /// ```
    /// use acsgen::{DiagnosticCode, Diagnostics, SourceFile};
    ///
    /// let mut diagnostics = Diagnostics::default();
    /// let location = SourceFile::new("api-docs.json", "{}").at(0);
    /// diagnostics.warning(DiagnosticCode::NameClash, &location, "two names are the same", "");
    /// diagnostics.deny(|code| code == DiagnosticCode::NameClash);
    /// assert_eq!(diagnostics.errors(), 1);
    /// ```
    pub fn deny(&mut self, denied: impl Fn(DiagnosticCode) -> bool) {
        for diagnostic in &mut self.list {
            if denied(diagnostic.code) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Turns all errors into warnings if the input that they are about is `left_out` of the run.
    pub(crate) fn downgrade(&mut self, left_out: bool) {
        for diagnostic in &mut self.list {
            if left_out {
                diagnostic.severity = Severity::Warning;
            }
        }
    }

    /// Returns the number of warnings of each code.
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

    /// Adds the diagnostics of another stage.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Returns the diagnostics, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count()
    }

    /// Returns the number of errors and warnings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether there are neither errors nor warnings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Ends a stage: returns its `value` if there is no error.
    ///
    /// # Errors
    ///
    /// Returns all diagnostics, warnings among them, if at least one is an error. This list is empty afterwards.
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
