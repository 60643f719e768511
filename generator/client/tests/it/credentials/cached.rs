use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use acs_client::credentials::CachedProvider;
use acs_client::replay::block_on;
use acs_client::{BoxFuture, Clock, Credentials, Error, ProvideCredentials, Replay, Transport};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A source that numbers its answers, takes as long as it is told, and fails when it is told.
#[derive(Clone, Default)]
struct Numbered(Arc<State>);

#[derive(Default)]
struct State {
    asked: AtomicU32,
    life: Mutex<Option<Duration>>,
    broken: AtomicBool,
    slow: AtomicBool,
    told_expired: AtomicU32,
}

impl Numbered {
    fn living(life: Duration) -> (Self, CachedProvider<Self>) {
        let source = Self::default();
        *source.0.life.lock().unwrap() = Some(life);
        (source.clone(), CachedProvider::new(source))
    }

    fn asked(&self) -> u32 {
        self.0.asked.load(SeqCst)
    }

    fn answer(&self, number: u32, transport: &dyn Transport) -> Result<Credentials, Error> {
        if self.0.broken.load(SeqCst) {
            return Err(Error::credentials(format!("broken {number}")));
        }
        let credentials = Credentials::new(number.to_string(), "s");
        Ok(match *self.0.life.lock().unwrap() {
            Some(life) => {
                credentials.with_expiration(transport.clock().signing_instant().time() + life)
            }
            None => credentials,
        })
    }
}

impl ProvideCredentials for Numbered {
    fn provide_credentials<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let number = self.0.asked.fetch_add(1, SeqCst) + 1;
        Box::pin(poll_fn(move |_| match self.0.slow.load(SeqCst) {
            true => Poll::Pending,
            false => Poll::Ready(self.answer(number, transport)),
        }))
    }

    fn invalidate(&self, _: &Credentials) {
        self.0.told_expired.fetch_add(1, SeqCst);
    }
}

/// The number of the credentials that are given now.
#[track_caller]
fn given(cached: &CachedProvider<Numbered>, replay: &Replay) -> String {
    let credentials = block_on(cached.provide_credentials(replay)).unwrap();
    credentials.access_key_id().to_owned()
}

fn pass(replay: &Replay, time: Duration) {
    block_on(replay.sleep(time));
}

type Waiting<'a> = BoxFuture<'a, Result<Credentials, Error>>;

fn poll(waiting: &mut Waiting<'_>) -> Poll<String> {
    Pin::new(waiting)
        .poll(&mut Context::from_waker(Waker::noop()))
        .map(|outcome| match outcome {
            Ok(credentials) => credentials.access_key_id().to_owned(),
            Err(error) => error.to_string(),
        })
}

/// Polls them in turn until all are done.
fn finish(waiting: Vec<Waiting<'_>>) -> Vec<String> {
    let mut waiting: Vec<_> = waiting;
    let mut done = Vec::new();
    while !waiting.is_empty() {
        waiting.retain_mut(|one| match poll(one) {
            Poll::Ready(outcome) => {
                done.push(outcome);
                false
            }
            Poll::Pending => true,
        });
    }
    done
}

#[test]
fn credentials_are_renewed_a_quarter_of_an_hour_before_they_end() {
    // A fifth of three hours is more than 15 minutes.
    let (source, cached) = Numbered::living(3 * HOUR);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, 3 * HOUR - 15 * MINUTE - Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "2");
    assert_eq!(source.asked(), 2);
}

#[test]
fn short_lived_ones_are_renewed_when_a_fifth_of_their_life_is_left() {
    let (_, cached) = Numbered::living(15 * MINUTE);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, 12 * MINUTE - Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "2");
}

#[test]
fn those_without_an_end_are_looked_up_every_hour() {
    let source = Numbered::default();
    let cached = CachedProvider::new(source.clone());
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, HOUR - Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, Duration::from_secs(1));
    assert_eq!(given(&cached, &replay), "2");
    // A key that works is kept, however long its source is away.
    source.0.broken.store(true, SeqCst);
    pass(&replay, 1000 * HOUR);
    assert_eq!(given(&cached, &replay), "2");
}

#[test]
fn one_of_fifty_renews_and_the_others_go_on() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, 50 * MINUTE);

    source.0.slow.store(true, SeqCst);
    let mut waiting: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    assert_eq!(poll(&mut waiting[0]), Poll::Pending);
    for other in &mut waiting[1..] {
        assert_eq!(poll(other), Poll::Ready("1".to_owned()));
    }
    source.0.slow.store(false, SeqCst);
    assert_eq!(poll(&mut waiting[0]), Poll::Ready("2".to_owned()));
    assert_eq!((source.asked(), given(&cached, &replay).as_str()), (2, "2"));
}

