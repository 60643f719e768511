//! Lists that come in pages, as iterators.
//!
//! **Invariant**: only wraps what is asynchronous; ends after the first error.

use std::fmt;

use crate::client::operation::Paged;
use crate::client::pagination;
use crate::error::Error;
use crate::message::response::Reply;
use crate::transport::block_on;

/// The pages of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Pages<O> {
    pages: pagination::Pages<O>,
    ended: bool,
}

impl<O: Paged> Pages<O> {
    pub(super) fn new(pages: pagination::Pages<O>) -> Self {
        Self {
            pages,
            ended: false,
        }
    }

    /// The items of all pages, one by one.
    pub fn items(self) -> Items<O> {
        Items {
            items: self.pages.items(),
            ended: self.ended,
        }
    }
}

impl<O: Paged> Iterator for Pages<O> {
    type Item = Result<Reply<O::Reply>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.pages.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// The items of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Items<O: Paged> {
    items: pagination::Items<O>,
    ended: bool,
}

impl<O: Paged> Items<O> {
    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Client::send`](super::Client::send); the items read so far are lost.
    pub fn all(self) -> Result<Vec<O::Item>, Error> {
        self.collect()
    }
}

impl<O: Paged> Iterator for Items<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.items.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}
