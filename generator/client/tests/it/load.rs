//! Many callers at once: no reply is lost, and none is another's. `cargo bench --bench load` does the same at length.

use crate::support::load::{Count, Plan};

#[track_caller]
fn check(plan: Plan, run: fn(Plan) -> Count) {
    let count = run(plan);
    assert!(count.is_whole(plan), "{count}");
}

#[cfg(feature = "reqwest")]
#[test]
fn two_hundred_tasks() {
    let plan = Plan {
        callers: 200,
        calls: 2000,
    };
    check(plan, crate::support::load::asynchronous);
}

#[cfg(feature = "blocking")]
#[test]
fn sixteen_threads() {
    let plan = Plan {
        callers: 16,
        calls: 2000,
    };
    check(plan, crate::support::load::blocking);
}
