//! The client, and its verbs for the operations of every product: send, upload, download, paginate, wait.
//!
//! A function that is generic over [`Operation`] serves the operations of all products:
//!
//! ```
//! use acs_client::{Client, Error, Operation};
//!
//! /// Sends a request and returns its request ID.
//! async fn send_and_log<O: Operation>(client: &Client, request: O) -> Result<Option<String>, Error> {
//!     let response = client.send(request).await?;
//!     Ok(response.request_id().map(str::to_owned))
//! }
//! ```
//!
//! **Invariant**: the only layer that knows operations by their types. How a call runs is up to `call`.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod client;
mod dry_run;
mod operation;
mod pagination;
mod send;
mod wait_error;
mod waiter;

pub use builder::Builder;
pub use client::Client;
pub use dry_run::DryRun;
pub use operation::{Operation, Paginated, Waiter, WaiterState};
pub use pagination::{
    ItemPaginator, PageTotals, Paginator, next_page_number, next_page_offset, next_page_token,
};
pub use send::ResponseFuture;
pub use wait_error::WaitError;
pub use waiter::{PollState, Poller};
