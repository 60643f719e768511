//! Options for names that a description does not contain.

use std::fmt::Write;

use acsgen::SpecDefaults;
use clap::Args;

/// The heading of these options in `--help`.
///
/// `next_help_heading` would also apply to the options that follow.
const HEADING: &str = "Names that neither the description nor its path contains";

#[derive(Args)]
pub(super) struct SpecOptions {
    /// Name of the operation, if the description is a single operation [default: the name of its file or directory]
    #[arg(long = "operation", id = "operation_name", value_name = "NAME", help_heading = HEADING)]
    operation: Option<String>,

    /// Code of the product, such as Domain
    #[arg(long, value_name = "CODE", help_heading = HEADING)]
    product: Option<String>,

    /// Version of the product, such as 2018-01-29
    #[arg(long, visible_alias = "version", value_name = "VERSION", help_heading = HEADING)]
    product_version: Option<String>,

    /// API style: RPC, ROA, OSS, SLS or PDS [default: ROA if operations have paths, else RPC]
    #[arg(long, value_name = "STYLE", help_heading = HEADING)]
    style: Option<String>,
}

impl SpecOptions {
    pub(super) fn defaults(&self) -> SpecDefaults {
        SpecDefaults {
            operation: self.operation.clone(),
            product: self.product.clone(),
            version: self.product_version.clone(),
            style: self.style.clone(),
        }
    }

    /// Appends these options to a command line.
    pub(super) fn append_to(&self, command: &mut String) {
        let options = [
            ("operation", &self.operation),
            ("product", &self.product),
            ("product-version", &self.product_version),
            ("style", &self.style),
        ];
        for (option, value) in options {
            if let Some(value) = value {
                let _ = write!(command, " --{option} {value}");
            }
        }
    }
}
