//! What an operation, a list of pages and a waiter are: the nouns that generated crates provide.
//!
//! **Invariant**: nothing here sends; `client`, `pagination` and `waiter` are the verbs.

use crate::error::Error;
use crate::message::request::Parameters;
use crate::message::response::decode::Decode;
use crate::message::response::{RawResult, Response};
use crate::types::OperationSpec;

/// A request as a value: give it to [`Client::send`](crate::Client::send).
///
/// `exchange!()` writes its two functions, for every implementation by itself: a default would be compiled again
/// in each crate that sends.
pub trait Operation: Sized + Send + Sync + 'static {
    /// What the service answers.
    type Response: Decode + Send + Sync + 'static;
    /// Where it goes and how.
    const SPEC: &'static OperationSpec;
    /// What it is sent with.
    fn into_parameters(self) -> Parameters;
    /// Gives what came back its type.
    ///
    /// # Errors
    ///
    /// Where nothing came back, or nothing of that type.
    fn into_response(result: RawResult) -> Result<Response<Self::Response>, Error>;
}

/// An operation whose answer comes in pages: give it to [`Client::pages`](crate::Client::pages).
pub trait Paginated: Operation + Clone {
    /// What the pages list.
    type Item: Send + 'static;
    /// The items of one page.
    fn items(reply: Self::Response) -> Vec<Self::Item>;
    /// The request for the page after `reply`; none where that was the last.
    fn next_page(self, reply: &Self::Response) -> Option<Self>;
}

/// How far one part of a longer work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// Not ended yet, or in a state nobody has heard of.
    Pending,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
}

/// Longer work that can be watched: give it to [`Client::wait`](crate::Client::wait).
pub trait Waiter: Send + Sync + 'static {
    /// The operation that tells how the work is going.
    type Poll: Operation + Clone;
    /// One part of the work.
    type Item: Send + 'static;
    /// Error codes that say that what is polled is gone, and so is the work: done.
    const SUCCESS_ERROR_CODES: &'static [&'static str] = &[];
    /// What it means that there is no part: not begun yet, or ended without a trace.
    const STATE_WHEN_EMPTY: WaiterState = WaiterState::Pending;
    /// The question, as it stands at the first page.
    fn poll(&self) -> Self::Poll;
    /// The question for the page after `reply`; none where that was the last.
    fn next_page(
        poll: Self::Poll,
        reply: &<Self::Poll as Operation>::Response,
    ) -> Option<Self::Poll> {
        let _ = (poll, reply);
        None
    }
    /// The parts one page tells of.
    fn items(reply: <Self::Poll as Operation>::Response) -> Vec<Self::Item>;
    /// How far one part has come.
    fn progress(item: &Self::Item) -> WaiterState;
}
