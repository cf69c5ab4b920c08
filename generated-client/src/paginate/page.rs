//! A page of a list, and whether there is another.

use core::fmt;

use super::history::{History, Repeated};
use super::value::{PageField, PageValue};
use crate::call::trace;
use crate::meta::operation::Description;

/// What an answer says of the list that it is a page of.
///
/// Generated code tells it all that the answer says, and then, once, how the next page is asked for. See
/// [`paginate`](super) for what ends a list.
#[derive(Debug, Default)]
pub struct Page {
    history: History,
    received: i64,
    /// The answer has no list, not even an empty one.
    missing: bool,
    total: Option<i64>,
    total_pages: Option<i64>,
    /// The greatest offset or number of a page that the service takes.
    max: Option<i64>,
    /// The answer says that this is the last page.
    ends: bool,
    /// The answer says that there is another.
    goes_on: bool,
    /// What the number of all pages says: whether there is another.
    pages_go_on: Option<bool>,
    counted: i64,
    /// Something that can be believed says that there is another page.
    said: bool,
    /// The list ends, and a total said that it is longer.
    short: bool,
    next: Next,
}

/// What comes after a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Next {
    #[default]
    End,
    /// The request asks for another page.
    Ask,
    /// There is another page, but it cannot be asked for.
    Stuck(&'static str),
    /// The next page would have to be asked for beyond what the service takes.
    Beyond(Beyond),
    /// This page is the last one again, and the list ends.
    AgainTheLast,
    /// This page came before.
    Again(&'static str),
}

/// Where a list goes on, or may, that cannot be read further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beyond {
    /// What pages are asked for by.
    by: &'static str,
    max: i64,
    /// Something says that there is another page.
    said: bool,
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by, max, said } = self;
        let more = if *said {
            "there are more items"
        } else {
            "there may be more items"
        };
        write!(
            f,
            "{more}, and the service does not give them: the greatest {by} that it takes is {max}; narrow the request"
        )
    }
}

/// Whether there is another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Another,
    End,
    /// Nothing that can be believed says so: the next page tells.
    Unknown,
    Contradiction(&'static str),
}

/// What pages are numbered by.
const PAGE_NUMBER: &str = "number of a page";

const UNSENDABLE: Next = Next::Stuck(
    "the next page cannot be asked for; its number or token does not fit the type of the parameter",
);

const NO_NUMBER: Next =
    Next::Stuck("the next page cannot be asked for; the one that the request names is no number");

impl Page {
    pub(super) fn new(history: History) -> Self {
        Self {
            history,
            ..Self::default()
        }
    }

