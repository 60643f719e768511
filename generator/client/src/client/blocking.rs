//! The same three verbs without `await`; feature `blocking`.
//!
//! **Invariant**: only wraps what is asynchronous; no rule of a call is written here a second time.
//!
//! Everything here runs the asynchronous code on the calling thread, over a transport that blocks it.
//!
//! ```no_run
//! let client = acs_client::blocking::Client::from_env()?;
//! # let _ = client;
//! # Ok::<_, acs_client::Error>(())
//! ```

mod client;
mod download;
mod pagination;
mod waiter;

pub use client::Client;
pub use download::Download;
pub use pagination::{ItemPaginator, Paginator};
pub use waiter::Poller;
