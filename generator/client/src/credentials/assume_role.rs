//! Provides the temporary credentials of a role that another provider's credentials may assume.
//!
//! **Invariant**: does not know where the other provider gets its credentials.

use std::fmt;
use std::sync::Arc;

use super::environment::Environment;
use super::provider::ProvideCredentials;
use super::role_session::RoleSession;
use super::sts::{self, StsRequest};
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// A provider of the temporary credentials of a RAM role, by `AssumeRole` of the security token service.
///
/// Settings of the [`RoleSession`] that are not set are read from the environment. Requests credentials on every call;
/// wrap it in a [`CachedProvider`](super::CachedProvider).
///
/// ```
/// use std::time::Duration;
///
/// use acs_client::Credentials;
/// use acs_client::credentials::{AssumeRoleProvider, CachedProvider, RoleSession};
///
/// let session = RoleSession::new("acs:ram::123456789012****:role/reader")
///     .name("nightly-report")
///     .duration(Duration::from_secs(900));
/// let role = AssumeRoleProvider::new(Credentials::new("LTAI1234", "secret"), session);
/// let builder = acs_client::Client::builder().credentials(CachedProvider::new(role));
/// # let _ = builder;
/// ```
#[derive(Clone)]
pub struct AssumeRoleProvider {
    source: Arc<dyn ProvideCredentials>,
    session: RoleSession,
    external_id: Option<String>,
    environment: Environment,
}

impl AssumeRoleProvider {
    /// Creates a provider that assumes a role with the credentials of `source`.
    ///
    /// The session is a [`RoleSession`], or the ARN of a role such as `acs:ram::123456789012****:role/reader`.
    pub fn new(source: impl ProvideCredentials + 'static, session: impl Into<RoleSession>) -> Self {
        Self {
            source: Arc::new(source),
            session: session.into(),
            external_id: None,
            environment: Environment::system(),
        }
    }

    /// Sets the external ID that the owner of the role requires from callers of other accounts.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// Sets the environment that supplies settings which are not set. Default: [`Environment::system`].
    ///
    /// The environment does not apply to the source, which has its own.
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }

    async fn request(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let parameters = self
            .session
            .parameters(&self.environment, transport)?
            .form("ExternalId", self.external_id.clone());
        let endpoint = self.session.endpoint(&self.environment)?;
        let source = self.source.provide_credentials(transport).await?;
        let request = StsRequest {
            spec: &sts::ASSUME_ROLE,
            endpoint: &endpoint,
            credentials: &source,
            secret: &source,
        };
        let response = request.send(transport, &parameters).await;
        if let Err(error) = &response
            && error.is_expired_credentials()
        {
            self.source.invalidate(&source);
        }
        response
    }
}

/// Shows the role only, because the source may hold secrets.
impl fmt::Debug for AssumeRoleProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumeRoleProvider")
            .field("role_arn", &self.session.role_arn)
            .finish_non_exhaustive()
    }
}

impl ProvideCredentials for AssumeRoleProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.request(transport))
    }
}
