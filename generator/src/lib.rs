//! Reads descriptions of Alibaba Cloud operations and writes typed Rust clients with their tests.
//!
//! To run the generator on the command line, call `cargo run -p acsgen -- generate`. To run it in a build script, see
//! [`build_script`]. As a library, it turns texts into files:
//!
//! ```
//! use acsgen::{Generator, SourceFile, Sources, SpecDefaults};
//!
//! let description = r#"{
//!   "version": "1.0",
//!   "info": { "style": "RPC", "product": "Demo", "version": "2026-01-01" },
//!   "apis": { "Ping": { "methods": ["post"], "parameters": [], "responses": {} } }
//! }"#;
//! let sources = Sources {
//!     description: SourceFile::new("demo.json", description),
//!     pages: Vec::new(),
//!     overrides: None,
//!     defaults: SpecDefaults::default(),
//! };
//! let generated = Generator::new().generate(&sources)?;
//! assert!(generated.files.iter().any(|file| file.path == "src/ping.rs"));
//! # Ok::<(), acsgen::Diagnostics>(())
//! ```
//!
//! # Stages
//!
//! Data flows one way: `spec` reads texts into the `model` (wire names), `fixups` corrects it, `check` checks it, `lower`
//! turns it into the `plan` (Rust names), and `emit` prints the plan into files. All readers produce the same model, only
//! `lower` makes choices, and `emit` cannot fail. Only [`output`], [`input`] and [`build_script`] access the file system;
//! no module accesses a network.

pub mod api_diff;
pub mod build_script;
mod check;
pub mod convert;
mod diagnostic;
pub mod emit;
mod fixups;
mod format;
pub mod input;
mod lower;
pub mod model;
pub mod names;
pub mod output;
mod plan;
mod prose;
mod source;
mod spec;

pub use diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, Severity, UnknownCode};
pub use emit::{File, RuntimeDependency};
pub use source::{Location, SourceFile};
pub use spec::{Sources, SpecDefaults};

use std::sync::Arc;

use emit::DocExamples;
use model::Service;
use plan::Plan;

/// Options of a run of the generator.
///
/// ```
/// use acsgen::{Generator, RuntimeDependency};
///
/// let generator = Generator::new()
///     .operations(["QueryDomainList", "QueryDnsHost"])
///     .runtime(RuntimeDependency::Path("../acs-client".to_owned()));
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    operations: Option<Vec<String>>,
    runtime: RuntimeDependency,
    samples: Vec<Arc<SourceFile>>,
}

/// The files generated from one description.
#[derive(Debug)]
pub struct Generated {
    /// Folder of the crate, such as `domain-2018-01-29`.
    pub folder: String,
    /// Files of the crate, by path.
    pub files: Vec<File>,
    /// Number of operations in the crate.
    pub operations: usize,
    /// Warnings about the description.
    pub warnings: Diagnostics,
}

impl Default for Generator {
    fn default() -> Self {
        Self::new()
    }
}

impl Generator {
    /// Creates a generator of all operations, whose crates depend on the published runtime.
    #[must_use]
    pub fn new() -> Self {
        Self {
            operations: None,
            runtime: RuntimeDependency::Published,
            samples: Vec::new(),
        }
    }

    /// Restricts the output to these operations and the types they need. Default: all operations.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a test for each external sample: files with one JSON object a line, in the form that `generator/docs/testing.md` describes.
    #[must_use]
    pub fn samples(mut self, samples: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        self.samples = samples.into_iter().collect();
        self
    }

    /// Sets where the generated crate finds the runtime. Default: the published version.
    #[must_use]
    pub fn runtime(mut self, runtime: RuntimeDependency) -> Self {
        self.runtime = runtime;
        self
    }

    /// Generates a whole crate.
    ///
    /// # Errors
    ///
    /// Returns all errors and warnings about the sources if any of them is an error.
    pub fn generate(&self, sources: &Sources) -> Result<Generated, Diagnostics> {
        self.run(sources, |plan| emit::package(plan, &self.runtime))
    }

    /// Generates one file for `include!`, which comes first, and the modules that it declares.
    ///
    /// # Errors
    ///
    /// Returns all errors and warnings about the sources if any of them is an error.
    pub fn generate_includable(&self, sources: &Sources) -> Result<Generated, Diagnostics> {
        self.run(sources, includable_files)
    }

    /// Runs every stage. This is the only place where the stages meet.
    fn run(
        &self,
        sources: &Sources,
        emit: impl FnOnce(&mut Plan) -> Vec<File>,
    ) -> Result<Generated, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let (service, overrides) = spec::read(sources, &self.samples, &mut diagnostics)?;
        let service = fixups::apply(service, &overrides.fixups, &mut diagnostics)?;
        let service = check::check(service, &mut diagnostics)?;
        let selected = self.operations.as_deref();
        let mut plan = lower::lower(&service, &overrides, selected, &mut diagnostics)?;
        let files = emit(&mut plan);
        Ok(Generated {
            folder: plan.folder,
            operations: plan.operations.len(),
            files,
            warnings: diagnostics,
        })
    }
}

/// Emits the file for `include!` and its modules, in a folder beside it.
fn includable_files(plan: &mut Plan) -> Vec<File> {
    plan.remove_gates();
    let modules = emit::modules(plan, DocExamples::Shown);
    let modules = modules.into_iter().map(|file| File {
        path: format!("{}/{}", plan.folder, file.path),
        ..file
    });
    [emit::generate_includable(plan)]
        .into_iter()
        .chain(modules)
        .collect()
}

/// Reads the sources into a model, with fixups applied and checked, and returns the warnings beside it.
///
/// # Errors
///
/// Returns all errors and warnings about the sources if any of them is an error.
pub fn read(sources: &Sources) -> Result<(Service, Diagnostics), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let (service, overrides) = spec::read(sources, &[], &mut diagnostics)?;
    let service = fixups::apply(service, &overrides.fixups, &mut diagnostics)?;
    let service = check::check(service, &mut diagnostics)?;
    Ok((service, diagnostics))
}

/// Returns each operation's name with how it is read page by page (`by number`, `by offset` or `by token`), or with the
/// reason why it is not, as inferred from names alone.
#[must_use]
pub fn inferred_pagination(service: &Service) -> Vec<(&str, Result<&'static str, &'static str>)> {
    lower::inferred_pagination(service)
}
