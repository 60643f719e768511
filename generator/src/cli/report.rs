//! Printing of diagnostics, and the options that say which warnings are errors.
//!
//! **Invariant:** every error is printed. With `--format json` the standard error has only JSON objects, one a line.

use std::collections::BTreeMap;
use std::str::FromStr;

use acsgen::{Diagnostic, DiagnosticCode, Diagnostics, Severity, UnknownCode};
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::ExitStatus;

/// The number of warnings of one code that are printed with `--warnings few`.
const MAX_WARNINGS_PER_CODE: usize = 3;

/// Options of every command that reads descriptions.
#[derive(Args)]
pub(super) struct DiagnosticOptions {
    /// Format of errors and warnings on the standard error: text, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiagnosticFormat,

    /// Warnings to print as text: the first 3 of each code, or all
    #[arg(long, value_name = "HOW-MANY", default_value = "few")]
    warnings: WarningLimit,

    /// Turn warnings into errors: a code, as in `warning[name-clash]`, or `warnings` for all
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<DeniedWarnings>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum DiagnosticFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum WarningLimit {
    Few,
    All,
}

#[derive(Clone, Copy, PartialEq)]
enum DeniedWarnings {
    All,
    Code(DiagnosticCode),
}

impl FromStr for DeniedWarnings {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        match name.trim() {
            "warnings" => Ok(Self::All),
            name => name.parse().map(Self::Code),
        }
    }
}

impl DiagnosticOptions {
    /// Turns the warnings that `--deny` names into errors.
    pub(super) fn deny(&self, diagnostics: &mut Diagnostics) {
        diagnostics.deny(|code| {
            self.deny.contains(&DeniedWarnings::All)
                || self.deny.contains(&DeniedWarnings::Code(code))
        });
    }

    /// Returns whether the standard error is text and not JSON.
    pub(super) fn is_text(&self) -> bool {
        self.format == DiagnosticFormat::Text
    }

    /// Prints the diagnostics of invalid input and a summary, and returns the exit status of the command.
    pub(super) fn reject(&self, diagnostics: &Diagnostics) -> ExitStatus {
        self.print(diagnostics);
        if self.is_text() {
            let errors = count(diagnostics.errors(), "error");
            let warnings =
                warning_summary(diagnostics).map_or_else(String::new, |all| format!(", {all}"));
            anstream::eprintln!("\n{errors}{warnings}; nothing was written");
        }
        ExitStatus::InvalidInput
    }

    /// Prints the diagnostics of a run, and the number of warnings that are not printed.
    pub(super) fn print(&self, diagnostics: &Diagnostics) {
        if !self.is_text() {
            for diagnostic in diagnostics.iter() {
                match serde_json::to_string(diagnostic) {
                    Ok(object) => anstream::eprintln!("{object}"),
                    Err(error) => anstream::eprintln!("{error}"),
                }
            }
            return;
        }
        let mut printed: BTreeMap<DiagnosticCode, usize> = BTreeMap::new();
        let mut hidden = 0;
        for diagnostic in diagnostics.iter() {
            let of_code = printed.entry(diagnostic.code()).or_default();
            let is_warning = diagnostic.severity() == Severity::Warning;
            let is_limited = is_warning && self.warnings == WarningLimit::Few;
            if is_limited && *of_code >= MAX_WARNINGS_PER_CODE {
                hidden += 1;
            } else {
                *of_code += usize::from(is_warning);
                print_text(diagnostic);
            }
        }
        if hidden > 0 {
            anstream::eprintln!(
                "… and {}; to show all: --warnings all",
                count(hidden, "warning")
            );
        }
    }
}

/// Returns a number with its noun: `1 warning`, `3 warnings`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns the number of warnings by code, such as `3 warnings (2 name-clash, 1 unreadable-sample)`, if there are any.
pub(super) fn warning_summary(diagnostics: &Diagnostics) -> Option<String> {
    let warnings = diagnostics.warnings();
    let total: usize = warnings.values().sum();
    let codes: Vec<String> = warnings
        .iter()
        .map(|(code, number)| format!("{number} {code}"))
        .collect();
    (total > 0).then(|| format!("{} ({})", count(total, "warning"), codes.join(", ")))
}

/// Returns the style of a severity on a terminal.
pub(super) fn style(severity: Severity) -> Style {
    let color = if severity == Severity::Error {
        AnsiColor::Red
    } else {
        AnsiColor::Yellow
    };
    color.on_default().bold()
}

/// Prints a diagnostic as text, in color on a terminal.
fn print_text(diagnostic: &Diagnostic) {
    let (severity, code) = (diagnostic.severity(), diagnostic.code());
    let style = style(severity);
    anstream::eprintln!(
        "{style}{severity}[{code}]{style:#}: {}",
        diagnostic.message()
    );
    anstream::eprintln!("  --> {}", diagnostic.location());
    if let Some(help) = diagnostic.help() {
        anstream::eprintln!("  help: {help}");
    }
}
