//! What goes wrong on the way to a service, over both transports, against a real server of our own; one table.

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
use server::{Act, Server};

use crate::domain::{PRODUCT, QueryTaskDetailList, SaveTask, Saved};

const OK: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 15\r\nconnection: close\r\n\r\n{\"TaskNo\":\"75\"}";

/// Each fault, and what the server does about one request after the other; the last is done for ever.
fn faults() -> Vec<(&'static str, Vec<Act>)> {
    use Act::{Answer, Drip, Endless, Reset, ResetAfter, Silent};
    let refusal = |head: &str, body: &str| {
        let length = body.len();
        let close = "connection: close";
        Answer(format!(
            "HTTP/1.1 {head}\r\ncontent-length: {length}\r\n{close}\r\n\r\n{body}"
        ))
    };
    let ok = || Answer(OK.to_owned());
    let later = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(7200));
    let loops = "302 Found\r\nlocation: /";
    vec![
        ("refused", vec![]),
        ("reset before", vec![Reset, ok()]),
        (
            "reset in the body",
            vec![ResetAfter(OK[..65].to_owned()), ok()],
        ),
        ("no headers", vec![Silent(String::new()), ok()]),
        ("half a head", vec![Silent(OK[..30].to_owned()), ok()]),
        ("half a body", vec![Silent(OK[..65].to_owned()), ok()]),
        (
            "slow headers",
            vec![Drip("HTTP/1.1 200 OK\r\nx-slow: ".to_owned())],
        ),
        (
            "slow body",
            vec![Drip(
                "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n".to_owned(),
            )],
        ),
        ("truncated", vec![Answer(OK[..65].to_owned()), ok()]),
        (
            "lying length",
            vec![Answer(
                "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{}".to_owned(),
            )],
        ),
        ("gigantic body", vec![Endless]),
        ("429", vec![refusal("429 Slow Down", ""), ok()]),
        (
            "429 with a hint",
            vec![refusal("429 Slow Down\r\nx-acs-retry-after: 20", ""), ok()],
        ),
        (
            "Throttling.User",
            vec![refusal("400 Bad", r#"{"Code":"Throttling.User"}"#), ok()],
        ),
        ("503 once", vec![refusal("503 Unavailable", ""), ok()]),
        ("503 storm", vec![refusal("503 Unavailable", "")]),
        (
            "page of a proxy",
            vec![refusal(
                "502 Bad\r\ncontent-type: text/html",
                "<html>no</html>",
            )],
        ),
        (
            "wrong content type",
            vec![Answer(OK.replacen(
                "content-length",
                "content-type: image/png\r\ncontent-length",
                1,
            ))],
        ),
        ("no HTTP", vec![Answer("garbage\r\n\r\n".to_owned())]),
        (
            "no document",
            vec![Answer(OK.replace(r#"{"TaskNo":"75"}"#, "{{{{{{{{{{{{{{{"))],
        ),
        ("redirect loop", vec![refusal(loops, "")]),
        (
            "token expired",
            vec![
                refusal("403 No", r#"{"Code":"SecurityTokenExpired"}"#),
                ok(),
            ],
        ),
        (
            "clock two hours off",
            vec![
                refusal(
                    &format!("400 Bad\r\ndate: {later}"),
                    r#"{"Code":"IllegalTimestamp"}"#,
                ),
                ok(),
            ],
        ),
    ]
}

/// What the server saw and what came of it: for a read, as for a change with a client token; and for another change.
const TABLE: &str = include_str!("faults/table.txt");

#[test]
fn each_fault_has_its_error_or_its_recovery() {
    let table = side_by_side(&faults(), |(name, acts)| line(name, acts)).concat();
    println!("{table}");
    assert_eq!(table, TABLE);
}

fn line(name: &str, acts: &[Act]) -> String {
    let calls = [
        ResponseFuture::Read,
        ResponseFuture::Token,
        ResponseFuture::Write,
    ];
    let outcomes = side_by_side(&calls, |call| over_each(name, acts, *call));
    let [read, token, write]: [String; 3] = outcomes.try_into().unwrap();
    assert_eq!(
        read, token,
        "{name}: a change with a token is as safe as a read"
    );
    format!("{name:20} | {read:58} | {write}\n")
}

/// The outcome, which is the same over each transport.
fn over_each(name: &str, acts: &[Act], call: ResponseFuture) -> String {
    let outcomes = side_by_side(TRANSPORTS, |over| attempt(acts, call, *over));
    let (first, others) = outcomes.split_first().unwrap();
    assert!(
        others.iter().all(|other| other == first),
        "{name}: the transports disagree: {outcomes:#?}"
    );
    first.clone()
}

/// All at once, for most of it is waiting.
fn side_by_side<T: Sync>(items: &[T], work: impl Fn(&T) -> String + Sync) -> Vec<String> {
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

#[derive(Clone, Copy)]
enum ResponseFuture {
    Read,
    /// A change that the service can tell from a second one.
    Token,
    Write,
}

type Over = fn(Builder, ResponseFuture) -> Result<u32, Error>;

const TRANSPORTS: &[Over] = &[
    #[cfg(feature = "reqwest")]
    |builder, call| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let transport = acs_client::Reqwest::with_timeouts(CONNECT, SILENCE).unwrap();
        let client = builder.transport(Hasty(transport)).build().unwrap();
        runtime.block_on(send(&client, call))
    },
    #[cfg(feature = "blocking")]
    |builder, call| {
        let transport = acs_client::Ureq::with_timeouts(CONNECT, SILENCE);
        let client = builder.transport(Hasty(transport)).build().unwrap();
        acs_client::replay::block_on(send(&client, call))
    },
];

const CONNECT: Duration = Duration::from_millis(500);
const SILENCE: Duration = Duration::from_millis(1000);
const ALTOGETHER: Duration = Duration::from_secs(8);

async fn send(client: &Client, call: ResponseFuture) -> Result<u32, Error> {
    match call {
        ResponseFuture::Read => client
            .send(QueryTaskDetailList::new("75"))
            .await
            .map(|reply| reply.attempts()),
        ResponseFuture::Token => client
            .send(Create(Parameters::new()))
            .await
            .map(|reply| reply.attempts()),
        ResponseFuture::Write => client
            .send(SaveTask::new("ST1"))
            .await
            .map(|reply| reply.attempts()),
    }
}

/// What came of a call, and how many requests the server saw.
fn attempt(acts: &[Act], call: ResponseFuture, over: Over) -> String {
    let server = Server::start(acts.to_vec());
    let builder = Client::builder()
        .credentials(Tokens(AtomicUsize::new(0)))
        .endpoint(server.address().to_string())
        .plaintext_loopback()
        .timeout(ALTOGETHER)
        .max_response_bytes(1 << 20);
    let outcome = match over(builder, call) {
        Ok(1) => "reply".to_owned(),
        Ok(attempts) => format!("reply at attempt {attempts}"),
        Err(error) => {
            // How much arrives before a connection breaks is up to the system.
            let status = error
                .status()
                .filter(|_| error.kind() != ErrorKind::Transport);
            let status = status.map(|status| format!("{status}: "));
            let message = error.message().replace("127.0.0.1", "it");
            let message: String = message.chars().take(44).collect();
            format!("{}{message}", status.unwrap_or_default())
        }
    };
    format!("{} sent: {outcome}", server.seen())
}

struct Create(Parameters);

impl Operation for Create {
    type Response = Saved;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Create", OperationType::Write)
            .client_token("ClientToken", TokenLocation::Query);
    acs_client::impl_operation!();
}

/// Takes no pause.
struct Hasty<T>(T);

impl<T: Transport> Transport for Hasty<T> {
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
        &NoPause
    }
}

struct NoPause;

impl Clock for NoPause {
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A new token each time one has expired.
struct Tokens(AtomicUsize);

impl ProvideCredentials for Tokens {
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
