//! A role, assumed with a token of an identity provider, as a cluster gives its pods.
//!
//! **Invariant**: a token gets into no error.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::environment::Environment;
use super::provider::ProvideCredentials;
use super::role_session::{Session, session_setters};
use super::sts;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const FILE: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
const PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";

/// Temporary credentials of a RAM role, by `AssumeRoleWithOIDC` of the security token service; that request has no
/// signature. The token is read anew each time, for its file changes.
///
/// What is not set is read from the environment: `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`,
/// `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, `ALIBABA_CLOUD_ROLE_SESSION_NAME`, `ALIBABA_CLOUD_STS_REGION`,
/// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED`.
#[derive(Clone, Debug)]
pub struct OidcRoleProvider {
    pub(super) session: Session,
    pub(super) provider_arn: Option<String>,
    pub(super) token_file: Option<PathBuf>,
}

impl OidcRoleProvider {
    /// The role, the identity provider and the file with its token, as the variables of this process say.
    pub fn process() -> Self {
        Self::of(Environment::process())
    }

    /// As the variables of an environment say.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.clone())
    }

    pub(super) fn of(environment: Environment) -> Self {
        Self {
            session: Session::new(None, environment),
            provider_arn: None,
            token_file: None,
        }
    }

    /// The ARN of the role, as in `acs:ram::123456789012****:role/reader`.
    #[must_use]
    pub fn role_arn(mut self, arn: impl Into<String>) -> Self {
        self.session.role_arn = Some(arn.into());
        self
    }

    /// The ARN of the identity provider, as in `acs:ram::123456789012****:oidc-provider/cluster`.
    #[must_use]
    pub fn provider_arn(mut self, arn: impl Into<String>) -> Self {
        self.provider_arn = Some(arn.into());
        self
    }

    /// The file that holds the token.
    #[must_use]
    pub fn token_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.token_file = Some(path.into());
        self
    }

    session_setters!();

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let session = &self.session;
        let file = self
            .token_file
            .clone()
            .or_else(|| session.environment.variable(FILE).map(PathBuf::from));
        let provider = session.or_variable(self.provider_arn.as_ref(), PROVIDER);
        let role = session.or_variable(session.role_arn.as_ref(), ROLE);
        let (Some(file), Some(provider), Some(_)) = (&file, &provider, &role) else {
            let known = [
                (FILE, file.is_none()),
                (ROLE, role.is_none()),
                (PROVIDER, provider.is_none()),
            ];
            return Err(missing(&known));
        };
        let token = self.token(file)?;
        let parameters = session
            .parameters(transport)?
            .form("OIDCProviderArn", provider.as_str())
            .form("OIDCToken", token.as_str());
        let nobody = Credentials::anonymous();
        let secret = Credentials::bearer(token);
        let spec = &sts::ASSUME_ROLE_WITH_OIDC;
        let target = session.target()?;
        sts::ask(spec, &parameters, &nobody, &secret, &target, transport).await
    }

    fn token(&self, file: &Path) -> Result<String, Error> {
        let text = self.session.environment.text(file)?;
        // An end of line is the editor's, not the provider's.
        match text.trim() {
            "" => {
                let shown = file.display();
                Err(Error::credentials(format!("there is no token in {shown}")))
            }
            token => Ok(token.to_owned()),
        }
    }
}

fn missing(names: &[(&str, bool)]) -> Error {
    let names: Vec<_> = names
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
        Box::pin(self.ask(transport))
    }
}
