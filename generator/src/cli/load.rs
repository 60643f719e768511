//! What the generator understands of what a command is given.

use std::path::{Path, PathBuf};

use acsgen::model::Service;
use acsgen::{Diagnostics, Sources, input};

use super::report::DiagnosticReport;
use super::spec_options::SpecOptions;

/// Reads a description, or several that are one, and shows what is doubtful; none where it is refused, as has been shown.
pub(super) fn read(
    specs: &[PathBuf],
    spec_options: &SpecOptions,
    diagnostics: &DiagnosticReport,
) -> Option<(Service, Diagnostics)> {
    let read = load(specs).and_then(|sources| {
        acsgen::read(&Sources {
            defaults: spec_options.origin(),
            ..sources
        })
    });
    let (service, mut warnings) = match read {
        Ok(read) => read,
        Err(mut found) => {
            diagnostics.deny(&mut found);
            diagnostics.refuse(&found);
            return None;
        }
    };
    diagnostics.deny(&mut warnings);
    if warnings.errors() > 0 {
        diagnostics.refuse(&warnings);
        return None;
    }
    diagnostics.show(&warnings);
    Some((service, warnings))
}

/// The first description, and pages with more of it.
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
