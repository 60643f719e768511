//! The traits of operations, lists and waiters, which generated crates implement.
//!
//! **Invariant**: nothing here sends. The verbs stand in `send`, `pagination` and `waiter`.

use crate::error::Error;
use crate::message::request::Parameters;
use crate::message::response::decode::Decode;
use crate::message::response::{RawResult, Response};
use crate::types::OperationSpec;

/// A request as a value, which [`Client::send`](crate::Client::send) sends. Generated crates implement this trait.
///
/// `impl_operation!` writes the two functions in each implementation. As default methods they would be compiled again in
/// every crate that sends.
pub trait Operation: Sized + Send + Sync + 'static {
    /// The type that the response is decoded into.
    type Response: Decode + Send + Sync + 'static;
    /// The fixed properties of the operation: product, name, method and path.
    const SPEC: &'static OperationSpec;
    /// Converts the request into its parameters.
    fn into_parameters(self) -> Parameters;
    /// Decodes a response.
    ///
    /// # Errors
    ///
    /// Returns the error of the exchange, or an error of kind [`Deserialization`](crate::ErrorKind::Deserialization) if the
    /// response cannot be decoded.
    fn into_response(result: RawResult) -> Result<Response<Self::Response>, Error>;
}

/// An operation that returns a list in pages, which [`Client::paginate`](crate::Client::paginate) reads.
pub trait Paginated: Operation + Clone {
    /// The type of the items in the list.
    type Item: Send + 'static;
    /// Returns the items of a page.
    fn items(response: Self::Response) -> Vec<Self::Item>;
    /// Returns the request for the page after `response`; `None` if that was the last page.
    fn next_page(self, response: &Self::Response) -> Option<Self>;
}

/// The state of one item that a [`Waiter`] waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// Still in progress, or in a state that the description does not list.
    Pending,
    /// Finished successfully.
    Succeeded,
    /// Failed.
    Failed,
}

/// A long-running task, which [`Client::wait`](crate::Client::wait) polls until it has finished.
///
/// A task consists of items. It succeeds when all its items have succeeded, and fails when no item is pending and at least
/// one has failed.
pub trait Waiter: Send + Sync + 'static {
    /// The operation that returns the state of the task.
    type Poll: Operation + Clone;
    /// The type of the task's items.
    type Item: Send + 'static;
    /// The error codes that mean success, because the polled resource no longer exists.
    const SUCCESS_ERROR_CODES: &'static [&'static str] = &[];
    /// The state of a task without items.
    const STATE_WHEN_EMPTY: WaiterState = WaiterState::Pending;
    /// Returns the request that polls the task, or its first page.
    fn poll(&self) -> Self::Poll;
    /// Returns the request for the page after `response`; `None` if that was the last page.
    ///
    /// Default: there is one page.
    fn next_page(
        poll: Self::Poll,
        response: &<Self::Poll as Operation>::Response,
    ) -> Option<Self::Poll> {
        let _ = (poll, response);
        None
    }
    /// Returns the items of a page.
    fn items(response: <Self::Poll as Operation>::Response) -> Vec<Self::Item>;
    /// Returns the state of an item.
    fn progress(item: &Self::Item) -> WaiterState;
}
