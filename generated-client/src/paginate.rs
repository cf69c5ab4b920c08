//! Lists that come in pages.
//!
//! # Where a list ends
//!
//! What a page says of the end is taken together, from the first row of this table that applies. A page is asked for in
//! addition, and is empty, only where nothing else says that the list ends.
//!
//! | the page | then |
//! | --- | --- |
//! | has the same items as the one before, fewer than a page before had, and nothing says that there is more | the end: the service gives its last page again |
//! | has the same items as any page before | an error |
//! | has no items, and `more`, `last` or `next` says that there is more | the next page is asked for |
//! | has no items | the end, whatever a total says; only where the list itself is missing, and a total says that there is more, it is an error |
//! | says by anything that there is more: `more`, `last`, `next`, `total`, `total_pages` | the next page is asked for |
//! | says by anything of these that the list ends | the end |
//! | says nothing, or nothing that can be believed; however few items it has | the next page is asked for |
//!
//! With a `token`, the token alone tells: there is more as long as there is one, unless `more` or `last` says otherwise. That
//! there is more without a token for it is an error.
//!
//! A `total` counts the items so far. One that is below them (0, -1, the items of this page) says nothing, nor does any that
//! follows; so it is with `total_pages` below the number of this page. A total that is no number, null or absent says nothing.
//! Pages by `offset` begin at `first` where the request names none or a lower one, and the items so far are those from `first`
//! to the last one of this page.
//!
//! | the next page is asked for by | which is | it cannot be |
//! | --- | --- | --- |
//! | `offset` | the offset of this page and the items that came | where none came, or above `max` |
//! | `number` | the number of this page and one, or what `next` names where that is higher | above `max`, or where `next` names a page before this one |
//! | `token` | what `next` holds | where it was sent before |
//! | `marker` | the last item, or its member `key` | where it was sent before, or none came |
//!
//! Some services take no offset or number of a page above a certain one, `max`. All items up to that offset come, and what else
//! the last page has. Behind them, where the next page would be above `max`:
//!
//! | the last page that can be asked for | then |
//! | --- | --- |
//! | is the end by the first table: a total says that all came, or a flag that there is no other page | the end |
//! | says by anything that there is more | an error, which says that there are more items |
//! | says nothing, or nothing that can be believed | an error, which says that there may be more items |
//!
//! An offset or a number above `max` that the caller sets is sent as it is.
//!
//! What cannot be, and lists without an end (10,000 pages and more than the first total says, or 1,000 pages without items one
//! after the other) are errors of kind [`Pages`](crate::ErrorKind::Pages).

mod fingerprint;
mod history;
mod page;
mod value;

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::borrow::Cow;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::try_unfold;

use self::history::History;
#[doc(hidden)]
pub use self::page::Page;
use self::page::next::Next;
#[doc(hidden)]
pub use self::value::{PageField, PageValue};
use crate::call::response_head::Reading;
use crate::client::{Call, Client};
use crate::codec::decode::text_of;
use crate::meta::{OperationMeta, ResponseBody};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Operation;

/// An operation that responds with one page of a list.
pub trait Paginated: Operation {
    /// An item of the list.
    type Item;

    /// Tells `page` what `response` says of the list, and sets the request to the page after it.
    fn advance(&mut self, response: &Self::Output, page: &mut Page);

    /// The items of a page.
    fn into_items(response: Self::Output) -> Vec<Self::Item>;
}

/// Reads a list page by page.
pub(crate) struct Pager<O> {
    client: Client,
    after: After<O>,
    history: History,
}

/// What comes after the pages that were read.
enum After<O> {
    Ask(O),
    /// The page before could be read, and the one after it cannot be asked for.
    Fail(Error),
    End,
}

impl<O: Paginated> Pager<O> {
    pub(crate) fn new(client: Client, request: O) -> Self {
        Self {
            client,
            after: After::Ask(request),
            history: History::default(),
        }
    }

