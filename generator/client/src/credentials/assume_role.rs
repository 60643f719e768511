//! A role, assumed by whoever another source says.
//!
//! **Invariant**: knows nothing of where the other source gets its credentials.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::environment::Environment;
use super::provider::ProvideCredentials;
use super::role_session::{Session, session_setters};
use super::sts;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// Temporary credentials of a RAM role, by `AssumeRole` of the security token service.
///
/// What is not set is read from the environment: `ALIBABA_CLOUD_ROLE_SESSION_NAME`, `ALIBABA_CLOUD_STS_REGION`,
/// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED`.
#[derive(Clone)]
pub struct AssumeRoleProvider {
    source: Arc<dyn ProvideCredentials>,
    session: Session,
    external_id: Option<String>,
}

impl AssumeRoleProvider {
    /// The role with this ARN, as in `acs:ram::123456789012****:role/reader`, for whoever `source` says.
    pub fn new(source: impl ProvideCredentials + 'static, role_arn: impl Into<String>) -> Self {
        Self::of(
            Arc::new(source),
            Some(role_arn.into()),
            Environment::process(),
        )
    }

    pub(super) fn of(
        source: Arc<dyn ProvideCredentials>,
        role_arn: Option<String>,
        environment: Environment,
    ) -> Self {
        Self {
            source,
            session: Session::new(role_arn, environment),
            external_id: None,
        }
    }

    pub(super) fn with_session(mut self, session: Session) -> Self {
        self.session = session;
        self
    }

    /// What the owner of the role wants to hear, where it is another account.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    session_setters!();

    /// Reads what is not set in another environment.
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.session.environment = environment.clone();
        self
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let parameters = self
            .session
            .parameters(transport)?
            .form("ExternalId", self.external_id.clone());
        let target = self.session.target()?;
        let source = self.source.provide_credentials(transport).await?;
        let spec = &sts::ASSUME_ROLE;
        let asked = sts::ask(spec, &parameters, &source, &source, &target, transport).await;
        if let Err(error) = &asked
            && error.is_expired_credentials()
        {
            self.source.invalidate(&source);
        }
        asked
    }
}

/// The source may hold secrets.
impl fmt::Debug for AssumeRoleProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumedRole")
            .field("role_arn", &self.session.role_arn)
            .finish_non_exhaustive()
    }
}

impl ProvideCredentials for AssumeRoleProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask(transport))
    }
}
