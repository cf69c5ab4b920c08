//! A page of a list, and whether there is another.

mod continuation;
pub(super) mod next;
pub(super) mod place;
mod style;
#[cfg(test)]
mod tests;

use self::next::Next;
use self::place::Position;
use super::history::{History, Repeated};
use super::value::PageValue;
use crate::call::trace;
use crate::meta::OperationMeta;

/// What a response says of the list that it is a page of.
///
/// Generated code tells it all that the response says, and then, once, how the next page is asked for. See
/// [`paginate`](super) for what ends a list.
#[derive(Debug, Default)]
pub struct Page {
    history: History,
    received: i64,
    /// The response has no list, not even an empty one.
    missing: bool,
    total: Option<i64>,
    total_pages: Option<i64>,
    /// The greatest offset or number of a page that the service takes.
    max: Option<i64>,
    /// The response says that this is the last page.
    ends: bool,
    /// The response says that there is another.
    goes_on: bool,
    /// What the number of all pages says: whether there is another.
    pages_go_on: Option<bool>,
    counted: i64,
    /// Something that can be believed says that there is another page.
    said: bool,
    /// The list ends, and a total said that it is longer.
    short: bool,
    next: Next,
    place: Option<Position>,
}

impl Page {
    pub(super) fn new(history: History) -> Self {
        Self {
            history,
            ..Self::default()
        }
    }

    /// What comes after the page, and what is kept of it. The body is what it is told from other pages by.
    pub(super) fn turn(mut self, body: &[u8], meta: &'static OperationMeta) -> (Next, History) {
        self.history.so_far.counted = Some(self.counted);
        let is_last = self.next == Next::End;
        let next = match self.history.page(self.received, body, is_last) {
            Some(Repeated::Remainder) if !self.said => Next::AgainTheLast,
            Some(Repeated::Remainder | Repeated::Last) => {
                Next::Again("the service gave the same page twice; it may not support paging here")
            }
            Some(Repeated::Earlier) => Next::Again(
                "the service gave a page that it gave before; its pages go around in a circle",
            ),
            None if self.next == Next::Ask => self.history.excess().map_or(Next::Ask, Next::Stuck),
            None => self.next,
        };
        if self.short && next == Next::End {
            trace::list_is_short(meta, self.total.unwrap_or_default(), self.counted);
        }
        (next, self.history)
    }

    /// Tells how many items the page has; `None` where it has no list.
    pub fn items(&mut self, count: impl Into<Option<usize>>) {
        let count = count.into();
        self.missing = count.is_none();
        self.received = i64::try_from(count.unwrap_or_default()).unwrap_or(i64::MAX);
    }

    /// Tells how many items the list has.
    pub fn total<V: PageValue>(&mut self, total: &V) {
        self.total = total.page_number();
    }

    /// Tells how many pages the list has.
    pub fn total_pages<V: PageValue>(&mut self, pages: &V) {
        self.total_pages = pages.page_number();
    }

    /// Tells whether there is another page.
    pub fn more(&mut self, more: Option<bool>) {
        match more {
            Some(true) => self.goes_on = true,
            Some(false) => self.ends = true,
            None => {}
        }
    }

    /// Tells whether this is the last page.
    pub fn last(&mut self, last: Option<bool>) {
        self.more(last.map(|last| !last));
    }

    /// Tells the greatest offset or number of a page that the service takes.
    pub fn max(&mut self, max: i64) {
        self.max = Some(max);
    }
}
