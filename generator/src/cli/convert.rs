//! `acsgen convert`: writes a description in another format.

use std::path::PathBuf;

use acsgen::convert;
use clap::{Args, ValueEnum};

use super::report::DiagnosticOptions;
use super::spec_options::SpecOptions;
use super::{CliError, ExitStatus, load, print};

const EXAMPLES: &str = "\
Examples:
  acsgen convert specs/domain/2018-01-29/api-docs.json --to openapi > domain.json
  acsgen convert QueryDnsHost.json --product Domain --product-version 2018-01-29 --to metadata > api-docs.json
  acsgen convert QueryDnsHost.md QueryTaskList.md --to metadata > api-docs.json";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ConvertArgs {
    /// The description: JSON, or one or more reference pages (.md) of one product
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<PathBuf>,

    /// Format to write
    #[arg(long)]
    to: TargetFormat,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostic_options: DiagnosticOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum TargetFormat {
    /// The official metadata format, `api-docs.json`: to review, to correct, and to generate from
    Metadata,
    /// OpenAPI 3.1: for Swagger UI, mock servers and other generators
    Openapi,
}

impl ConvertArgs {
    pub(super) fn run(self) -> Result<ExitStatus, CliError> {
        let read = load::read(&self.specs, &self.spec_options, &self.diagnostic_options);
        let Some((service, _)) = read else {
            return Ok(ExitStatus::InvalidInput);
        };
        print(&match self.to {
            TargetFormat::Metadata => convert::metadata(&service),
            TargetFormat::Openapi => convert::openapi(&service),
        })?;
        Ok(ExitStatus::Success)
    }
}
