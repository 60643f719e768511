//! Options for what a description leaves unsaid about itself.

use std::fmt::Write;

use acsgen::SpecDefaults;
use clap::Args;

/// Not `next_help_heading`: options that follow would come under it.
const HEADING: &str = "Where neither the description nor its path says it";

#[derive(Args)]
pub(super) struct SpecOptions {
    /// Name of the operation, of a description of one alone [default: the name of its file or folder]
    #[arg(long = "operation", id = "operation_name", value_name = "NAME", help_heading = HEADING)]
    operation: Option<String>,

    /// Code of the product, such as Domain
    #[arg(long, value_name = "CODE", help_heading = HEADING)]
    product: Option<String>,

    /// Version of the product, such as 2018-01-29
    #[arg(long, visible_alias = "version", value_name = "VERSION", help_heading = HEADING)]
    product_version: Option<String>,

    /// How requests travel: RPC, ROA, OSS, SLS, PDS [default: ROA where operations have paths, else RPC]
    #[arg(long, value_name = "STYLE", help_heading = HEADING)]
    style: Option<String>,
}

impl SpecOptions {
    pub(super) fn origin(&self) -> SpecDefaults {
        SpecDefaults {
            operation: self.operation.clone(),
            product: self.product.clone(),
            version: self.product_version.clone(),
            style: self.style.clone(),
        }
    }

    /// The same options on a command line again.
    pub(super) fn repeat(&self, command: &mut String) {
        let given = [
            ("operation", &self.operation),
            ("product", &self.product),
            ("product-version", &self.product_version),
            ("style", &self.style),
        ];
        for (option, value) in given {
            if let Some(value) = value {
                let _ = write!(command, " --{option} {value}");
            }
        }
    }
}
