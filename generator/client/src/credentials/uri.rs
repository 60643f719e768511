//! Provides the temporary credentials that an HTTP server at a configured URI returns.
//!
//! **Invariant**: the URI may contain a secret, so errors show its host only.

use std::fmt;
use std::time::Duration;

use super::environment::Environment;
use super::fetch::fetch;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const URI_VAR: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// The timeout of a request, as in the official clients.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A provider that gets temporary credentials from `ALIBABA_CLOUD_CREDENTIALS_URI`, a URI with `http` or `https`.
///
/// The server answers `GET` with a JSON object: `Code`, which is `Success`, and `AccessKeyId`, `AccessKeySecret`,
/// `SecurityToken`, `Expiration`.
///
/// ```
/// use acs_client::credentials::UriProvider;
/// use acs_client::replay::block_on;
/// use acs_client::{ProvideCredentials, Replay};
///
/// let server = Replay::new().json(r#"{"Code": "Success", "AccessKeyId": "STS.1234", "AccessKeySecret": "secret",
///     "SecurityToken": "token", "Expiration": "2026-01-02T04:04:05Z"}"#);
/// let provider = UriProvider::new().uri("http://127.0.0.1:7777/credentials");
/// let credentials = block_on(provider.provide_credentials(&server))?;
/// assert_eq!(credentials.access_key_id(), "STS.1234");
/// # Ok::<_, acs_client::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct UriProvider {
    uri: Option<String>,
    environment: Environment,
}

impl UriProvider {
    /// Creates a provider with the URI in the variable of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment to read the variable from. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// Sets the URI. Default: `ALIBABA_CLOUD_CREDENTIALS_URI`.
    #[must_use]
    pub fn uri(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    async fn request(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let uri = self
            .uri
            .clone()
            .or_else(|| self.environment.variable(URI_VAR))
            .ok_or_else(|| Error::credentials(format!("set {URI_VAR}")))?;
        let parsed: Option<http::Uri> = uri.parse().ok();
        let uri = parsed
            .filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
            .ok_or_else(|| {
                Error::credentials(
                    "the URI for credentials is malformed; it must start with `http://` or `https://`",
                )
            })?;
        let host = uri.host().unwrap_or_default().to_owned();
        let body = fetch(transport, &host, TIMEOUT, http::Request::get(uri)).await?;
        json_credentials::with_code(&body)
            .map_err(|problem| Error::credentials(format!("{host}: {problem}")))
    }
}

/// Shows no field, because the URI may contain a secret.
impl fmt::Debug for UriProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UriProvider").finish_non_exhaustive()
    }
}

impl ProvideCredentials for UriProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.request(transport))
    }
}
