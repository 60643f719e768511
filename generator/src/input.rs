//! Input files: finds descriptions and reference pages on disk and reads them whole.
//!
//! Knows paths and bytes, not what a description says.
//!
//! **Invariant:** a path that cannot be read becomes a diagnostic, never a panic, and memory use is bounded.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::SourceFile;
use crate::spec::{Sources, SpecDefaults};

/// The file name of a description in the official metadata.
pub const DESCRIPTION: &str = "api-docs.json";

/// The file name of the overrides, beside a description.
pub const OVERRIDES: &str = "acsgen.json";

/// The directory of reference pages, beside a description.
pub const PAGES_DIR: &str = "pages";

/// The maximum size of a file, and of all pages of a description together. The largest official description has 11 MB.
const MAX_BYTES: u64 = 256 << 20;

/// Finds descriptions at `dir/PRODUCT/VERSION/api-docs.json`, sorted by path. Directories that cannot be read are skipped.
///
/// ```
/// assert!(acsgen::input::find_specs("no/such/directory".as_ref()).is_empty());
/// ```
#[must_use]
pub fn find_specs(dir: &Path) -> Vec<PathBuf> {
    let mut specs: Vec<PathBuf> = subdirectories(dir)
        .iter()
        .flat_map(|product| subdirectories(product))
        .map(|version| version.join(DESCRIPTION))
        .filter(|path| path.is_file())
        .collect();
    specs.sort();
    specs
}

fn subdirectories(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect()
}

/// Reads a description with the overrides and the pages beside it, a reference page, or a directory of pages.
///
/// ```no_run
/// let sources = acsgen::input::load_spec("specs/domain/2018-01-29/api-docs.json".as_ref())?;
/// let generated = acsgen::Generator::new().generate(&sources)?;
/// # Ok::<(), acsgen::Diagnostics>(())
/// ```
///
/// # Errors
///
/// Returns an error if a file cannot be read, is larger than 256 MiB, or is not UTF-8.
pub fn load_spec(path: &Path) -> Result<Sources, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut pages = page_paths(path);
    let first = if path.is_dir() && !pages.is_empty() {
        pages.remove(0)
    } else {
        path.to_owned()
    };
    let description = read(&mut diagnostics, &first);
    let bytes = description.as_ref().map_or(0, |source| source.text().len());
    let pages = read_pages(&mut diagnostics, path, &pages, bytes as u64);
    let beside = overrides_path(path);
    let overrides = if beside.is_file() {
        read(&mut diagnostics, &beside)
    } else {
        None
    };
    match diagnostics.into_result(description)? {
        Some(description) => Ok(Sources {
            description,
            pages,
            overrides,
            defaults: SpecDefaults::default(),
        }),
        None => Err(diagnostics),
    }
}

/// Reads the pages of the description at `spec`, whose own text has `total` bytes.
fn read_pages(
    diagnostics: &mut Diagnostics,
    spec: &Path,
    paths: &[PathBuf],
    mut total: u64,
) -> Vec<Arc<SourceFile>> {
    let mut pages = Vec::new();
    for path in paths {
        if total > MAX_BYTES {
            diagnostics.file_error(
                DiagnosticCode::FileTooLarge,
                &display_path(spec),
                format!("the pages are larger than {} MiB together", MAX_BYTES >> 20),
                "keep the pages of one product version in one directory",
            );
            break;
        }
        if let Some(page) = read(diagnostics, path) {
            total += page.text().len() as u64;
            pages.push(page);
        }
    }
    pages
}

/// Reads a text file of any kind, such as samples.
///
/// # Errors
///
/// Returns an error if the file cannot be read, is larger than 256 MiB, or is not UTF-8.
pub fn read_file(path: &Path) -> Result<Arc<SourceFile>, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let source = read(&mut diagnostics, path);
    diagnostics.into_result(source)?.ok_or(diagnostics)
}

/// Returns the path of the overrides of a description. The file need not exist.
///
/// ```
/// use std::path::Path;
///
/// let path = acsgen::input::overrides_path(Path::new("domain/2018-01-29/api-docs.json"));
/// assert_eq!(path, Path::new("domain/2018-01-29/acsgen.json"));
/// ```
#[must_use]
pub fn overrides_path(description: &Path) -> PathBuf {
    if description.is_dir() {
        return description.join(OVERRIDES);
    }
    description.with_file_name(OVERRIDES)
}

/// Returns the paths of reference pages, sorted by name: those in `description` if it is a directory, else those in the
/// directory [`PAGES_DIR`] beside a description in JSON. A reference page has no other pages.
///
/// ```
/// assert!(acsgen::input::page_paths("pages/QueryDnsHost.md".as_ref()).is_empty());
/// ```
#[must_use]
pub fn page_paths(description: &Path) -> Vec<PathBuf> {
    let dir = if description.is_dir() {
        description.to_owned()
    } else if is_page(description) {
        return Vec::new();
    } else {
        description.with_file_name(PAGES_DIR)
    };
    let entries = fs::read_dir(dir).into_iter().flatten();
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

/// Reads one file. Returns `None` if it cannot be used; `diagnostics` then has the reason.
fn read(diagnostics: &mut Diagnostics, path: &Path) -> Option<Arc<SourceFile>> {
    let name = display_path(path);
    let (code, message, help) = match read_bytes(path) {
        _ if path.is_dir() => (
            DiagnosticCode::IsADirectory,
            "a directory, not a description".to_owned(),
            format!("name a description, such as {name}/{DESCRIPTION}, or a directory of pages"),
        ),
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => (
            DiagnosticCode::FileTooLarge,
            format!("larger than {} MiB", MAX_BYTES >> 20),
            "check that the file is a description".to_owned(),
        ),
        Ok(bytes) => return decode(diagnostics, name, bytes),
        Err(error) => (
            DiagnosticCode::UnreadableFile,
            format!("cannot be read: {error}"),
            "check the path and its permissions".to_owned(),
        ),
    };
    diagnostics.file_error(code, &name, message, help);
    None
}

/// Reads at most one byte more than the limit, so that the caller can detect a file that is too large.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn decode(diagnostics: &mut Diagnostics, name: String, bytes: Vec<u8>) -> Option<Arc<SourceFile>> {
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

/// Returns a path with forward slashes, so that headers of generated files are the same on every system.
fn display_path(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
