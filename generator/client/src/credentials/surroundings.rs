//! What sources see of the machine: variables, files, commands, and where the services are.
//!
//! **Invariant**: the only place in this crate that reads variables and files, or starts a program.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::process;
use crate::error::Error;

/// The longest file that is read, in bytes.
pub(super) const LONGEST: u64 = 1 << 20;

type Variables = dyn Fn(&str) -> Option<String> + Send + Sync;
type Files = dyn Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync;
type Commands = dyn Fn(&str, &[String]) -> io::Result<Vec<u8>> + Send + Sync;

#[derive(Clone)]
pub(super) struct Surroundings {
    pub(super) variables: Arc<Variables>,
    pub(super) files: Arc<Files>,
    pub(super) commands: Arc<Commands>,
    /// Where the security token service is, instead of where it is for a region.
    pub(super) sts: Option<Arc<str>>,
    /// Where instances find out about themselves.
    pub(super) metadata: Arc<str>,
}

impl Surroundings {
    /// Those of this process.
    pub(super) fn process() -> Self {
        Self {
            files: Arc::new(read),
            commands: Arc::new(process::output),
            ..Self::of(|name| std::env::var(name).ok())
        }
    }

    /// Variables, no files, no commands.
    pub(super) fn of(variables: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            variables: Arc::new(variables),
            files: Arc::new(|_| Err(io::ErrorKind::NotFound.into())),
            commands: Arc::new(|_, _| Err(io::Error::other("there are no commands here"))),
            sts: None,
            metadata: Arc::from("http://100.100.100.200"),
        }
    }

    /// A variable; an empty one counts as unset.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// Whether a switch is on.
    pub(super) fn switch(&self, name: &str) -> bool {
        self.variable(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// A file as text.
    pub(super) fn text(&self, path: &Path) -> Result<String, Error> {
        let shown = path.display();
        let bytes = (self.files)(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::credentials(format!("there is no file {shown}")),
            _ => Error::credentials(format!("{shown} cannot be read: {error}")),
        })?;
        // The reader may be somebody else's.
        if bytes.len() as u64 > LONGEST {
            return Err(Error::credentials(format!("{shown}: {}", too_long())));
        }
        String::from_utf8(bytes)
            .map_err(|_| Error::credentials(format!("{shown} is no text in UTF-8")))
    }

    /// A path below the home directory.
    pub(super) fn home(&self, path: &[&str]) -> Result<PathBuf, Error> {
        let home = self
            .variable("HOME")
            .or_else(|| self.variable("USERPROFILE"))
            .ok_or_else(|| {
                Error::credentials(format!(
                    "no ~/{}: neither HOME nor USERPROFILE is set",
                    path.join("/")
                ))
            })?;
        Ok(path.iter().fold(PathBuf::from(home), |mut path, part| {
            path.push(part);
            path
        }))
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe would keep the program waiting.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LONGEST {
        true => Err(io::Error::other(too_long())),
        false => Ok(bytes),
    }
}

fn too_long() -> String {
    format!("it is longer than {LONGEST} bytes")
}

/// Variables are secrets; so nothing is shown.
impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}
