//! A staging directory: files of many crates are written aside, and moved to their places once all crates are ready.
//!
//! A run need not keep its output in memory until the last description is read.
//!
//! **Invariant:** until a crate is committed its directory is unchanged, and a crate that is never committed leaves no files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use super::{Changes, compare, differing, remove, with_path};
use crate::emit::File;

/// The start of a staging directory's name.
const PREFIX: &str = ".acsgen-";

/// The end of a staging directory's name. It does not match patterns for generated crates, which end in digits.
const SUFFIX: &str = ".new";

/// The file in a staging directory that shows who created it.
const OWNER_FILE: &str = "made-by-acsgen";

/// The age after which a staging directory belongs to a run that was killed.
const STALE_AFTER: Duration = Duration::from_secs(3600);

/// A directory for crates that are not committed yet. Dropping it deletes them.
///
/// ```
/// use acsgen::File;
/// use acsgen::output::StagingDir;
///
/// let out = tempfile::tempdir()?;
/// let staging = StagingDir::new(out.path().join("generated"));
/// let file = File { path: "src/lib.rs".to_owned(), text: "// a library\n".to_owned() };
/// let staged = staging.stage("demo-2026-01-01", &[file])?;
/// assert!(!out.path().join("generated/demo-2026-01-01").exists());
/// staged.commit()?;
/// assert!(out.path().join("generated/demo-2026-01-01/src/lib.rs").exists());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct StagingDir {
    out: PathBuf,
    root: Mutex<Option<TempDir>>,
    crates: AtomicUsize,
}

/// The files of one crate that differ, written to the staging directory.
#[derive(Debug)]
pub struct StagedCrate {
    dir: PathBuf,
    staged: PathBuf,
    /// The changes that [`commit`](Self::commit) makes.
    pub changes: Changes,
}

impl StagingDir {
    /// Creates a staging directory for crates that belong into `out`. Nothing is written yet.
    #[must_use]
    pub fn new(out: impl Into<PathBuf>) -> Self {
        Self {
            out: out.into(),
            root: Mutex::new(None),
            crates: AtomicUsize::new(0),
        }
    }

    /// Writes the files that differ of the crate `name` to the staging directory.
    ///
    /// # Errors
    ///
    /// Returns an error that names the path if a file or a directory cannot be read or written.
    pub fn stage(&self, name: &str, files: &[File]) -> io::Result<StagedCrate> {
        let dir = self.out.join(name);
        let changes = compare(&dir, files)?;
        // A crate that is up to date needs no directory.
        let mut staged = PathBuf::new();
        for file in differing(files, &changes) {
            if staged.as_os_str().is_empty() {
                staged = self.crate_path()?;
            }
            let path = staged.join(&file.path);
            create_parent(&path)?;
            fs::write(&path, &file.text).map_err(|error| with_path(error, "write", &path))?;
        }
        Ok(StagedCrate {
            dir,
            staged,
            changes,
        })
    }

    /// Returns a new path for one crate. The staging directory is created if it does not exist yet.
    fn crate_path(&self) -> io::Result<PathBuf> {
        let mut root = self
            .root
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let root = match &mut *root {
            Some(root) => root,
            none => none.insert(create_root(&self.out)?),
        };
        let number = self.crates.fetch_add(1, Ordering::Relaxed);
        Ok(root.path().join(number.to_string()))
    }
}

/// Creates the staging directory in `out` or its nearest parent that exists. It is on the same file system as `out`, so
/// that a rename copies no bytes.
fn create_root(out: &Path) -> io::Result<TempDir> {
    let parent = out
        .ancestors()
        .map(|path| {
            if path.as_os_str().is_empty() {
                Path::new(".")
            } else {
                path
            }
        })
        .find(|path| path.is_dir())
        .unwrap_or(Path::new("."));
    remove_stale(parent);
    let root = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempdir_in(parent)
        .map_err(|error| with_path(error, "write into", parent))?;
    fs::write(
        root.path().join(OWNER_FILE),
        "Files of a run of acsgen that is still running, or was killed.\n",
    )
    .map_err(|error| with_path(error, "write into", root.path()))?;
    Ok(root)
}

/// Deletes staging directories of earlier runs that were killed. A directory that cannot be deleted stays.
///
/// Deletes only directories (not links) with the name of a staging directory and an owner file that is older than an
/// hour, because another run may be using a newer one.
fn remove_stale(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // `file_type` does not follow links.
        let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_ours || !is_dir {
            continue;
        }
        let owner = fs::symlink_metadata(entry.path().join(OWNER_FILE));
        let is_stale = |owner: &fs::Metadata| {
            let age = owner.modified().ok().and_then(|time| time.elapsed().ok());
            owner.is_file() && age.is_some_and(|age| age > STALE_AFTER)
        };
        if owner.as_ref().is_ok_and(is_stale) {
            // Deletes links inside the directory, not their targets.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

impl StagedCrate {
    /// Moves the staged files to their places, and deletes the stale ones.
    ///
    /// # Errors
    ///
    /// Returns an error that names the path if a file or a directory cannot be written.
    pub fn commit(&self) -> io::Result<()> {
        let written = self.changes.added.len() + self.changes.changed.len();
        if written > 0 && !self.dir.exists() {
            create_parent(&self.dir)?;
            return rename(&self.staged, &self.dir);
        }
        for path in self.changes.added.iter().chain(&self.changes.changed) {
            let to = self.dir.join(path);
            create_parent(&to)?;
            rename(&self.staged.join(path), &to)?;
        }
        remove(&self.dir, &self.changes.stale)
    }
}

fn create_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| with_path(error, "create", parent))
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to).map_err(|error| with_path(error, "replace", to))
}
