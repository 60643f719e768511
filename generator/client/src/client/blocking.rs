//! The blocking client: the same verbs without `await`; feature `blocking`.
//!
//! Needs no asynchronous runtime. The asynchronous code runs on the calling thread, over a transport that blocks it.
//!
//! ```no_run
//! use acs_client::blocking::Client;
#![doc = include_str!("../../docs/domain.md")]
//! use acs_domain_20180129::QueryTaskDetailList;
//!
//! let client = Client::from_env()?;
//! let response = client.send(QueryTaskDetailList::new("e9b8"))?;
//! println!("{:?}", response.data);
//! # Ok::<_, acs_client::Error>(())
//! ```
//!
//! **Invariant**: wraps the asynchronous client, and repeats none of its rules.

mod client;
mod download;
mod pagination;
mod waiter;

pub use client::Client;
pub use download::Download;
pub use pagination::{ItemPaginator, Paginator};
pub use waiter::Poller;
