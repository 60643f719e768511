//! Credentials from an address somebody set up.
//!
//! **Invariant**: an address may be a secret; errors show its host alone.

use std::fmt;
use std::time::Duration;

use super::environment::Environment;
use super::imds::send;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// As long as the official clients wait.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Temporary credentials from `ALIBABA_CLOUD_CREDENTIALS_URI`, an address with `http` or `https`.
///
/// It answers `GET` with JSON: `Code`, which is `Success`, and `AccessKeyId`, `AccessKeySecret`, `SecurityToken`,
/// `Expiration`.
#[derive(Clone)]
pub struct UriProvider {
    uri: Option<String>,
    environment: Environment,
}

impl UriProvider {
    /// The address in the variable of this process.
    pub fn process() -> Self {
        Self::of(Environment::process())
    }

    /// The address in the variable of an environment.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.clone())
    }

    /// This address.
    pub fn at(uri: impl Into<String>) -> Self {
        Self {
            uri: Some(uri.into()),
            ..Self::process()
        }
    }

    pub(super) fn of(environment: Environment) -> Self {
        Self {
            uri: None,
            environment,
        }
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let uri = self
            .uri
            .clone()
            .or_else(|| self.environment.variable(URI))
            .ok_or_else(|| Error::credentials(format!("set {URI}")))?;
        let parsed: Option<http::Uri> = uri.parse().ok();
        let known = parsed.filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")));
        let Some(uri) = known else {
            let message = format!("{URI} is no address with http or https");
            return Err(Error::credentials(message));
        };
        let host = uri.host().unwrap_or_default().to_owned();
        let body = send(http::Request::get(uri), TIMEOUT, &host, transport).await?;
        json_credentials::with_code(&body)
            .map_err(|problem| Error::credentials(format!("{host}: {problem}")))
    }
}

impl fmt::Debug for UriProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialsUri").finish_non_exhaustive()
    }
}

impl ProvideCredentials for UriProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask(transport))
    }
}
