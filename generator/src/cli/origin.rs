//! Options for what a description leaves unsaid about itself.

use std::fmt::Write;

use acsgen::Origin;
use clap::Args;

#[derive(Args)]
#[command(next_help_heading = "Where neither the description nor its path says it")]
pub(super) struct Unsaid {
    /// Name of the operation, of a description of one alone [default: the name of its file or folder]
    #[arg(long = "operation", id = "operation_name", value_name = "NAME")]
    operation: Option<String>,

    /// Code of the product, such as Domain
    #[arg(long, value_name = "CODE")]
    product: Option<String>,

    /// Version of the product, such as 2018-01-29
    #[arg(long, value_name = "VERSION")]
    product_version: Option<String>,

    /// How requests travel: RPC, ROA, OSS, SLS [default: ROA where operations have paths, else RPC]
    #[arg(long, value_name = "STYLE")]
    style: Option<String>,
}

impl Unsaid {
    pub(super) fn origin(&self) -> Origin {
        Origin {
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
