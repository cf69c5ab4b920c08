//! A page of a list, and whether there is another.

use super::value::{PageField, PageValue};

/// What an answer says of the list that it is a page of.
///
/// Generated code tells it all that the answer says, and then, once, how the next page is asked for.
///
/// The list ends where one of these says so: the number of all items or pages is reached, there is no more, this was the
/// last, there is no next page or token. A page without items ends every list but one that goes by tokens. Where the
/// answer says none of these, a page with fewer items than the request asks for is the last one, and so is one that
/// comes again.
#[derive(Debug, Default)]
pub struct Page {
    /// Items before this page; `None` where it is the first that is read.
    before: Option<i64>,
    received: i64,
    size: Option<i64>,
    total: Option<i64>,
    total_pages: Option<i64>,
    /// The answer says that this is the last page.
    ends: bool,
    /// The answer says that there is another.
    goes_on: bool,
    counted: i64,
    next: Next,
}

/// What comes after a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Next {
    #[default]
    End,
    /// The request asks for another page. `said`: the answer says that there is one.
    Ask { said: bool },
    /// There is another page, but it cannot be asked for.
    Stuck(&'static str),
}

impl Page {
    pub(super) fn after(counted: Option<i64>) -> Self {
        Self {
            before: counted,
            ..Self::default()
        }
    }

    /// How many items the list has up to this page.
    pub(super) fn counted(&self) -> i64 {
        self.counted
    }

    pub(super) fn next(&self) -> Next {
        self.next
    }

    /// Tells how many items the page has.
    pub fn items(&mut self, count: usize) {
        self.received = i64::try_from(count).unwrap_or(i64::MAX);
    }

