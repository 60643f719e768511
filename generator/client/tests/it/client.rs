//! Tests of the client layer: sending, pagination, waiters, dry runs, the blocking client, and redaction in `Debug`.

#[cfg(feature = "blocking")]
mod blocking;
mod dry_run;
mod pagination;
mod redaction;
mod send;
mod waiter;
