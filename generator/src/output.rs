//! Output directories: writes files whose bytes differ, deletes generated files that are stale, or only compares.
//!
//! Knows paths and bytes, not what a file says, except for the marker in its first line.
//!
//! **Invariant:** a file without the marker of this generator is never deleted, and a file is replaced whole or not at all.

mod staging_dir;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::emit::File;
use crate::format::GENERATED_MARKER;

pub use staging_dir::{StagedCrate, StagingDir};

/// The differences between a directory and the files that it should hold. Paths are relative to the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that do not exist yet.
    pub added: Vec<String>,
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Generated files that are not wanted any more.
    pub stale: Vec<String>,
    /// The number of files that are up to date.
    pub unchanged: usize,
}

impl Changes {
    /// Returns whether the directory is up to date.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.stale.is_empty()
    }

    /// Returns the paths of all files that differ: added, then changed, then stale.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.added
            .iter()
            .chain(&self.changed)
            .chain(&self.stale)
            .map(String::as_str)
    }
}

/// Compares a directory with the files that it should hold, and writes nothing.
///
/// ```
/// use acsgen::{File, output};
///
/// let dir = tempfile::tempdir()?;
/// let file = File { path: "src/lib.rs".to_owned(), text: String::new() };
/// assert_eq!(output::compare(dir.path(), &[file.clone()])?.added, ["src/lib.rs"]);
/// output::write(dir.path(), &[file.clone()])?;
/// assert!(output::compare(dir.path(), &[file])?.is_empty());
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Returns an error that names the path if a file or a directory cannot be read.
pub fn compare(dir: &Path, files: &[File]) -> io::Result<Changes> {
    let mut changes = Changes::default();
    for file in files {
        match fs::read(dir.join(&file.path)) {
            Ok(bytes) if bytes == file.text.as_bytes() => changes.unchanged += 1,
            Ok(_) => changes.changed.push(file.path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.added.push(file.path.clone())
            }
            Err(error) => return Err(with_path(error, "read", &dir.join(&file.path))),
        }
    }
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    find_stale(dir, Path::new(""), &wanted, &mut changes.stale)?;
    changes.stale.sort();
    Ok(changes)
}

/// Writes the files that differ, and deletes generated files that are not among `files`.
///
/// # Errors
///
/// Returns an error that names the path if a file or a directory cannot be read or written.
pub fn write(dir: &Path, files: &[File]) -> io::Result<Changes> {
    let changes = compare(dir, files)?;
    for file in differing(files, &changes) {
        replace(&dir.join(&file.path), &file.text)?;
    }
    remove(dir, &changes.stale)?;
    Ok(changes)
}

/// Returns the files that are new or have other bytes.
fn differing<'f>(files: &'f [File], changes: &Changes) -> Vec<&'f File> {
    let differs: HashSet<&str> = changes
        .added
        .iter()
        .chain(&changes.changed)
        .map(String::as_str)
        .collect();
    files
        .iter()
        .filter(|file| differs.contains(file.path.as_str()))
        .collect()
}

fn remove(dir: &Path, stale: &[String]) -> io::Result<()> {
    for path in stale {
        let path = dir.join(path);
        fs::remove_file(&path).map_err(|error| with_path(error, "delete", &path))?;
        remove_if_empty(path.parent());
    }
    Ok(())
}

/// Writes one file in `dir` if its bytes differ, and leaves the other files alone.
///
/// # Errors
///
/// Returns an error that names the path if the file cannot be written.
pub fn write_file(dir: &Path, file: &File) -> io::Result<()> {
    let path = dir.join(&file.path);
    match fs::read(&path) {
        Ok(bytes) if bytes == file.text.as_bytes() => Ok(()),
        _ => replace(&path, &file.text),
    }
}

/// Writes a temporary file and renames it, so that a crash leaves the old file.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| with_path(error, "create", parent))?;
    let mut file = tempfile::NamedTempFile::new_in(parent)
        .map_err(|error| with_path(error, "write into", parent))?;
    file.write_all(text.as_bytes())
        .map_err(|error| with_path(error, "write", path))?;
    make_readable(file.path()).map_err(|error| with_path(error, "write", path))?;
    file.persist(path)
        .map_err(|error| with_path(error.error, "replace", path))?;
    Ok(())
}

/// Lets everyone read a file. Temporary files are private, but generated source code is not.
#[cfg(unix)]
fn make_readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn remove_if_empty(dir: Option<&Path>) {
    if let Some(dir) = dir {
        // Fails if the directory is not empty, which is fine.
        let _ = fs::remove_dir(dir);
    }
}

/// Finds generated files below `root/under` that are not wanted any more. Skips directories called `target`.
fn find_stale(
    root: &Path,
    under: &Path,
    wanted: &BTreeSet<&str>,
    stale: &mut Vec<String>,
) -> io::Result<()> {
    let dir = root.join(under);
    let entries = match fs::read_dir(&dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(with_path(error, "read", &dir)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| with_path(error, "read", &dir))?;
        let path = under.join(entry.file_name());
        let kind = entry
            .file_type()
            .map_err(|error| with_path(error, "read", &entry.path()))?;
        let relative = with_slashes(&path);
        if kind.is_dir() && entry.file_name() != "target" {
            find_stale(root, &path, wanted, stale)?;
        } else if kind.is_file()
            && !wanted.contains(relative.as_str())
            && is_generated(&entry.path(), &relative)
        {
            stale.push(relative);
        }
    }
    Ok(())
}

/// Returns whether this generator wrote a file: its first line has the marker, or it is a sample of a test.
fn is_generated(path: &Path, relative: &str) -> bool {
    if relative.starts_with("tests/samples/") {
        return true;
    }
    let mut start = [0; 300];
    let length = fs::File::open(path)
        .and_then(|mut file| io::Read::read(&mut file, &mut start))
        .unwrap_or(0);
    let first_line = start[..length]
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(first_line).contains(GENERATED_MARKER)
}

fn with_slashes(path: &Path) -> String {
    let parts: Vec<String> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// Adds the action that failed and its path to an error.
fn with_path(error: io::Error, action: &str, path: &Path) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot {action} {}: {error}", PathBuf::from(path).display()),
    )
}