    /// Tells how many items a page is asked to have.
    pub fn size<V: PageValue>(&mut self, size: &V) {
        self.size = size.page_number();
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

    /// The next page is asked for by the number of items to leave out.
    pub fn offset<F: PageField>(&mut self, offset: &mut F) {
        let before = offset.page_number().unwrap_or(0);
        let next = before.saturating_add(self.received);
        self.count(before);
        if next == before {
            self.ends = true;
        }
        self.ask(offset, &next.to_string());
    }

    /// The next page is asked for by its number, which is that of this page and one.
    pub fn number<F: PageField>(&mut self, number: &mut F, first: i64) {
        let current = self.count_pages(number.page_number(), first);
        self.ask(number, &current.saturating_add(1).to_string());
    }

    /// The next page is asked for by its number, which the answer gives. Text that is no number (an address) only says
    /// that there is a next page.
    pub fn number_from<F: PageField, V: PageValue>(
        &mut self,
        number: &mut F,
        first: i64,
        next: &V,
    ) {
        let current = self.count_pages(number.page_number(), first);
        let next = next
            .page_text()
            .map(|text| text.trim().parse().unwrap_or(current.saturating_add(1)));
        // A next page that comes before this one would go around in a circle.
        let next = next.filter(|next| *next > current);
        self.more(Some(next.is_some()));
        self.ask(number, &next.unwrap_or(current).to_string());
    }

    /// The next page is asked for by a token, which the answer gives. It alone says whether there is another page: one
    /// without items may come before others.
    pub fn token<F: PageField, V: PageValue>(&mut self, token: &mut F, next: &V) {
        self.count(self.before.unwrap_or(0));
        let Some(next) = next.page_text() else {
            self.next = Next::End;
            return;
        };
        if token.page_text().is_some_and(|current| current == next) {
            self.next = Next::Stuck(
                "the service gave the same token twice; it may not support paging here",
            );
            return;
        }
        self.goes_on = true;
        self.write(token, &next);
    }

    /// The next page is asked for by the last item of this one.
    pub fn marker<F: PageField, V: PageValue>(&mut self, marker: &mut F, last: &V) {
        self.count(self.before.unwrap_or(0));
        match last.page_text() {
            Some(last) => self.ask(marker, &last),
            None if self.is_last() => self.next = Next::End,
            None => {
                self.next = Next::Stuck(
                    "the next page cannot be asked for; the last item of this one has nothing that could be the marker",
                );
            }
        }
    }

    fn count(&mut self, before: i64) {
        self.counted = before.saturating_add(self.received);
    }

    /// The number of this page. Pages that were left out at the start had at least as many items as the first that was
    /// read.
    fn count_pages(&mut self, current: Option<i64>, first: i64) -> i64 {
        let current = current.unwrap_or(first);
        let left_out = current.saturating_sub(first).max(0);
        self.count(
            self.before
                .unwrap_or_else(|| left_out.saturating_mul(self.received)),
        );
        if let Some(pages) = self.total_pages {
            let last = first.saturating_add(pages).saturating_sub(1);
            self.more(Some(current < last));
        }
        current
    }

    /// Asks for the next page, if there is one.
    fn ask<F: PageField>(&mut self, field: &mut F, next: &str) {
        if self.is_last() {
            self.next = Next::End;
        } else {
            self.write(field, next);
        }
    }

    fn is_last(&mut self) -> bool {
        if let Some(total) = self.total {
            self.more(Some(self.counted < total));
        }
        let is_short = self.size.is_some_and(|size| self.received < size);
        self.received == 0 || self.ends || (is_short && !self.goes_on)
    }

    fn write<F: PageField>(&mut self, field: &mut F, next: &str) {
        self.next = match F::from_page_text(next) {
            Some(value) => {
                *field = value;
                Next::Ask { said: self.goes_on }
            }
            None => Next::Stuck(
                "the next page cannot be asked for; its number or token does not fit the type of the parameter",
            ),
        };
    }
}

/// Whether a page is the one before. Identifiers of the requests differ in any case.
pub(super) fn is_repeated(before: &[u8], body: &[u8]) -> bool {
    before.len() == body.len() && !body.is_empty() && {
        let (before, body) = (without_request_id(before), without_request_id(body));
        before == body
    }
}

/// What stands before and behind the identifier that an answer gives its request.
fn without_request_id(body: &[u8]) -> (&[u8], &[u8]) {
    const MEMBER: &[u8] = b"\"requestId\"";
    let found = body
        .windows(MEMBER.len())
        .position(|window| window == MEMBER)
        .and_then(|start| body.split_at_checked(start + MEMBER.len()));
    let Some((before, behind)) = found else {
        return (body, b"");
    };
    let end = behind.iter().position(|byte| matches!(byte, b',' | b'}'));
    (
        before,
        end.and_then(|end| behind.get(end..)).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORE: Next = Next::Ask { said: true };
    const PERHAPS: Next = Next::Ask { said: false };

    /// A page behind `before` items that has `items`.
    fn page(before: Option<i64>, items: usize) -> Page {
        let mut page = Page::after(before);
        page.items(items);
        page
    }

    #[test]
    fn offsets_advance_by_what_came() {
        for (offset, items, total, next, expected) in [
            (None, 0, Some(5), None, Next::End),
            (None, 5, Some(5), None, Next::End),
            (None, 2, Some(5), Some(2), MORE),
            (Some(3), 2, Some(5), Some(3), Next::End),
            (Some(3), 2, None, Some(5), PERHAPS),
            (Some(i64::MAX), 1, None, Some(i64::MAX), Next::End),
        ] {
            let mut page = page(None, items);
            page.total(&total);
            let mut field = offset;
            page.offset(&mut field);
            assert_eq!((field, page.next()), (next, expected), "{offset:?} {items}");
        }
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
            let asked = (page.next() != Next::End).then_some(field).flatten();
            assert_eq!(asked, next, "{first} {number:?} {items}");
        }
    }

    #[test]
    fn the_number_of_pages_ends_a_list() {
        for (first, number, pages, expected) in [
            (1, 1, 3, MORE),
            (1, 3, 3, Next::End),
            (0, 2, 3, Next::End),
            (0, 1, 3, MORE),
            (1, 1, 0, Next::End),
        ] {
            let mut page = page(None, 1);
            page.total_pages(&pages.to_string());
            page.number(&mut i64::from(number), first);
            assert_eq!(page.next(), expected, "{first} {number} {pages}");
        }
    }

    #[test]
    fn a_flag_ends_a_list() {
        for (more, last, expected) in [
            (Some(true), None, MORE),
            (Some(false), None, Next::End),
            (None, Some(true), Next::End),
            (None, Some(false), MORE),
            (Some(true), Some(true), Next::End),
            (None, None, PERHAPS),
        ] {
            let mut page = page(None, 1);
            page.more(more);
            page.last(last);
            page.number(&mut Some(1_i64), 1);
            assert_eq!(page.next(), expected, "{more:?} {last:?}");
        }
    }

    #[test]
    fn a_short_page_ends_a_list_of_which_nothing_else_is_known() {
        for (size, total, expected) in [
            (Some("3"), None, Next::End),
            (Some("2"), None, PERHAPS),
            (None, None, PERHAPS),
            // The service gives fewer items than it is asked for.
            (Some("100"), Some(4), MORE),
        ] {
            let mut page = page(None, 2);
            page.size(&size);
            page.total(&total);
            page.number(&mut Some(1_i64), 1);
            assert_eq!(page.next(), expected, "{size:?} {total:?}");
        }
    }

    #[test]
    fn the_next_number_comes_from_the_answer() {
        for (next, number, expected) in [
            (Some("3"), "3", MORE),
            (Some("https://x.example.com/?page=2"), "2", MORE),
            (None, "1", Next::End),
            (Some(""), "1", Next::End),
            (Some("1"), "1", Next::End),
            (Some("0"), "1", Next::End),
        ] {
            let mut page = page(None, 1);
            let mut field = "1".to_owned();
            page.number_from(&mut field, 1, &next);
            assert_eq!(
                (field.as_str(), page.next()),
                (number, expected),
                "{next:?}"
            );
        }
    }

    #[test]
    fn tokens_go_from_the_answer_into_the_request() {
        for (sent, next, items, token, expected) in [
            (None, Some("a"), 1, Some("a"), MORE),
            (Some("a"), Some("b"), 0, Some("b"), MORE),
            (Some("a"), None, 1, Some("a"), Next::End),
            (Some("a"), Some(""), 1, Some("a"), Next::End),
        ] {
            let mut page = page(None, items);
            let mut field = sent.map(str::to_owned);
            page.token(&mut field, &next);
            assert_eq!((field.as_deref(), page.next()), (token, expected));
        }
        let mut repeated = page(None, 1);
        repeated.token(&mut "a".to_owned(), &"a".to_owned());
        assert!(matches!(repeated.next(), Next::Stuck(_)));
        let mut unsendable = page(None, 1);
        unsendable.token(&mut 1_i32, &i64::MAX);
        assert!(matches!(unsendable.next(), Next::Stuck(_)));
    }

    #[test]
    fn markers_are_the_last_item() {
        for (sent, last, items, marker, expected) in [
            (None, Some("b"), 2, Some("b"), PERHAPS),
            (Some("b"), Some("c"), 1, Some("c"), PERHAPS),
            (Some("c"), None, 0, Some("c"), Next::End),
        ] {
            let mut page = page(None, items);
            let mut field = sent.map(str::to_owned);
            page.marker(&mut field, &last);
            assert_eq!((field.as_deref(), page.next()), (marker, expected));
        }
        let mut nameless = page(None, 1);
        nameless.marker(&mut None::<String>, &None::<&str>);
        assert!(matches!(nameless.next(), Next::Stuck(_)));
    }

    #[test]
    fn a_page_is_repeated_whatever_its_request_is_called() {
        let page = |id, item| format!(r#"{{"requestId":"{id}","items":["{item}"]}}"#);
        for (one, other, expected) in [
            (page(1, 1), page(1, 1), true),
            (page(1, 1), page(2, 1), true),
            (page(1, 1), page(1, 2), false),
            (page(1, 1), page(1, 12), false),
            (String::new(), String::new(), false),
        ] {
            assert_eq!(
                is_repeated(one.as_bytes(), other.as_bytes()),
                expected,
                "{one} {other}"
            );
        }
    }
}
