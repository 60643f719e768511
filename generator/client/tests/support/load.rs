//! Concurrent callers against a loopback server that echoes the number of each call.
//!
//! Every call is counted: with its own response, with the response of another call, or without a response.

use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acs_client::codegen::{
    ApiStyle, DecodeObject, ObjectReader, Operation, OperationSpec, OperationType, Parameters,
    Product,
};
use acs_client::{Builder, Client, Credentials, Error, Response};

use super::loopback::{self, CannedResponse, ReceivedRequest};

static PRODUCT: Product = Product {
    name: "Echo",
    version: "2026-01-01",
    style: ApiStyle::Rpc,
    endpoints: &[],
};

/// An operation whose response repeats its number.
struct Echo(Parameters);

impl Echo {
    fn new(number: u64) -> Self {
        let text = "a text of usual length, with 中文 and what must be encoded: &=+ ~*/?";
        let number = number.to_string();
        Self(
            Parameters::new()
                .query("Number", number)
                .query("Text", text),
        )
    }
}

impl Operation for Echo {
    type Response = EchoResponse;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Echo", OperationType::Write);
    acs_client::impl_operation!();
}

struct EchoResponse {
    number: String,
}

impl DecodeObject for EchoResponse {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            number: fields.get("Number"),
        }
    }
}

/// The load: a number of callers, and the calls they make in total.
#[derive(Clone, Copy)]
pub struct Plan {
    pub callers: u64,
    pub calls: u64,
}

/// The counts after a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Requests that the server received.
    pub served: u64,
    /// Calls that got their own response.
    pub matched: u64,
    /// Calls that got the response of another call.
    pub mixed: u64,
    /// Calls that failed.
    pub failed: u64,
    /// Resident memory in KiB after the first tenth of the calls; `None` if the system does not report it.
    pub warm_kib: Option<u64>,
    /// Resident memory in KiB after the last call.
    pub end_kib: Option<u64>,
}

impl Outcome {
    /// Returns whether every call got its own response from a single request.
    pub fn is_complete(&self, plan: Plan) -> bool {
        (self.served, self.matched) == (plan.calls, plan.calls)
    }

    /// Returns how much memory grew after the first tenth of the calls, in KiB.
    pub fn growth_kib(&self) -> u64 {
        let memory = self.end_kib.zip(self.warm_kib);
        memory.map_or(0, |(end, warm)| end.saturating_sub(warm))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = |sample: Option<u64>| {
            sample.map_or("unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
        };
        write!(
            f,
            "{} served, {} right, {} mixed up, {} failed; memory {} when warm, {} at the end",
            self.served,
            self.matched,
            self.mixed,
            self.failed,
            memory(self.warm_kib),
            memory(self.end_kib)
        )
    }
}

/// Counters that the callers share.
#[derive(Default)]
struct Tally {
    matched: AtomicU64,
    mixed: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    fn add(&self, number: u64, result: &Result<Response<EchoResponse>, Error>) {
        let (own, id) = (number.to_string(), format!("r{number}"));
        let counter = match result {
            Ok(response) if response.number == own && response.request_id() == Some(&id) => {
                &self.matched
            }
            Ok(_) => &self.mixed,
            Err(error) => {
                eprintln!("call {number}: {error}");
                &self.failed
            }
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

fn start_server(served: &Arc<AtomicU64>) -> SocketAddr {
    let served = Arc::clone(served);
    loopback::serve(move |request| {
        served.fetch_add(1, Ordering::Relaxed);
        echo(&request)
    })
}

fn echo(request: &ReceivedRequest) -> CannedResponse {
    let mut pairs = request.query.split('&');
    let number = pairs.find_map(|pair| pair.strip_prefix("Number="));
    let number = number.unwrap_or_default();
    CannedResponse::json(format!(
        r#"{{"RequestId":"r{number}","Number":"{number}"}}"#
    ))
}

fn builder(address: SocketAddr) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .endpoint(address.to_string())
        .plaintext_loopback()
}

/// Returns the numbers of the first tenth of the calls, which warms up, and of the rest.
fn split_warm_up(plan: Plan) -> [Range<u64>; 2] {
    [0..plan.calls / 10, plan.calls / 10..plan.calls]
}

/// Runs the warm-up and the rest of the calls against a new server, and counts the results.
fn count(plan: Plan, mut run: impl FnMut(SocketAddr, Range<u64>, &Arc<Tally>)) -> Outcome {
    let (served, tally) = (Arc::default(), Arc::default());
    let address = start_server(&served);
    let [warm_up, rest] = split_warm_up(plan);
    run(address, warm_up, &tally);
    let warm_kib = resident_kib();
    run(address, rest, &tally);
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Outcome {
        served: load(&served),
        matched: load(&tally.matched),
        mixed: load(&tally.mixed),
        failed: load(&tally.failed),
        warm_kib,
        end_kib: resident_kib(),
    }
}

/// Makes the calls from tasks on tokio.
#[cfg(feature = "reqwest")]
pub fn asynchronous(plan: Plan) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("tokio starts two threads");
    let mut client = None;
    count(plan, |address, numbers, tally| {
        let client = client.get_or_insert_with(|| {
            builder(address)
                .build()
                .expect("the configuration is complete")
        });
        let callers = (0..plan.callers).map(|caller| {
            let (client, tally, numbers) = (client.clone(), Arc::clone(tally), numbers.clone());
            runtime.spawn(async move {
                for number in numbers.skip(caller as usize).step_by(plan.callers as usize) {
                    tally.add(number, &client.send(Echo::new(number)).await);
                }
            })
        });
        for caller in callers.collect::<Vec<_>>() {
            runtime.block_on(caller).expect("no caller panics");
        }
    })
}

/// Makes the calls from threads with the blocking client.
#[cfg(feature = "blocking")]
pub fn blocking(plan: Plan) -> Outcome {
    let mut client = None;
    count(plan, |address, numbers, tally| {
        let client = &*client.get_or_insert_with(|| {
            builder(address)
                .build_blocking()
                .expect("the configuration is complete")
        });
        std::thread::scope(|scope| {
            for caller in 0..plan.callers {
                let numbers = numbers.clone();
                scope.spawn(move || {
                    for number in numbers.skip(caller as usize).step_by(plan.callers as usize) {
                        tally.add(number, &client.send(Echo::new(number)));
                    }
                });
            }
        });
    })
}

/// Returns the resident memory of this process, on Linux.
fn resident_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
