//! Provides the credentials of the first provider that has any.
//!
//! **Invariant**: the order is that of the official clients, and a provider that has returned credentials is kept.

use std::fmt;
use std::sync::OnceLock;

use super::cache::CachedProvider;
use super::cli_profile::CliProfileProvider;
use super::env::EnvironmentProvider;
use super::environment::Environment;
use super::imds::EcsRamRoleProvider;
use super::oidc_role::OidcRoleProvider;
use super::profile_file::ProfileFileProvider;
use super::provider::ProvideCredentials;
use super::uri::UriProvider;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// A cached provider that calls these providers in order, and keeps the first one that returns credentials:
///
/// 1. [`EnvironmentProvider`]: an access key in variables
/// 2. [`OidcRoleProvider`]: a role, by the identity token of a pod
/// 3. [`CliProfileProvider`]: a profile of `~/.aliyun/config.json`
/// 4. [`ProfileFileProvider`]: a section of `~/.alibabacloud/credentials.ini`
/// 5. [`EcsRamRoleProvider`]: the role of an ECS instance
/// 6. [`UriProvider`]: a local HTTP server
///
/// A provider that fails does not end the search. If all fail, the error lists the reason of each.
///
/// Each chain has its own cache: two clients that are built from the same [`Environment`] request credentials
/// separately. To share the cache, wrap a chain in an `Arc` and give a clone of it to each client.
///
/// ```
/// use acs_client::credentials::DefaultCredentialsChain;
/// use acs_client::{Environment, ProvideCredentials, Replay};
/// # use acs_client::replay::block_on;
///
/// let environment = Environment::from_vars(|name| match name {
///     "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("testid".to_owned()),
///     "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("testsecret".to_owned()),
///     _ => None,
/// });
/// let chain = DefaultCredentialsChain::new().environment(&environment);
/// let credentials = block_on(chain.provide_credentials(&Replay::new()))?;
/// assert_eq!(credentials.access_key_id(), "testid");
/// # Ok::<_, acs_client::Error>(())
/// ```
pub struct DefaultCredentialsChain {
    providers: CachedProvider<Providers>,
}

impl DefaultCredentialsChain {
    /// Creates a chain in the environment of this process.
    pub fn new() -> Self {
        Self {
            providers: CachedProvider::new(Providers::new(&Environment::system())),
        }
    }

    /// Sets the environment of all providers and empties the cache. Default: [`Environment::system`].
    #[must_use]
    pub fn environment(mut self, environment: &Environment) -> Self {
        self.providers = CachedProvider::new(Providers::new(environment));
        self
    }
}

/// A provider and its name in errors.
struct NamedProvider {
    name: &'static str,
    provider: Box<dyn ProvideCredentials>,
}

struct Providers {
    all: [NamedProvider; 6],
    /// The index of the provider that returned credentials.
    selected: OnceLock<usize>,
}

impl Providers {
    fn new(environment: &Environment) -> Self {
        let named = |name, provider| NamedProvider { name, provider };
        Self {
            all: [
                named(
                    "environment",
                    Box::new(EnvironmentProvider::new().environment(environment)),
                ),
                named(
                    "OIDC",
                    Box::new(OidcRoleProvider::new().environment(environment)),
                ),
                named(
                    "CLI profile",
                    Box::new(CliProfileProvider::new().environment(environment)),
                ),
                named(
                    "credentials file",
                    Box::new(ProfileFileProvider::new().environment(environment)),
                ),
                named(
                    "ECS metadata",
                    Box::new(EcsRamRoleProvider::new().environment(environment)),
                ),
                named(
                    "credentials URI",
                    Box::new(UriProvider::new().environment(environment)),
                ),
            ],
            selected: OnceLock::new(),
        }
    }

    async fn provide(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let selected = self.selected.get().and_then(|&index| self.all.get(index));
        if let Some(selected) = selected {
            return selected.provider.provide_credentials(transport).await;
        }
        let mut problems = String::from("no provider returned credentials");
        for (index, NamedProvider { name, provider }) in self.all.iter().enumerate() {
            match provider.provide_credentials(transport).await {
                Ok(credentials) => {
                    // If another caller has selected a provider meanwhile, its choice stands.
                    let _ = self.selected.set(index);
                    return Ok(credentials);
                }
                Err(error) => problems.push_str(&format!("\n  {name}: {error}")),
            }
        }
        Err(Error::credentials(problems))
    }
}

impl Default for DefaultCredentialsChain {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for Providers {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.provide(transport))
    }
}

impl ProvideCredentials for DefaultCredentialsChain {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        self.providers.provide_credentials(transport)
    }

    fn invalidate(&self, credentials: &Credentials) {
        self.providers.invalidate(credentials);
    }
}

impl fmt::Debug for DefaultCredentialsChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefaultCredentialsChain")
            .finish_non_exhaustive()
    }
}
