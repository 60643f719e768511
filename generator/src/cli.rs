//! The commands of the command line, and their exit codes: 0 success, 1 out of date, 2 invalid input or usage.
//!
//! Knows arguments and terminals; the library does the work.
//!
//! **Invariant:** results go to the standard output, diagnostics to the standard error.

mod batch;
mod convert;
mod generate;
mod inspect;
mod load;
mod report;
mod spec_options;

use std::fmt;
use std::process::ExitCode;

use acsgen::{Diagnostics, Severity};
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  acsgen generate                                       generate specs/*/*/api-docs.json into generated/
  acsgen generate --check                               only list the files that would change
  acsgen generate --deny warnings                       write no file if there is a warning
  acsgen generate QueryDnsHost.json --product Domain --product-version 2018-01-29
                                                        generate one operation, from its published api.json
  acsgen inspect specs/domain/2018-01-29/api-docs.json  show how the generator reads a description
  acsgen convert specs/domain/2018-01-29/api-docs.json --to openapi
                                                        write a description as OpenAPI, for other tools

Exit codes: 0 success, 1 out of date, 2 invalid input or usage.";

/// Generate typed Rust clients from descriptions of Alibaba Cloud operations
#[derive(Parser)]
#[command(name = "acsgen", version, about, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate a client crate for each description
    Generate(generate::GenerateArgs),
    /// Show how the generator reads a description
    Inspect(inspect::InspectArgs),
    /// Write a description in another format, such as OpenAPI
    Convert(convert::ConvertArgs),
}

/// The result of a command that ran to its end.
enum ExitStatus {
    Success,
    /// A check found files that differ.
    OutOfDate,
    /// The input is invalid, and its diagnostics have been printed.
    InvalidInput,
}

/// The reason why a command stopped.
enum CliError {
    /// Diagnostics of an input, which the command prints in the format of its options.
    Input(Diagnostics),
    /// Any other error, in one line.
    Other(String),
}

impl From<Diagnostics> for CliError {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Input(diagnostics)
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(diagnostics) => diagnostics.fmt(f),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Parses the arguments and runs the command.
pub(crate) fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(args) => args.run(),
        Command::Inspect(args) => args.run(),
        Command::Convert(args) => args.run(),
    };
    match result {
        Ok(ExitStatus::Success) => ExitCode::SUCCESS,
        Ok(ExitStatus::OutOfDate) => ExitCode::from(1),
        Ok(ExitStatus::InvalidInput) => ExitCode::from(2),
        Err(error) => {
            let style = report::style(Severity::Error);
            anstream::eprintln!("{style}error{style:#}: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints a result to the standard output. A closed pipe is not an error.
fn print(text: &str) -> Result<(), CliError> {
    use std::io::Write;
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
