//! What the blocking client gives piece by piece.

use core::fmt;
use core::future::poll_fn;
use core::iter::FusedIterator;

use bytes::Bytes;

use super::Client;
use crate::paginate::{Continuation, Paginated};
use crate::wire::download::Download;
use crate::wire::error::Error;

/// A list page by page, which [`Client::pages`] gives.
#[must_use = "nothing is asked for until a page is"]
pub struct Pages<O: Paginated> {
    pub(super) client: Client,
    pub(super) pages: crate::paginate::Pages<O>,
    /// After the last page and after an error.
    pub(super) ended: bool,
}

/// A list item by item, which [`Client::items`] gives.
#[must_use = "nothing is asked for until an item is"]
pub struct Items<O: Paginated> {
    pub(super) client: Client,
    pub(super) items: crate::paginate::Items<O>,
    /// After the last item and after an error.
    pub(super) ended: bool,
}

/// The events of a response, which [`Client::events`] gives.
#[must_use = "nothing is read until an event is asked for"]
pub struct Events<E> {
    pub(super) client: Client,
    pub(super) events: crate::events::Events<E>,
    pub(super) ended: bool,
}

/// The pieces of a download, which [`Client::chunks`] gives.
#[must_use = "nothing is read until a piece is asked for"]
pub struct Chunks {
    pub(super) client: Client,
    /// Gone after the last piece and after an error.
    pub(super) download: Option<Download>,
}

impl<O: Paginated> Pages<O> {
    /// As [`Pages::continuation`](crate::paginate::Pages::continuation).
    ///
    /// # Errors
    ///
    /// Those of [`Pages::continuation`](crate::paginate::Pages::continuation).
    pub fn continuation(&mut self) -> Result<Option<Continuation>, Error> {
        self.pages.continuation()
    }

    /// As [`Pages::resume`](crate::paginate::Pages::resume).
    ///
    /// # Errors
    ///
    /// Those of [`Pages::resume`](crate::paginate::Pages::resume).
    pub fn resume(self, continuation: &Continuation) -> Result<Self, Error> {
        Ok(Self {
            pages: self.pages.resume(continuation)?,
            ended: false,
            client: self.client,
        })
    }
}

impl<O: Paginated> Iterator for Pages<O> {
    type Item = Result<O::Output, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let pages = &mut self.pages;
        let page = poll_fn(|context| pages.poll(context).map(Option::transpose));
        let page = self.client.run(page).transpose();
        self.ended = !matches!(page, Some(Ok(_)));
        page
    }
}

impl<O: Paginated> FusedIterator for Pages<O> {}

impl<O: Paginated> Items<O> {
    /// As [`Items::continuation`](crate::paginate::Items::continuation).
    ///
    /// # Errors
    ///
    /// Those of [`Items::continuation`](crate::paginate::Items::continuation).
    pub fn continuation(&mut self) -> Result<Option<Continuation>, Error> {
        self.items.continuation()
    }

    /// As [`Items::resume`](crate::paginate::Items::resume).
    ///
    /// # Errors
    ///
    /// Those of [`Items::resume`](crate::paginate::Items::resume).
    pub fn resume(self, continuation: &Continuation) -> Result<Self, Error> {
        Ok(Self {
            items: self.items.resume(continuation)?,
            ended: false,
            client: self.client,
        })
    }
}

impl<O: Paginated> Iterator for Items<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let items = &mut self.items;
        let item = poll_fn(|context| items.poll(context).map(Option::transpose));
        let item = self.client.run(item).transpose();
        self.ended = !matches!(item, Some(Ok(_)));
        item
    }
}

impl<O: Paginated> FusedIterator for Items<O> {}

impl<E> Iterator for Events<E> {
    type Item = Result<E, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = async { self.events.next().await.transpose() };
        let event = self.client.run(next).transpose();
        self.ended = event.is_none();
        event
    }
}

impl<E> FusedIterator for Events<E> {}

impl Iterator for Chunks {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let download = self.download.as_mut()?;
        let piece = self.client.run(download.chunk()).transpose();
        if !matches!(piece, Some(Ok(_))) {
            self.download = None;
        }
        piece
    }
}

impl FusedIterator for Chunks {}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<O: Paginated> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").finish_non_exhaustive()
    }
}
