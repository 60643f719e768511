//! The trait of everything that credentials come from.
//!
//! **Invariant**: knows no provider but a value that is its own.

use std::sync::Arc;

use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

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
