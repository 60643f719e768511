//! Provides the access key in environment variables.
//!
//! **Invariant**: errors name variables and never show their values.

use super::environment::Environment;
use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

const ID_VAR: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET_VAR: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN_VAR: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// A provider that reads `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and the token in
/// `ALIBABA_CLOUD_SECURITY_TOKEN` if that is set.
///
/// ```
/// use acs_client::credentials::EnvironmentProvider;
/// use acs_client::replay::block_on;
/// use acs_client::{Environment, ProvideCredentials, Replay};
///
/// let empty = Environment::from_vars(|_| None);
/// let provider = EnvironmentProvider::new().environment(&empty);
/// let error = block_on(provider.provide_credentials(&Replay::new())).unwrap_err();
/// assert_eq!(error.to_string(), "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET");
/// ```
#[derive(Clone, Debug, Default)]
pub struct EnvironmentProvider {
    environment: Environment,
}

impl EnvironmentProvider {
    /// Creates a provider that reads the variables of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the environment to read variables from. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.environment = environment.clone();
        self
    }
}

impl Environment {
    /// Reads the credentials in `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and the token in
    /// `ALIBABA_CLOUD_SECURITY_TOKEN` if that is set.
    ///
    /// # Errors
    ///
    /// Returns an error that names every missing variable if the access key is incomplete.
    ///
    /// ```
    /// use acs_client::Environment;
    ///
    /// let environment = Environment::from_vars(|name| Some(format!("value of {name}")));
    /// assert_eq!(environment.credentials()?.access_key_id(), "value of ALIBABA_CLOUD_ACCESS_KEY_ID");
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn credentials(&self) -> Result<Credentials, Error> {
        read(self).map_err(|problem| Error::credentials(format!("no credentials: {problem}")))
    }
}

/// Reads the credentials in the variables; the error names the variables to set.
fn read(environment: &Environment) -> Result<Credentials, String> {
    let [id, secret] = [ID_VAR, SECRET_VAR].map(|name| environment.variable(name));
    let (id, secret) = match (id, secret) {
        (Some(id), Some(secret)) => (id, secret),
        (None, Some(_)) => return Err(format!("set {ID_VAR}")),
        (Some(_), None) => return Err(format!("set {SECRET_VAR}")),
        (None, None) => return Err(format!("set {ID_VAR} and {SECRET_VAR}")),
    };
    let credentials = Credentials::new(id, secret);
    Ok(match environment.variable(TOKEN_VAR) {
        Some(token) => credentials.with_security_token(token),
        None => credentials,
    })
}

impl ProvideCredentials for EnvironmentProvider {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let credentials = read(&self.environment).map_err(Error::credentials);
        Box::pin(std::future::ready(credentials))
    }
}
