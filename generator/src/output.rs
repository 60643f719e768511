//! Files on a disk: written where their bytes differ, deleted where they are stale and ours, or only compared.
//!
//! **Invariant:** nothing without our header is ever deleted, and a file is replaced whole or not at all.

mod staging_dir;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::emit::File;
use crate::format::GENERATED_MARKER;

pub use staging_dir::{StagedCrate, StagingDir};

/// What was done to a folder, or would be; paths are relative to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New files.
    pub added: Vec<String>,
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that no longer belong here.
    pub stale: Vec<String>,
    /// How many were as they should be.
    pub unchanged: usize,
}

impl Changes {
    /// Whether the folder was as it should be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.stale.is_empty()
    }

    /// Every file that differs.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.added
            .iter()
            .chain(&self.changed)
            .chain(&self.stale)
            .map(String::as_str)
    }
}

/// Finds what differs between `folder` and `files`, and touches nothing.
///
/// # Errors
///
/// A file or folder that cannot be read; the message names it.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<Changes> {
    let mut changes = Changes::default();
    for file in files {
        match fs::read(folder.join(&file.path)) {
            Ok(bytes) if bytes == file.text.as_bytes() => changes.unchanged += 1,
            Ok(_) => changes.changed.push(file.path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.added.push(file.path.clone())
            }
            Err(error) => return Err(named(&folder.join(&file.path), "read", &error)),
        }
    }
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    stale(folder, Path::new(""), &wanted, &mut changes.stale)?;
    changes.stale.sort();
    Ok(changes)
}

/// Makes `folder` hold `files`.
///
/// # Errors
///
/// A file or folder that cannot be read or written; the message names it.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Changes> {
    let changes = compare(folder, files)?;
    for file in differing(files, &changes) {
        replace(&folder.join(&file.path), &file.text)?;
    }
    remove(folder, &changes.stale)?;
    Ok(changes)
}

/// The files that are new or have other bytes.
fn differing<'f>(files: &'f [File], changes: &Changes) -> impl Iterator<Item = &'f File> {
    let differs: HashSet<&str> = changes
        .added
        .iter()
        .chain(&changes.changed)
        .map(String::as_str)
        .collect();
    files
        .iter()
        .filter(|file| differs.contains(file.path.as_str()))
        .collect::<Vec<_>>()
        .into_iter()
}

fn remove(folder: &Path, stale: &[String]) -> io::Result<()> {
    for path in stale {
        let path = folder.join(path);
        fs::remove_file(&path).map_err(|error| named(&path, "delete", &error))?;
        remove_if_empty(path.parent());
    }
    Ok(())
}

/// Makes one file in `folder` what it should be, and leaves the others alone.
///
/// # Errors
///
/// A file that cannot be read or written; the message names it.
pub fn put(folder: &Path, file: &File) -> io::Result<()> {
    let path = folder.join(&file.path);
    match fs::read(&path) {
        Ok(bytes) if bytes == file.text.as_bytes() => Ok(()),
        _ => replace(&path, &file.text),
    }
}

/// Writes beside the file and renames, so that a crash leaves the old file.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| named(parent, "create", &error))?;
    let mut file = tempfile::NamedTempFile::new_in(parent)
        .map_err(|error| named(parent, "write into", &error))?;
    file.write_all(text.as_bytes())
        .map_err(|error| named(path, "write", &error))?;
    readable(file.path()).map_err(|error| named(path, "write", &error))?;
    file.persist(path)
        .map_err(|error| named(path, "replace", &error.error))?;
    Ok(())
}

/// Temporary files are private; what we write is source code.
#[cfg(unix)]
fn readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn remove_if_empty(folder: Option<&Path>) {
    if let Some(folder) = folder {
        // A folder that still holds something stays, and that is no error.
        let _ = fs::remove_dir(folder);
    }
}

/// Files of ours, under `src` and `tests`, that are not wanted any more.
fn stale(
    root: &Path,
    under: &Path,
    wanted: &BTreeSet<&str>,
    found: &mut Vec<String>,
) -> io::Result<()> {
    let folder = root.join(under);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(named(&folder, "read", &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| named(&folder, "read", &error))?;
        let path = under.join(entry.file_name());
        let kind = entry
            .file_type()
            .map_err(|error| named(&entry.path(), "read", &error))?;
        let text = slashes(&path);
        if kind.is_dir() && entry.file_name() != "target" {
            stale(root, &path, wanted, found)?;
        } else if kind.is_file() && !wanted.contains(text.as_str()) && is_ours(&entry.path(), &text)
        {
            found.push(text);
        }
    }
    Ok(())
}

/// Ours is what says so in its first line, and samples where only we put them.
fn is_ours(path: &Path, relative: &str) -> bool {
    if relative.starts_with("tests/samples/") {
        return true;
    }
    let mut start = [0; 300];
    let read = fs::File::open(path)
        .and_then(|mut file| io::Read::read(&mut file, &mut start))
        .unwrap_or(0);
    let first = start[..read]
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(first).contains(GENERATED_MARKER)
}

fn slashes(path: &Path) -> String {
    let parts: Vec<String> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

fn named(path: &Path, what: &str, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot {what} {}: {error}", PathBuf::from(path).display()),
    )
}
