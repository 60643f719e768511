//! What is shown of problems, and which warnings stop a run.
//!
//! **Invariant:** errors are always shown, each of them; with `--format json` there is nothing but objects, a line each.

use std::collections::BTreeMap;
use std::str::FromStr;

use acsgen::{Diagnostic, DiagnosticCode, Diagnostics, Severity, UnknownCode};
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::Outcome;

/// Warnings of one code that are shown unless all are asked for.
const FEW: usize = 3;

/// Options of every command that reads descriptions.
#[derive(Args)]
pub(super) struct DiagnosticReport {
    /// How problems are written to the standard error: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// How many warnings are shown as text: the first 3 of each code, or all
    #[arg(long, value_name = "HOW-MANY", default_value = "few")]
    warnings: Shown,

    /// Make errors of these warnings: a code, as `warning[name-clash]` shows it, or `warnings` for all
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<Denied>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Shown {
    Few,
    All,
}

#[derive(Clone, Copy, PartialEq)]
enum Denied {
    All,
    One(DiagnosticCode),
}

impl FromStr for Denied {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        match name.trim() {
            "warnings" => Ok(Self::All),
            name => name.parse().map(Self::One),
        }
    }
}

impl DiagnosticReport {
    /// Makes errors of the warnings that are denied.
    pub(super) fn deny(&self, diagnostics: &mut Diagnostics) {
        diagnostics.deny(|code| {
            self.deny.contains(&Denied::All) || self.deny.contains(&Denied::One(code))
        });
    }

    /// Whether people read along.
    pub(super) fn for_people(&self) -> bool {
        self.format == Format::Text
    }

    /// Ends a run whose input is wrong.
    pub(super) fn refuse(&self, diagnostics: &Diagnostics) -> Outcome {
        self.show(diagnostics);
        if self.for_people() {
            let errors = counted(diagnostics.errors(), "error");
            let warnings = by_code(diagnostics).map_or_else(String::new, |all| format!(", {all}"));
            anstream::eprintln!("\n{errors}{warnings}; nothing was written");
        }
        Outcome::Refused
    }

    /// Shows the problems of a run, and how many are not shown.
    pub(super) fn show(&self, diagnostics: &Diagnostics) {
        if self.format == Format::Json {
            for problem in diagnostics.iter() {
                match serde_json::to_string(problem) {
                    Ok(object) => anstream::eprintln!("{object}"),
                    Err(error) => anstream::eprintln!("{error}"),
                }
            }
            return;
        }
        let mut shown: BTreeMap<DiagnosticCode, usize> = BTreeMap::new();
        let mut hidden = 0;
        for problem in diagnostics.iter() {
            let count = shown.entry(problem.code()).or_default();
            let warning = problem.severity() == Severity::Warning;
            if warning && self.warnings == Shown::Few && *count >= FEW {
                hidden += 1;
            } else {
                *count += usize::from(warning);
                show(problem);
            }
        }
        if hidden > 0 {
            anstream::eprintln!(
                "… and {}; to see each: --warnings all",
                counted(hidden, "warning")
            );
        }
    }
}

/// `3 warnings`, `1 warning`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// `3 warnings (2 name-clash, 1 unreadable-sample)`; nothing where there are none.
pub(super) fn by_code(diagnostics: &Diagnostics) -> Option<String> {
    let warnings = diagnostics.warnings();
    let total: usize = warnings.values().sum();
    let codes: Vec<String> = warnings
        .iter()
        .map(|(code, count)| format!("{count} {code}"))
        .collect();
    (total > 0).then(|| format!("{} ({})", counted(total, "warning"), codes.join(", ")))
}

pub(super) fn colour(severity: Severity) -> Style {
    let colour = if severity == Severity::Error {
        AnsiColor::Red
    } else {
        AnsiColor::Yellow
    };
    colour.on_default().bold()
}

/// A problem for people, coloured on a terminal.
fn show(problem: &Diagnostic) {
    let (severity, code) = (problem.severity(), problem.code());
    let style = colour(severity);
    anstream::eprintln!("{style}{severity}[{code}]{style:#}: {}", problem.message());
    anstream::eprintln!("  --> {}", problem.at());
    if let Some(help) = problem.help() {
        anstream::eprintln!("  help: {help}");
    }
}
