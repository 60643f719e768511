//! Provides the temporary credentials of a role that a token of an identity provider may assume.
//!
//! **Invariant**: no error contains a token.

use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::provider::ProvideCredentials;
use super::role_session::{ROLE_ARN_VAR, RoleSession, or_variable};
use super::sts::{self, StsRequest};
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const TOKEN_FILE_VAR: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
const PROVIDER_ARN_VAR: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";

/// A provider of the temporary credentials of a RAM role, by `AssumeRoleWithOIDC` of the security token service, as
/// clusters set it up for their pods.
///
/// The request is not signed; the token of an identity provider replaces the signature. The file with the token is read
/// on every call, because the cluster replaces the token before it expires.
///
/// Settings that are not set are read from the environment: `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`,
/// `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, and those of the [`RoleSession`].
///
/// ```
/// use acs_client::credentials::{CachedProvider, OidcRoleProvider, RoleSession};
///
/// let role = OidcRoleProvider::new()
///     .session(RoleSession::new("acs:ram::123456789012****:role/reader").name("my-pod"))
///     .provider_arn("acs:ram::123456789012****:oidc-provider/cluster")
///     .token_file("/var/run/secrets/token");
/// let builder = acs_client::Client::builder().credentials(CachedProvider::new(role));
/// # let _ = builder;
/// ```
#[derive(Clone, Debug, Default)]
pub struct OidcRoleProvider {
    session: RoleSession,
    provider_arn: Option<String>,
    token_file: Option<PathBuf>,
    environment: Environment,
}

impl OidcRoleProvider {
    /// Creates a provider with the settings in the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment that supplies settings which are not set, and the file. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    /// Sets the role and its session: a [`RoleSession`], or the ARN of a role such as
    /// `acs:ram::123456789012****:role/reader`.
    #[must_use]
    pub fn session(mut self, session: impl Into<RoleSession>) -> Self {
        self.session = session.into();
        self
    }

    /// Sets the ARN of the identity provider, as in `acs:ram::123456789012****:oidc-provider/cluster`.
    #[must_use]
    pub fn provider_arn(mut self, arn: impl Into<String>) -> Self {
        self.provider_arn = Some(arn.into());
        self
    }

    /// Sets the path of the file with the token.
    #[must_use]
    pub fn token_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.token_file = Some(path.into());
        self
    }

    async fn request(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let environment = &self.environment;
        let file = self
            .token_file
            .clone()
            .or_else(|| environment.variable(TOKEN_FILE_VAR).map(PathBuf::from));
        let provider = or_variable(environment, self.provider_arn.as_ref(), PROVIDER_ARN_VAR);
        let role = self.session.role_arn(environment);
        let (Some(file), Some(provider), Some(_)) = (&file, &provider, &role) else {
            return Err(missing(&[
                (TOKEN_FILE_VAR, file.is_none()),
                (ROLE_ARN_VAR, role.is_none()),
                (PROVIDER_ARN_VAR, provider.is_none()),
            ]));
        };
        let token = self.token(file)?;
        let parameters = self
            .session
            .parameters(environment, transport)?
            .form("OIDCProviderArn", provider.as_str())
            .form("OIDCToken", token.as_str());
        let request = StsRequest {
            spec: &sts::ASSUME_ROLE_WITH_OIDC,
            endpoint: &self.session.endpoint(environment)?,
            credentials: &Credentials::anonymous(),
            secret: &Credentials::bearer(token),
        };
        request.send(transport, &parameters).await
    }

    fn token(&self, file: &Path) -> Result<String, Error> {
        let text = self.environment.read_text(file)?;
        // Editors and shells end the file with a line break that is not part of the token.
        match text.trim() {
            "" => {
                let file = file.display();
                Err(Error::credentials(format!("file {file} has no token")))
            }
            token => Ok(token.to_owned()),
        }
    }
}

fn missing(variables: &[(&str, bool)]) -> Error {
    let names: Vec<_> = variables
        .iter()
        .filter(|(_, missing)| *missing)
        .map(|(name, _)| *name)
        .collect();
    Error::credentials(format!("set {}", names.join(", ")))
}

impl ProvideCredentials for OidcRoleProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.request(transport))
    }
}
