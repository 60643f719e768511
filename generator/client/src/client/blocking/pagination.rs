//! Lists that come in pages, as iterators.
//!
//! **Invariant**: only wraps what is asynchronous; ends after the first error.

use std::fmt;

use crate::client::operation::Paginated;
use crate::client::pagination;
use crate::error::Error;
use crate::message::response::Response;
use crate::transport::block_on;

/// The pages of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct Paginator<O> {
    pages: pagination::Paginator<O>,
    ended: bool,
}

impl<O: Paginated> Paginator<O> {
    pub(super) fn new(pages: pagination::Paginator<O>) -> Self {
        Self {
            pages,
            ended: false,
        }
    }

    /// The items of all pages, one by one.
    pub fn items(self) -> ItemPaginator<O> {
        ItemPaginator {
            items: self.pages.items(),
            ended: self.ended,
        }
    }
}

impl<O: Paginated> Iterator for Paginator<O> {
    type Item = Result<Response<O::Response>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = block_on(self.pages.next()).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<O> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// The items of a list; ends after the first error.
#[must_use = "nothing is sent until it is iterated"]
pub struct ItemPaginator<O: Paginated> {
    items: pagination::ItemPaginator<O>,
    ended: bool,
}

impl<O: Paginated> ItemPaginator<O> {
    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Client::send`](super::Client::send); the items read so far are lost.
    pub fn collect_all(self) -> Result<Vec<O::Item>, Error> {
        self.collect()
    }
}

impl<O: Paginated> Iterator for ItemPaginator<O> {
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

impl<O: Paginated> fmt::Debug for ItemPaginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}
