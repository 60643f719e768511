//! The client, and the verbs of every product: send, upload, download, page, wait.
//!
//! **Invariant**: the only layer that knows operations by their types; how a call goes its way is for `call` to know.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod client;
mod dry_run;
mod operation;
mod pagination;
mod waiter;

pub use builder::Builder;
pub use client::{Call, Client};
pub use dry_run::DryRun;
pub use operation::{Operation, Paged, Progress, Waiter};
pub use pagination::{Items, Pages, Totals, next_number, next_offset, next_token};
pub use waiter::{Step, Wait, WaitError};
