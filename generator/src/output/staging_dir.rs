//! Files of many crates, all or none: what differs is written aside, and takes its place when all went well.
//!
//! So nothing has to be kept in memory until the last description was read.
//!
//! **Invariant:** until a crate is settled its folder is as it was, and what was never settled leaves no trace.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use super::{Changes, compare, differing, named, remove};
use crate::emit::File;

/// Names of the folders where crates wait, and of the file in them that says so.
const PREFIX: &str = ".acsgen-";
const SUFFIX: &str = ".new";
const OWNER: &str = "made-by-acsgen";

/// Where crates wait to take their places. Dropped, it deletes what still waits.
#[derive(Debug)]
pub struct StagingDir {
    out: PathBuf,
    aside: Mutex<Option<TempDir>>,
    crates: AtomicUsize,
}

/// What differs of one crate, written aside.
#[derive(Debug)]
pub struct StagedCrate {
    folder: PathBuf,
    aside: PathBuf,
    /// What settling it does to its folder.
    pub changes: Changes,
}

impl StagingDir {
    /// For crates that go into `out`. Touches nothing yet.
    #[must_use]
    pub fn new(out: impl Into<PathBuf>) -> Self {
        Self {
            out: out.into(),
            aside: Mutex::new(None),
            crates: AtomicUsize::new(0),
        }
    }

    /// Writes what differs of the crate `folder` aside.
    ///
    /// # Errors
    ///
    /// A file or folder that cannot be read or written; the message names it.
    pub fn stage(&self, folder: &str, files: &[File]) -> io::Result<StagedCrate> {
        let folder = self.out.join(folder);
        let changes = compare(&folder, files)?;
        // Nothing is made for crates that are as they should be.
        let mut aside = PathBuf::new();
        for file in differing(files, &changes) {
            if aside.as_os_str().is_empty() {
                aside = self.room()?;
            }
            let path = aside.join(&file.path);
            make_parent(&path)?;
            fs::write(&path, &file.text).map_err(|error| named(&path, "write", &error))?;
        }
        Ok(StagedCrate {
            folder,
            aside,
            changes,
        })
    }

    /// A folder of its own for one crate, on the file system of `out`: there a rename moves no bytes.
    fn room(&self) -> io::Result<PathBuf> {
        let mut aside = self
            .aside
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let root = match &mut *aside {
            Some(root) => root,
            none => {
                let near = self
                    .out
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
                remove_stale(near);
                // The suffix keeps it away from patterns for generated crates, which end in digits.
                let made = tempfile::Builder::new()
                    .prefix(PREFIX)
                    .suffix(SUFFIX)
                    .tempdir_in(near)
                    .map_err(|error| named(near, "write into", &error))?;
                fs::write(
                    made.path().join(OWNER),
                    "A run of acsgen that is still at work, or was killed.\n",
                )
                .map_err(|error| named(made.path(), "write into", &error))?;
                none.insert(made)
            }
        };
        let number = self.crates.fetch_add(1, Ordering::Relaxed);
        Ok(root.path().join(number.to_string()))
    }
}

/// Deletes what runs before left that were killed. That some of it stays is no error of this run.
///
/// Only folders (no links) of our name, with our mark inside, that nobody has touched for an hour: another run may be at work.
fn remove_stale(near: &Path) {
    const OLD: Duration = Duration::from_secs(3600);
    for entry in fs::read_dir(near).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // Of the entry itself: a link is not followed.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !ours || !is_folder {
            continue;
        }
        let mark = fs::symlink_metadata(entry.path().join(OWNER));
        let old = |mark: &fs::Metadata| {
            let age = mark.modified().ok().and_then(|time| time.elapsed().ok());
            mark.is_file() && age.is_some_and(|age| age > OLD)
        };
        if mark.as_ref().is_ok_and(old) {
            // Deletes links inside as links.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

impl StagedCrate {
    /// Puts the crate's files where they belong, and deletes those that are stale.
    ///
    /// # Errors
    ///
    /// A file or folder that cannot be written; the message names it.
    pub fn commit(&self) -> io::Result<()> {
        let written = self.changes.added.len() + self.changes.changed.len();
        if written > 0 && !self.folder.exists() {
            make_parent(&self.folder)?;
            return rename(&self.aside, &self.folder);
        }
        for path in self.changes.added.iter().chain(&self.changes.changed) {
            let to = self.folder.join(path);
            make_parent(&to)?;
            rename(&self.aside.join(path), &to)?;
        }
        remove(&self.folder, &self.changes.stale)
    }
}

fn make_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(|error| named(parent, "create", &error))
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to).map_err(|error| named(to, "replace", &error))
}