    /// What comes after the page, and what is kept of it. The body is what it is told from other pages by.
    pub(super) fn turn(
        mut self,
        body: &[u8],
        description: &'static Description,
    ) -> (Next, History) {
        self.history.counted = Some(self.counted);
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
            trace::list_is_short(description, self.total.unwrap_or_default(), self.counted);
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

    /// The next page is asked for by the place of its first item; that of the first of all is `first`.
    pub fn offset<F: PageField>(&mut self, offset: &mut F, first: i64) {
        let Some(sent) = number_or(offset, first) else {
            self.next = NO_NUMBER;
            return;
        };
        // There is nothing before the first.
        let current = sent.max(first);
        self.history.exact = true;
        self.count(current.saturating_sub(first));
        let next = current.checked_add(self.received);
        if self.asks_for_another() {
            self.next = if self.received == 0 {
                Next::Stuck(
                    "the answer says that there is another page, and this one has no items to go on from",
                )
            } else {
                self.turn_to(offset, next, "offset")
            };
        }
    }

    /// The next page is asked for by its number, which is that of this page and one.
    pub fn number<F: PageField>(&mut self, number: &mut F, first: i64) {
        let Some(current) = self.count_pages(number, first) else {
            return;
        };
        if self.asks_for_another() {
            self.next = self.turn_to(number, current.checked_add(1), PAGE_NUMBER);
        }
    }

    /// The next page is asked for by its number, which the answer gives. Text that is no number (an address) only says
    /// that there is a next page, and a number before the first that there is none.
    pub fn number_from<F: PageField, V: PageValue>(
        &mut self,
        number: &mut F,
        first: i64,
        next: &V,
    ) {
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

    /// The next page is asked for by a token, which the answer gives.
    pub fn token<F: PageField, V: PageValue>(&mut self, token: &mut F, next: &V) {
        let current = token.page_text();
        self.begin_anywhere(current.as_deref());
        let is_longer = self.by_total() == Some(true);
        let next = match (self.goes_on, self.ends, next.page_text()) {
            (true, _, None) => {
                self.next = Next::Stuck(
                    "the answer says that there is another page, and has no token for it",
                );
                return;
            }
            (_, false, Some(next)) | (true, true, Some(next)) => next,
            (false, true, Some(_)) | (false, _, None) => {
                self.short = is_longer && self.history.exact;
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
            self.history.exact = sent.is_none();
        }
        if let Some(sent) = sent {
            self.history.sent(sent);
        }
        self.count(self.history.counted.unwrap_or(0));
    }

    /// Counts the items, and gives the number of this page. Pages that were left out at the start had at least as many
    /// items as the first that was read.
    fn count_pages<F: PageField>(&mut self, number: &F, first: i64) -> Option<i64> {
        let Some(current) = number_or(number, first) else {
            self.next = NO_NUMBER;
            return None;
        };
        if self.history.is_new() {
            self.history.exact = current == first;
        }
        let left_out = current.saturating_sub(first).max(0);
        self.count(
            self.history
                .counted
                .unwrap_or_else(|| left_out.saturating_mul(self.received)),
        );
        if let Some(pages) = self.total_pages {
            let last = first.saturating_add(pages).saturating_sub(1);
            self.history.total_pages_refuted |= last < current && self.received > 0;
            if !self.history.total_pages_refuted {
                self.pages_go_on = Some(current < last);
            }
        }
        Some(current)
    }

    fn count(&mut self, before: i64) {
        self.counted = before.saturating_add(self.received);
    }

    /// What the number of all items says, if it can be believed: whether there is another page.
    fn by_total(&mut self) -> Option<bool> {
        let total = self.total?;
        self.history.total_refuted |= total < self.counted && self.received > 0;
        if self.history.total_refuted || total < self.counted {
            return None;
        }
        self.history.total(total);
        Some(self.counted < total)
    }

    fn verdict(&mut self) -> Verdict {
        let by_total = self.by_total();
        let is_longer = by_total == Some(true);
        if self.received == 0 {
            return if self.goes_on {
                Verdict::Another
            } else if self.missing && is_longer && self.history.exact {
                Verdict::Contradiction(
                    "the answer says how many items the list has, and the list itself is missing; correct where the specification has it, or ask again",
                )
            } else {
                self.short = is_longer && self.history.exact;
                Verdict::End
            };
        }
        let ends = self.ends || self.pages_go_on == Some(false);
        // Where the items before the first page are a guess, so is that some are left.
        let is_longer = is_longer && (self.history.exact || !ends);
        if self.goes_on || self.pages_go_on == Some(true) || is_longer {
            Verdict::Another
        } else if ends || by_total == Some(false) {
            Verdict::End
        } else {
            Verdict::Unknown
        }
    }

    /// Whether another page is to be asked for.
    fn asks_for_another(&mut self) -> bool {
        match self.verdict() {
            Verdict::Another => {
                self.said = true;
                true
            }
            Verdict::Unknown => true,
            Verdict::End => {
                self.next = Next::End;
                false
            }
            Verdict::Contradiction(problem) => {
                self.next = Next::Stuck(problem);
                false
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::operation::{Address, Answer, Authorization, Method, Safety, Service};

    /// Another page is asked for, because the answer says that there is one.
    const MORE: (Next, bool) = (Next::Ask, true);
    /// Another page is asked for, because nothing says that there is none.
    const PERHAPS: (Next, bool) = (Next::Ask, false);
    const END: (Next, bool) = (Next::End, false);

    /// The first page, or one behind `before` items, that has `items`.
    fn page(before: Option<i64>, items: usize) -> Page {
        let mut history = History::default();
        if before.is_some() {
            history.page(1, b"", false);
            (history.counted, history.exact) = (before, true);
        }
        let mut page = Page::new(history);
        page.items(items);
        page
    }

    fn next(page: &Page) -> (Next, bool) {
        (page.next, page.said)
    }

    fn is_stuck(page: &Page) -> bool {
        matches!(page.next, Next::Stuck(_))
    }

    #[test]
    fn offsets_advance_by_what_came() {
        for (offset, items, total, asked, expected) in [
            (None, 0, Some(5), None, END),
            (None, 5, Some(5), None, END),
            (None, 2, Some(5), Some(2), MORE),
            (Some(3), 2, Some(5), Some(3), END),
            (Some(3), 2, None, Some(5), PERHAPS),
            (Some(3), 0, None, Some(3), END),
        ] {
            let mut page = page(None, items);
            page.total(&total);
            let mut field = offset;
            page.offset(&mut field, 0);
            assert_eq!(
                (field, next(&page)),
                (asked, expected),
                "{offset:?} {items}"
            );
        }
    }

    #[test]
    fn offsets_may_begin_at_one() {
        for (offset, items, total, asked, expected) in [
            (None, 2, None, Some(3), PERHAPS),
            (None, 2, Some(5), Some(3), MORE),
            (None, 5, Some(5), None, END),
            (Some(1), 5, Some(5), Some(1), END),
            (Some(1), 4, Some(5), Some(5), MORE),
            (Some(4), 2, Some(5), Some(4), END),
            (Some(4), 1, Some(5), Some(5), MORE),
            // What is before the first is taken for it.
            (Some(0), 5, Some(5), Some(0), END),
            (Some(0), 2, Some(5), Some(3), MORE),
            (Some(-3), 2, None, Some(3), PERHAPS),
        ] {
            let mut page = page(None, items);
            page.total(&total);
            let mut field = offset;
            page.offset(&mut field, 1);
            assert_eq!(
                (field, next(&page)),
                (asked, expected),
                "{offset:?} {items} {total:?}"
            );
        }
    }

    #[test]
    fn the_greatest_that_a_service_takes_is_asked_for_and_nothing_above() {
        for (offset, items, total, asked, said) in [
            (7, 3, None, Some(10), None),
            (7, 4, None, None, Some(false)),
            (7, 4, Some(2), None, Some(false)),
            (7, 4, Some(12), None, Some(true)),
        ] {
            let mut page = page(None, items);
            page.total(&total);
            page.max(10);
            let mut field = offset;
            page.offset(&mut field, 1);
            let beyond = match page.next {
                Next::Beyond(beyond) => Some(beyond.said),
                _ => None,
            };
            assert_eq!(beyond, said, "{offset} {items} {total:?}");
            assert_eq!(field, asked.unwrap_or(offset), "{offset} {items} {total:?}");
        }
    }

    #[test]
    fn an_offset_that_cannot_go_on_is_no_end() {
        let mut last = page(None, 1);
        last.offset(&mut Some(i64::MAX), 0);
        assert!(is_stuck(&last));
        let mut text = page(None, 1);
        text.offset(&mut "next".to_owned(), 0);
        assert!(is_stuck(&text));
        let mut empty = page(None, 0);
        empty.more(Some(true));
        empty.offset(&mut Some(3_i64), 0);
        assert!(is_stuck(&empty));
    }

    #[test]
    fn pages_are_numbered_from_the_first() {
        // First number, number that was asked for, items before, items of the page, total; next number.
        for (first, number, before, items, total, next) in [
            (1, None, None, 2, Some(3), Some(2)),
            (0, None, None, 2, Some(3), Some(1)),
            (1, Some(2), Some(2), 1, Some(3), None),
            (1, Some(2), Some(2), 0, None, None),
            // A stream that begins behind the first page: the pages before it were full.
            (1, Some(3), None, 10, Some(30), None),
            (1, Some(3), None, 10, Some(31), Some(4)),
            (0, Some(3), None, 10, Some(40), None),
        ] {
            let mut page = page(before, items);
            page.total(&total);
            let mut field: Option<i32> = number;
            page.number(&mut field, first);
            let asked = (page.next != Next::End).then_some(field).flatten();
            assert_eq!(asked, next, "{first} {number:?} {items}");
        }
        let mut unsendable = page(None, 1);
        unsendable.number(&mut Some(i32::MAX), 1);
        assert!(is_stuck(&unsendable));
    }

    #[test]
    fn a_total_below_what_came_says_nothing() {
        // Items before, items of the page, total.
        for (before, items, total, expected) in [
            (None, 3, "0", PERHAPS),
            (None, 3, "-1", PERHAPS),
            (None, 3, "many", PERHAPS),
            (None, 3, "", PERHAPS),
            (None, 3, "2", PERHAPS),
            (Some(3), 3, "3", PERHAPS),
            (Some(3), 1, "7", MORE),
            (Some(6), 1, "7", END),
            (Some(7), 0, "100", END),
            (None, 0, "5", END),
        ] {
            let mut page = page(before, items);
            page.total(&total);
            page.number(&mut Some(1_i64), 1);
            assert_eq!(next(&page), expected, "{before:?} {items} {total}");
        }
    }

    #[test]
    fn a_total_that_was_wrong_once_is_not_believed_later() {
        let mut first = page(None, 3);
        first.total(&Some(2));
        first.number(&mut Some(1_i64), 1);
        let (_, history) = first.turn(b"[1,2,3]", DESCRIPTION);
        let mut second = Page::new(history);
        second.items(3);
        second.total(&Some(6));
        second.number(&mut Some(2_i64), 1);
        assert_eq!(next(&second), PERHAPS);
    }

    #[test]
    fn the_number_of_pages_ends_a_list() {
        for (first, number, pages, items, expected) in [
            (1, 1, 3, 1, MORE),
            (1, 3, 3, 1, END),
            (0, 2, 3, 1, END),
            (0, 1, 3, 1, MORE),
            // It contradicts that there is this page.
            (1, 1, 0, 1, PERHAPS),
            (1, 4, 3, 1, PERHAPS),
            (1, 2, 3, 0, END),
        ] {
            let mut page = page(None, items);
            page.total_pages(&pages.to_string());
            page.number(&mut i64::from(number), first);
            assert_eq!(next(&page), expected, "{first} {number} {pages}");
        }
    }

    #[test]
    fn what_says_that_there_is_more_goes_before_what_says_that_there_is_not() {
        // Items, more, last, total.
        for (items, more, last, total, expected) in [
            (1, Some(true), None, None, MORE),
            (1, Some(false), None, None, END),
            (1, None, Some(true), None, END),
            (1, None, Some(false), None, MORE),
            (1, Some(true), Some(true), None, MORE),
            (1, None, None, None, PERHAPS),
            (1, Some(false), None, Some(7), MORE),
            (1, Some(true), None, Some(1), MORE),
            (1, Some(false), None, Some(0), END),
            // A page without items in the middle.
            (0, Some(true), None, None, MORE),
            (0, Some(false), None, Some(7), END),
        ] {
            let mut page = page(None, items);
            page.more(more);
            page.last(last);
            page.total(&total);
            page.number(&mut Some(1_i64), 1);
            assert_eq!(next(&page), expected, "{items} {more:?} {last:?} {total:?}");
        }
    }

    #[test]
    fn a_guess_of_what_was_left_out_does_not_go_before_a_flag() {
        let mut page = page(None, 1);
        page.total(&Some(21));
        page.more(Some(false));
        page.number(&mut Some(3_i64), 1);
        assert_eq!(next(&page), END);
    }

    #[test]
    fn a_list_that_is_missing_is_not_an_empty_one() {
        for (total, expected) in [(Some(7), true), (Some(0), false), (None, false)] {
            let mut page = page(None, 0);
            page.items(None);
            page.total(&total);
            page.number(&mut Some(1_i64), 1);
            assert_eq!(is_stuck(&page), expected, "{total:?}");
        }
    }

    #[test]
    fn the_next_number_comes_from_the_answer() {
        for (named, number, expected) in [
            (Some("3"), "3", MORE),
            (Some("https://x.example.com/?page=2"), "2", MORE),
            (None, "1", END),
            (Some(""), "1", END),
            (Some("0"), "1", END),
            (Some("-1"), "1", END),
            (Some("1"), "2", PERHAPS),
        ] {
            let mut page = page(None, 1);
            let mut field = "1".to_owned();
            page.number_from(&mut field, 1, &named);
            assert_eq!(
                (field.as_str(), next(&page)),
                (number, expected),
                "{named:?}"
            );
        }
        let mut circle = page(Some(4), 1);
        circle.number_from(&mut Some(3_i64), 1, &Some(2));
        assert!(is_stuck(&circle));
    }

    #[test]
    fn tokens_go_from_the_answer_into_the_request() {
        for (sent, named, items, more, token, expected) in [
            (None, Some("a"), 1, None, Some("a"), MORE),
            (Some("a"), Some("b"), 0, None, Some("b"), MORE),
            (Some("a"), None, 1, None, Some("a"), END),
            (Some("a"), Some(""), 1, None, Some("a"), END),
            (Some("a"), Some("b"), 1, Some(false), Some("a"), END),
            (Some("a"), Some("b"), 1, Some(true), Some("b"), MORE),
        ] {
            let mut page = page(None, items);
            page.more(more);
            let mut field = sent.map(str::to_owned);
            page.token(&mut field, &named);
            assert_eq!((field.as_deref(), next(&page)), (token, expected));
        }
        let mut repeated = page(None, 1);
        repeated.token(&mut "a".to_owned(), &"a".to_owned());
        assert!(is_stuck(&repeated));
        let mut unsendable = page(None, 1);
        unsendable.token(&mut 1_i32, &i64::MAX);
        assert!(is_stuck(&unsendable));
        let mut nameless = page(None, 1);
        nameless.more(Some(true));
        nameless.token(&mut "a".to_owned(), &None::<&str>);
        assert!(is_stuck(&nameless));
    }

    #[test]
    fn markers_are_the_last_item() {
        for (sent, last, items, marker, expected) in [
            (None, Some("b"), 2, Some("b"), PERHAPS),
            (Some("b"), Some("c"), 1, Some("c"), PERHAPS),
            (Some("c"), None, 0, Some("c"), END),
        ] {
            let mut page = page(None, items);
            let mut field = sent.map(str::to_owned);
            page.marker(&mut field, &last);
            assert_eq!((field.as_deref(), next(&page)), (marker, expected));
        }
        let mut nameless = page(None, 1);
        nameless.marker(&mut None::<String>, &None::<&str>);
        assert!(is_stuck(&nameless));
        let mut again = page(None, 1);
        again.marker(&mut Some("b".to_owned()), &Some("b"));
        assert!(is_stuck(&again));
    }

    const DESCRIPTION: &Description = &Description {
        service: &Service {
            name: "sample",
            title: "Sample",
            address: Address::Known(&[]),
            errors: &[],
        },
        name: "List",
        method: Method::Get,
        own_address: None,
        path: &[],
        authorization: Authorization::None,
        safety: Safety::Read,
        headers: &[],
        answer: Answer::Empty,
        success: None,
    };
}
