//! The error of a wait.
//!
//! **Invariant**: must never know how a task is polled.

use std::error::Error as StdError;
use std::fmt;

use crate::error::Error;

/// The error of a wait that did not end in success.
///
/// ```
/// use acs_client::WaitError;
///
/// fn report<T>(error: &WaitError<T>) -> String {
///     match error {
///         WaitError::Failed(items) => format!("failed: at least one of {} items", items.len()),
///         WaitError::TimedOut(_) => "still in progress, wait again later".to_owned(),
///         WaitError::Poll(error) => format!("the state is unknown: {error}"),
///         _ => "an unknown error".to_owned(),
///     }
/// }
///
/// assert_eq!(report(&WaitError::Failed(vec![()])), "failed: at least one of 1 items");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<T> {
    /// No item is pending any more, and at least one has failed.
    Failed(Vec<T>),
    /// The maximum wait has passed. Holds the items as last polled; the task continues.
    TimedOut(Vec<T>),
    /// The task could not be polled. The task continues.
    Poll(Error),
}

impl<T> fmt::Display for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(items) => write!(f, "the task failed ({})", ItemCount(items.len())),
            Self::TimedOut(items) => write!(
                f,
                "the task did not finish within the maximum wait ({})",
                ItemCount(items.len())
            ),
            Self::Poll(error) => error.fmt(f),
        }
    }
}

struct ItemCount(usize);

impl fmt::Display for ItemCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 item"),
            count => write!(f, "{count} items"),
        }
    }
}

impl<T: fmt::Debug> StdError for WaitError<T> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Failed(_) | Self::TimedOut(_) => None,
            // `Display` already shows the error itself, so the chain continues with its source.
            Self::Poll(error) => error.source(),
        }
    }
}

impl<T> From<Error> for WaitError<T> {
    fn from(error: Error) -> Self {
        Self::Poll(error)
    }
}
