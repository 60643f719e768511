//! Keeps the credentials of a provider until they should be refreshed.
//!
//! **Invariants**: at most one caller calls the provider at a time. A caller with valid credentials never waits for
//! another caller. A caller that is dropped during a refresh lets the next caller refresh.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use async_lock::Mutex as AsyncMutex;

use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// The time before expiration at which credentials are refreshed, unless it exceeds a fifth of their lifetime.
const REFRESH_BEFORE: Duration = Duration::from_secs(15 * 60);

/// The time for which credentials without an expiration are kept, because access keys are rotated, too.
const DEFAULT_TTL: Duration = Duration::from_secs(60 * 60);

/// The pause after a failed refresh while the old credentials are still valid, and the time for which credentials that
/// were expired on arrival are kept.
const RETRY_PAUSE: Duration = Duration::from_secs(60);

/// A provider that keeps the credentials of another provider.
///
/// Credentials are refreshed 15 minutes before they expire, or when a fifth of their lifetime is left, whichever is
/// later; credentials without an expiration are refreshed after an hour. The first caller after that moment refreshes
/// them, and other callers use the old ones meanwhile. If the refresh fails, the old credentials stay in use until they
/// expire, and the refresh is retried after a minute. If there are no valid credentials, callers wait for the caller
/// that refreshes, and share the result. The time is that of the transport's clock.
///
/// ```
/// use acs_client::credentials::{CachedProvider, EcsRamRoleProvider};
///
/// let provider = CachedProvider::new(EcsRamRoleProvider::new());
/// let builder = acs_client::Client::builder().credentials(provider);
/// # let _ = builder;
/// ```
pub struct CachedProvider<P> {
    source: P,
    state: Mutex<State>,
    /// Held by the caller that calls the source.
    refresh_lock: AsyncMutex<()>,
}

#[derive(Default)]
struct State {
    entry: Option<Entry>,
    /// The number of completed calls of the source.
    refreshes: u64,
    /// The error of the last call of the source, if it failed.
    last_error: Option<Error>,
}

struct Entry {
    credentials: Credentials,
    refresh_at: SystemTime,
    expires_at: Option<SystemTime>,
}

/// The result of looking into the cache.
enum Lookup {
    /// The credentials are valid and need no refresh.
    Fresh(Credentials),
    /// The credentials are valid until the given time but should be refreshed.
    Stale(Credentials, Option<SystemTime>),
    /// There are no valid credentials.
    Missing,
}

impl<P: ProvideCredentials> CachedProvider<P> {
    /// Creates a cache for the credentials of `source`, which is called when the first credentials are needed.
    pub fn new(source: P) -> Self {
        Self {
            source,
            state: Mutex::default(),
            refresh_lock: AsyncMutex::new(()),
        }
    }

    async fn get(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let (lookup, refreshes) = self.lookup(transport);
        match lookup {
            Lookup::Fresh(credentials) => Ok(credentials),
            Lookup::Stale(old, expires_at) => {
                let Some(_guard) = self.refresh_lock.try_lock() else {
                    return Ok(old);
                };
                // Another caller may have completed a refresh before this one held the lock.
                match self.lookup(transport).0 {
                    Lookup::Fresh(credentials) => Ok(credentials),
                    _ => match self.refresh(transport).await {
                        // The old credentials may have expired during the refresh.
                        Err(error) if !is_expired(expires_at, now(transport)) => {
                            refresh_failed(&error);
                            Ok(old)
                        }
                        result => result,
                    },
                }
            }
            Lookup::Missing => self.wait_or_refresh(transport, refreshes).await,
        }
    }

    /// Waits for a running refresh, and refreshes if none has completed since `refreshes` were counted.
    async fn wait_or_refresh(
        &self,
        transport: &dyn Transport,
        refreshes: u64,
    ) -> Result<Credentials, Error> {
        let _guard = self.refresh_lock.lock().await;
        if let (Lookup::Fresh(credentials) | Lookup::Stale(credentials, _), _) =
            self.lookup(transport)
        {
            return Ok(credentials);
        }
        {
            let state = self.state();
            let shared = state.last_error.as_ref();
            if let Some(error) = shared.filter(|_| state.refreshes > refreshes) {
                return Err(error.clone_without_source());
            }
        }
        self.refresh(transport).await
    }

    /// Calls the source and stores its result; the caller holds `refresh_lock`.
    async fn refresh(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let result = self.source.provide_credentials(transport).await;
        let now = now(transport);
        let mut state = self.state();
        state.refreshes += 1;
        match result {
            Ok(credentials) => {
                state.last_error = None;
                state.entry = Some(Entry::new(credentials.clone(), now));
                Ok(credentials)
            }
            Err(error) => {
                state.last_error = Some(error.clone_without_source());
                if let Some(entry) = &mut state.entry {
                    entry.refresh_at = later(now, RETRY_PAUSE);
                }
                Err(error)
            }
        }
    }

    /// Returns the state of the cached credentials and the number of completed refreshes.
    fn lookup(&self, transport: &dyn Transport) -> (Lookup, u64) {
        let now = now(transport);
        let state = self.state();
        let lookup = match &state.entry {
            Some(entry) if is_expired(entry.expires_at, now) => Lookup::Missing,
            Some(entry) if entry.refresh_at > now => Lookup::Fresh(entry.credentials.clone()),
            Some(entry) => Lookup::Stale(entry.credentials.clone(), entry.expires_at),
            None => Lookup::Missing,
        };
        (lookup, state.refreshes)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics while the state is inconsistent, so a poisoned lock is safe to use.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Logs a failed refresh, because callers do not receive the error while the old credentials are valid.
#[cfg(feature = "tracing")]
fn refresh_failed(error: &Error) {
    tracing::warn!(%error, "credentials cannot be refreshed; the old ones are still valid");
}

#[cfg(not(feature = "tracing"))]
fn refresh_failed(_: &Error) {}

/// Returns the time by the transport's clock.
fn now(transport: &dyn Transport) -> SystemTime {
    transport.clock().signing_instant().time()
}

fn is_expired(expires_at: Option<SystemTime>, now: SystemTime) -> bool {
    expires_at.is_some_and(|time| time <= now)
}

impl Entry {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let expires_at = credentials.expiration().map(|time| match time > now {
            true => time,
            // The local clock may be wrong: the service decides whether the credentials are valid.
            false => later(now, RETRY_PAUSE),
        });
        let refresh_at = match expires_at {
            Some(time) => {
                let lifetime = time.duration_since(now).unwrap_or_default();
                time.checked_sub(REFRESH_BEFORE.min(lifetime / 5))
                    .unwrap_or(now)
            }
            None => later(now, DEFAULT_TTL),
        };
        Self {
            credentials,
            refresh_at,
            expires_at,
        }
    }
}

/// Adds a pause to a time; returns the time itself on overflow, which causes an early refresh at worst.
fn later(now: SystemTime, pause: Duration) -> SystemTime {
    now.checked_add(pause).unwrap_or(now)
}

impl<P: ProvideCredentials> ProvideCredentials for CachedProvider<P> {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.get(transport))
    }

    fn invalidate(&self, credentials: &Credentials) {
        let mut state = self.state();
        // Credentials that another caller has refreshed meanwhile stay.
        if state
            .entry
            .as_ref()
            .is_some_and(|entry| entry.credentials.same_as(credentials))
        {
            state.entry = None;
        }
        drop(state);
        self.source.invalidate(credentials);
    }
}

/// Shows no field, because the source may hold secrets.
impl<P> fmt::Debug for CachedProvider<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedProvider").finish_non_exhaustive()
    }
}
