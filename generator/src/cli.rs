//! Commands and their exit codes: 0 fine, 1 out of date, 2 wrong input or usage.
//!
//! **Invariant:** results go to the standard output, problems to the standard error.

mod generate;
mod inspect;

use std::process::ExitCode;

use acsgen::{Diagnostics, Severity};
use anstyle::{AnsiColor, Style};
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  acsgen generate                                       all of specs/*/*/api-docs.json, into generated/
  acsgen generate --check                               only say what would change
  acsgen inspect specs/domain/2018-01-29/api-docs.json  what the generator understood

Exit codes: 0 fine, 1 out of date, 2 wrong input or usage.";

/// Typed Rust clients from descriptions of Alibaba Cloud operations.
#[derive(Parser)]
#[command(name = "acsgen", version, about, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a client crate for each description.
    Generate(generate::Generate),
    /// Show what the generator understood of a description.
    Inspect(inspect::Inspect),
}

/// How a command ended.
enum Outcome {
    Fine,
    OutOfDate,
}

/// Why a command could not do its work.
enum Failure {
    /// Problems of an input, to be shown one by one.
    Input(Diagnostics),
    /// Anything else, in one line.
    Other(String),
}

impl From<Diagnostics> for Failure {
    fn from(problems: Diagnostics) -> Self {
        Self::Input(problems)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Runs the command of the arguments.
pub(crate) fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(command) => command.run(),
        Command::Inspect(command) => command.run(),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::OutOfDate) => ExitCode::from(1),
        Err(Failure::Input(problems)) => {
            show(&problems);
            let errors = problems.errors();
            anstream::eprintln!(
                "\n{errors} {}; nothing was written",
                if errors == 1 { "error" } else { "errors" }
            );
            ExitCode::from(2)
        }
        Err(Failure::Other(message)) => {
            anstream::eprintln!(
                "{}error{:#}: {message}",
                colour(Severity::Error),
                colour(Severity::Error)
            );
            ExitCode::from(2)
        }
    }
}

fn colour(severity: Severity) -> Style {
    let colour = if severity == Severity::Error {
        AnsiColor::Red
    } else {
        AnsiColor::Yellow
    };
    colour.on_default().bold()
}

/// Problems for people, coloured on a terminal.
fn show(problems: &Diagnostics) {
    for problem in problems.iter() {
        let style = colour(problem.severity());
        let name = if problem.severity() == Severity::Error {
            "error"
        } else {
            "warning"
        };
        anstream::eprintln!("{style}{name}{style:#}: {}", problem.message());
        anstream::eprintln!("  --> {}", problem.at());
        if let Some(help) = problem.help() {
            anstream::eprintln!("  help: {help}");
        }
    }
}

/// Prints a result; a reader that went away is no error.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
