//! The cache of credentials: when it refreshes, how concurrent callers share a refresh, what happens on failure.

mod numbered_provider;

use std::pin::Pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use acs_client::credentials::CachedProvider;
use acs_client::replay::block_on;
use acs_client::{BoxFuture, Clock, Credentials, Error, ProvideCredentials, Replay};

use numbered_provider::NumberedProvider;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// Returns the number of the credentials that the cache provides now.
#[track_caller]
fn provide_number(cached: &CachedProvider<NumberedProvider>, replay: &Replay) -> String {
    let credentials = block_on(cached.provide_credentials(replay)).unwrap();
    credentials.access_key_id().to_owned()
}

fn advance_clock(replay: &Replay, time: Duration) {
    block_on(replay.sleep(time));
}

type Pending<'a> = BoxFuture<'a, Result<Credentials, Error>>;

/// Polls a future once. A ready future yields the number of its credentials, or its error message.
fn poll(future: &mut Pending<'_>) -> Poll<String> {
    Pin::new(future)
        .poll(&mut Context::from_waker(Waker::noop()))
        .map(|result| match result {
            Ok(credentials) => credentials.access_key_id().to_owned(),
            Err(error) => error.to_string(),
        })
}

/// Polls the futures in turn until all are ready, and returns what they yield.
fn poll_all(mut futures: Vec<Pending<'_>>) -> Vec<String> {
    let mut results = Vec::new();
    while !futures.is_empty() {
        futures.retain_mut(|future| match poll(future) {
            Poll::Ready(result) => {
                results.push(result);
                false
            }
            Poll::Pending => true,
        });
    }
    results
}

#[test]
fn refreshes_15_minutes_before_expiration() {
    // A fifth of three hours exceeds 15 minutes, so 15 minutes apply.
    let (provider, cached) = NumberedProvider::with_lifetime(3 * HOUR);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, 3 * HOUR - 15 * MINUTE - Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "2");
    assert_eq!(provider.calls(), 2);
}

#[test]
fn refreshes_short_lived_credentials_with_a_fifth_of_their_lifetime_left() {
    let (_, cached) = NumberedProvider::with_lifetime(15 * MINUTE);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, 12 * MINUTE - Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "2");
}

#[test]
fn refreshes_permanent_credentials_every_hour() {
    let provider = NumberedProvider::default();
    let cached = CachedProvider::new(provider.clone());
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, HOUR - Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, Duration::from_secs(1));
    assert_eq!(provide_number(&cached, &replay), "2");
    // A permanent key is kept, no matter how long its provider fails.
    provider.set_fails(true);
    advance_clock(&replay, 1000 * HOUR);
    assert_eq!(provide_number(&cached, &replay), "2");
}

#[test]
fn one_of_50_callers_refreshes_while_the_others_use_the_old_credentials() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, 50 * MINUTE);

    provider.set_blocks(true);
    let mut callers: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    assert_eq!(poll(&mut callers[0]), Poll::Pending);
    for caller in &mut callers[1..] {
        assert_eq!(poll(caller), Poll::Ready("1".to_owned()));
    }
    provider.set_blocks(false);
    assert_eq!(poll(&mut callers[0]), Poll::Ready("2".to_owned()));
    assert_eq!(
        (provider.calls(), provide_number(&cached, &replay).as_str()),
        (2, "2")
    );
}

#[test]
fn one_of_50_callers_fetches_the_first_credentials_while_the_others_wait() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    provider.set_blocks(true);
    let mut callers: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    for caller in &mut callers {
        assert_eq!(poll(caller), Poll::Pending);
    }
    provider.set_blocks(false);
    assert_eq!(poll_all(callers), vec!["1"; 50]);
    assert_eq!(provider.calls(), 1);
}

#[test]
fn waiting_callers_share_a_failure_and_the_next_caller_tries_again() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    provider.set_blocks(true);
    provider.set_fails(true);
    let mut callers: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    for caller in &mut callers {
        assert_eq!(poll(caller), Poll::Pending);
    }
    provider.set_blocks(false);
    assert_eq!(poll_all(callers), vec!["broken 1"; 50]);
    assert_eq!(provider.calls(), 1);

    provider.set_fails(false);
    assert_eq!(provide_number(&cached, &replay), "2");
}

#[test]
fn calls_the_provider_once_for_50_threads() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let (cached, replay) = (Arc::new(cached), Replay::new());
    let (sender, receiver) = mpsc::channel();
    for _ in 0..50 {
        let (cached, replay, sender) = (Arc::clone(&cached), replay.clone(), sender.clone());
        thread::spawn(move || sender.send(provide_number(&cached, &replay)).unwrap());
    }
    drop(sender);
    assert_eq!(receiver.iter().collect::<Vec<_>>(), vec!["1"; 50]);
    assert_eq!(provider.calls(), 1);
}

#[test]
fn keeps_valid_credentials_after_a_failed_refresh_and_retries_after_a_minute() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    provider.set_fails(true);
    advance_clock(&replay, 50 * MINUTE);
    for _ in 0..10 {
        assert_eq!(provide_number(&cached, &replay), "1");
    }
    assert_eq!(provider.calls(), 2);
    advance_clock(&replay, MINUTE);
    assert_eq!(provide_number(&cached, &replay), "1");
    assert_eq!(provider.calls(), 3);

    provider.set_fails(false);
    advance_clock(&replay, MINUTE);
    assert_eq!(provide_number(&cached, &replay), "4");
}

#[test]
fn never_provides_expired_credentials() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    provider.set_fails(true);
    advance_clock(&replay, HOUR);
    let error = block_on(cached.provide_credentials(&replay)).unwrap_err();
    assert_eq!(error.to_string(), "broken 2");
}

#[test]
fn a_cancelled_refresh_is_taken_over_by_the_next_caller() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    provider.set_blocks(true);
    // Without credentials yet, a waiting caller takes over.
    let mut first = cached.provide_credentials(&replay);
    let mut second = cached.provide_credentials(&replay);
    assert_eq!(poll(&mut first), Poll::Pending);
    assert_eq!(poll(&mut second), Poll::Pending);
    drop(first);
    provider.set_blocks(false);
    assert_eq!(poll(&mut second), Poll::Ready("2".to_owned()));

    // During a refresh, the next caller starts another refresh.
    advance_clock(&replay, 50 * MINUTE);
    provider.set_blocks(true);
    let mut third = cached.provide_credentials(&replay);
    assert_eq!(poll(&mut third), Poll::Pending);
    drop(third);
    provider.set_blocks(false);
    assert_eq!(provide_number(&cached, &replay), "4");
}

#[test]
fn fetches_new_credentials_after_invalidation() {
    let (provider, cached) = NumberedProvider::with_lifetime(HOUR);
    let replay = Replay::new();
    let old = block_on(cached.provide_credentials(&replay)).unwrap();
    cached.invalidate(&old);
    assert_eq!(provide_number(&cached, &replay), "2");
    // The old credentials are no longer cached, so invalidating them again changes nothing.
    cached.invalidate(&old);
    assert_eq!(provide_number(&cached, &replay), "2");
    assert_eq!(provider.invalidations(), 2);
}

#[test]
fn provides_credentials_that_were_expired_on_arrival() {
    // The local clock may be wrong. The provider is still not called for every request.
    let (_, cached) = NumberedProvider::with_lifetime(Duration::ZERO);
    let replay = Replay::new();
    assert_eq!(provide_number(&cached, &replay), "1");
    assert_eq!(provide_number(&cached, &replay), "1");
    advance_clock(&replay, MINUTE);
    assert_eq!(provide_number(&cached, &replay), "2");
}
