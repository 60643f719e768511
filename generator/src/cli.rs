//! Commands and their exit codes: 0 fine, 1 out of date, 2 wrong input or usage.
//!
//! **Invariant:** results go to the standard output, problems to the standard error.

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
DocExamples:
  acsgen generate                                       all of specs/*/*/api-docs.json, into generated/
  acsgen generate --check                               only say what would change
  acsgen generate --deny warnings                       write nothing where something is doubtful
  acsgen generate QueryDnsHost.json --product Domain --product-version 2018-01-29
                                                        one operation alone, as the service publishes it in api.json
  acsgen inspect specs/domain/2018-01-29/api-docs.json  what the generator understood
  acsgen convert specs/domain/2018-01-29/api-docs.json --to openapi
                                                        the same for other tools

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
    /// Write a description in another form, as OpenAPI.
    Convert(convert::Convert),
}

/// How a command ended.
enum Outcome {
    Fine,
    OutOfDate,
    /// The input is wrong, as has been shown.
    Refused,
}

/// Why a command could not do its work.
enum Failure {
    /// Problems of an input, which the command shows as it was told to.
    Input(Diagnostics),
    /// Anything else, in one line.
    Other(String),
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Input(diagnostics)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(diagnostics) => diagnostics.fmt(f),
            Self::Other(message) => f.write_str(message),
        }
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
        Command::Convert(command) => command.run(),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::OutOfDate) => ExitCode::from(1),
        Ok(Outcome::Refused) => ExitCode::from(2),
        Err(failure) => {
            let style = report::colour(Severity::Error);
            anstream::eprintln!("{style}error{style:#}: {failure}");
            ExitCode::from(2)
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
