//! Faults on a real connection, over each transport. `faults/table.txt` lists the outcome of each fault.

mod script;
mod server;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use acs_client::codegen::{Operation, OperationSpec, OperationType, Parameters, TokenLocation};
use acs_client::{
    BoxFuture, Builder, Client, Clock, Credentials, Error, ErrorKind, ProvideCredentials,
    RequestBody, ResponseBody, Transport, TransportError,
};
use bytes::Bytes;
use script::{connection_faults, response_faults, transient_faults};
use server::{Behavior, Server};

use crate::domain::{PRODUCT, QueryTaskDetailList, SaveTask, SaveTaskResponse};

/// The number of requests and the outcome: first for a read, which equals a write with a client token, then for a write
/// without one.
const TABLE: &str = include_str!("faults/table.txt");

#[test]
fn each_fault_ends_as_the_table_lists() {
    let faults = [connection_faults(), transient_faults(), response_faults()].concat();
    let table = in_parallel(&faults, |(name, behaviors)| table_line(name, behaviors)).concat();
    println!("{table}");
    assert_eq!(table, TABLE);
}

fn table_line(name: &str, behaviors: &[Behavior]) -> String {
    let calls = [CallKind::Read, CallKind::WriteWithToken, CallKind::Write];
    let outcomes = in_parallel(&calls, |call| over_each_transport(name, behaviors, *call));
    let [read, token, write]: [String; 3] = outcomes.try_into().unwrap();
    assert_eq!(
        read, token,
        "{name}: a write with a client token is retried like a read"
    );
    format!("{name:20} | {read:58} | {write}\n")
}

/// Asserts that a call has the same outcome over each transport, and returns that outcome.
fn over_each_transport(name: &str, behaviors: &[Behavior], call: CallKind) -> String {
    let outcomes = in_parallel(TRANSPORTS, |send| outcome(behaviors, call, *send));
    let (first, others) = outcomes.split_first().unwrap();
    assert!(
        others.iter().all(|other| other == first),
        "{name}: the transports disagree: {outcomes:#?}"
    );
    first.clone()
}

/// Runs `work` on all items at once, because most of the time is spent waiting.
fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> String + Sync) -> Vec<String> {
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = items
            .iter()
            .map(|item| scope.spawn(move || work(item)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// A kind of call, which determines the failures that are retried.
#[derive(Clone, Copy)]
enum CallKind {
    Read,
    /// A write with a client token, which the service executes only once.
    WriteWithToken,
    Write,
}

/// Sends a call over a transport and returns the number of attempts.
type SendOver = fn(Builder, CallKind) -> Result<u32, Error>;

const TRANSPORTS: &[SendOver] = &[
    #[cfg(feature = "reqwest")]
    |builder, call| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let transport = acs_client::Reqwest::with_timeouts(CONNECT_TIMEOUT, STALL_TIMEOUT).unwrap();
        let client = builder
            .transport(WithoutBackoff(transport))
            .build()
            .unwrap();
        runtime.block_on(send(&client, call))
    },
    #[cfg(feature = "blocking")]
    |builder, call| {
        let transport = acs_client::Ureq::with_timeouts(CONNECT_TIMEOUT, STALL_TIMEOUT);
        let client = builder
            .transport(WithoutBackoff(transport))
            .build()
            .unwrap();
        acs_client::replay::block_on(send(&client, call))
    },
];

const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
const STALL_TIMEOUT: Duration = Duration::from_secs(2);
const CALL_TIMEOUT: Duration = Duration::from_secs(16);

async fn send(client: &Client, call: CallKind) -> Result<u32, Error> {
    match call {
        CallKind::Read => client
            .send(QueryTaskDetailList::new("75"))
            .await
            .map(|response| response.attempts()),
        CallKind::WriteWithToken => client
            .send(Create(Parameters::new()))
            .await
            .map(|response| response.attempts()),
        CallKind::Write => client
            .send(SaveTask::new("ST1"))
            .await
            .map(|response| response.attempts()),
    }
}

/// Describes the number of requests that the server received, and how the call ended.
fn outcome(behaviors: &[Behavior], call: CallKind, send: SendOver) -> String {
    let server = Server::start(behaviors.to_vec());
    let builder = Client::builder()
        .credentials(RotatingTokens(AtomicUsize::new(0)))
        .endpoint(server.address().to_string())
        .plaintext_loopback()
        .timeout(CALL_TIMEOUT)
        .max_response_bytes(1 << 20);
    let outcome = match send(builder, call) {
        Ok(1) => "response".to_owned(),
        Ok(attempts) => format!("response at attempt {attempts}"),
        Err(error) => {
            // The system decides how much of a response arrives before a connection breaks.
            let status = error
                .status()
                .filter(|_| error.kind() != ErrorKind::Transport);
            let status = status.map(|status| format!("{status}: "));
            let message = error.message().replace("127.0.0.1", "it");
            let message: String = message.chars().take(44).collect();
            format!("{}{message}", status.unwrap_or_default())
        }
    };
    format!("{} sent: {outcome}", server.received())
}

struct Create(Parameters);

impl Operation for Create {
    type Response = SaveTaskResponse;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Create", OperationType::Write)
            .client_token("ClientToken", TokenLocation::Query);
    acs_client::impl_operation!();
}

/// A transport whose clock skips the backoff between attempts.
struct WithoutBackoff<T>(T);

impl<T: Transport> Transport for WithoutBackoff<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.0.send(request)
    }

    fn send_streaming(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.0.send_streaming(request)
    }

    fn clock(&self) -> &dyn Clock {
        &SkippingClock
    }
}

/// A clock whose sleeps end at once.
struct SkippingClock;

impl Clock for SkippingClock {
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A provider that issues another security token each time the last one is invalidated.
struct RotatingTokens(AtomicUsize);

impl ProvideCredentials for RotatingTokens {
    fn provide_credentials<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let token = format!("token-{}", self.0.load(Ordering::Relaxed));
        let credentials = Credentials::new("testid", "testsecret").with_security_token(token);
        Box::pin(std::future::ready(Ok(credentials)))
    }

    fn invalidate(&self, _: &Credentials) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
