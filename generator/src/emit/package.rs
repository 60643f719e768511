//! The manifest, the README and the rustfmt configuration of a generated crate.
//!
//! **Invariant:** prints text that is not Rust, from templates, and must never print code.

use askama::Template;

use super::features;
use crate::plan::{OperationPlan, Plan};

/// Where a generated crate finds the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeDependency {
    /// The published version.
    Published,
    /// This folder, relative to the generated crate.
    Path(String),
}

/// The version of the runtime that emitted code needs.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The version of a generated crate.
pub(super) const CRATE_VERSION: &str = "0.1.0";

#[derive(Template)]
#[template(path = "Cargo.toml.txt", escape = "none")]
struct Manifest<'p> {
    plan: &'p Plan,
    runtime: String,
    edition: &'static str,
    rust_version: &'static str,
    version: &'static str,
}

/// Returns the text of `Cargo.toml`.
pub(super) fn manifest(plan: &Plan, runtime: &RuntimeDependency) -> String {
    let runtime = match runtime {
        RuntimeDependency::Published => format!("version = \"{VERSION}\""),
        RuntimeDependency::Path(path) => format!(
            "version = \"{VERSION}\", path = \"{}\"",
            path.replace('\\', "/").replace('"', "")
        ),
    };
    let manifest = Manifest {
        plan,
        runtime,
        edition: "2024",
        rust_version: env!("CARGO_PKG_RUST_VERSION"),
        version: CRATE_VERSION,
    };
    finished(manifest.render())
}

#[derive(Template)]
#[template(path = "README.md.txt", escape = "none")]
struct Readme<'p> {
    plan: &'p Plan,
}

impl Readme<'_> {
    fn feature(&self, operation: &OperationPlan) -> String {
        features::shown(operation)
    }

    fn selection(&self, example: &OperationPlan) -> String {
        features::selection(self.plan, example)
    }

    /// Returns a summary, which is written for rustdoc, with the text of its links instead of the links.
    fn summary(&self, summary: &str) -> String {
        let mut text = String::new();
        let mut rest = summary;
        while let Some(at) = rest.find("](super::") {
            text.push_str(&rest[..at]);
            let end = rest[at..].find(')').map_or(rest.len(), |end| at + end + 1);
            rest = &rest[end..];
        }
        (text + rest).replace("[`", "`").replace('|', "\\|")
    }
}

/// Returns the text of `README.md`.
pub(super) fn readme(plan: &Plan) -> String {
    finished(Readme { plan }.render())
}

/// Returns the text of `rustfmt.toml`, which keeps other versions of rustfmt from changing generated code.
pub(super) fn rustfmt(plan: &Plan) -> String {
    format!(
        "# {} {} — do not edit.\ndisable_all_formatting = true\n",
        crate::format::GENERATED_MARKER,
        plan.source
    )
}

/// Ends a rendered template with a line break. Rendering into a string cannot fail.
fn finished(text: askama::Result<String>) -> String {
    text.unwrap_or_default().trim_end().to_owned() + "\n"
}