    /// The next page, `None` after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<O::Output>, Error> {
        let mut request = match core::mem::replace(&mut self.after, After::End) {
            After::Ask(request) => request,
            After::Fail(error) => return Err(error),
            After::End => return Ok(None),
        };
        let executed = self
            .client
            .execute(self.client.encode(&request), Reading::Whole)
            .await?;
        let (body, meta): (Bytes, _) = (executed.body.clone(), executed.meta);
        // Brackets and quotes in XML are text, where the same in JSON tells its lists.
        let text = if matches!(meta.response, ResponseBody::Xml(_)) {
            text_of(meta.response, &body).ok().map(Cow::into_owned)
        } else {
            None
        };
        let response = executed.decode()?;
        let mut page = Page::new(core::mem::take(&mut self.history));
        request.advance(&response, &mut page);
        let (next, history) = page.turn(text.as_deref().unwrap_or(&body), meta);
        self.history = history;
        self.after = match next {
            Next::Ask => After::Ask(request),
            Next::End => After::End,
            Next::Stuck(problem) => After::Fail(stuck(meta, problem)),
            Next::Beyond(beyond) => After::Fail(stuck(meta, beyond.to_string())),
            Next::AgainTheLast => return Ok(None),
            Next::Again(problem) => return Err(stuck(meta, problem)),
        };
        Ok(Some(response))
    }
}

fn stuck(meta: &'static OperationMeta, problem: impl Into<String>) -> Error {
    Error::new(ErrorKind::Pages, problem).of(meta)
}

impl Client {
    /// Reads a list page by page. The stream ends after the last page or the first error; see
    /// [`paginate`](crate::paginate) for what ends a list. The last page may be empty.
    pub fn pages<O>(&self, request: O) -> Pages<O>
    where
        O: Paginated<Output: Send> + Send + 'static,
    {
        let pager = Pager::new(self.clone(), request);
        let pages = try_unfold(pager, async |mut pager: Pager<O>| {
            let page = pager.next().await?;
            Ok(page.map(|page| (page, pager)))
        });
        Pages {
            stream: Box::pin(pages),
        }
    }

    /// Reads a list item by item, and asks for a page when the one before is used up. The stream ends after the last item
    /// or the first error; see [`paginate`](crate::paginate) for what ends a list.
    pub fn items<O>(&self, request: O) -> Items<O>
    where
        O: Paginated<Output: Send> + Send + 'static,
    {
        Items {
            pages: self.pages(request),
            items: Vec::new().into_iter(),
        }
    }
}

impl<O> Call<O>
where
    O: Paginated<Output: Send> + Send + 'static,
{
    /// As [`Client::pages`].
    pub fn pages(self) -> Pages<O> {
        self.client.pages(self.request)
    }

    /// As [`Client::items`].
    pub fn items(self) -> Items<O> {
        self.client.items(self.request)
    }
}

/// A list page by page, which [`Client::pages`] gives: a stream, and usable without one.
#[must_use = "nothing is asked for until a page is"]
pub struct Pages<O: Paginated> {
    stream: Pin<Box<dyn Stream<Item = Result<O::Output, Error>> + Send>>,
}

impl<O: Paginated> Pages<O> {
    /// The next page, `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error>> {
        self.stream.next().await
    }
}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.as_mut().poll_next(context)
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// A list item by item, which [`Client::items`] gives: a stream, and usable without one.
#[must_use = "nothing is asked for until an item is"]
pub struct Items<O: Paginated> {
    pages: Pages<O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Paginated> Items<O> {
    /// The next item, `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.items = O::into_items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first error of a page. The items before it are gone: read them by [`next`](Self::next) to keep them.
    pub async fn collect_all(mut self) -> Result<Vec<O::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }
}

// Nothing in it is pinned: an item is moved out as it is.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_next_unpin(context)) {
                Some(Ok(page)) => self.items = O::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
