//! Provides the temporary credentials of the role of an ECS instance, from the metadata service.
//!
//! **Invariant**: IMDSv2, which requires a token, is tried first; IMDSv1 only if it is allowed.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;

use super::environment::Environment;
use super::fetch::fetch;
use super::json_credentials;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};
use crate::types::percent_encode;

const ROLES_PATH: &str = "/latest/meta-data/ram/security-credentials/";
const TOKEN_PATH: &str = "/latest/api/token";
const DISABLED_VAR: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
const IMDSV2_ONLY_VAR: &str = "ALIBABA_CLOUD_IMDSV1_DISABLED";
const ROLE_VAR: &str = "ALIBABA_CLOUD_ECS_METADATA";

/// The timeout of each request. It is short, because the service is on the host of the instance or does not exist.
const TIMEOUT: Duration = Duration::from_secs(1);

/// A provider of the temporary credentials of the RAM role of an ECS instance, from `http://100.100.100.200`.
///
/// The role is the one that [`role`](Self::role) or `ALIBABA_CLOUD_ECS_METADATA` names, or else the one that the service
/// names. Requests carry a token (IMDSv2). If the service issues no token or rejects it, requests are sent without one
/// (IMDSv1), unless `ALIBABA_CLOUD_IMDSV1_DISABLED` is `true`. Setting `ALIBABA_CLOUD_ECS_METADATA_DISABLED` to `true`
/// disables the provider. The timeout of each request is one second.
///
/// Requests are sent by the client's transport, and so through its proxy: if `HTTP_PROXY` is set, add `100.100.100.200`
/// to `NO_PROXY`, or the proxy sees the credentials.
///
/// ```
/// use acs_client::credentials::{CachedProvider, EcsRamRoleProvider};
///
/// let provider = CachedProvider::new(EcsRamRoleProvider::new().role("my-role"));
/// let builder = acs_client::Client::builder().credentials(provider);
/// # let _ = builder;
/// ```
#[derive(Clone, Debug, Default)]
pub struct EcsRamRoleProvider {
    role: Option<String>,
    environment: Environment,
}

impl EcsRamRoleProvider {
    /// Creates a provider with the settings in the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment to read variables from. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// Sets the name of the role, which saves one request. An empty name counts as unset.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into()).filter(|name| !name.is_empty());
        self
    }

    async fn request(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let environment = &self.environment;
        if environment.flag(DISABLED_VAR) {
            let message = format!("disabled by {DISABLED_VAR}");
            return Err(Error::credentials(message));
        }
        let service = MetadataService {
            base: &environment.metadata_endpoint,
            imdsv2_only: environment.flag(IMDSV2_ONLY_VAR),
            transport,
        };
        let token = service.token().await?;
        let configured = || environment.variable(ROLE_VAR);
        let role = match self.role.clone().or_else(configured) {
            Some(role) => role,
            None => role_name(&service.get(ROLES_PATH, token.as_ref()).await?)?,
        };
        let path = format!("{ROLES_PATH}{}", percent_encode(&role));
        let body = service.get(&path, token.as_ref()).await?;
        json_credentials::with_code(&body)
            .map_err(|problem| Error::credentials(format!("the metadata service: {problem}")))
    }
}

/// Reads the name of the role, which is alone on the first line.
fn role_name(body: &[u8]) -> Result<String, Error> {
    let text = String::from_utf8_lossy(body);
    match text.lines().next().map(str::trim) {
        None | Some("") => Err(Error::credentials(
            "the instance has no RAM role; attach one",
        )),
        Some(role) => Ok(role.to_owned()),
    }
}

struct MetadataService<'a> {
    base: &'a str,
    /// Whether requests without a token are forbidden.
    imdsv2_only: bool,
    transport: &'a dyn Transport,
}

impl MetadataService<'_> {
    /// Requests a token for IMDSv2; returns `None` if the service issues none and IMDSv1 is allowed.
    async fn token(&self) -> Result<Option<HeaderValue>, Error> {
        let request = http::Request::put(format!("{}{TOKEN_PATH}", self.base))
            .header("x-aliyun-ecs-metadata-token-ttl-seconds", "21600");
        let token = self.send(request).await.and_then(|body| {
            let mut token = HeaderValue::from_bytes(body.trim_ascii()).map_err(|_| {
                Error::credentials("the metadata service returned a malformed token")
            })?;
            token.set_sensitive(true);
            Ok(token)
        });
        match token {
            Ok(token) => Ok(Some(token)),
            Err(_) if !self.imdsv2_only => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Gets a resource with the token; if that fails and IMDSv1 is allowed, without one.
    async fn get(&self, path: &str, token: Option<&HeaderValue>) -> Result<Bytes, Error> {
        let request = || http::Request::get(format!("{}{path}", self.base));
        if let Some(token) = token {
            let with_token = request().header("x-aliyun-ecs-metadata-token", token);
            match self.send(with_token).await {
                Err(_) if !self.imdsv2_only => {}
                result => return result,
            }
        }
        self.send(request()).await
    }

    async fn send(&self, request: http::request::Builder) -> Result<Bytes, Error> {
        fetch(self.transport, "the metadata service", TIMEOUT, request).await
    }
}

impl ProvideCredentials for EcsRamRoleProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.request(transport))
    }
}