#[test]
fn one_of_fifty_asks_for_the_first_ones_and_the_others_wait() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    source.0.slow.store(true, SeqCst);
    let mut waiting: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    for one in &mut waiting {
        assert_eq!(poll(one), Poll::Pending);
    }
    source.0.slow.store(false, SeqCst);
    assert_eq!(finish(waiting), vec!["1"; 50]);
    assert_eq!(source.asked(), 1);
}

#[test]
fn those_who_wait_share_a_failure_and_the_next_one_asks_again() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    source.0.slow.store(true, SeqCst);
    source.0.broken.store(true, SeqCst);
    let mut waiting: Vec<_> = (0..50)
        .map(|_| cached.provide_credentials(&replay))
        .collect();
    for one in &mut waiting {
        assert_eq!(poll(one), Poll::Pending);
    }
    source.0.slow.store(false, SeqCst);
    assert_eq!(finish(waiting), vec!["broken 1"; 50]);
    assert_eq!(source.asked(), 1);

    source.0.broken.store(false, SeqCst);
    assert_eq!(given(&cached, &replay), "2");
}

#[test]
fn on_fifty_threads_nothing_is_asked_twice() {
    let (source, cached) = Numbered::living(HOUR);
    let (cached, replay) = (Arc::new(cached), Replay::new());
    let (sender, receiver) = mpsc::channel();
    for _ in 0..50 {
        let (cached, replay, sender) = (Arc::clone(&cached), replay.clone(), sender.clone());
        thread::spawn(move || sender.send(given(&cached, &replay)).unwrap());
    }
    drop(sender);
    assert_eq!(receiver.iter().collect::<Vec<_>>(), vec!["1"; 50]);
    assert_eq!(source.asked(), 1);
}

#[test]
fn a_failing_renewal_keeps_what_works_and_is_tried_again_after_a_pause() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    source.0.broken.store(true, SeqCst);
    pass(&replay, 50 * MINUTE);
    for _ in 0..10 {
        assert_eq!(given(&cached, &replay), "1");
    }
    assert_eq!(source.asked(), 2);
    pass(&replay, MINUTE);
    assert_eq!(given(&cached, &replay), "1");
    assert_eq!(source.asked(), 3);

    source.0.broken.store(false, SeqCst);
    pass(&replay, MINUTE);
    assert_eq!(given(&cached, &replay), "4");
}

#[test]
fn what_has_ended_is_given_to_nobody() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    source.0.broken.store(true, SeqCst);
    pass(&replay, HOUR);
    let error = block_on(cached.provide_credentials(&replay)).unwrap_err();
    assert_eq!(error.to_string(), "broken 2");
}

#[test]
fn whoever_gives_up_asking_leaves_the_next_one_free_to_ask() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    source.0.slow.store(true, SeqCst);
    // The first ones: another one who waits takes over.
    let mut first = cached.provide_credentials(&replay);
    let mut second = cached.provide_credentials(&replay);
    assert_eq!(poll(&mut first), Poll::Pending);
    assert_eq!(poll(&mut second), Poll::Pending);
    drop(first);
    source.0.slow.store(false, SeqCst);
    assert_eq!(poll(&mut second), Poll::Ready("2".to_owned()));

    // Those after them: the next one who comes renews.
    pass(&replay, 50 * MINUTE);
    source.0.slow.store(true, SeqCst);
    let mut third = cached.provide_credentials(&replay);
    assert_eq!(poll(&mut third), Poll::Pending);
    drop(third);
    source.0.slow.store(false, SeqCst);
    assert_eq!(given(&cached, &replay), "4");
}

#[test]
fn what_a_service_has_refused_is_asked_for_anew() {
    let (source, cached) = Numbered::living(HOUR);
    let replay = Replay::new();
    let old = block_on(cached.provide_credentials(&replay)).unwrap();
    cached.invalidate(&old);
    assert_eq!(given(&cached, &replay), "2");
    // By now these are others.
    cached.invalidate(&old);
    assert_eq!(given(&cached, &replay), "2");
    assert_eq!(source.0.told_expired.load(SeqCst), 2);
}

#[test]
fn credentials_that_had_ended_when_they_came_are_tried_all_the_same() {
    // The clock of this machine may be wrong; still the source is not asked for each request.
    let (_, cached) = Numbered::living(Duration::ZERO);
    let replay = Replay::new();
    assert_eq!(given(&cached, &replay), "1");
    assert_eq!(given(&cached, &replay), "1");
    pass(&replay, MINUTE);
    assert_eq!(given(&cached, &replay), "2");
}
