//! Readers of descriptions and reference pages: texts in, model out. Chooses the reader for a text.
//!
//! **Invariant:** readers do not touch a disk, know no Rust name, and continue after a problem.

mod check;
mod defaults;
mod enrich;
mod external_samples;
mod json;
mod markdown;
mod metadata;
mod overrides;
mod page;
mod schema;

use std::sync::Arc;

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Overrides, Service};
use crate::source::SourceFile;
pub use defaults::SpecDefaults;

/// The texts that describe one version of one product.
///
/// ```
/// use acsgen::{SourceFile, Sources, SpecDefaults};
///
/// let sources = Sources {
///     description: SourceFile::new("demo.json", r#"{ "apis": {} }"#),
///     pages: Vec::new(),
///     overrides: None,
///     defaults: SpecDefaults {
///         product: Some("Demo".to_owned()),
///         version: Some("2026-01-01".to_owned()),
///         ..SpecDefaults::default()
///     },
/// };
/// let (service, warnings) = acsgen::read(&sources)?;
/// assert_eq!(service.product, "Demo");
/// assert_eq!(warnings.len(), 1);
/// # Ok::<(), acsgen::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sources {
    /// The description: official metadata in JSON, or a reference page.
    pub description: Arc<SourceFile>,
    /// Reference pages. Beside a page they describe more operations, beside JSON they add prose to its operations.
    pub pages: Vec<Arc<SourceFile>>,
    /// The overrides (`acsgen.json`), if there are any.
    pub overrides: Option<Arc<SourceFile>>,
    /// Names that the description may lack.
    pub defaults: SpecDefaults,
}

/// Reads a description, its overrides and its external samples.
///
/// # Errors
///
/// Returns all diagnostics if at least one is an error.
pub fn read(
    sources: &Sources,
    samples: &[Arc<SourceFile>],
    diagnostics: &mut Diagnostics,
) -> Result<(Service, Overrides), Diagnostics> {
    let mut service = read_description(diagnostics, sources);
    if let Some(service) = &mut service {
        for source in samples {
            external_samples::read(diagnostics, source, service);
        }
    }
    let overrides = sources
        .overrides
        .as_ref()
        .map(|source| overrides::read(diagnostics, source))
        .unwrap_or_default();
    match diagnostics.into_result(service)? {
        Some(service) => Ok((service, overrides)),
        None => {
            diagnostics.error(
                DiagnosticCode::NotADescription,
                &sources.description.at(0),
                "the description cannot be read",
                "",
            );
            Err(std::mem::take(diagnostics))
        }
    }
}

/// Reads pages, or metadata with the pages beside it.
fn read_description(diagnostics: &mut Diagnostics, sources: &Sources) -> Option<Service> {
    if page::is_page(&sources.description) {
        let mut pages = vec![Arc::clone(&sources.description)];
        pages.extend(sources.pages.iter().cloned());
        return page::read(&pages, &sources.defaults, diagnostics);
    }
    let mut service = metadata::read(diagnostics, &sources.description, &sources.defaults)?;
    if !sources.pages.is_empty() {
        let defaults = SpecDefaults {
            product: Some(service.product.clone()),
            version: Some(service.version.clone()),
            ..sources.defaults.clone()
        };
        if let Some(pages) = page::read(&sources.pages, &defaults, diagnostics) {
            enrich::enrich(&mut service, pages, diagnostics);
        }
    }
    Some(service)
}
