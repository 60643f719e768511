//! Who is asking: access keys, and where they come from.
//!
//! A source is anything that is [`ProvideCredentials`]. What is here asks each time it is asked itself; [`CachedProvider`] around it
//! remembers. A client that is given nothing else takes [`DefaultCredentialsChain`], which is cached.
//!
//! ```
//! use acs_client::credentials::{AssumeRoleProvider, CachedProvider, EnvironmentProvider};
//!
//! let role = AssumeRoleProvider::new(EnvironmentProvider::process(), "acs:ram::123456789012****:role/reader");
//! let builder = acs_client::Client::builder().credentials(CachedProvider::new(role));
//! # let _ = builder;
//! ```
//!
//! **Invariants**: no `Debug` and no `Display` shows a secret or a token. Nothing here reads a file, a variable or a clock
//! but by [`Environment`] and by the transport.

mod assumed;
mod cached;
mod chain;
mod command;
mod environment;
mod file;
mod ini;
mod issued;
mod metadata;
mod oidc;
mod process;
mod profile;
mod profiles;
mod session;
mod sts;
mod surroundings;
mod uri;
mod variables;

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

pub use assumed::AssumeRoleProvider;
pub use cached::CachedProvider;
pub use chain::DefaultCredentialsChain;
pub use command::ProcessProvider;
pub use environment::Environment;
pub use file::ProfileFileProvider;
pub use metadata::EcsRamRoleProvider;
pub use oidc::OidcRoleProvider;
pub use profiles::CliProfileProvider;
pub use uri::UriProvider;
pub use variables::EnvironmentProvider;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::sign::percent_encode;
use crate::transport::{BoxFuture, Transport};

/// An access key, with a security token where it is a temporary one; or a bearer token; or nothing.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    access_key_id: String,
    access_key_secret: SecretString,
    /// Of a temporary key, or the bearer token.
    token: Option<SecretString>,
    expiration: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    AccessKey,
    Bearer,
    Anonymous,
}

/// What a request shows to say who is asking.
pub(crate) enum Identity<'a> {
    /// A signature, and the token that its key needs.
    AccessKey { token: Option<&'a str> },
    /// A token and no signature.
    Bearer(&'a str),
    /// Nothing at all.
    Anonymous,
}

impl Credentials {
    /// A permanent access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            kind: Kind::AccessKey,
            access_key_id: access_key_id.into(),
            access_key_secret: SecretString::from(access_key_secret.into()),
            token: None,
            expiration: None,
        }
    }

    /// The token that belongs to a temporary key of STS.
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<String>) -> Self {
        self.kind = Kind::AccessKey;
        self.token = Some(SecretString::from(security_token.into()));
        self
    }

    /// When they end; without, they last.
    #[must_use]
    pub fn with_expiration(mut self, expiration: SystemTime) -> Self {
        self.expiration = Some(expiration);
        self
    }

    /// A token instead of a key, for services that take one; nothing is signed.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self {
            kind: Kind::Bearer,
            token: Some(SecretString::from(token.into())),
            ..Self::anonymous()
        }
    }

    /// Nobody, for operations that anybody may call.
    pub fn anonymous() -> Self {
        Self {
            kind: Kind::Anonymous,
            ..Self::new("", "")
        }
    }

    /// The part of the key that may be known; empty where there is no key.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// When they end, where that is known.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.expiration
    }

    pub(crate) fn secret(&self) -> &str {
        self.access_key_secret.expose_secret()
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(ExposeSecret::expose_secret)
    }

    /// Whether they would sign alike.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.secret() == other.secret()
            && self.token() == other.token()
    }

    pub(crate) fn proof(&self) -> Identity<'_> {
        match self.kind {
            Kind::AccessKey => Identity::AccessKey {
                token: self.token(),
            },
            Kind::Bearer => Identity::Bearer(self.token().unwrap_or_default()),
            Kind::Anonymous => Identity::Anonymous,
        }
    }

    /// Replaces the secret and the token where a service repeats them, be it as they stand in a query, or as a
    /// query is signed.
    pub(crate) fn scrub(&self, text: &mut String) {
        let secrets = [Some(self.secret()), self.token()].into_iter().flatten();
        for secret in secrets.filter(|secret| !secret.is_empty()) {
            let encoded = percent_encode(secret);
            let twice = percent_encode(&encoded);
            for secret in [&twice, &encoded, secret] {
                if text.contains(secret) {
                    *text = text.replace(secret, "***");
                }
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("kind", &self.kind)
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &"***")
            .field("token", &self.token.as_ref().map(|_| "***"))
            .field("expiration", &self.expiration)
            .finish()
    }
}

/// A source of credentials; asked before every request.
///
/// ```
/// use acs_client::credentials::CachedProvider;
/// use acs_client::{BoxFuture, Client, Credentials, Error, ProvideCredentials, Transport};
///
/// struct Vault;
///
/// impl ProvideCredentials for Vault {
///     fn provide_credentials<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Credentials, Error>> {
///         Box::pin(async {
///             let secret = std::fs::read_to_string("/run/vault/secret")
///                 .map_err(|error| Error::credentials("open the vault first").with_source(error))?;
///             Ok(Credentials::new("LTAI1234", secret.trim()))
///         })
///     }
/// }
///
/// let builder = Client::builder().credentials(CachedProvider::new(Vault));
/// # let _ = builder;
/// ```
pub trait ProvideCredentials: Send + Sync {
    /// The credentials to sign the next request with.
    ///
    /// A source that has to ask somebody uses `transport`, so that it shares the client's
    /// connections, proxy and clock. Errors are made with [`Error::credentials`].
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>>;

    /// A service has refused these credentials because their time is over: a source that keeps them should ask anew.
    fn invalidate(&self, credentials: &Credentials) {
        let _ = credentials;
    }
}

impl ProvideCredentials for Credentials {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<T: ProvideCredentials + ?Sized> ProvideCredentials for Box<T> {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        T::provide_credentials(self, transport)
    }

    fn invalidate(&self, credentials: &Credentials) {
        T::invalidate(self, credentials);
    }
}

/// One source for many clients.
impl<T: ProvideCredentials + ?Sized> ProvideCredentials for Arc<T> {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        T::provide_credentials(self, transport)
    }

    fn invalidate(&self, credentials: &Credentials) {
        T::invalidate(self, credentials);
    }
}
