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
//!
//! # Reading on later
//!
//! [`Pages::continuation`] and [`Items::continuation`] say where a list is read on from, as a [`Continuation`]: a text to store.
//! [`Pages::resume`] and [`Items::resume`] go on there, with the same request. Nothing of the list comes twice and nothing is left out,
//! also where a page was used in part, and where it failed. What the service inserts or removes meanwhile moves items between pages that
//! go by offset or number, as it does between two pages of one run.
//!
//! ```no_run
//! use ncloud::paginate::{Continuation, Paginated};
//!
//! /// Reads up to a thousand items, and gives what to store for the next run; `None` when all of them came.
//! async fn some<O>(client: &ncloud::Client, list: O, stored: Option<&str>) -> Result<Option<String>, ncloud::Error>
//! where
//!     O: Paginated<Item: std::fmt::Debug>,
//! {
//!     let mut items = client.items(list);
//!     if let Some(stored) = stored {
//!         items = items.resume(&stored.parse::<Continuation>()?)?;
//!     }
//!     for _ in 0..1_000 {
//!         match items.next().await.transpose()? {
//!             Some(item) => println!("{item:?}"),
//!             None => return Ok(None),
//!         }
//!     }
//!     Ok(items.continuation()?.map(|continuation| continuation.to_string()))
//! }
//! ```

mod continuation;
mod fingerprint;
mod history;
mod page;
mod pager;
mod value;

use core::fmt;
use core::future::poll_fn;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::Stream;

pub use self::continuation::Continuation;
#[doc(hidden)]
pub use self::page::Page;
pub(crate) use self::pager::Pager;
#[doc(hidden)]
pub use self::value::{PageField, PageValue};
use crate::client::{Call, Client};
use crate::wire::error::Error;
use crate::wire::request::Operation;

/// An operation that responds with one page of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list that comes in pages",
    label = "this list does not page, use `send`",
    note = "`pages` and `items` take requests whose specification says how the next page is asked for; a reference is none: give the request itself"
)]
pub trait Paginated: Operation {
    /// An item of the list.
    type Item;

    /// Tells `page` what `response` says of the list, and sets the request to the page after it.
    fn advance(&mut self, response: &Self::Output, page: &mut Page);

    /// The items of a page.
    fn into_items(response: Self::Output) -> Vec<Self::Item>;
}

impl Client {
    /// Reads a list page by page. The stream ends after the last page or the first error; see
    /// [`paginate`](crate::paginate) for what ends a list. The last page may be empty.
    pub fn pages<O: Paginated>(&self, request: O) -> Pages<O> {
        Pages {
            pager: Pager::new(self.clone(), request),
        }
    }

    /// Reads a list item by item, and asks for a page when the one before is used up. The stream ends after the last item
    /// or the first error; see [`paginate`](crate::paginate) for what ends a list.
    pub fn items<O: Paginated>(&self, request: O) -> Items<O> {
        Items {
            pages: self.pages(request),
            items: Vec::new().into_iter(),
            taken: 0,
            left_out: 0,
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
    pager: Pager<O>,
}

impl<O: Paginated> Pages<O> {
    /// The next page, `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Where the list is read on from: behind the last page that was given, or at the page that failed. `None` where it ended.
    ///
    /// # Errors
    ///
    /// Of kind [`Pages`](crate::ErrorKind::Pages) where the list goes on and its next page cannot be asked for.
    pub fn continuation(&mut self) -> Result<Option<Continuation>, Error> {
        self.pager.continuation(None)
    }

    /// The same list from where it was left. What page the request asks for does not matter.
    ///
    /// # Errors
    ///
    /// Of kind [`Pages`](crate::ErrorKind::Pages) where the continuation is of another operation, of another request or of another
    /// region, and where it is one of [`Items`] that lies within a page.
    pub fn resume(mut self, continuation: &Continuation) -> Result<Self, Error> {
        if continuation.taken > 0 {
            return Err(pager::stuck(
                O::META,
                "the continuation lies within a page, some of whose items were read; resume it by `items`",
            ));
        }
        self.pager.resume(continuation)?;
        Ok(self)
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<O::Output, Error>>> {
        self.pager.poll(context)
    }
}

// Nothing in it is pinned but what is boxed.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
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
    /// Items of the page that were given or left out.
    taken: u64,
    /// Items at the beginning of the next page that were given before it was asked for again.
    left_out: u64,
}

impl<O: Paginated> Items<O> {
    /// The next item, `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        poll_fn(|context| self.poll(context)).await
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

    /// Where the list is read on from: behind the last item that was given. `None` where it ended.
    ///
    /// Within a page, the page is asked for again, and what was given of it is left out.
    ///
    /// # Errors
    ///
    /// Of kind [`Pages`](crate::ErrorKind::Pages) where the list goes on and its next page cannot be asked for.
    pub fn continuation(&mut self) -> Result<Option<Continuation>, Error> {
        if self.items.len() > 0 {
            return self.pages.pager.continuation(Some(self.taken));
        }
        let continuation = self.pages.continuation()?;
        Ok(continuation.map(|continuation| Continuation {
            taken: self.left_out,
            ..continuation
        }))
    }

    /// The same list from where it was left. What page the request asks for does not matter.
    ///
    /// # Errors
    ///
    /// Of kind [`Pages`](crate::ErrorKind::Pages) where the continuation is of another operation, of another request or of another
    /// region.
    pub fn resume(mut self, continuation: &Continuation) -> Result<Self, Error> {
        self.pages.pager.resume(continuation)?;
        self.items = Vec::new().into_iter();
        self.left_out = continuation.taken;
        Ok(self)
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                self.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => {
                    self.items = O::into_items(page).into_iter();
                    self.taken = core::mem::take(&mut self.left_out);
                    for _ in 0..self.taken {
                        self.items.next();
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: an item is moved out as it is.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
