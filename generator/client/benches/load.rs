//! 100,000 calls on loopback, first from 200 tasks and then from 16 threads.
//!
//! Run it with `cargo bench -p acs-client --all-features --bench load`; the environment variable `CALLS` sets the number of
//! calls. It fails if a call does not get its own response, or if memory grows.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use support::load::{Plan, asynchronous, blocking};

/// The maximum growth of memory after the first tenth of the calls, in KiB: allocators keep memory that threads freed.
const MAX_GROWTH_KIB: u64 = 8 * 1024;

const TASKS: &str = "tasks on tokio";
const THREADS: &str = "threads that block";

fn main() -> ExitCode {
    let calls = env::var("CALLS").ok().and_then(|calls| calls.parse().ok());
    let calls = calls.unwrap_or(100_000);
    let mut passed = true;
    for (name, callers) in [(TASKS, 200), (THREADS, 16)] {
        let plan = Plan { callers, calls };
        let started = Instant::now();
        let outcome = match name {
            TASKS => asynchronous(plan),
            _ => blocking(plan),
        };
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{calls} calls of {callers} {name}: {outcome}; {:.0} calls a second",
            calls as f64 / seconds
        );
        passed &= outcome.is_complete(plan) && outcome.growth_kib() <= MAX_GROWTH_KIB;
    }
    match passed {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
