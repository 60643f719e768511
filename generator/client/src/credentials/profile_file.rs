//! Provides the credentials of a section of `credentials.ini`, the file that the official clients share.
//!
//! **Invariant**: errors name the file and the section, and never show their values.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::environment::Environment;
use super::ini::{self, Section};
use super::profile_entry::{self, DynProvider, KeyNames, ProfileEntry};
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const KEYS: KeyNames = KeyNames {
    role: "role_arn",
    session: "role_session_name",
};

/// A provider that reads a section of `~/.alibabacloud/credentials.ini`, or of the file that
/// `ALIBABA_CLOUD_CREDENTIALS_FILE` names.
///
/// The section is the one that `ALIBABA_CLOUD_PROFILE` names, or else `default`. Its `type` is `access_key`,
/// `ram_role_arn`, `oidc_role_arn` or `ecs_ram_role`. The file, of at most 1 MiB, is read on every call.
///
/// ```
/// use acs_client::credentials::ProfileFileProvider;
/// use acs_client::replay::block_on;
/// use acs_client::{Environment, ProvideCredentials, Replay};
///
/// let environment = Environment::from_vars(|_| None).with_file_reader(|_| {
///     Ok(b"[dev]\ntype = access_key\naccess_key_id = LTAI1234\naccess_key_secret = secret\n".to_vec())
/// });
/// let provider = ProfileFileProvider::new().environment(&environment).path("/etc/keys.ini").section("dev");
/// let credentials = block_on(provider.provide_credentials(&Replay::new()))?;
/// assert_eq!(credentials.access_key_id(), "LTAI1234");
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ProfileFileProvider {
    path: Option<PathBuf>,
    section: Option<String>,
    environment: Environment,
}

impl ProfileFileProvider {
    /// Creates a provider that finds file and section in the environment of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment to read files and variables from. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// Sets the path of the file.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets the name of the section.
    #[must_use]
    pub fn section(mut self, name: impl Into<String>) -> Self {
        self.section = Some(name.into());
        self
    }

    async fn provide(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let path = self.file_path()?;
        let name = self
            .section
            .clone()
            .or_else(|| self.environment.variable("ALIBABA_CLOUD_PROFILE"))
            .unwrap_or_else(|| "default".to_owned());
        let text = self.environment.read_text(&path)?;
        let display = path.display();
        let section = ini::section(&text, &name)
            .map_err(|problem| Error::credentials(format!("{display}: {problem}")))?
            .ok_or_else(|| {
                let name = name.escape_debug();
                Error::credentials(format!("{display} has no section `[{name}]`"))
            })?;
        let provider = self
            .provider(&section)
            .map_err(|error| in_section(error, &path, &name))?;
        provider.provide_credentials(transport).await
    }

    fn file_path(&self) -> Result<PathBuf, Error> {
        let configured = || self.environment.variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
        let path = self.path.clone();
        match path.or_else(|| configured().map(PathBuf::from)) {
            Some(path) => Ok(path),
            None => self
                .environment
                .home_path(&[".alibabacloud", "credentials.ini"]),
        }
    }

    /// Returns the provider that a section describes.
    fn provider(&self, section: &Section) -> Result<DynProvider, Error> {
        let environment = &self.environment;
        match section.required("type")?.as_str() {
            "access_key" => Ok(Arc::new(profile_entry::access_key(section)?)),
            "ram_role_arn" => {
                let key = Arc::new(profile_entry::access_key(section)?);
                profile_entry::assume_role(environment, section, &KEYS, key)
            }
            "oidc_role_arn" => {
                profile_entry::oidc_role(environment, section, &KEYS, "oidc_token_file_path")
            }
            "ecs_ram_role" => Ok(profile_entry::ecs_ram_role(
                environment,
                section.text("role_name"),
            )),
            "rsa_key_pair" => Err(Error::credentials(
                "type `rsa_key_pair` is not supported; use `ram_role_arn` with an access key",
            )),
            _ => Err(Error::credentials(
                "field `type` is not one of `access_key`, `ram_role_arn`, `oidc_role_arn`, `ecs_ram_role`",
            )),
        }
    }
}

fn in_section(error: Error, path: &Path, section: &str) -> Error {
    let (path, section) = (path.display(), section.escape_debug());
    Error::credentials(format!("{path}, `[{section}]`: {error}"))
}

impl ProfileEntry for Section {
    fn text(&self, name: &str) -> Option<String> {
        self.get(name).cloned()
    }
}

impl ProvideCredentials for ProfileFileProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.provide(transport))
    }
}
