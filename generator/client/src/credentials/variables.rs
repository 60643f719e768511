//! An access key in environment variables.

use super::environment::Environment;
use super::surroundings::Surroundings;
use super::{Credentials, ProvideCredentials};
use crate::error::Error;
use crate::transport::{BoxFuture, Transport};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// The access key in `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, with the token in
/// `ALIBABA_CLOUD_SECURITY_TOKEN` where there is one.
#[derive(Clone, Debug)]
pub struct EnvironmentProvider {
    surroundings: Surroundings,
}

impl EnvironmentProvider {
    /// In the variables of this process.
    pub fn process() -> Self {
        Self::new(&Environment::process())
    }

    /// In the variables of an environment.
    pub fn new(environment: &Environment) -> Self {
        Self::of(environment.surroundings())
    }

    pub(super) fn of(surroundings: Surroundings) -> Self {
        Self { surroundings }
    }
}

/// The credentials the variables hold now, or what to set.
pub(super) fn read(surroundings: &Surroundings) -> Result<Credentials, String> {
    let [id, secret] = [ID, SECRET].map(|name| surroundings.variable(name));
    let (id, secret) = match (id, secret) {
        (Some(id), Some(secret)) => (id, secret),
        (None, Some(_)) => return Err(format!("set {ID}")),
        (Some(_), None) => return Err(format!("set {SECRET}")),
        (None, None) => return Err(format!("set {ID} and {SECRET}")),
    };
    let credentials = Credentials::new(id, secret);
    Ok(match surroundings.variable(TOKEN) {
        Some(token) => credentials.with_security_token(token),
        None => credentials,
    })
}

impl ProvideCredentials for EnvironmentProvider {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let credentials = read(&self.surroundings).map_err(Error::credentials);
        Box::pin(std::future::ready(credentials))
    }
}
