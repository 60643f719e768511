//! A description of credentials in a file, whatever the file: named values, and the source they describe.
//!
//! **Invariant**: knows no file format.

use std::sync::Arc;
use std::time::Duration;

use super::assume_role::AssumeRoleProvider;
use super::environment::Environment;
use super::imds::EcsRamRoleProvider;
use super::oidc_role::OidcRoleProvider;
use super::provider::ProvideCredentials;
use super::role_session::Session;
use crate::error::Error;
use crate::identity::Credentials;

/// A source that a file describes.
pub(super) type Source = Arc<dyn ProvideCredentials>;

/// Named values, by one of the kinds of files.
pub(super) trait ProfileEntry {
    /// A text that is there and not empty.
    fn text(&self, name: &str) -> Option<String>;

    /// The same, where nothing works without it.
    fn need(&self, name: &str) -> Result<String, Error> {
        self.text(name)
            .ok_or_else(|| Error::credentials(format!("it lacks `{name}`")))
    }
}

/// `access_key_id` and `access_key_secret`.
pub(super) fn access_key(values: &dyn ProfileEntry) -> Result<Credentials, Error> {
    let id = values.need("access_key_id")?;
    Ok(Credentials::new(id, values.need("access_key_secret")?))
}

/// What the session of a role is called in one of the kinds of files.
pub(super) struct KeyNames {
    pub(super) role: &'static str,
    pub(super) session: &'static str,
}

pub(super) fn assumed(
    values: &dyn ProfileEntry,
    names: &KeyNames,
    source: Source,
    environment: &Environment,
) -> Result<Source, Error> {
    let session = session(values, names, environment)?;
    let role = AssumeRoleProvider::of(source, None, environment.clone()).with_session(session);
    Ok(Arc::new(match values.text("external_id") {
        Some(id) => role.external_id(id),
        None => role,
    }))
}

pub(super) fn oidc(
    values: &dyn ProfileEntry,
    names: &KeyNames,
    file: &str,
    environment: &Environment,
) -> Result<Source, Error> {
    Ok(Arc::new(OidcRoleProvider {
        session: session(values, names, environment)?,
        provider_arn: values.text("oidc_provider_arn"),
        token_file: values.text(file).map(Into::into),
    }))
}

pub(super) fn instance(role: Option<String>, environment: &Environment) -> Source {
    Arc::new(EcsRamRoleProvider::of(environment.clone()).role(role.unwrap_or_default()))
}

fn session(
    values: &dyn ProfileEntry,
    names: &KeyNames,
    environment: &Environment,
) -> Result<Session, Error> {
    let mut session = Session::new(values.text(names.role), environment.clone());
    session.name = values.text(names.session);
    session.policy = values.text("policy");
    session.region = values.text("sts_region");
    session.vpc = values.text("enable_vpc").map(|text| text == "true");
    if let Some(text) = values.text("expired_seconds") {
        let seconds = text.parse().map_err(|_| {
            Error::credentials("its `expired_seconds` is no whole number of seconds")
        })?;
        session.duration = Duration::from_secs(seconds);
    }
    Ok(session)
}
