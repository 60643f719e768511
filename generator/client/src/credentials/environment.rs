//! The environment of a program: variables, files, commands, and the addresses of two services.
//!
//! **Invariant**: the only module of this crate that reads variables and files; knows no provider.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command_runner;
use crate::error::Error;

/// The maximum length of a file, in bytes.
const MAX_FILE_BYTES: u64 = 1 << 20;

type ReadVariable = dyn Fn(&str) -> Option<String> + Send + Sync;
type ReadFile = dyn Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync;
/// Returns the output of a program, or a predicate whose subject is the program.
pub(super) type RunCommand = dyn Fn(&str, &[String]) -> Result<Vec<u8>, String> + Send + Sync;

/// The variables that may hold the region, in the order of the official command line tool.
const REGION_VARS: [&str; 5] = [
    "ALIBABA_CLOUD_REGION_ID",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
    "REGION_ID",
    "REGION",
];

/// The variables, files and commands that configuration and credentials are read from.
///
/// An environment is a plain value and holds no credentials.
/// [`Builder::environment`](crate::Builder::environment) wraps it in a
/// [`DefaultCredentialsChain`](super::DefaultCredentialsChain), which finds and caches credentials: two clients that
/// are built from the same environment have two chains, each with its own cache.
///
/// An empty variable counts as unset.
///
/// ```
/// use acs_client::Environment;
///
/// let environment = Environment::from_vars(|name| (name == "HOME").then(|| "/home/me".to_owned()))
///     .with_file_reader(|path| match path.ends_with(".aliyun/config.json") {
///         true => Ok(br#"{"current": "default", "profiles": []}"#.to_vec()),
///         false => Err(std::io::ErrorKind::NotFound.into()),
///     });
/// assert_eq!(environment.region(), None);
/// ```
#[derive(Clone)]
pub struct Environment {
    read_variable: Arc<ReadVariable>,
    read_file: Arc<ReadFile>,
    pub(super) run_command: Arc<RunCommand>,
    /// The base URL of the security token service; if unset, the region decides.
    pub(super) sts_endpoint: Option<Arc<str>>,
    /// The base URL of the ECS metadata service.
    pub(super) metadata_endpoint: Arc<str>,
}

