//! Reads descriptions of Alibaba Cloud operations and writes typed Rust clients and their tests.
//!
//! From the command line: `cargo run -p acsgen -- generate`. From a build script: [`build_script`].
//! As a library, texts in and files out:
//!
//! ```
//! use acsgen::{Generator, SpecDefaults, SourceFile, Sources};
//!
//! let description = r#"{
//!   "version": "1.0",
//!   "info": { "style": "RPC", "product": "Demo", "version": "2026-01-01" },
//!   "apis": { "Ping": { "methods": ["post"], "parameters": [], "responses": {} } }
//! }"#;
//! let description = SourceFile::new("demo.json", description);
//! let sources = Sources { description, pages: Vec::new(), overrides: None, defaults: SpecDefaults::default() };
//! let generated = Generator::new().generate(&sources)?;
//! assert!(generated.files.iter().any(|file| file.path == "src/ping.rs"));
//! # Ok::<(), acsgen::Diagnostics>(())
//! ```
//!
//! # How it is built
//!
//! Data flows one way: `spec` (texts) → `model` (wire names) → `fixups`, `check` → `lower` → `plan` (Rust names) →
//! `emit` → files. Readers disagree, the model does not; `lower` alone decides; `emit` cannot fail. Only [`output`],
//! [`input`] and [`build_script`] touch a disk; nothing touches a network.

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

/// What to generate, and for whom.
#[derive(Clone, Debug)]
pub struct Generator {
    operations: Option<Vec<String>>,
    runtime: RuntimeDependency,
    samples: Vec<Arc<SourceFile>>,
}

/// What came out of one description.
#[derive(Debug)]
pub struct Generated {
    /// Folder of the crate, such as `domain-2018-01-29`.
    pub folder: String,
    /// The crate's files, by path.
    pub files: Vec<File>,
    /// How many operations it has.
    pub operations: usize,
    /// What is doubtful about the description.
    pub warnings: Diagnostics,
}

impl Default for Generator {
    fn default() -> Self {
        Self::new()
    }
}

impl Generator {
    /// Every operation, over the published runtime.
    #[must_use]
    pub fn new() -> Self {
        Self {
            operations: None,
            runtime: RuntimeDependency::Published,
            samples: Vec::new(),
        }
    }

    /// Only these operations and the types they reach.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Tests from samples that others made, one JSON object a line; see the README for their form.
    #[must_use]
    pub fn samples(mut self, samples: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        self.samples = samples.into_iter().collect();
        self
    }

    /// Where the generated crate finds the runtime.
    #[must_use]
    pub fn runtime(mut self, runtime: RuntimeDependency) -> Self {
        self.runtime = runtime;
        self
    }

    /// A whole crate.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the sources; then there are no files.
    pub fn generate(&self, sources: &Sources) -> Result<Generated, Diagnostics> {
        let (plan, warnings) = self.plan(sources)?;
        let files = emit::package(&plan, &self.runtime);
        Ok(Generated {
            folder: plan.folder.clone(),
            operations: plan.operations.len(),
            files,
            warnings,
        })
    }

    /// One `include!`-able file, first, and the modules it declares.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the sources.
    pub fn generate_includable(&self, sources: &Sources) -> Result<Generated, Diagnostics> {
        let (plan, warnings) = self.plan(sources)?;
        let plan = plan.ungated();
        let mut files = vec![emit::generate_includable(&plan)];
        let inside = |file: File| File {
            path: format!("{}/{}", plan.folder, file.path),
            ..file
        };
        files.extend(
            emit::modules(&plan, DocExamples::Shown)
                .into_iter()
                .map(inside),
        );
        Ok(Generated {
            folder: plan.folder.clone(),
            operations: plan.operations.len(),
            files,
            warnings,
        })
    }

    fn plan(&self, sources: &Sources) -> Result<(Plan, Diagnostics), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let (service, overrides) = understand(sources, &self.samples, &mut diagnostics)?;
        let plan = lower::lower(
            &service,
            &overrides,
            self.operations.as_deref(),
            &mut diagnostics,
        )?;
        Ok((plan, diagnostics))
    }
}

/// What the sources say, in the model.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn read(sources: &Sources) -> Result<(Service, Diagnostics), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let (service, _) = understand(sources, &[], &mut diagnostics)?;
    Ok((service, diagnostics))
}

/// How each operation is read page by page as its names tell, by the operation's name; else why it is not.
#[must_use]
pub fn inferred_pagination(service: &Service) -> Vec<(&str, Result<&'static str, &'static str>)> {
    lower::inferred_pagination(service)
}

fn understand(
    sources: &Sources,
    samples: &[Arc<SourceFile>],
    diagnostics: &mut Diagnostics,
) -> Result<(Service, spec::Overrides), Diagnostics> {
    let (service, overrides) = spec::read(sources, samples, diagnostics)?;
    let service = fixups::apply(service, &overrides.fixups, diagnostics)?;
    Ok((check::check(service, diagnostics)?, overrides))
}
