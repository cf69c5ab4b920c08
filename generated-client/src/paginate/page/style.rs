//! How the next page is asked for: by offset, number, token or marker.

use super::Page;
use super::next::{Beyond, Next};
use crate::paginate::value::{PageField, PageValue};

/// What pages are numbered by.
const PAGE_NUMBER: &str = "number of a page";

const UNSENDABLE: Next = Next::Stuck(
    "the next page cannot be asked for; its number or token does not fit the type of the parameter",
);

const NO_NUMBER: Next =
    Next::Stuck("the next page cannot be asked for; the one that the request names is no number");

impl Page {
    /// The next page is asked for by the place of its first item; that of the first of all is `first`.
    pub fn offset<F: PageField>(&mut self, offset: &mut F, first: i64) {
        if self.is_asked_for_its_place(offset) {
            return;
        }
        let Some(sent) = number_or(offset, first) else {
            self.next = NO_NUMBER;
            return;
        };
        // There is nothing before the first.
        let current = sent.max(first);
        self.history.so_far.exact = true;
        self.count(current.saturating_sub(first));
        let next = current.checked_add(self.received);
        if self.asks_for_another() {
            self.next = if self.received == 0 {
                Next::Stuck(
                    "the response says that there is another page, and this one has no items to go on from",
                )
            } else {
                self.turn_to(offset, next, "offset")
            };
        }
    }

    /// The next page is asked for by its number, which is that of this page and one.
    pub fn number<F: PageField>(&mut self, number: &mut F, first: i64) {
        if self.is_asked_for_its_place(number) {
            return;
        }
        let Some(current) = self.count_pages(number, first) else {
            return;
        };
        if self.asks_for_another() {
            self.next = self.turn_to(number, current.checked_add(1), PAGE_NUMBER);
        }
    }

    /// The next page is asked for by its number, which the response gives. Text that is no number (an address) only says
    /// that there is a next page, and a number before the first that there is none.
    pub fn number_from<F: PageField, V: PageValue>(
        &mut self,
        number: &mut F,
        first: i64,
        next: &V,
    ) {
        if self.is_asked_for_its_place(number) {
            return;
        }
        let Some(current) = self.count_pages(number, first) else {
            return;
        };
        let named = next.page_text().map(|text| text.trim().parse::<i64>().ok());
        let mut next = current.checked_add(1);
        match named {
            Some(Some(named)) if named > current => {
                self.goes_on = true;
                next = Some(named);
            }
            Some(Some(named)) if first <= named && named < current => {
                self.next = Next::Stuck(
                    "the service names a page before this one as the next; its pages go around in a circle",
                );
                return;
            }
            // A service may name the last page as the one after it: the next one tells.
            Some(Some(named)) if named == current => {}
            Some(None) => self.goes_on = true,
            Some(Some(_)) | None => self.ends = true,
        }
        if self.asks_for_another() {
            self.next = self.turn_to(number, next, PAGE_NUMBER);
        }
    }

    /// Sets the request to a page that the service takes.
    fn turn_to<F: PageField>(&self, field: &mut F, next: Option<i64>, by: &'static str) -> Next {
        match (next, self.max) {
            (Some(next), Some(max)) if next > max => Next::Beyond(Beyond {
                by,
                max,
                said: self.said,
            }),
            _ => write_number(field, next),
        }
    }

    /// The next page is asked for by a token, which the response gives.
    pub fn token<F: PageField, V: PageValue>(&mut self, token: &mut F, next: &V) {
        if self.is_asked_for_its_place(token) {
            return;
        }
        let current = token.page_text();
        self.begin_anywhere(current.as_deref());
        let is_longer = self.by_total() == Some(true);
        let next = match (self.goes_on, self.ends, next.page_text()) {
            (true, _, None) => {
                self.next = Next::Stuck(
                    "the response says that there is another page, and has no token for it",
                );
                return;
            }
            (_, false, Some(next)) | (true, true, Some(next)) => next,
            (false, true, Some(_)) | (false, _, None) => {
                self.short = is_longer && self.history.so_far.exact;
                self.next = Next::End;
                return;
            }
        };
        self.said = true;
        if current.is_some_and(|current| current == next) {
            self.next = Next::Stuck(
                "the service gave the same token twice; it may not support paging here",
            );
        } else if self.history.was_sent(&next) {
            self.next = Next::Stuck(
                "the service gave a token that it gave before; its pages go around in a circle",
            );
        } else {
            self.next = write(token, &next);
        }
    }

    /// The next page is asked for by the last item of this one.
    pub fn marker<F: PageField, V: PageValue>(&mut self, marker: &mut F, last: &V) {
        if self.is_asked_for_its_place(marker) {
            return;
        }
        self.begin_anywhere(marker.page_text().as_deref());
        if !self.asks_for_another() {
            return;
        }
        self.next = match last.page_text() {
            Some(last) if self.history.was_sent(&last) => Next::Stuck(
                "the last item of this page is that of a page before; the pages go around in a circle",
            ),
            Some(last) => write(marker, &last),
            None => Next::Stuck(
                "the next page cannot be asked for; the last item of this one has nothing that could be the marker",
            ),
        };
    }

    /// Counts the items of a list that goes by what was sent, which says nothing of the items before it.
    fn begin_anywhere(&mut self, sent: Option<&str>) {
        if self.history.is_new() {
            self.history.so_far.exact = sent.is_none();
        }
        if let Some(sent) = sent {
            self.history.sent(sent);
        }
        self.count(self.history.so_far.counted.unwrap_or(0));
    }

    /// Counts the items, and gives the number of this page. Pages that were left out at the start had at least as many
    /// items as the first that was read.
    fn count_pages<F: PageField>(&mut self, number: &F, first: i64) -> Option<i64> {
        let Some(current) = number_or(number, first) else {
            self.next = NO_NUMBER;
            return None;
        };
        if self.history.is_new() {
            self.history.so_far.exact = current == first;
        }
        let left_out = current.saturating_sub(first).max(0);
        self.count(
            self.history
                .so_far
                .counted
                .unwrap_or_else(|| left_out.saturating_mul(self.received)),
        );
        if let Some(pages) = self.total_pages {
            let last = first.saturating_add(pages).saturating_sub(1);
            self.history.so_far.total_pages_refuted |= last < current && self.received > 0;
            if !self.history.so_far.total_pages_refuted {
                self.pages_go_on = Some(current < last);
            }
        }
        Some(current)
    }
}

/// The number in a field, or another where there is none; `None` where it is no number.
fn number_or<F: PageField>(field: &F, absent: i64) -> Option<i64> {
    match field.page_text() {
        None => Some(absent),
        Some(_) => field.page_number(),
    }
}

fn write_number<F: PageField>(field: &mut F, next: Option<i64>) -> Next {
    next.map_or(UNSENDABLE, |next| write(field, &next.to_string()))
}

fn write<F: PageField>(field: &mut F, next: &str) -> Next {
    match F::from_page_text(next) {
        Some(value) => {
            *field = value;
            Next::Ask
        }
        None => UNSENDABLE,
    }
}
