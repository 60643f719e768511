//! Lists in pages: the paginators, and how a request gets to its next page.
//!
//! **Invariant**: sends with [`Client::send`] only, and never requests a page after the last.

use std::fmt;
use std::vec::IntoIter;

use serde_json::Value;

use super::client::Client;
use super::operation::Paginated;
use crate::error::Error;
use crate::message::request::Parameters;
use crate::message::response::Response;

impl Client {
    /// Reads a list page by page, or item by item.
    ///
    /// ```
    /// use acs_client::replay::block_on;
    /// use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// use acs_domain_20180129::QueryTaskDetailList;
    ///
    /// let replay = Replay::new()
    ///     .json(r#"{"TotalPageNum": 2, "Data": {"TaskDetail": [{"DomainName": "a.com"}]}}"#)
    ///     .json(r#"{"TotalPageNum": 2, "Data": {"TaskDetail": [{"DomainName": "b.com"}]}}"#);
    /// let client = Client::replay(&replay);
    /// block_on(async {
    ///     let mut items = client.paginate(QueryTaskDetailList::new("e9b8")).items();
    ///     while let Some(item) = items.next().await? {
    ///         println!("{}", item.domain_name);
    ///     }
    ///     Ok::<_, acs_client::Error>(())
    /// })?;
    /// assert_eq!(replay.remaining(), 0);
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    pub fn paginate<O: Paginated>(&self, operation: O) -> Paginator<O> {
        Paginator::new(self.clone(), operation)
    }
}

/// A reader of a list, page by page; created by [`Client::paginate`].
///
/// ```
/// # use acs_client::replay::block_on;
/// # use acs_client::{Client, Replay};
#[doc = include_str!("../../docs/domain.md")]
/// # use acs_domain_20180129::QueryTaskDetailList;
/// # let replay = Replay::new().json(r#"{"TotalPageNum": 1, "Data": {"TaskDetail": [{"DomainName": "a.com"}]}}"#);
/// # let client = Client::replay(&replay);
/// # block_on(async {
/// let mut pages = client.paginate(QueryTaskDetailList::new("e9b8"));
/// while let Some(page) = pages.next().await? {
///     println!("{} items (request {:?})", page.data.len(), page.request_id());
/// }
/// # Ok::<_, acs_client::Error>(())
/// # })?;
/// # Ok::<_, acs_client::Error>(())
/// ```
#[must_use = "pages are requested only when `next` is awaited"]
pub struct Paginator<O> {
    client: Client,
    /// The request for the next page; `None` after the last page.
    request: Option<O>,
}

impl<O: Paginated> Paginator<O> {
    fn new(client: Client, request: O) -> Self {
        Self {
            client,
            request: Some(request),
        }
    }

    /// Requests the next page; returns `None` after the last page.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Client::send`]. The next call then requests the same page again.
    pub async fn next(&mut self) -> Result<Option<Response<O::Response>>, Error> {
        let Some(request) = self.request.clone() else {
            return Ok(None);
        };
        let response = self.client.send(request).await?;
        self.request = self
            .request
            .take()
            .and_then(|request| request.next_page(&response));
        Ok(Some(response))
    }

    /// Converts this reader into one that returns the items of all pages, one by one.
    pub fn items(self) -> ItemPaginator<O> {
        ItemPaginator {
            pages: self,
            page: Vec::new().into_iter(),
        }
    }
}

impl<O> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator")
            .field("ended", &self.request.is_none())
            .finish_non_exhaustive()
    }
}

/// A reader of a list, item by item; created by [`Paginator::items`].
#[must_use = "pages are requested only when `next` is awaited"]
pub struct ItemPaginator<O: Paginated> {
    pages: Paginator<O>,
    page: IntoIter<O::Item>,
}

impl<O: Paginated> ItemPaginator<O> {
    /// Returns the next item, and requests the next page if the current one is exhausted; `None` after the last item.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Paginator::next`].
    pub async fn next(&mut self) -> Result<Option<O::Item>, Error> {
        loop {
            if let Some(item) = self.page.next() {
                return Ok(Some(item));
            }
            let Some(page) = self.pages.next().await? else {
                return Ok(None);
            };
            self.page = O::items(page.into_inner()).into_iter();
        }
    }

