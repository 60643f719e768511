//! A hundred thousand calls of two hundred tasks, and of sixteen threads, on loopback: counted, and memory watched.
//! `cargo bench -p acs-client --all-features --bench load`; CALLS says how many calls. It fails
//! where a reply is not the caller's own, and where memory grows.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use support::load::{Plan, asynchronous, blocking};

/// What memory may grow by after the first tenth of the calls, in KiB: allocators keep what threads gave back.
const FLAT: u64 = 8 * 1024;

const TASKS: &str = "tasks on tokio";
const THREADS: &str = "threads that block";

fn main() -> ExitCode {
    let calls = env::var("CALLS").ok().and_then(|calls| calls.parse().ok());
    let calls = calls.unwrap_or(100_000);
    let mut held = true;
    for (name, callers) in [(TASKS, 200), (THREADS, 16)] {
        let plan = Plan { callers, calls };
        let started = Instant::now();
        let count = match name {
            TASKS => asynchronous(plan),
            _ => blocking(plan),
        };
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{calls} calls of {callers} {name}: {count}; {:.0} calls a second",
            calls as f64 / seconds
        );
        held &= count.is_whole(plan) && count.growth() <= FLAT;
    }
    match held {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
