//! Pagination: how an operation is read page by page.
//!
//! **Invariant:** an operation is paginated only if its request can name a page and its response has one list. No module
//! below knows Rust names but `lower`.

pub(super) mod infer;
pub(super) mod lower;
pub(super) mod overrides;
mod search;
mod wire_names;
