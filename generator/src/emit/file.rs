//! A generated file: its path and its text.
//!
//! **Invariant:** knows how a file begins and must never know what it contains.

use proc_macro2::TokenStream;

use crate::format;
use crate::plan::{OperationPlan, Plan};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path under the output folder, with forward slashes.
    pub path: String,
    /// Content of the file.
    pub text: String,
}

/// Prints a Rust file.
pub(super) fn rust(plan: &Plan, path: &str, tokens: TokenStream) -> File {
    File {
        path: path.to_owned(),
        text: format::header(&plan.source) + &format::rust(tokens),
    }
}

/// Returns the name of the file of an operation's module.
pub(super) fn module_file(operation: &OperationPlan) -> String {
    format!("{}.rs", operation.module)
}
