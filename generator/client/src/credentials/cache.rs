//! Credentials that are kept until they should be new ones.
//!
//! **Invariants**: one caller asks the source at a time. Who has credentials that work never waits for another caller.
//! A caller that is dropped while it asks leaves the next one free to ask.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use async_lock::Mutex as AsyncMutex;

use super::provider::ProvideCredentials;
use crate::error::Error;
use crate::identity::Credentials;
use crate::transport::{BoxFuture, Transport};

/// How long before their end credentials are renewed, unless that is more than a fifth of their life.
const REFRESH_BEFORE: Duration = Duration::from_secs(15 * 60);

/// How long credentials without an end are kept: keys are replaced, too.
const DEFAULT_TTL: Duration = Duration::from_secs(60 * 60);

/// The pause after renewing failed, while the old credentials still work; and how long those are kept that had ended
/// when they came.
const PAUSE: Duration = Duration::from_secs(60);

/// Keeps what another source gives.
///
/// Credentials are renewed 15 minutes before they end, or when a fifth of their life is left, whichever is later; those
/// without an end after an hour. The caller who finds them due asks; others go on with the old ones meanwhile. Where that
/// fails, the old ones are kept, and it is tried again after a minute, until they end. Callers who have none wait for the
/// one who asks, and share what comes of it. Time is the transport's.
pub struct CachedProvider<P> {
    source: P,
    state: Mutex<State>,
    /// Held by the caller who asks the source.
    asking: AsyncMutex<()>,
}

#[derive(Default)]
struct State {
    kept: Option<Entry>,
    /// How often the source has been asked to the end.
    answers: u64,
    /// What came of the last time, where it was nothing.
    failure: Option<Error>,
}

struct Entry {
    credentials: Credentials,
    /// When to ask for others.
    due: SystemTime,
    /// When they are of no more use.
    end: Option<SystemTime>,
}

/// What to do with what is kept.
enum Lookup {
    Fresh(Credentials),
    /// With their end.
    Due(Credentials, Option<SystemTime>),
    Nothing,
}

impl<P: ProvideCredentials> CachedProvider<P> {
    /// Around a source that is asked as seldom as possible.
    pub fn new(source: P) -> Self {
        Self {
            source,
            state: Mutex::default(),
            asking: AsyncMutex::new(()),
        }
    }

    async fn get(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let (found, answers) = self.look(transport);
        match found {
            Lookup::Fresh(credentials) => Ok(credentials),
            Lookup::Due(old, end) => {
                let Some(_asking) = self.asking.try_lock() else {
                    return Ok(old);
                };
                // Somebody may have finished just now.
                match self.look(transport).0 {
                    Lookup::Fresh(credentials) => Ok(credentials),
                    _ => match self.ask(transport).await {
                        // Asking takes time, too.
                        Err(error) if !over(end, now(transport)) => {
                            refresh_failed(&error);
                            Ok(old)
                        }
                        answer => answer,
                    },
                }
            }
            Lookup::Nothing => self.first(transport, answers).await,
        }
    }

    /// Waits for who is asking, and asks where nobody has meanwhile.
    async fn first(&self, transport: &dyn Transport, before: u64) -> Result<Credentials, Error> {
        let _asking = self.asking.lock().await;
        if let (Lookup::Fresh(credentials) | Lookup::Due(credentials, _), _) = self.look(transport)
        {
            return Ok(credentials);
        }
        {
            let state = self.state();
            if let Some(failure) = state.failure.as_ref().filter(|_| state.answers > before) {
                return Err(failure.clone_without_source());
            }
        }
        self.ask(transport).await
    }

    async fn ask(&self, transport: &dyn Transport) -> Result<Credentials, Error> {
        let answer = self.source.provide_credentials(transport).await;
        let now = now(transport);
        let mut state = self.state();
        state.answers += 1;
        match answer {
            Ok(credentials) => {
                state.failure = None;
                state.kept = Some(Entry::new(credentials.clone(), now));
                Ok(credentials)
            }
            Err(error) => {
                state.failure = Some(error.clone_without_source());
                if let Some(kept) = &mut state.kept {
                    kept.due = later(now, PAUSE);
                }
                Err(error)
            }
        }
    }

    fn look(&self, transport: &dyn Transport) -> (Lookup, u64) {
        let now = now(transport);
        let state = self.state();
        let found = match &state.kept {
            Some(kept) if over(kept.end, now) => Lookup::Nothing,
            Some(kept) if kept.due > now => Lookup::Fresh(kept.credentials.clone()),
            Some(kept) => Lookup::Due(kept.credentials.clone(), kept.end),
            None => Lookup::Nothing,
        };
        (found, state.answers)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time of day by the transport's clock.
/// Nobody gets this error while the old credentials last, but somebody has to know.
#[cfg(feature = "tracing")]
fn refresh_failed(error: &Error) {
    tracing::warn!(%error, "credentials cannot be renewed; the old ones still work");
}

#[cfg(not(feature = "tracing"))]
fn refresh_failed(_: &Error) {}

fn now(transport: &dyn Transport) -> SystemTime {
    transport.clock().signing_instant().time()
}

fn over(end: Option<SystemTime>, now: SystemTime) -> bool {
    end.is_some_and(|end| end <= now)
}

impl Entry {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let end = credentials.expiration().map(|end| match end > now {
            true => end,
            // The clock of this machine is wrong, and the service will know better.
            false => later(now, PAUSE),
        });
        let due = match end {
            Some(end) => {
                let life = end.duration_since(now).unwrap_or_default();
                end.checked_sub(REFRESH_BEFORE.min(life / 5)).unwrap_or(now)
            }
            None => later(now, DEFAULT_TTL),
        };
        Self {
            credentials,
            due,
            end,
        }
    }
}

/// A time beyond all calendars counts as now: asking once too often harms nobody.
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
        // Somebody may have renewed them already.
        if state
            .kept
            .as_ref()
            .is_some_and(|kept| kept.credentials.same_as(credentials))
        {
            state.kept = None;
        }
        drop(state);
        self.source.invalidate(credentials);
    }
}

/// The source may hold secrets.
impl<P> fmt::Debug for CachedProvider<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached").finish_non_exhaustive()
    }
}
