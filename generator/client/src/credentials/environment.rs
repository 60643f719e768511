//! What is seen of the machine: variables, files, commands, and where the services are.
//!
//! **Invariant**: the only place in this crate that reads variables and files; knows no provider.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command_runner;
use crate::error::Error;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

type Variables = dyn Fn(&str) -> Option<String> + Send + Sync;
type Files = dyn Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync;
type Commands = dyn Fn(&str, &[String]) -> io::Result<Vec<u8>> + Send + Sync;

/// Where the environment may say the region, in the order of the official command line.
const REGION_VARIABLES: [&str; 5] = [
    "ALIBABA_CLOUD_REGION_ID",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
    "REGION_ID",
    "REGION",
];

/// Where a program runs: its variables, its files, and the commands it can start.
///
/// A plain value: [`DefaultCredentialsChain`](super::DefaultCredentialsChain) finds credentials in one. An empty variable counts as unset.
///
/// ```
/// use acs_client::Environment;
///
/// let environment = Environment::with(|name| (name == "HOME").then(|| "/home/me".to_owned()))
///     .with_file_reader(|path| match path.ends_with(".aliyun/config.json") {
///         true => Ok(br#"{"current": "default", "profiles": []}"#.to_vec()),
///         false => Err(std::io::ErrorKind::NotFound.into()),
///     });
/// assert_eq!(environment.region(), None);
/// ```
#[derive(Clone)]
pub struct Environment {
    pub(super) variables: Arc<Variables>,
    pub(super) files: Arc<Files>,
    pub(super) commands: Arc<Commands>,
    /// Where the security token service is, instead of where it is for a region.
    pub(super) sts: Option<Arc<str>>,
    /// Where instances find out about themselves.
    pub(super) metadata: Arc<str>,
}

impl Environment {
    /// That of this process, read each time it is asked for.
    pub fn process() -> Self {
        Self {
            files: Arc::new(read),
            commands: Arc::new(command_runner::output),
            ..Self::with(|name| std::env::var(name).ok())
        }
    }

    /// Variables from somewhere else, as in a test; no files and no commands.
    pub fn with(variables: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            variables: Arc::new(variables),
            files: Arc::new(|_| Err(io::ErrorKind::NotFound.into())),
            commands: Arc::new(|_, _| Err(io::Error::other("there are no commands here"))),
            sts: None,
            metadata: Arc::from("http://100.100.100.200"),
        }
    }

    /// Files from somewhere else; a missing one is [`io::ErrorKind::NotFound`].
    #[must_use]
    pub fn with_file_reader(
        self,
        files: impl Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            files: Arc::new(files),
            ..self
        }
    }

    /// What runs a program with its arguments and gives its standard output; called on a thread of its own.
    #[must_use]
    pub fn with_command_runner(
        self,
        commands: impl Fn(&str, &[String]) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            commands: Arc::new(commands),
            ..self
        }
    }

    /// Another security token service, as in `http://127.0.0.1:8080`; for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_sts(self, base: &str) -> Self {
        Self {
            sts: Some(base.into()),
            ..self
        }
    }

    /// Another metadata service, as in `http://127.0.0.1:8080`; for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_metadata(self, base: &str) -> Self {
        Self {
            metadata: base.into(),
            ..self
        }
    }

    /// The region, where one is set: `ALIBABA_CLOUD_REGION_ID`, or what the official command line reads after it,
    /// `ALIBABACLOUD_REGION_ID`, `ALICLOUD_REGION_ID`, `REGION_ID` and `REGION`.
    pub fn region(&self) -> Option<String> {
        REGION_VARIABLES.iter().find_map(|name| self.variable(name))
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
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}
