//! All sources, in the order of the official clients.
//!
//! **Invariant**: the order is that of the official clients, and a source that gave credentials is kept.

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

/// The first of these that gives credentials, cached; from then on that one and no other:
///
/// 1. [`EnvironmentProvider`], variables;
/// 2. [`OidcRoleProvider`], the token of a pod;
/// 3. [`CliProfileProvider`], `~/.aliyun/config.json`;
/// 4. [`ProfileFileProvider`], `~/.alibabacloud/credentials.ini`;
/// 5. [`EcsRamRoleProvider`], the role of an ECS instance;
/// 6. [`UriProvider`], an address.
///
/// A source that is set up but broken does not end the search; where no source gives credentials, the error tells of
/// each one why not.
///
/// ```
/// use acs_client::credentials::DefaultCredentialsChain;
/// use acs_client::{Environment, ProvideCredentials, Replay};
/// # use acs_client::replay::block_on;
///
/// let environment = Environment::with(|name| match name {
///     "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("testid".to_owned()),
///     "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("testsecret".to_owned()),
///     _ => None,
/// });
/// let credentials = block_on(DefaultCredentialsChain::new(&environment).provide_credentials(&Replay::new()))?;
/// assert_eq!(credentials.access_key_id(), "testid");
/// # Ok::<_, acs_client::Error>(())
/// ```
pub struct DefaultCredentialsChain {
    links: CachedProvider<Providers>,
}

impl DefaultCredentialsChain {
    /// The chain in the environment of this process.
    pub fn process() -> Self {
        Self::of(&Environment::process())
    }

    /// The chain in another environment.
    pub fn new(environment: &Environment) -> Self {
        Self::of(&environment.clone())
    }

    pub(super) fn of(environment: &Environment) -> Self {
        let around = || environment.clone();
        let sources: [Link; 6] = [
            ("environment", Box::new(EnvironmentProvider::of(around()))),
            ("OIDC", Box::new(OidcRoleProvider::of(around()))),
            ("CLI profile", Box::new(CliProfileProvider::of(around()))),
            (
                "credentials file",
                Box::new(ProfileFileProvider::of(around())),
            ),
            ("ECS metadata", Box::new(EcsRamRoleProvider::of(around()))),
            ("credentials URI", Box::new(UriProvider::of(around()))),
        ];
        Self {
            links: CachedProvider::new(Providers {
                sources,
                working: OnceLock::new(),
            }),
        }
    }
}

type Link = (&'static str, Box<dyn ProvideCredentials>);

struct Providers {
    sources: [Link; 6],
    /// Which one gave credentials.
    working: OnceLock<usize>,
}

impl Providers {
    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        if let Some((_, source)) = self.working.get().and_then(|&at| self.sources.get(at)) {
            return source.provide_credentials(transport).await;
        }
        let mut problems = String::from("no source gave credentials");
        for (at, (name, source)) in self.sources.iter().enumerate() {
            match source.provide_credentials(transport).await {
                Ok(credentials) => {
                    // Somebody else may have been first; either one works.
                    let _ = self.working.set(at);
                    return Ok(credentials);
                }
                Err(error) => problems.push_str(&format!("\n  {name}: {error}")),
            }
        }
        Err(Error::credentials(problems))
    }
}

impl ProvideCredentials for Providers {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.ask(transport))
    }
}

impl ProvideCredentials for DefaultCredentialsChain {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        self.links.provide_credentials(transport)
    }

    fn invalidate(&self, credentials: &Credentials) {
        self.links.invalidate(credentials);
    }
}

impl fmt::Debug for DefaultCredentialsChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefaultChain").finish_non_exhaustive()
    }
}
