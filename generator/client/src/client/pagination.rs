//! Lists that come in pages: the loop, and how a request gets to its next page.
//!
//! **Invariant**: sends by [`Client::send`] only, and never a page after the last.

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
    pub fn paginate<O: Paginated>(&self, operation: O) -> Paginator<O> {
        Paginator::new(self.clone(), operation)
    }
}

/// The pages of a list; made by [`Client::pages`].
#[must_use = "nothing is sent until `next` is called"]
pub struct Paginator<O> {
    client: Client,
    /// The request for the next page; none after the last.
    request: Option<O>,
}

impl<O: Paginated> Paginator<O> {
    fn new(client: Client, request: O) -> Self {
        Self {
            client,
            request: Some(request),
        }
    }

    /// The next page; none after the last.
    ///
    /// # Errors
    ///
    /// As [`Client::send`]. Calling again asks for the same page again.
    pub async fn next(&mut self) -> Result<Option<Response<O::Response>>, Error> {
        let Some(request) = self.request.clone() else {
            return Ok(None);
        };
        let reply = self.client.send(request).await?;
        self.request = self
            .request
            .take()
            .and_then(|request| request.next_page(&reply));
        Ok(Some(reply))
    }

    /// The items of all pages, one by one.
    pub fn items(self) -> ItemPaginator<O> {
        ItemPaginator {
            pages: self,
            page: Vec::new().into_iter(),
        }
    }
}

impl<O> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("ended", &self.request.is_none())
            .finish_non_exhaustive()
    }
}

/// The items of a list; made by [`Paginator::items`].
#[must_use = "nothing is sent until `next` is called"]
pub struct ItemPaginator<O: Paginated> {
    pages: Paginator<O>,
    page: IntoIter<O::Item>,
}

impl<O: Paginated> ItemPaginator<O> {
    /// The next item; none after the last.
    ///
    /// # Errors
    ///
    /// As [`Paginator::next`].
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

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`Paginator::next`]; the items read so far are lost.
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
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// What a page tells about the length of its list.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageTotals {
    /// How many items the page has.
    pub items: usize,
    /// How many pages there are.
    pub pages: Option<i64>,
    /// How many items there are on all pages.
    pub total: Option<i64>,
}

/// The number of the page after the one asked for, counted from 1; none where that was the last.
///
/// `number` and `size` are the parameters that say which page, and how much of it.
/// Counts decide, not flags: published samples say `NextPage: true` on page 1 of 1.
pub fn next_page_number(
    asked: &Parameters,
    number: &str,
    size: &str,
    totals: PageTotals,
) -> Option<i64> {
    let current = integer(asked, number).unwrap_or(1);
    let items = i64::try_from(totals.items).unwrap_or(i64::MAX);
    let size = integer(asked, size).filter(|size| *size > 0);
    let more = items > 0
        && match (
            totals.pages.filter(|pages| *pages > 0),
            totals.total.filter(|total| *total > 0),
            size,
        ) {
            (Some(pages), ..) => current < pages,
            // A page nobody asked a size for is full, unless it is the last: then one more is empty.
            (None, Some(total), size) => current.saturating_mul(size.unwrap_or(items)) < total,
            (None, None, Some(size)) => items >= size,
            (None, None, None) => true,
        };
    more.then(|| current.saturating_add(1))
}

/// How many items come before the page after the one asked for; none where that was the last.
///
/// `offset` and `size` are the parameters that say where a page begins, and how much of it there is at most.
pub fn next_page_offset(
    asked: &Parameters,
    offset: &str,
    size: &str,
    totals: PageTotals,
) -> Option<i64> {
    let items = i64::try_from(totals.items).unwrap_or(i64::MAX);
    let next = integer(asked, offset).unwrap_or(0).saturating_add(items);
    let size = integer(asked, size).filter(|size| *size > 0);
    let more = match (totals.total.filter(|total| *total > 0), size) {
        (Some(total), _) => next < total,
        (None, Some(size)) => items >= size,
        (None, None) => true,
    };
    // An offset that cannot grow would ask for the same page for ever.
    (more && items > 0 && next < i64::MAX).then_some(next)
}

/// A parameter that counts, be it declared as a number or as text.
fn integer(asked: &Parameters, name: &str) -> Option<i64> {
    match asked.get(name)? {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_i64(),
    }
}

/// The token of the page after the one asked for; none where there is none, or where it is still the same.
pub fn next_page_token<'r>(asked: &Parameters, token: &str, next: &'r str) -> Option<&'r str> {
    let same = asked.get(token).and_then(Value::as_str) == Some(next);
    (!next.is_empty() && !same).then_some(next)
}
