//! Reads descriptions and reference pages: texts in, model out. Picks the reader a text needs.
//!
//! **Invariant:** readers do not touch a disk, know no Rust name, and go on after a problem.

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

pub use defaults::SpecDefaults;
use metadata::missing;
pub use overrides::{
    Correction, FeatureOverride, Fixup, Overrides, PaginationOverride, WaiterOverride,
};

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::Service;
use crate::source::{Location, SourceFile};

/// The texts that describe one version of one product.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The description itself.
    pub description: Arc<SourceFile>,
    /// Reference pages beside it: more operations where the description is a page itself, else the prose of its own.
    pub pages: Vec<Arc<SourceFile>>,
    /// Our own facts, where there are some.
    pub overrides: Option<Arc<SourceFile>>,
    /// What the description leaves unsaid about itself.
    pub defaults: SpecDefaults,
}

/// Reads a description and its facts.
///
/// # Errors
///
/// Everything that is wrong with either.
pub fn read(
    sources: &Sources,
    samples: &[Arc<SourceFile>],
    diagnostics: &mut Diagnostics,
) -> Result<(Service, Overrides), Diagnostics> {
    let mut service = described(sources, diagnostics);
    if let Some(service) = &mut service {
        for source in samples {
            external_samples::read(source, service, diagnostics);
        }
    }
    let overrides = sources
        .overrides
        .as_ref()
        .map(|overrides| overrides::read(overrides, diagnostics))
        .unwrap_or_default();
    match diagnostics.into_result(service)? {
        Some(service) => Ok((service, overrides)),
        None => {
            diagnostics.error(
                DiagnosticCode::NotADescription,
                &sources.description.at(0),
                "the description could not be read",
                "",
            );
            Err(std::mem::take(diagnostics))
        }
    }
}

/// Picks the reader.
fn described(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Service> {
    if page::is_page(&sources.description) {
        let mut pages = vec![Arc::clone(&sources.description)];
        pages.extend(sources.pages.iter().cloned());
        return page::read(&pages, &sources.defaults, diagnostics);
    }
    let mut service = metadata::read(&sources.description, &sources.defaults, diagnostics)?;
    if !sources.pages.is_empty() {
        let origin = SpecDefaults {
            product: Some(service.product.clone()),
            version: Some(service.version.clone()),
            ..sources.defaults.clone()
        };
        if let Some(pages) = page::read(&sources.pages, &origin, diagnostics) {
            enrich::enrich(&mut service, pages, diagnostics);
        }
    }
    Some(service)
}

/// A name that becomes a Rust item and a file: letters, digits and underscores.
fn check_identifier(name: &str, place: &Location, diagnostics: &mut Diagnostics) {
    let well = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "names are letters, digits and underscores, and start with a letter";
        diagnostics.error(
            DiagnosticCode::InvalidTypeName,
            place,
            format!("`{name}` cannot name a type"),
            help,
        );
    }
}

/// A name that becomes part of a path: as an identifier, with dots and hyphens inside.
fn check_path_name(name: &str, place: &Location, diagnostics: &mut Diagnostics, what: &str) {
    let well = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !name.contains("..")
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "it becomes a folder: use letters, digits, `-`, `_` and single dots";
        diagnostics.error(
            DiagnosticCode::InvalidFolderName,
            place,
            format!("{what} `{name}` cannot name a folder"),
            help,
        );
    }
}

/// A wire name: whatever the services use, nothing that reads as something else.
fn check_name(name: &str, place: &Location, diagnostics: &mut Diagnostics, what: &str) {
    let well = !name.is_empty()
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, '_' | '-' | '.' | '*' | '$' | '@' | ':' | '[' | ']' | ' ')
        })
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "names are letters, digits and any of `_-.*$@:[]`";
        diagnostics.error(
            DiagnosticCode::InvalidWireName,
            place,
            format!("`{name}` in {what} is not a name a service uses"),
            help,
        );
    }
}

/// Longest seen in the official catalogue is 95.
const LONGEST_NAME: usize = 200;
