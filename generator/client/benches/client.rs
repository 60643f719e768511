//! What a call costs its own thread in CPU time: the flagship and a reply of a megabyte, without a network and over
//! loopback, beside bare reqwest sending and reading the same bytes. Prints a name, a tab and a figure a line; Linux only.
//! `generator/benches/client.sh` puts them beside those that are committed.

#[expect(dead_code, unreachable_pub, reason = "written as a generated crate is")]
#[path = "../tests/it/domain.rs"]
mod domain;
#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use acs_client::codegen::Operation;
use acs_client::sign::{SignableRequest, acs3};
use acs_client::{BoxFuture, Client, Credentials, Transport, TransportError};
use bytes::Bytes;

use domain::{Lang, QueryTaskDetailList, SaveTask};
use support::loopback::{self, Answer};

const SUBMITTED: &str = r#"{"RequestId":"6EF2-4A","TaskNo":"75addb07-28a3-450e-b5ec-test"}"#;
/// Each of a tenth of a second or more: the system counts in ticks.
const ROUNDS: usize = 10;

/// Answers at once, always the same.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(http::Response::new(self.0.clone()))))
    }
}

fn main() {
    let megabyte = megabyte();
    let records = megabyte.matches("TaskDetailNo").count();
    stages();
    let without = |body: &str| {
        let transport = Canned(Bytes::copy_from_slice(body.as_bytes()));
        Client::builder()
            .credentials(key())
            .region("cn-hangzhou")
            .transport(transport)
            .build()
            .expect("this is whole")
    };
    let (small, large) = (without(SUBMITTED), without(&megabyte));
    row(
        "send the flagship without a network, µs CPU",
        runtime(20_000, async || {
            small.send(flagship()).await.expect("it is canned");
        }),
    );
    row(
        &format!("send and read 1 MB of {records} records without a network, µs CPU"),
        runtime(20, async || {
            large
                .send(QueryTaskDetailList::new("t"))
                .await
                .expect("it is canned");
        }),
    );
    beside("the flagship", SUBMITTED.to_owned(), 5000, async |client| {
        client.send(flagship()).await.expect("loopback answers");
    });
    beside("1 MB", megabyte, 20, async |client| {
        client
            .send(QueryTaskDetailList::new("t"))
            .await
            .expect("loopback answers");
    });
}

fn key() -> Credentials {
    Credentials::new("testid", "testsecret")
}

fn flagship() -> SaveTask {
    SaveTask::new("ST2017120814571100001303").lang(Lang::En)
}

/// One page of a task of many parts, a megabyte long.
fn megabyte() -> String {
    let one = domain::details(&["EXECUTE_SUCCESS"]).len() - domain::details(&[]).len() + 1;
    domain::details(&vec!["EXECUTE_SUCCESS"; (1 << 20) / one])
}

/// What goes before the network: parameters and the signature.
fn stages() {
    row(
        "make the flagship's parameters, µs CPU",
        runtime(2_000_000, async || {
            black_box(flagship().into_parameters());
        }),
    );
    let headers = [
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];
    let message = SignableRequest {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: [("InstanceId", "ST2017120814571100001303"), ("Lang", "en")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        headers: headers
            .map(|name| {
                (
                    name.to_owned(),
                    "a value of the usual length of thirty".to_owned(),
                )
            })
            .into(),
        ..SignableRequest::default()
    };
    let key = key();
    row(
        "sign the flagship, µs CPU",
        runtime(50_000, async || {
            black_box(acs3::authorization(&message, |_| true, &key));
        }),
    );
}

/// Our client and bare reqwest, with the same request and the same reply.
fn beside(what: &str, body: String, calls: u32, send: impl AsyncFn(&Client)) {
    let record = std::sync::Arc::new(std::sync::Mutex::new(None));
    let seen = std::sync::Arc::clone(&record);
    let address = loopback::serve(move |request| {
        seen.lock()
            .expect("no thread panics while it holds this")
            .replace(request);
        Answer::json(body.clone())
    });
    let client = Client::builder()
        .credentials(key())
        .endpoint(address.to_string())
        .plaintext_loopback()
        .build()
        .expect("this is whole");
    let ours = runtime(calls, async || send(&client).await);
    let request = record
        .lock()
        .expect("no thread panics while it holds this")
        .take()
        .expect("a call went out");
    let bare = bare(address, &request);
    let theirs = runtime(calls, async || {
        let reply = bare
            .0
            .execute(bare.1.try_clone().expect("there is no body"))
            .await
            .expect("loopback answers");
        black_box(reply.bytes().await.expect("it is whole"));
    });
    let document = runtime(calls, async || {
        let reply = bare
            .0
            .execute(bare.1.try_clone().expect("there is no body"))
            .await
            .expect("loopback answers");
        let bytes = reply.bytes().await.expect("it is whole");
        black_box(serde_json::from_slice::<serde_json::Value>(&bytes).expect("it is JSON"));
    });
    row(&format!("{what} over loopback, µs CPU"), ours);
    row(
        &format!("{what} over loopback, bare reqwest, µs CPU"),
        theirs,
    );
    row(&format!("{what}: ours against bare reqwest"), ours / theirs);
    row(
        &format!("{what}: ours against bare reqwest that reads the JSON without types"),
        ours / document,
    );
}

/// What our client sent, as bare reqwest sends it.
fn bare(address: SocketAddr, seen: &loopback::RawResponse) -> (reqwest::Client, reqwest::Request) {
    // Installed once; the second time is told so, and that is all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("this is whole");
    let mut request = client.post(format!("http://{address}{}?{}", seen.path, seen.query));
    for (name, value) in seen.headers.iter().filter(|(name, _)| name != "host") {
        request = request.header(name, value);
    }
    let request = request.build().expect("it was sent before");
    (client, request)
}

/// Microseconds of this thread's CPU time a call; the least of some rounds, for other work only ever adds to it.
fn runtime(calls: u32, call: impl AsyncFn()) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system has a thread");
    let round = || {
        let before = on_cpu();
        runtime.block_on(async {
            for _ in 0..calls {
                call().await;
            }
        });
        (on_cpu() - before).as_secs_f64() * 1e6 / f64::from(calls)
    };
    (0..ROUNDS).map(|_| round()).fold(f64::MAX, f64::min)
}

/// How long this thread has been running on a processor.
fn on_cpu() -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").expect("this is Linux");
    let nanoseconds = statistics
        .split_whitespace()
        .next()
        .and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first figure is the time on a processor"))
}

fn row(name: &str, figure: f64) {
    println!("{name}\t{figure:.2}");
}
