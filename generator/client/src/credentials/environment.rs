//! The environment of a program, as its author sees it.
//!
//! **Invariant**: asks `surroundings` and nothing else.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::chain::DefaultCredentialsChain;
use super::surroundings::Surroundings;
use super::variables;
use super::{Credentials, ProvideCredentials};
use crate::error::Error;
use crate::transport::{BoxFuture, Transport};

/// Where a program runs: its variables, its files, and the commands it can start.
///
/// As a source of credentials it is the [`DefaultCredentialsChain`] of this environment. An empty variable counts as unset.
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
    surroundings: Surroundings,
    chain: Arc<OnceLock<DefaultCredentialsChain>>,
}

impl Environment {
    /// That of this process, read each time it is asked for.
    pub fn process() -> Self {
        Self::of(Surroundings::process())
    }

    /// Variables from somewhere else, as in a test; no files and no commands.
    pub fn with(variables: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self::of(Surroundings::of(variables))
    }

    /// Files from somewhere else; a missing one is [`io::ErrorKind::NotFound`].
    #[must_use]
    pub fn with_file_reader(
        self,
        files: impl Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        self.change(|surroundings| surroundings.files = Arc::new(files))
    }

    /// What runs a program with its arguments and gives its standard output; called on a thread of its own.
    #[must_use]
    pub fn with_command_runner(
        self,
        commands: impl Fn(&str, &[String]) -> io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        self.change(|surroundings| surroundings.commands = Arc::new(commands))
    }

    /// Another security token service, as in `http://127.0.0.1:8080`; for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_sts(self, base: &str) -> Self {
        self.change(|surroundings| surroundings.sts = Some(base.into()))
    }

    /// Another metadata service, as in `http://127.0.0.1:8080`; for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn with_metadata(self, base: &str) -> Self {
        self.change(|surroundings| surroundings.metadata = base.into())
    }

    /// The credentials that the variables `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, where it
    /// is set, `ALIBABA_CLOUD_SECURITY_TOKEN` hold now.
    ///
    /// # Errors
    ///
    /// Names every variable that is missing.
    pub fn credentials(&self) -> Result<Credentials, Error> {
        variables::read(&self.surroundings)
            .map_err(|problem| Error::credentials(format!("no credentials: {problem}")))
    }

    /// The region, where one is set: `ALIBABA_CLOUD_REGION_ID`, or what the official command line reads after it,
    /// `ALIBABACLOUD_REGION_ID`, `ALICLOUD_REGION_ID`, `REGION_ID` and `REGION`.
    pub fn region(&self) -> Option<String> {
        crate::regions::VARIABLES
            .iter()
            .find_map(|name| self.surroundings.variable(name))
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        self.surroundings.clone()
    }

    fn of(surroundings: Surroundings) -> Self {
        Self {
            surroundings,
            chain: Arc::default(),
        }
    }

    fn change(mut self, change: impl FnOnce(&mut Surroundings)) -> Self {
        change(&mut self.surroundings);
        Self::of(self.surroundings)
    }

    fn chain(&self) -> &DefaultCredentialsChain {
        self.chain
            .get_or_init(|| DefaultCredentialsChain::of(&self.surroundings))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

impl ProvideCredentials for Environment {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        self.chain().provide_credentials(transport)
    }

    fn invalidate(&self, credentials: &Credentials) {
        self.chain().invalidate(credentials);
    }
}
