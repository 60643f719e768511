//! CPU time of a call on its own thread, compared with bare reqwest that exchanges the same bytes.
//!
//! Measures a small call (the flagship operation) and a response of one megabyte, without a network and over loopback.
//! Prints one row per figure: name, tab, figure. Linux only. `generator/benches/client.sh` compares the figures with the
//! committed ones.

#[expect(dead_code, unreachable_pub, reason = "written like a generated crate")]
#[path = "../tests/it/domain.rs"]
mod domain;
#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use acs_client::codegen::Operation;
use acs_client::sign::{SignableRequest, acs3};
use acs_client::{BoxFuture, Client, Credentials, Transport, TransportError};
use bytes::Bytes;

use domain::{Lang, QueryTaskDetailList, SaveTask};
use support::loopback::{self, CannedResponse};

const SUBMITTED: &str = r#"{"RequestId":"6EF2-4A","TaskNo":"75addb07-28a3-450e-b5ec-test"}"#;
/// The number of rounds. Each takes a tenth of a second or more, because the system counts CPU time in ticks.
const ROUNDS: usize = 10;

/// A transport that answers every request at once with the same body.
struct CannedTransport(Bytes);

impl Transport for CannedTransport {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(http::Response::new(self.0.clone()))))
    }
}

fn main() {
    let megabyte = megabyte_page();
    let records = megabyte.matches("TaskDetailNo").count();
    measure_stages();
    let client_without_network = |body: &str| {
        let transport = CannedTransport(Bytes::copy_from_slice(body.as_bytes()));
        Client::builder()
            .credentials(access_key())
            .region("cn-hangzhou")
            .transport(transport)
            .build()
            .expect("the configuration is complete")
    };
    let (small, large) = (
        client_without_network(SUBMITTED),
        client_without_network(&megabyte),
    );
    row(
        "send the flagship without a network, µs CPU",
        measure(20_000, async || {
            small
                .send(flagship())
                .await
                .expect("the response is canned");
        }),
    );
    row(
        &format!("send and read 1 MB of {records} records without a network, µs CPU"),
        measure(20, async || {
            large
                .send(QueryTaskDetailList::new("t"))
                .await
                .expect("the response is canned");
        }),
    );
    compare_with_reqwest("the flagship", SUBMITTED.to_owned(), 5000, async |client| {
        client.send(flagship()).await.expect("loopback answers");
    });
    compare_with_reqwest("1 MB", megabyte, 20, async |client| {
        client
            .send(QueryTaskDetailList::new("t"))
            .await
            .expect("loopback answers");
    });
}

fn access_key() -> Credentials {
    Credentials::new("testid", "testsecret")
}

fn flagship() -> SaveTask {
    SaveTask::new("ST2017120814571100001303").lang(Lang::En)
}

/// Returns the JSON of a page of task details, one megabyte long.
fn megabyte_page() -> String {
    let item_len = domain::details(&["EXECUTE_SUCCESS"]).len() - domain::details(&[]).len() + 1;
    domain::details(&vec!["EXECUTE_SUCCESS"; (1 << 20) / item_len])
}

/// Measures the stages before the network: building the parameters, and signing.
fn measure_stages() {
    row(
        "make the flagship's parameters, µs CPU",
        measure(2_000_000, async || {
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
    let request = SignableRequest {
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
    let access_key = access_key();
    row(
        "sign the flagship, µs CPU",
        measure(50_000, async || {
            black_box(acs3::authorization(&request, |_| true, &access_key));
        }),
    );
}

/// Compares this client with bare reqwest, for the same request and the same response.
fn compare_with_reqwest(name: &str, body: String, calls: u32, send: impl AsyncFn(&Client)) {
    let record = Arc::new(Mutex::new(None));
    let recorded = Arc::clone(&record);
    let address = loopback::serve(move |request| {
        recorded
            .lock()
            .expect("no thread panics while it holds the lock")
            .replace(request);
        CannedResponse::json(body.clone())
    });
    let client = Client::builder()
        .credentials(access_key())
        .endpoint(address.to_string())
        .plaintext_loopback()
        .build()
        .expect("the configuration is complete");
    let ours = measure(calls, async || send(&client).await);
    let request = record
        .lock()
        .expect("no thread panics while it holds the lock")
        .take()
        .expect("the client has sent a request");
    let bare = bare_reqwest(address, &request);
    let reqwest_alone = measure(calls, async || {
        black_box(bare.send().await);
    });
    let untyped = measure(calls, async || {
        let bytes = bare.send().await;
        black_box(serde_json::from_slice::<serde_json::Value>(&bytes).expect("the body is JSON"));
    });
    row(&format!("{name} over loopback, µs CPU"), ours);
    row(
        &format!("{name} over loopback, bare reqwest, µs CPU"),
        reqwest_alone,
    );
    row(
        &format!("{name}: ours against bare reqwest"),
        ours / reqwest_alone,
    );
    row(
        &format!("{name}: ours against bare reqwest that reads the JSON without types"),
        ours / untyped,
    );
}

/// A request and the bare reqwest client that sends it.
struct BareReqwest {
    client: reqwest::Client,
    request: reqwest::Request,
}

impl BareReqwest {
    /// Sends the request and returns the body of the response.
    async fn send(&self) -> Bytes {
        let request = self.request.try_clone().expect("the request has no body");
        let response = self.client.execute(request).await;
        let response = response.expect("loopback answers");
        response.bytes().await.expect("the response is complete")
    }
}

/// Builds the request that this client sent for bare reqwest.
fn bare_reqwest(address: SocketAddr, sent: &loopback::ReceivedRequest) -> BareReqwest {
    // Fails if a provider is already installed, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("the configuration is complete");
    let mut request = client.post(format!("http://{address}{}?{}", sent.path, sent.query));
    for (name, value) in sent.headers.iter().filter(|(name, _)| name != "host") {
        request = request.header(name, value);
    }
    let request = request
        .build()
        .expect("the request was valid when it was sent");
    BareReqwest { client, request }
}

/// Returns the CPU time of this thread in microseconds per call: the minimum of all rounds, because other work only adds to it.
fn measure(calls: u32, call: impl AsyncFn()) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("tokio starts on this thread");
    let round = || {
        let before = thread_cpu_time();
        runtime.block_on(async {
            for _ in 0..calls {
                call().await;
            }
        });
        (thread_cpu_time() - before).as_secs_f64() * 1e6 / f64::from(calls)
    };
    (0..ROUNDS).map(|_| round()).fold(f64::MAX, f64::min)
}

/// Returns the CPU time that this thread has used.
fn thread_cpu_time() -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat")
        .expect("Linux reports the statistics of a thread");
    let nanoseconds = statistics
        .split_whitespace()
        .next()
        .and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first figure is the CPU time"))
}

/// Prints a row.
fn row(name: &str, figure: f64) {
    println!("{name}\t{figure:.2}");
}
