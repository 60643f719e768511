//! `acsgen convert`: a description in another form.

use std::path::PathBuf;

use acsgen::convert;
use clap::{Args, ValueEnum};

use super::report::DiagnosticReport;
use super::spec_options::SpecOptions;
use super::{Failure, Outcome, load, print};

const EXAMPLES: &str = "\
DocExamples:
  acsgen convert specs/domain/2018-01-29/api-docs.json --to openapi > domain.json
  acsgen convert QueryDnsHost.json --product Domain --product-version 2018-01-29 --to metadata > api-docs.json
  acsgen convert QueryDnsHost.md QueryTaskList.md --to metadata > api-docs.json";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Convert {
    /// The description: JSON, or reference pages (.md), as many as describe one product
    #[arg(required = true, value_name = "SPEC")]
    specs: Vec<PathBuf>,

    /// What to write: the shape of the official metadata, or OpenAPI 3.1
    #[arg(long)]
    to: Form,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostics: DiagnosticReport,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// As `api-docs.json`, to review, to correct, and to generate from
    Metadata,
    /// For Swagger UI, mock servers and other generators
    Openapi,
}

impl Convert {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let read = load::read(&self.specs, &self.spec_options, &self.diagnostics);
        let Some((service, _)) = read else {
            return Ok(Outcome::Refused);
        };
        print(&match self.to {
            Form::Metadata => convert::metadata(&service),
            Form::Openapi => convert::openapi(&service),
        })?;
        Ok(Outcome::Fine)
    }
}
