//! A provider whose credentials hold the number of the call that returned them.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use acs_client::credentials::CachedProvider;
use acs_client::{BoxFuture, Credentials, Error, ProvideCredentials, Transport};

/// A provider that numbers its credentials, and blocks or fails on demand.
#[derive(Clone, Default)]
pub(super) struct NumberedProvider(Arc<State>);

/// The behavior of the provider, and its counters.
#[derive(Default)]
struct State {
    calls: AtomicU32,
    lifetime: Mutex<Option<Duration>>,
    fails: AtomicBool,
    blocks: AtomicBool,
    invalidations: AtomicU32,
}

impl NumberedProvider {
    /// Creates a provider of credentials with this lifetime, and a cache of the provider.
    pub(super) fn with_lifetime(lifetime: Duration) -> (Self, CachedProvider<Self>) {
        let provider = Self::default();
        *provider.0.lifetime.lock().unwrap() = Some(lifetime);
        (provider.clone(), CachedProvider::new(provider))
    }

    pub(super) fn calls(&self) -> u32 {
        self.0.calls.load(SeqCst)
    }

    pub(super) fn invalidations(&self) -> u32 {
        self.0.invalidations.load(SeqCst)
    }

    /// Sets whether calls fail.
    pub(super) fn set_fails(&self, fails: bool) {
        self.0.fails.store(fails, SeqCst);
    }

    /// Sets whether calls stay pending.
    pub(super) fn set_blocks(&self, blocks: bool) {
        self.0.blocks.store(blocks, SeqCst);
    }

    fn numbered_credentials(
        &self,
        number: u32,
        transport: &dyn Transport,
    ) -> Result<Credentials, Error> {
        if self.0.fails.load(SeqCst) {
            return Err(Error::credentials(format!("broken {number}")));
        }
        let credentials = Credentials::new(number.to_string(), "s");
        Ok(match *self.0.lifetime.lock().unwrap() {
            Some(lifetime) => {
                credentials.with_expiration(transport.clock().signing_instant().time() + lifetime)
            }
            None => credentials,
        })
    }
}

impl ProvideCredentials for NumberedProvider {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let number = self.0.calls.fetch_add(1, SeqCst) + 1;
        Box::pin(poll_fn(move |_| match self.0.blocks.load(SeqCst) {
            true => Poll::Pending,
            false => Poll::Ready(self.numbered_credentials(number, transport)),
        }))
    }

    fn invalidate(&self, _: &Credentials) {
        self.0.invalidations.fetch_add(1, SeqCst);
    }
}