impl Environment {
    /// Creates the environment of this process. Variables and files are read when they are needed.
    ///
    /// ```
    /// use acs_client::{Client, Environment, Replay};
    ///
    /// let builder = Client::builder().environment(&Environment::system())?;
    /// let client = builder.transport(Replay::new()).build()?;
    /// # let _ = client;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn system() -> Self {
        Self {
            read_file: Arc::new(read),
            run_command: Arc::new(command_runner::run),
            ..Self::from_vars(|name| std::env::var(name).ok())
        }
    }

    /// Creates an environment from a function that returns the value of a variable. The environment has no files and
    /// no commands.
    ///
    /// ```
    /// use std::collections::HashMap;
    ///
    /// use acs_client::Environment;
    ///
    /// let variables = HashMap::from([("REGION", "cn-hangzhou")]);
    /// let environment = Environment::from_vars(move |name| variables.get(name).map(|&value| value.to_owned()));
    /// assert_eq!(environment.region().as_deref(), Some("cn-hangzhou"));
    /// ```
    pub fn from_vars(variables: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            read_variable: Arc::new(variables),
            read_file: Arc::new(|_| Err(io::ErrorKind::NotFound.into())),
            run_command: Arc::new(|_, _| {
                Err("could not be run: the environment has no command runner".to_owned())
            }),
            sts_endpoint: None,
            metadata_endpoint: Arc::from("http://100.100.100.200"),
        }
    }

    /// Sets the function that reads a file. It returns [`io::ErrorKind::NotFound`] if the file does not exist.
    ///
    /// ```
    /// use acs_client::Environment;
    /// use acs_client::credentials::ProfileFileProvider;
    ///
    /// let environment = Environment::system().with_file_reader(|path| match path.to_str() {
    ///     Some("/etc/keys.ini") => Ok(b"[default]\ntype = ecs_ram_role\n".to_vec()),
    ///     _ => std::fs::read(path),
    /// });
    /// let provider = ProfileFileProvider::new().environment(&environment).path("/etc/keys.ini");
    /// # let _ = provider;
    /// ```
    #[must_use]
    pub fn with_file_reader(
        self,
        read_file: impl Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            read_file: Arc::new(read_file),
            ..self
        }
    }

    /// Sets the function that runs a program with its arguments and returns its standard output. It is called on its
    /// own thread and may block.
    ///
    /// ```
    /// use acs_client::Environment;
    /// use acs_client::credentials::ProcessProvider;
    ///
    /// let environment = Environment::from_vars(|_| None).with_command_runner(|program, arguments| {
    ///     let output = std::process::Command::new("sudo").arg(program).args(arguments).output()?;
    ///     Ok(output.stdout)
    /// });
    /// let provider = ProcessProvider::new("print-keys --json").environment(&environment);
    /// # let _ = provider;
    /// ```
    #[must_use]
    pub fn with_command_runner(
        self,
        run_command: impl Fn(&str, &[String]) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            run_command: Arc::new(move |program, arguments| {
                run_command(program, arguments).map_err(|error| format!("failed: {error}"))
            }),
            ..self
        }
    }

    /// Sets the base URL of the security token service, as in `http://127.0.0.1:8080`, for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_sts_endpoint(self, base: &str) -> Self {
        Self {
            sts_endpoint: Some(base.into()),
            ..self
        }
    }

    /// Sets the base URL of the ECS metadata service, as in `http://127.0.0.1:8080`, for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_metadata_endpoint(self, base: &str) -> Self {
        Self {
            metadata_endpoint: base.into(),
            ..self
        }
    }

    /// Returns the region, as in `cn-hangzhou`, if one of these variables is set, in this order:
    /// `ALIBABA_CLOUD_REGION_ID`, `ALIBABACLOUD_REGION_ID`, `ALICLOUD_REGION_ID`, `REGION_ID`, `REGION`.
    ///
    /// ```
    /// use acs_client::Environment;
    ///
    /// let environment = Environment::from_vars(|name| match name {
    ///     "ALIBABA_CLOUD_REGION_ID" => Some("eu-central-1".to_owned()),
    ///     "REGION" => Some("cn-hangzhou".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!(environment.region().as_deref(), Some("eu-central-1"));
    /// ```
    pub fn region(&self) -> Option<String> {
        REGION_VARS.iter().find_map(|name| self.variable(name))
    }

    /// Returns the trimmed value of a variable, or `None` if the variable is unset or empty.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.read_variable)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// Returns whether a variable is `true`, in any case.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.variable(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// Reads a file as text.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, is longer than 1 MiB or is not UTF-8.
    pub(super) fn read_text(&self, path: &Path) -> Result<String, Error> {
        let display = path.display();
        let bytes = (self.read_file)(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::credentials(format!("file {display} does not exist")),
            _ => Error::credentials(format!("{display} cannot be read: {error}")),
        })?;
        // A custom file reader may not have a limit.
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Error::credentials(format!("{display}: {}", too_long())));
        }
        String::from_utf8(bytes)
            .map_err(|_| Error::credentials(format!("{display} is not valid UTF-8")))
    }

    /// Returns a path below the home directory.
    ///
    /// # Errors
    ///
    /// Returns an error if neither `HOME` nor `USERPROFILE` is set.
    pub(super) fn home_path(&self, path: &[&str]) -> Result<PathBuf, Error> {
        let home = self
            .variable("HOME")
            .or_else(|| self.variable("USERPROFILE"))
            .ok_or_else(|| {
                Error::credentials(format!(
                    "~/{} cannot be found: neither HOME nor USERPROFILE is set",
                    path.join("/")
                ))
            })?;
        Ok(path.iter().fold(PathBuf::from(home), |mut path, part| {
            path.push(part);
            path
        }))
    }
}

/// Returns [`Environment::system`].
impl Default for Environment {
    fn default() -> Self {
        Self::system()
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Reading a pipe could block forever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MAX_FILE_BYTES {
        true => Err(io::Error::other(too_long())),
        false => Ok(bytes),
    }
}

fn too_long() -> String {
    format!("the file is longer than {MAX_FILE_BYTES} bytes")
}

/// Shows no field, because variables may hold secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}