    /// Collects all remaining items, from all remaining pages.
    ///
    /// ```
    /// # use acs_client::replay::block_on;
    /// # use acs_client::{Client, Replay};
    #[doc = include_str!("../../docs/domain.md")]
    /// # use acs_domain_20180129::QueryTaskDetailList;
    /// # let replay = Replay::new().json(r#"{"TotalPageNum": 1, "Data": {"TaskDetail": [{"DomainName": "a.com"}]}}"#);
    /// # let client = Client::replay(&replay);
    /// # block_on(async {
    /// let items = client.paginate(QueryTaskDetailList::new("e9b8")).items().collect_all().await?;
    /// assert_eq!(items.len(), 1);
    /// # Ok::<_, acs_client::Error>(())
    /// # })?;
    /// # Ok::<_, acs_client::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`Paginator::next`]. Items that were already read are lost.
    pub async fn collect_all(mut self) -> Result<Vec<O::Item>, Error> {
        let mut items: Vec<_> = self.page.by_ref().collect();
        while let Some(page) = self.pages.next().await? {
            items.extend(O::items(page.into_inner()));
        }
        Ok(items)
    }
}

impl<O: Paginated> fmt::Debug for ItemPaginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemPaginator")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// The counts in a page's response that describe the whole list.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageTotals {
    /// The number of items on this page.
    pub items: usize,
    /// The number of pages, if the response has it.
    pub pages: Option<i64>,
    /// The number of items on all pages, if the response has it.
    pub total: Option<i64>,
}

/// Returns the number of the next page, counted from 1; `None` if the requested page was the last.
///
/// `number` and `size` are the names of the parameters for the page's number and size. The decision relies on counts, not
/// on flags, because published samples have `NextPage: true` on page 1 of 1.
pub fn next_page_number(
    parameters: &Parameters,
    number: &str,
    size: &str,
    totals: PageTotals,
) -> Option<i64> {
    let current = integer(parameters, number).unwrap_or(1);
    let items = i64::try_from(totals.items).unwrap_or(i64::MAX);
    let size = integer(parameters, size).filter(|size| *size > 0);
    let has_more = items > 0
        && match (
            totals.pages.filter(|pages| *pages > 0),
            totals.total.filter(|total| *total > 0),
            size,
        ) {
            (Some(pages), ..) => current < pages,
            // If no size was requested, this page counts as full. If it was the last, one empty page is requested.
            (None, Some(total), size) => current.saturating_mul(size.unwrap_or(items)) < total,
            (None, None, Some(size)) => items >= size,
            (None, None, None) => true,
        };
    has_more.then(|| current.saturating_add(1))
}

/// Returns the number of items before the next page; `None` if the requested page was the last.
///
/// `offset` and `size` are the names of the parameters for the start of a page and its maximum size.
pub fn next_page_offset(
    parameters: &Parameters,
    offset: &str,
    size: &str,
    totals: PageTotals,
) -> Option<i64> {
    let items = i64::try_from(totals.items).unwrap_or(i64::MAX);
    let next = integer(parameters, offset)
        .unwrap_or(0)
        .saturating_add(items);
    let size = integer(parameters, size).filter(|size| *size > 0);
    let has_more = match (totals.total.filter(|total| *total > 0), size) {
        (Some(total), _) => next < total,
        (None, Some(size)) => items >= size,
        (None, None) => true,
    };
    // An offset that cannot grow would request the same page forever.
    (has_more && items > 0 && next < i64::MAX).then_some(next)
}

/// Returns a parameter as an integer, whether it is declared as a number or as text.
fn integer(parameters: &Parameters, name: &str) -> Option<i64> {
    match parameters.get(name)? {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_i64(),
    }
}

/// Returns the token of the next page; `None` if the response has none, or returned the token of the request.
pub fn next_page_token<'r>(parameters: &Parameters, token: &str, next: &'r str) -> Option<&'r str> {
    let is_same = parameters.get(token).and_then(Value::as_str) == Some(next);
    (!next.is_empty() && !is_same).then_some(next)
}
