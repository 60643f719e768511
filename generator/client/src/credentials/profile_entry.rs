//! Builds providers from the named values of a profile, in whatever format its file is.
//!
//! **Invariant**: knows no file format.

use std::sync::Arc;
use std::time::Duration;

use super::assume_role::AssumeRoleProvider;
use super::environment::Environment;
use super::imds::EcsRamRoleProvider;
use super::oidc_role::OidcRoleProvider;
use super::provider::ProvideCredentials;
use super::role_session::RoleSession;
use crate::error::Error;
use crate::identity::Credentials;

/// The provider that a profile describes.
pub(super) type DynProvider = Arc<dyn ProvideCredentials>;

/// The named values of a profile.
pub(super) trait ProfileEntry {
    /// Returns a value as text, or `None` if the value is missing or empty.
    fn text(&self, name: &str) -> Option<String>;

    /// Returns a value as text.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is missing or empty.
    fn required(&self, name: &str) -> Result<String, Error> {
        self.text(name)
            .ok_or_else(|| Error::credentials(format!("missing field `{name}`")))
    }
}

/// The names of the values of a role session in one of the file formats.
pub(super) struct KeyNames {
    pub(super) role: &'static str,
    pub(super) session: &'static str,
}

/// Reads `access_key_id` and `access_key_secret`.
pub(super) fn access_key(entry: &dyn ProfileEntry) -> Result<Credentials, Error> {
    let id = entry.required("access_key_id")?;
    Ok(Credentials::new(id, entry.required("access_key_secret")?))
}

/// Returns the provider of a role that the credentials of `source` may assume.
pub(super) fn assume_role(
    environment: &Environment,
    entry: &dyn ProfileEntry,
    keys: &KeyNames,
    source: DynProvider,
) -> Result<DynProvider, Error> {
    let role = AssumeRoleProvider::new(source, role_session(entry, keys)?).environment(environment);
    Ok(Arc::new(match entry.text("external_id") {
        Some(id) => role.external_id(id),
        None => role,
    }))
}

/// Returns the provider of a role that an identity token may assume; `token_file` is the key of the token's path.
pub(super) fn oidc_role(
    environment: &Environment,
    entry: &dyn ProfileEntry,
    keys: &KeyNames,
    token_file: &str,
) -> Result<DynProvider, Error> {
    let mut role = OidcRoleProvider::new()
        .environment(environment)
        .session(role_session(entry, keys)?);
    if let Some(arn) = entry.text("oidc_provider_arn") {
        role = role.provider_arn(arn);
    }
    if let Some(path) = entry.text(token_file) {
        role = role.token_file(path);
    }
    Ok(Arc::new(role))
}

/// Returns the provider of the role of the ECS instance.
pub(super) fn ecs_ram_role(environment: &Environment, role: Option<String>) -> DynProvider {
    let provider = EcsRamRoleProvider::new().environment(environment);
    Arc::new(provider.role(role.unwrap_or_default()))
}

fn role_session(entry: &dyn ProfileEntry, keys: &KeyNames) -> Result<RoleSession, Error> {
    let mut session = RoleSession {
        role_arn: entry.text(keys.role),
        name: entry.text(keys.session),
        policy: entry.text("policy"),
        region: entry.text("sts_region"),
        vpc: entry.text("enable_vpc").map(|text| text == "true"),
        ..RoleSession::default()
    };
    if let Some(text) = entry.text("expired_seconds") {
        let seconds = text.parse().map_err(|_| {
            Error::credentials("field `expired_seconds` is not a whole number of seconds")
        })?;
        session.duration = Duration::from_secs(seconds);
    }
    Ok(session)
}
