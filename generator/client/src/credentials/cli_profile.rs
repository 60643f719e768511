//! The profiles of the command line tool `aliyun`.
//!
//! **Invariant**: profiles that name each other are followed a bounded way.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::environment::Environment;
use super::json_credentials;
use super::process::ProcessProvider;
use super::profile_entry::{self, KeyNames, ProfileEntry, Source};
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const OFF: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

/// More roles one after the other are a mistake.
const LONGEST_CHAIN: usize = 16;

const ROLE: KeyNames = KeyNames {
    role: "ram_role_arn",
    session: "ram_session_name",
};

const OIDC: KeyNames = KeyNames {
    role: "ram_role_arn",
    session: "role_session_name",
};

/// A profile of `~/.aliyun/config.json`, as the command line tool `aliyun configure` writes it.
///
/// The profile is `ALIBABA_CLOUD_PROFILE`, or else the file's `current`; its mode is `AK`, `StsToken`, `RamRoleArn`,
/// `EcsRamRole`, `OIDC`, `ChainableRamRoleArn` or `External`. `CloudSSO` and `OAuth` need a person who signs in, and are
/// refused. `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` set to `true` switches it off. The file is read anew each time, at most
/// 1 MiB.
#[derive(Clone, Debug)]
pub struct CliProfileProvider {
    path: Option<PathBuf>,
    profile: Option<String>,
    environment: Environment,
}

impl CliProfileProvider {
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
            profile: None,
            environment,
        }
    }

    /// Another file.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Another profile.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        if self.environment.switch(OFF) {
            let message = format!("switched off by {OFF}");
            return Err(Error::credentials(message));
        }
        let path = match &self.path {
            Some(path) => path.clone(),
            None => self.environment.home(&[".aliyun", "config.json"])?,
        };
        let text = self.environment.text(&path)?;
        let source = self.source(&text).map_err(|error| {
            let shown = path.display();
            Error::credentials(format!("{shown}: {error}"))
        })?;
        source.provide_credentials(transport).await
    }

    fn source(&self, text: &str) -> Result<Source, Error> {
        let text = text.trim_start_matches('\u{feff}');
        let file = json_credentials::json(text.as_bytes()).map_err(Error::credentials)?;
        let name = self
            .profile
            .clone()
            .or_else(|| self.environment.variable("ALIBABA_CLOUD_PROFILE"))
            .or_else(|| file.text("current"))
            .ok_or_else(|| Error::credentials("it has no `current` profile"))?;
        self.chained(&file, name)
    }

    /// Follows `source_profile` down to a profile that stands by itself, and goes back up by its roles.
    fn chained(&self, file: &Value, first: String) -> Result<Source, Error> {
        let mut roles = Vec::new();
        let mut name = first;
        let mut source = loop {
            let profile = find(file, &name)?;
            let shown = name.escape_debug();
            let of = |error: Error| Error::credentials(format!("profile `{shown}`: {error}"));
            if profile.text("mode").as_deref() != Some("ChainableRamRoleArn") {
                break self.alone(profile).map_err(of)?;
            }
            if roles.len() == LONGEST_CHAIN {
                return Err(of(Error::credentials(
                    "its `source_profile` leads on and on; look for a circle",
                )));
            }
            let next = profile.need("source_profile").map_err(of)?;
            roles.push(profile);
            name = next;
        };
        while let Some(role) = roles.pop() {
            source = profile_entry::assumed(role, &ROLE, source, &self.environment)?;
        }
        Ok(source)
    }

    fn alone(&self, profile: &Value) -> Result<Source, Error> {
        let environment = &self.environment;
        match profile.need("mode")?.as_str() {
            "AK" => Ok(Arc::new(profile_entry::access_key(profile)?)),
            "StsToken" => {
                let token = profile.need("sts_token")?;
                let key = profile_entry::access_key(profile)?;
                Ok(Arc::new(key.with_security_token(token)))
            }
            "RamRoleArn" => {
                let key = Arc::new(profile_entry::access_key(profile)?);
                profile_entry::assumed(profile, &ROLE, key, environment)
            }
            "EcsRamRole" => Ok(profile_entry::instance(
                profile.text("ram_role_name"),
                environment,
            )),
            "OIDC" => profile_entry::oidc(profile, &OIDC, "oidc_token_file", environment),
            "External" => {
                let command = profile.need("process_command")?;
                Ok(Arc::new(ProcessProvider::of(command, environment.clone())))
            }
            mode @ ("CloudSSO" | "OAuth") => Err(Error::credentials(format!(
                "its mode is {mode}, for which a person signs in with a browser: \
                 use a profile of mode RamRoleArn, EcsRamRole, OIDC or External"
            ))),
            _ => Err(Error::credentials(
                "its `mode` is none of AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, External",
            )),
        }
    }
}

fn find<'a>(file: &'a Value, name: &str) -> Result<&'a Value, Error> {
    let profiles = file.get("profiles").and_then(Value::as_array);
    profiles
        .into_iter()
        .flatten()
        .find(|profile| profile.get("name").and_then(Value::as_str) == Some(name))
        .ok_or_else(|| {
            let shown = name.escape_debug();
            Error::credentials(format!("it has no profile `{shown}`"))
        })
}

impl ProfileEntry for Value {
    /// Numbers and switches are texts, too: some versions of the tool write them in quotes.
    fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            number @ Value::Number(_) => Some(number.to_string()),
            Value::Bool(switch) => Some(switch.to_string()),
            _ => None,
        }
    }
}

impl ProvideCredentials for CliProfileProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask(transport))
    }
}
