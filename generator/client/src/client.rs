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
pub use client::{Client, ResponseFuture};
pub use dry_run::DryRun;
pub use operation::{Operation, Paginated, Waiter, WaiterState};
pub use pagination::{
    ItemPaginator, PageTotals, Paginator, next_page_number, next_page_offset, next_page_token,
};
pub use waiter::{PollState, Poller, WaitError};
