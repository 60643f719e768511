//! Concurrent callers: every call gets its own response. `cargo bench --bench load` does the same with more calls.

use crate::support::load::{Outcome, Plan};

#[track_caller]
fn check(plan: Plan, run: fn(Plan) -> Outcome) {
    let outcome = run(plan);
    assert!(outcome.is_complete(plan), "{outcome}");
}

#[cfg(feature = "reqwest")]
#[test]
fn gives_each_of_200_tasks_its_own_responses() {
    let plan = Plan {
        callers: 200,
        calls: 2000,
    };
    check(plan, crate::support::load::asynchronous);
}

#[cfg(feature = "blocking")]
#[test]
fn gives_each_of_16_threads_its_own_responses() {
    let plan = Plan {
        callers: 16,
        calls: 2000,
    };
    check(plan, crate::support::load::blocking);
}
