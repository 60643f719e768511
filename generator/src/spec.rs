//! Reads descriptions and reference pages: texts in, model out. Picks the reader a text needs.
//!
//! **Invariant:** readers do not touch a disk, know no Rust name, and go on after a problem.

mod enrich;
mod evidence;
mod facts;
mod json;
mod markdown;
mod metadata;
mod origin;
mod page;
mod schema;

use std::sync::Arc;

pub use facts::{Correction, Facts, FeatureFact, Fixup, PagesFact, WaiterFact};
use metadata::missing;
pub use origin::Origin;

use crate::diagnostic::{Code, Diagnostics};
use crate::model::Service;
use crate::source::{Place, Source};

/// The texts that describe one version of one product.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The description itself.
    pub description: Arc<Source>,
    /// Reference pages beside it: more operations where the description is a page itself, else the prose of its own.
    pub pages: Vec<Arc<Source>>,
    /// Our own facts, where there are some.
    pub facts: Option<Arc<Source>>,
    /// What the description leaves unsaid about itself.
    pub origin: Origin,
}

/// Reads a description and its facts.
///
/// # Errors
///
/// Everything that is wrong with either.
pub fn read(
    sources: &Sources,
    samples: &[Arc<Source>],
    problems: &mut Diagnostics,
) -> Result<(Service, Facts), Diagnostics> {
    let mut service = described(sources, problems);
    if let Some(service) = &mut service {
        for source in samples {
            evidence::read(source, service, problems);
        }
    }
    let facts = sources
        .facts
        .as_ref()
        .map(|facts| facts::read(facts, problems))
        .unwrap_or_default();
    match problems.finish(service)? {
        Some(service) => Ok((service, facts)),
        None => {
            problems.error(
                Code::NotADescription,
                &sources.description.at(0),
                "the description could not be read",
                "",
            );
            Err(std::mem::take(problems))
        }
    }
}

/// Picks the reader.
fn described(sources: &Sources, problems: &mut Diagnostics) -> Option<Service> {
    if page::is_page(&sources.description) {
        let mut pages = vec![Arc::clone(&sources.description)];
        pages.extend(sources.pages.iter().cloned());
        return page::read(&pages, &sources.origin, problems);
    }
    let mut service = metadata::read(&sources.description, &sources.origin, problems)?;
    if !sources.pages.is_empty() {
        let origin = Origin {
            product: Some(service.product.clone()),
            version: Some(service.version.clone()),
            ..sources.origin.clone()
        };
        if let Some(pages) = page::read(&sources.pages, &origin, problems) {
            enrich::enrich(&mut service, pages, problems);
        }
    }
    Some(service)
}

/// A name that becomes a Rust item and a file: letters, digits and underscores.
fn check_identifier(name: &str, place: &Place, problems: &mut Diagnostics) {
    let well = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "names are letters, digits and underscores, and start with a letter";
        problems.error(
            Code::InvalidTypeName,
            place,
            format!("`{name}` cannot name a type"),
            help,
        );
    }
}

/// A name that becomes part of a path: as an identifier, with dots and hyphens inside.
fn check_path_name(name: &str, place: &Place, problems: &mut Diagnostics, what: &str) {
    let well = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !name.contains("..")
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "it becomes a folder: use letters, digits, `-`, `_` and single dots";
        problems.error(
            Code::InvalidFolderName,
            place,
            format!("{what} `{name}` cannot name a folder"),
            help,
        );
    }
}

/// A wire name: whatever the services use, nothing that reads as something else.
fn check_name(name: &str, place: &Place, problems: &mut Diagnostics, what: &str) {
    let well = !name.is_empty()
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, '_' | '-' | '.' | '*' | '$' | '@' | ':' | '[' | ']' | ' ')
        })
        && name.len() <= LONGEST_NAME;
    if !well {
        let help = "names are letters, digits and any of `_-.*$@:[]`";
        problems.error(
            Code::InvalidWireName,
            place,
            format!("`{name}` in {what} is not a name a service uses"),
            help,
        );
    }
}

/// Longest seen in the official catalogue is 95.
const LONGEST_NAME: usize = 200;
