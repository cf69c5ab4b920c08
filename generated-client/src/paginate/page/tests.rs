use super::next::Next;
use super::*;
use crate::meta::{Address, Method, OperationMeta, Service};

/// Another page is asked for, because the response says that there is one.
const MORE: (Next, bool) = (Next::Ask, true);
/// Another page is asked for, because nothing says that there is none.
const PERHAPS: (Next, bool) = (Next::Ask, false);
const END: (Next, bool) = (Next::End, false);

/// The first page, or one behind `before` items, that has `items`.
fn page(before: Option<i64>, items: usize) -> Page {
    let mut history = History::default();
    if before.is_some() {
        history.page(1, b"", false);
        (history.so_far.counted, history.so_far.exact) = (before, true);
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
    let (_, history) = first.turn(b"[1,2,3]", META);
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
fn the_next_number_comes_from_the_response() {
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
fn tokens_go_from_the_response_into_the_request() {
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

const META: &OperationMeta = &OperationMeta::new(
    &Service::new("sample", "Sample", Address::Known(&[])),
    "List",
    Method::Get,
    &[],
);
