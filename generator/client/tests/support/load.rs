//! Many callers at once against a server on loopback that answers each with what it asked.
//!
//! **Invariant**: a reply that is lost, late by one, or another caller's is counted.

use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acs_client::codegen::{
    ApiStyle, DecodeObject, ObjectReader, Operation, OperationSpec, OperationType, Parameters,
    Product,
};
use acs_client::{Builder, Client, Credentials, Error, Response};

use super::loopback::{self, Answer, RawResponse};

static PRODUCT: Product = Product {
    name: "Echo",
    version: "2026-01-01",
    style: ApiStyle::Rpc,
    endpoints: &[],
};

/// Asks for its own number.
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
    type Response = Echoed;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Echo", OperationType::Write);
    acs_client::impl_operation!();
}

struct Echoed {
    number: String,
}

impl DecodeObject for Echoed {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            number: fields.get("Number"),
        }
    }
}

/// How many callers make how many calls altogether.
#[derive(Clone, Copy)]
pub struct Plan {
    pub callers: u64,
    pub calls: u64,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Requests the server has seen.
    pub served: u64,
    /// Replies that are the caller's own.
    pub right: u64,
    /// Replies that are somebody else's.
    pub mixed: u64,
    /// Calls without a reply.
    pub failed: u64,
    /// Resident memory after the first tenth of the calls, in KiB; none where the system does not tell.
    pub warm: Option<u64>,
    /// The same after the last call.
    pub end: Option<u64>,
}

impl Count {
    /// Whether every call got its own reply from one request.
    pub fn is_whole(&self, plan: Plan) -> bool {
        (self.served, self.right) == (plan.calls, plan.calls)
    }

    /// How much memory grew from the first tenth on, in KiB.
    pub fn growth(&self) -> u64 {
        let ends = self.end.zip(self.warm);
        ends.map_or(0, |(end, warm)| end.saturating_sub(warm))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = |sample: Option<u64>| {
            sample.map_or("unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
        };
        write!(
            f,
            "{} served, {} right, {} mixed up, {} failed; memory {} when warm, {} at the end",
            self.served,
            self.right,
            self.mixed,
            self.failed,
            memory(self.warm),
            memory(self.end)
        )
    }
}

/// Tallies shared by the callers.
#[derive(Default)]
struct Tally {
    right: AtomicU64,
    mixed: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    fn add(&self, number: u64, reply: &Result<Response<Echoed>, Error>) {
        let (own, id) = (number.to_string(), format!("r{number}"));
        let counter = match reply {
            Ok(reply) if reply.number == own && reply.request_id() == Some(&id) => &self.right,
            Ok(_) => &self.mixed,
            Err(error) => {
                eprintln!("call {number}: {error}");
                &self.failed
            }
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

fn server(served: &Arc<AtomicU64>) -> SocketAddr {
    let served = Arc::clone(served);
    loopback::serve(move |request| {
        served.fetch_add(1, Ordering::Relaxed);
        echo(&request)
    })
}

fn echo(request: &RawResponse) -> Answer {
    let mut pairs = request.query.split('&');
    let number = pairs.find_map(|pair| pair.strip_prefix("Number="));
    let number = number.unwrap_or_default();
    Answer::json(format!(
        r#"{{"RequestId":"r{number}","Number":"{number}"}}"#
    ))
}

fn builder(address: SocketAddr) -> Builder {
    Client::builder()
        .credentials(Credentials::new("testid", "testsecret"))
        .endpoint(address.to_string())
        .plaintext_loopback()
}

/// The tenth that warms up, and the rest.
fn halves(plan: Plan) -> [std::ops::Range<u64>; 2] {
    [0..plan.calls / 10, plan.calls / 10..plan.calls]
}

fn counted(
    plan: Plan,
    mut run: impl FnMut(SocketAddr, std::ops::Range<u64>, &Arc<Tally>),
) -> Count {
    let (served, tally) = (Arc::default(), Arc::default());
    let address = server(&served);
    let [first, rest] = halves(plan);
    run(address, first, &tally);
    let warm = resident();
    run(address, rest, &tally);
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Count {
        served: load(&served),
        right: load(&tally.right),
        mixed: load(&tally.mixed),
        failed: load(&tally.failed),
        warm,
        end: resident(),
    }
}

/// Tasks on tokio.
#[cfg(feature = "reqwest")]
pub fn asynchronous(plan: Plan) -> Count {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("the system has two threads");
    let mut client = None;
    counted(plan, |address, numbers, tally| {
        let client = client.get_or_insert_with(|| builder(address).build().expect("this is whole"));
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

/// Threads that block.
#[cfg(feature = "blocking")]
pub fn blocking(plan: Plan) -> Count {
    let mut client = None;
    counted(plan, |address, numbers, tally| {
        let client = &*client
            .get_or_insert_with(|| builder(address).build_blocking().expect("this is whole"));
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

fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
