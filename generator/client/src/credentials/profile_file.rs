//! `credentials.ini`, the file the official clients share.
//!
//! **Invariant**: errors name the file and the section, and never show what is in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::environment::Environment;
use super::ini::{self, Section};
use super::profile_entry::{self, KeyNames, ProfileEntry, Source};
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const NAMES: KeyNames = KeyNames {
    role: "role_arn",
    session: "role_session_name",
};

/// A section of `~/.alibabacloud/credentials.ini`, or of the file that `ALIBABA_CLOUD_CREDENTIALS_FILE` names.
///
/// The section is `ALIBABA_CLOUD_PROFILE`, or else `default`; its `type` is `access_key`, `ram_role_arn`,
/// `oidc_role_arn` or `ecs_ram_role`. The file is read anew each time, at most 1 MiB.
#[derive(Clone, Debug)]
pub struct ProfileFileProvider {
    path: Option<PathBuf>,
    section: Option<String>,
    environment: Environment,
}

impl ProfileFileProvider {
    /// As the variables of this process say.
    pub fn process() -> Self {
        Self::of(Environment::process())
    }

    /// As the variables of an environment say.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.clone())
    }

    pub(super) fn of(environment: Environment) -> Self {
        Self {
            path: None,
            section: None,
            environment,
        }
    }

    /// Another file.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Another section.
    #[must_use]
    pub fn section(mut self, name: impl Into<String>) -> Self {
        self.section = Some(name.into());
        self
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let path = self.place()?;
        let name = self
            .section
            .clone()
            .or_else(|| self.environment.variable("ALIBABA_CLOUD_PROFILE"))
            .unwrap_or_else(|| "default".to_owned());
        let text = self.environment.text(&path)?;
        let shown = path.display();
        let section = ini::section(&text, &name)
            .map_err(|problem| Error::credentials(format!("{shown}: {problem}")))?
            .ok_or_else(|| {
                let name = name.escape_debug();
                Error::credentials(format!("{shown} has no section `[{name}]`"))
            })?;
        let source = self
            .source(&section)
            .map_err(|error| within(error, &path, &name))?;
        source.provide_credentials(transport).await
    }

    fn place(&self) -> Result<PathBuf, Error> {
        let set = || self.environment.variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
        match self.path.clone().or_else(|| set().map(PathBuf::from)) {
            Some(path) => Ok(path),
            None => self.environment.home(&[".alibabacloud", "credentials.ini"]),
        }
    }

    fn source(&self, section: &Section) -> Result<Source, Error> {
        let environment = &self.environment;
        match section.need("type")?.as_str() {
            "access_key" => Ok(Arc::new(profile_entry::access_key(section)?)),
            "ram_role_arn" => {
                let key = Arc::new(profile_entry::access_key(section)?);
                profile_entry::assumed(section, &NAMES, key, environment)
            }
            "oidc_role_arn" => {
                profile_entry::oidc(section, &NAMES, "oidc_token_file_path", environment)
            }
            "ecs_ram_role" => Ok(profile_entry::instance(
                section.text("role_name"),
                environment,
            )),
            "rsa_key_pair" => Err(Error::credentials(
                "its `type` is `rsa_key_pair`, which this client does not sign with: \
                 use `ram_role_arn` with an access key instead",
            )),
            _ => Err(Error::credentials(
                "its `type` is none of `access_key`, `ram_role_arn`, `oidc_role_arn`, `ecs_ram_role`",
            )),
        }
    }
}

fn within(error: Error, path: &Path, section: &str) -> Error {
    let (shown, section) = (path.display(), section.escape_debug());
    Error::credentials(format!("{shown}, `[{section}]`: {error}"))
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
        Box::pin(self.ask(transport))
    }
}
