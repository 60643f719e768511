//! The trait of all credential providers.
//!
//! **Invariant**: knows no provider other than fixed [`Credentials`].

use std::sync::Arc;

use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// A provider of credentials, which a client calls before every request.
///
/// Fixed [`Credentials`] are a provider; so are a `Box` and an `Arc` of a provider. Wrap a provider that reads files or
/// sends requests in a [`CachedProvider`](super::CachedProvider).
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
    /// Returns the credentials to sign the next request with.
    ///
    /// A provider that sends requests uses `transport`, and so shares the client's connections, proxy and clock.
    ///
    /// # Errors
    ///
    /// Returns an error if there are no credentials; create it with [`Error::credentials`].
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>>;

    /// Reports that a service has rejected these credentials as expired. A provider that caches credentials discards
    /// them. By default, does nothing.
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

/// Lets several clients share a provider.
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
