//! Provides the credentials of a profile of the command line tool `aliyun`.
//!
//! **Invariant**: a chain of profiles has a maximum length, even if profiles name each other in a cycle.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::environment::Environment;
use super::json_credentials;
use super::process::ProcessProvider;
use super::profile_entry::{self, DynProvider, KeyNames, ProfileEntry};
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const DISABLED_VAR: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

/// The maximum number of roles that are assumed one after the other.
const MAX_CHAIN_LEN: usize = 16;

const ROLE_KEYS: KeyNames = KeyNames {
    role: "ram_role_arn",
    session: "ram_session_name",
};

const OIDC_KEYS: KeyNames = KeyNames {
    role: "ram_role_arn",
    session: "role_session_name",
};

/// A provider that reads a profile of `~/.aliyun/config.json`, the file that `aliyun configure` writes.
///
/// The profile is the one that `ALIBABA_CLOUD_PROFILE` names, or else the file's `current`. The mode of the profile is
/// `AK`, `StsToken`, `RamRoleArn`, `EcsRamRole`, `OIDC`, `ChainableRamRoleArn` or `External`. Profiles of the modes
/// `CloudSSO` and `OAuth` require a person to sign in and return an error. Setting `ALIBABA_CLOUD_CLI_PROFILE_DISABLED`
/// to `true` disables the provider. The file, of at most 1 MiB, is read on every call.
///
/// ```
/// use acs_client::credentials::CliProfileProvider;
/// use acs_client::replay::block_on;
/// use acs_client::{Environment, ProvideCredentials, Replay};
///
/// let config = r#"{"current": "dev", "profiles": [
///     {"name": "dev", "mode": "AK", "access_key_id": "LTAI1234", "access_key_secret": "secret"}]}"#;
/// let environment = Environment::from_vars(|name| (name == "HOME").then(|| "/home/me".to_owned()))
///     .with_file_reader(|_| Ok(config.as_bytes().to_vec()));
/// let provider = CliProfileProvider::new().environment(&environment);
/// let credentials = block_on(provider.provide_credentials(&Replay::new()))?;
/// assert_eq!(credentials.access_key_id(), "LTAI1234");
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CliProfileProvider {
    path: Option<PathBuf>,
    profile: Option<String>,
    environment: Environment,
}

impl CliProfileProvider {
    /// Creates a provider that finds file and profile in the environment of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment to read files and variables from. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// Sets the path of the file. Default: `~/.aliyun/config.json`.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets the name of the profile.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    async fn provide(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        if self.environment.flag(DISABLED_VAR) {
            let message = format!("disabled by {DISABLED_VAR}");
            return Err(Error::credentials(message));
        }
        let path = match &self.path {
            Some(path) => path.clone(),
            None => self.environment.home_path(&[".aliyun", "config.json"])?,
        };
        let text = self.environment.read_text(&path)?;
        let provider = self.provider(&text).map_err(|error| {
            let path = path.display();
            Error::credentials(format!("{path}: {error}"))
        })?;
        provider.provide_credentials(transport).await
    }

    /// Returns the provider that the chosen profile of a file describes.
    fn provider(&self, text: &str) -> Result<DynProvider, Error> {
        let text = text.trim_start_matches('\u{feff}');
        let file = json_credentials::parse_json(text.as_bytes()).map_err(Error::credentials)?;
        let name = self
            .profile
            .clone()
            .or_else(|| self.environment.variable("ALIBABA_CLOUD_PROFILE"))
            .or_else(|| file.text("current"))
            .ok_or_else(|| Error::credentials("missing field `current`"))?;
        self.chained(&file, name)
    }

    /// Follows `source_profile` to a profile without one, then assumes the roles of the chain in reverse order.
    fn chained(&self, file: &Value, first: String) -> Result<DynProvider, Error> {
        let mut roles = Vec::new();
        let mut name = first;
        let mut provider = loop {
            let profile = find_profile(file, &name)?;
            let escaped = name.escape_debug();
            let in_profile =
                |error: Error| Error::credentials(format!("profile `{escaped}`: {error}"));
            if profile.text("mode").as_deref() != Some("ChainableRamRoleArn") {
                break self.unchained(profile).map_err(in_profile)?;
            }
            if roles.len() == MAX_CHAIN_LEN {
                return Err(in_profile(Error::credentials(format!(
                    "more than {MAX_CHAIN_LEN} profiles follow each other by `source_profile`; \
                     check them for a cycle"
                ))));
            }
            let next = profile.required("source_profile").map_err(in_profile)?;
            roles.push(profile);
            name = next;
        };
        while let Some(role) = roles.pop() {
            provider = profile_entry::assume_role(&self.environment, role, &ROLE_KEYS, provider)?;
        }
        Ok(provider)
    }

    /// Returns the provider that a profile without `source_profile` describes.
    fn unchained(&self, profile: &Value) -> Result<DynProvider, Error> {
        let environment = &self.environment;
        match profile.required("mode")?.as_str() {
            "AK" => Ok(Arc::new(profile_entry::access_key(profile)?)),
            "StsToken" => {
                let token = profile.required("sts_token")?;
                let key = profile_entry::access_key(profile)?;
                Ok(Arc::new(key.with_security_token(token)))
            }
            "RamRoleArn" => {
                let key = Arc::new(profile_entry::access_key(profile)?);
                profile_entry::assume_role(environment, profile, &ROLE_KEYS, key)
            }
            "EcsRamRole" => Ok(profile_entry::ecs_ram_role(
                environment,
                profile.text("ram_role_name"),
            )),
            "OIDC" => profile_entry::oidc_role(environment, profile, &OIDC_KEYS, "oidc_token_file"),
            "External" => {
                let command = profile.required("process_command")?;
                let process = ProcessProvider::new(command).environment(environment);
                Ok(Arc::new(process))
            }
            mode @ ("CloudSSO" | "OAuth") => Err(Error::credentials(format!(
                "mode {mode} requires a sign-in with a browser; \
                 use a profile of mode RamRoleArn, EcsRamRole, OIDC or External"
            ))),
            _ => Err(Error::credentials(
                "field `mode` is not one of AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, External",
            )),
        }
    }
}

fn find_profile<'a>(file: &'a Value, name: &str) -> Result<&'a Value, Error> {
    let profiles = file.get("profiles").and_then(Value::as_array);
    profiles
        .into_iter()
        .flatten()
        .find(|profile| profile.get("name").and_then(Value::as_str) == Some(name))
        .ok_or_else(|| {
            let escaped = name.escape_debug();
            Error::credentials(format!("there is no profile `{escaped}`"))
        })
}

impl ProfileEntry for Value {
    /// Returns numbers and booleans as text, too, because some versions of the tool write them in quotes.
    fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            number @ Value::Number(_) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }
}

impl ProvideCredentials for CliProfileProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.provide(transport))
    }
}
