//! Lists in pages, as iterators.
//!
//! **Invariant**: wraps the asynchronous paginators; an iterator ends after its first error.

use std::fmt;

use crate::client::operation::Paginated;
use crate::client::pagination;
use crate::error::Error;
use crate::message::response::Response;
use crate::transport::block_on;

/// An iterator over the pages of a list. It ends after the first error.
///
/// ```
/// use acs_client::{Replay, blocking};
#[doc = include_str!("../../../docs/domain.md")]
/// use acs_domain_20180129::QueryTaskDetailList;
///
/// let page = r#"{"TotalPageNum": 1, "Data": {"TaskDetail": [{"DomainName": "a.com"}]}}"#;
/// let client = blocking::Client::replay(&Replay::new().json(page));
/// for item in client.paginate(QueryTaskDetailList::new("e9b8")).items() {
///     println!("{}", item?.domain_name);
/// }
/// # Ok::<_, acs_client::Error>(())
/// ```
#[must_use = "pages are requested only when this is iterated"]
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

    /// Converts this iterator into one over the items of all pages.
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

/// An iterator over the items of a list. It ends after the first error.
#[must_use = "pages are requested only when this is iterated"]
pub struct ItemPaginator<O: Paginated> {
    items: pagination::ItemPaginator<O>,
    ended: bool,
}

impl<O: Paginated> ItemPaginator<O> {
    /// Collects all remaining items.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Client::send`](super::Client::send). Items that were already read
    /// are lost.
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
