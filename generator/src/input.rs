//! Descriptions and reference pages on a disk: finding them, and reading them whole or saying why not.
//!
//! **Invariant:** a path that cannot be read becomes a diagnostic, never a panic, and memory is bounded.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::SourceFile;
use crate::spec::{Sources, SpecDefaults};

/// Name of a description in the official metadata.
pub const DESCRIPTION: &str = "api-docs.json";

/// Name of our own facts beside it.
pub const FACTS: &str = "acsgen.json";

/// The largest official description has 11 MB.
const LARGEST: u64 = 256 << 20;

/// Descriptions under `folder`, at `PRODUCT/VERSION/api-docs.json`, by path.
#[must_use]
pub fn find_specs(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = children(folder)
        .iter()
        .flat_map(|product| children(product))
        .map(|version| version.join(DESCRIPTION))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect()
}

/// Folder of reference pages beside a description.
pub const PAGES_DIR: &str = "pages";

/// Reads a description with the facts and the pages beside it, a reference page, or a folder of pages.
///
/// # Errors
///
/// A file that cannot be read, is too large, or is not UTF-8.
pub fn load_spec(path: &Path) -> Result<Sources, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut pages = page_paths(path);
    let first = if path.is_dir() && !pages.is_empty() {
        pages.remove(0)
    } else {
        path.to_owned()
    };
    let description = read(&first, &mut diagnostics);
    let mut total = description
        .as_ref()
        .map_or(0, |source| source.text().len() as u64);
    let mut more = Vec::new();
    for page in &pages {
        if total > LARGEST {
            let help = "name the pages of one product version";
            diagnostics.file_error(
                DiagnosticCode::FileTooLarge,
                &shown(path),
                "too many pages",
                help,
            );
            break;
        }
        if let Some(page) = read(page, &mut diagnostics) {
            total += page.text().len() as u64;
            more.push(page);
        }
    }
    let beside = overrides_path(path);
    let overrides = if beside.is_file() {
        read(&beside, &mut diagnostics)
    } else {
        None
    };
    match diagnostics.into_result(description)? {
        Some(description) => Ok(Sources {
            description,
            pages: more,
            overrides,
            defaults: SpecDefaults::default(),
        }),
        None => Err(diagnostics),
    }
}

/// Reads any text, such as samples.
///
/// # Errors
///
/// As [`load`].
pub fn read_file(path: &Path) -> Result<Arc<SourceFile>, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let source = read(path, &mut diagnostics);
    diagnostics.into_result(source)?.ok_or(diagnostics)
}

/// Where the facts of a description are, if it has some.
#[must_use]
pub fn overrides_path(description: &Path) -> PathBuf {
    if description.is_dir() {
        return description.join(FACTS);
    }
    description.with_file_name(FACTS)
}

/// Reference pages of a folder, or those in the folder [`PAGES_DIR`] beside a description in JSON, by name.
#[must_use]
pub fn page_paths(description: &Path) -> Vec<PathBuf> {
    let folder = if description.is_dir() {
        description.to_owned()
    } else if is_page(description) {
        return Vec::new();
    } else {
        description.with_file_name(PAGES_DIR)
    };
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut pages: Vec<PathBuf> = paths
        .filter(|path| is_page(path) && path.is_file())
        .collect();
    pages.sort();
    pages
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
        && path
            .file_stem()
            .is_none_or(|stem| !stem.eq_ignore_ascii_case("readme"))
}

fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let name = shown(path);
    if path.is_dir() {
        let help = format!(
            "name the description inside it, such as {name}/{DESCRIPTION}, or a folder of pages"
        );
        diagnostics.file_error(
            DiagnosticCode::IsADirectory,
            &name,
            "a folder, not a description",
            help,
        );
        return None;
    }
    let bytes = match limited(path) {
        Ok(bytes) if bytes.len() as u64 > LARGEST => {
            diagnostics.file_error(
                DiagnosticCode::FileTooLarge,
                &name,
                format!("larger than {} MiB", LARGEST >> 20),
                "is it a description?",
            );
            return None;
        }
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.file_error(
                DiagnosticCode::UnreadableFile,
                &name,
                format!("cannot be read: {error}"),
                "check the path and its permissions",
            );
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(SourceFile::new(name, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let source = SourceFile::new(name, text);
            diagnostics.error(
                DiagnosticCode::NotUtf8,
                &source.at(valid),
                "not UTF-8 from here on",
                "save the file as UTF-8",
            );
            None
        }
    }
}

fn limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A path as it is written into headers: the same on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
