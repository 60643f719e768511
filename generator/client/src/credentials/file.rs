//! `credentials.ini`, the file the official clients share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::environment::Environment;
use super::ini::{self, Section};
use super::profile::{self, KeyNames, ProfileEntry, Source};
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::error::Error;
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
    surroundings: Surroundings,
}

impl ProfileFileProvider {
    /// As the variables of this process say.
    pub fn process() -> Self {
        Self::of(Surroundings::process())
    }

    /// As the variables of an environment say.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.surroundings())
    }

    pub(super) fn of(surroundings: Surroundings) -> Self {
        Self {
            path: None,
            section: None,
            surroundings,
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
            .or_else(|| self.surroundings.variable("ALIBABA_CLOUD_PROFILE"))
            .unwrap_or_else(|| "default".to_owned());
        let text = self.surroundings.text(&path)?;
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
        let set = || self.surroundings.variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
        match self.path.clone().or_else(|| set().map(PathBuf::from)) {
            Some(path) => Ok(path),
            None => self
                .surroundings
                .home(&[".alibabacloud", "credentials.ini"]),
        }
    }

    fn source(&self, section: &Section) -> Result<Source, Error> {
        let surroundings = &self.surroundings;
        match section.need("type")?.as_str() {
            "access_key" => Ok(Arc::new(profile::access_key(section)?)),
            "ram_role_arn" => {
                let key = Arc::new(profile::access_key(section)?);
                profile::assumed(section, &NAMES, key, surroundings)
            }
            "oidc_role_arn" => profile::oidc(section, &NAMES, "oidc_token_file_path", surroundings),
            "ecs_ram_role" => Ok(profile::instance(section.text("role_name"), surroundings)),
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
