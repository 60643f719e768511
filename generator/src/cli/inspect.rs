//! `acsgen inspect`: shows how the generator reads a description.
//!
//! Chooses what to show; the modules below write the text.

mod diff;
mod provenance;
mod text;

use std::path::{Path, PathBuf};

use acsgen::model::{Operation, Service};
use acsgen::{Sources, input};
use clap::Args;

use super::report::DiagnosticOptions;
use super::spec_options::SpecOptions;
use super::{CliError, ExitStatus, load, print};

const EXAMPLES: &str = "\
Examples:
  acsgen inspect specs/domain/2018-01-29/api-docs.json
  acsgen inspect specs/domain/2018-01-29/api-docs.json SaveSingleTaskForSynchronizingDnsHost
  acsgen inspect QueryDnsHost.md                        a reference page: each element with its line; `?` marks guesses
  acsgen inspect QueryDnsHost.md --against specs/domain/2018-01-29/api-docs.json
  acsgen inspect QueryDnsHost.json --product Domain --product-version 2018-01-29
  acsgen inspect specs/domain/2018-01-29/api-docs.json --json
  acsgen inspect specs/domain/2018-01-29/api-docs.json --warnings all";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InspectArgs {
    /// The description: JSON, a reference page (.md), or a directory of pages
    spec: PathBuf,

    /// Show only this operation, with its parameters and its response
    operation: Option<String>,

    /// Print JSON
    #[arg(long)]
    json: bool,

    /// List the differences from another description of the same operations
    #[arg(long, value_name = "SPEC", conflicts_with = "json")]
    against: Option<PathBuf>,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostic_options: DiagnosticOptions,
}

impl InspectArgs {
    pub(super) fn run(self) -> Result<ExitStatus, CliError> {
        let specs = std::slice::from_ref(&self.spec);
        let read = load::read(specs, &self.spec_options, &self.diagnostic_options);
        let Some((service, warnings)) = read else {
            return Ok(ExitStatus::InvalidInput);
        };
        if let Some(other) = &self.against {
            return self.compare(other, service);
        }
        let text = match self.selected(&service)? {
            Some(operation) if self.json => json(operation)?,
            Some(operation) if is_page(operation) => {
                text::heading(operation)
                    + &provenance::table(operation)
                    + &text::errors(&operation.errors)
            }
            Some(operation) => text::detail(operation),
            None if self.json => json(&service)?,
            None => text::overview(&service, &warnings),
        };
        print(&text)?;
        Ok(ExitStatus::Success)
    }

    /// Returns the operation to show: the one of the command line, or that of a single page. `None` means all.
    fn selected<'s>(&self, service: &'s Service) -> Result<Option<&'s Operation>, CliError> {
        if let Some(name) = &self.operation {
            return match service.operation(name) {
                Some(operation) => Ok(Some(operation)),
                None => Err(unknown_operation(name, service)),
            };
        }
        Ok(match service.operations.as_slice() {
            [operation] if is_page(operation) && !self.json => Some(operation),
            _ => None,
        })
    }

    /// Prints the differences between `service` and the description at `other`.
    fn compare(&self, other: &Path, mut service: Service) -> Result<ExitStatus, CliError> {
        let result = input::load_spec(other).and_then(|sources| {
            // The pages beside a description are not compared: they would be compared with themselves.
            let pages = if other.is_dir() {
                sources.pages
            } else {
                Vec::new()
            };
            acsgen::read(&Sources {
                defaults: self.spec_options.defaults(),
                pages,
                ..sources
            })
        });
        let (other, _) = match result {
            Ok(read) => read,
            Err(diagnostics) => return Ok(self.diagnostic_options.reject(&diagnostics)),
        };
        if let Some(name) = &self.operation {
            service
                .operations
                .retain(|operation| operation.name == *name);
        }
        print(&diff::differences(&service, &other))?;
        Ok(ExitStatus::Success)
    }
}

/// Returns whether an operation was read from a reference page.
fn is_page(operation: &Operation) -> bool {
    operation.declared_at.file().ends_with(".md")
}

fn unknown_operation(name: &str, service: &Service) -> CliError {
    let names: Vec<&str> = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    CliError::Other(format!(
        "there is no operation `{name}`; the description has: {}",
        names.join(", ")
    ))
}

fn json(value: &impl serde::Serialize) -> Result<String, CliError> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| CliError::Other(error.to_string()))
}
