//! Reading of descriptions for commands that show or convert them.

use std::path::{Path, PathBuf};

use acsgen::model::Service;
use acsgen::{Diagnostics, Sources, input};

use super::report::DiagnosticOptions;
use super::spec_options::SpecOptions;

/// Reads a description, or several pages of one product, and prints the warnings.
///
/// Returns `None` if there is an error; its diagnostics have been printed.
pub(super) fn read(
    specs: &[PathBuf],
    spec_options: &SpecOptions,
    diagnostic_options: &DiagnosticOptions,
) -> Option<(Service, Diagnostics)> {
    let result = load(specs).and_then(|sources| {
        acsgen::read(&Sources {
            defaults: spec_options.defaults(),
            ..sources
        })
    });
    let (service, mut warnings) = match result {
        Ok(read) => read,
        Err(mut diagnostics) => {
            diagnostic_options.deny(&mut diagnostics);
            diagnostic_options.reject(&diagnostics);
            return None;
        }
    };
    diagnostic_options.deny(&mut warnings);
    if warnings.errors() > 0 {
        diagnostic_options.reject(&warnings);
        return None;
    }
    diagnostic_options.print(&warnings);
    Some((service, warnings))
}

/// Loads the first description, and adds the others as its pages.
fn load(specs: &[PathBuf]) -> Result<Sources, Diagnostics> {
    let (first, others) = specs
        .split_first()
        .map_or((Path::new(""), specs), |(first, others)| {
            (first.as_path(), others)
        });
    let mut sources = input::load_spec(first)?;
    for other in others {
        let more = input::load_spec(other)?;
        sources.pages.push(more.description);
        sources.pages.extend(more.pages);
    }
    Ok(sources)
}
