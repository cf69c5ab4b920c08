//! Offsets that begin at one, and services that give no page beyond an offset or a number: no item twice, none lost unsaid.

use futures_util::{StreamExt as _, TryStreamExt as _};
use ncloud::ErrorKind;
use ncloud::transport::memory::Response;

use crate::common::client;
use crate::service::{Asked, List, Serve, Style, read};

/// What a service says beside the items, from the items up to this page's last.
type Says = fn(i64) -> String;

fn nothing(_: i64) -> String {
    String::new()
}

/// A service of items that are called by their places from 1 on, and asked for by them: `size` a page.
fn places(count: i64, size: i64, says: Says) -> Serve {
    Box::new(move |asked| {
        let start = asked.at.unwrap_or(1).max(1);
        page(start, (start + size - 1).min(count), says)
    })
}

/// The same, asked for by the number of the page.
fn numbered(count: i64, size: i64, says: Says) -> Serve {
    Box::new(move |asked: Asked| {
        let start = (asked.at.unwrap_or(1) - 1) * size + 1;
        page(start, (start + size - 1).min(count), says)
    })
}

fn page(start: i64, end: i64, says: Says) -> String {
    let items: Vec<String> = (start..=end).map(|place| place.to_string()).collect();
    let said = says(end);
    let separator = if said.is_empty() { "" } else { "," };
    format!(r#"{{"items":[{}]{separator}{said}}}"#, items.join(","))
}

/// Reads a list. What came, what is wrong, and the number of requests.
async fn outcome(list: List, serve: Serve) -> (Vec<i64>, Option<String>, usize) {
    let (items, result, requests) = read(list, serve).await;
    let problem = result.err().map(|error| {
        assert_eq!(error.kind(), ErrorKind::Pages);
        error.to_string()
    });
    (items, problem, requests)
}

fn whole(places: std::ops::RangeInclusive<i64>) -> Vec<i64> {
    places.collect()
}

fn from_one() -> List {
    List::by(Style::Offset).first(1)
}

#[tokio::test]
async fn every_item_comes_once_where_offsets_begin_at_one() {
    let five: Says = |_| r#""total":5"#.to_owned();
    // What is asked for at first, items of a page, what is said, first item that comes, requests.
    for (at, size, says, begin, requests) in [
        (None, 2, nothing as Says, 1, 4),
        (Some("1"), 2, nothing, 1, 4),
        (Some("3"), 2, nothing, 3, 3),
        (None, 2, five, 1, 3),
        (Some("1"), 2, five, 1, 3),
        (Some("2"), 2, five, 2, 2),
        (None, 5, five, 1, 1),
        (Some("3"), 5, five, 3, 1),
        (None, 4, five, 1, 2),
        // A service that takes 0 for 1.
        (Some("0"), 5, five, 1, 1),
        (Some("0"), 2, five, 1, 3),
        (Some("0"), 2, nothing, 1, 4),
    ] {
        let mut list = from_one();
        list.at = at.map(str::to_owned);
        assert_eq!(
            outcome(list, places(5, size, says)).await,
            (whole(begin..=5), None, requests),
            "{at:?} {size}"
        );
    }
}

fn are(by: &str, max: i64) -> Option<String> {
    Some(format!(
        "sample.List: there are more items, and the service does not give them: the greatest {by} that it takes is {max}; narrow the request"
    ))
}

fn may_be(by: &str, max: i64) -> Option<String> {
    Some(format!(
        "sample.List: there may be more items, and the service does not give them: the greatest {by} that it takes is {max}; narrow the request"
    ))
}

#[tokio::test]
async fn an_offset_above_the_greatest_is_not_asked_for() {
    let (are, may_be) = (are("offset", 10), may_be("offset", 10));
    // Items of the service, of a page, what is said; items that come, the error, requests.
    let cases: [(i64, i64, Says, i64, _, usize); 11] = [
        (12, 5, nothing, 10, may_be.clone(), 2),
        (12, 5, |_| r#""total":12"#.to_owned(), 10, are.clone(), 2),
        (12, 5, |_| r#""total":"12""#.to_owned(), 10, are.clone(), 2),
        (12, 5, |_| r#""more":true"#.to_owned(), 10, are, 2),
        // What cannot be believed says nothing.
        (12, 5, |_| r#""total":0"#.to_owned(), 10, may_be.clone(), 2),
        // Nothing says that it is all.
        (10, 5, nothing, 10, may_be, 2),
        (10, 5, |_| r#""total":10"#.to_owned(), 10, None, 2),
        (10, 5, |end| format!(r#""more":{}"#, end < 10), 10, None, 2),
        // The last page that can be asked for has what lies beyond.
        (12, 3, |_| r#""total":12"#.to_owned(), 12, None, 4),
        (7, 5, nothing, 7, None, 3),
        (7, 5, |_| r#""total":7"#.to_owned(), 7, None, 2),
    ];
    for (count, size, says, last, problem, requests) in cases {
        let case = format!("{count} {size} {}", says(last));
        assert_eq!(
            outcome(from_one().max(10), places(count, size, says)).await,
            (whole(1..=last), problem, requests),
            "{case}"
        );
    }
}

/// What is left out is counted from 0: ten items come where the greatest is 9.
#[tokio::test]
async fn the_greatest_of_offsets_that_begin_at_zero() {
    let serve: fn(Says) -> Serve = |says| {
        Box::new(move |asked| {
            let start = asked.at.unwrap_or(0) + 1;
            page(start, (start + 4).min(12), says)
        })
    };
    let list = || List::by(Style::Offset).max(9);
    assert_eq!(
        outcome(list(), serve(|_| r#""total":12"#.to_owned())).await,
        (whole(1..=10), are("offset", 9), 2)
    );
    assert_eq!(
        outcome(list().max(10), serve(nothing)).await,
        (whole(1..=12), may_be("offset", 10), 3)
    );
}

#[tokio::test]
async fn a_page_number_above_the_greatest_is_not_asked_for() {
    let (are, may_be) = (are("number of a page", 2), may_be("number of a page", 2));
    let cases: [(Says, i64, _); 6] = [
        (nothing, 12, may_be),
        (|_| r#""total":12"#.to_owned(), 12, are.clone()),
        (|_| r#""pages":3"#.to_owned(), 12, are.clone()),
        (|_| r#""pages":2"#.to_owned(), 10, None),
        (|_| r#""total":10"#.to_owned(), 10, None),
        (|end| format!(r#""more":{}"#, end < 9), 9, None),
    ];
    for (says, count, problem) in cases {
        let case = format!("{count} {}", says(10));
        assert_eq!(
            outcome(List::by(Style::Number).max(2), numbered(count, 5, says)).await,
            (whole(1..=count.min(10)), problem, 2),
            "{case}"
        );
    }
    // The response names the page that the service does not give.
    let next: Says = |end| format!(r#""next":{}"#, end / 5 + 1);
    assert_eq!(
        outcome(List::by(Style::NumberFrom).max(2), numbered(12, 5, next)).await,
        (whole(1..=10), are, 2)
    );
}

/// Where the caller begins is the caller's to say.
#[tokio::test]
async fn what_the_caller_sets_above_the_greatest_is_sent() {
    assert_eq!(
        outcome(
            from_one().max(10).at("11"),
            places(12, 5, |_| r#""total":12"#.to_owned())
        )
        .await,
        (whole(11..=12), None, 1)
    );
    assert_eq!(
        outcome(from_one().max(10).at("11"), places(12, 2, nothing)).await,
        (whole(11..=12), may_be("offset", 10), 1)
    );
}

/// Whoever wants no more than there is to be had sees no error.
#[tokio::test]
async fn the_error_comes_only_to_who_reads_on() {
    let (client, memory) = client();
    memory.otherwise(|request| {
        let start = if request.url.ends_with("at=6") { 6 } else { 1 };
        Response::json(200, &page(start, start + 4, |_| r#""total":12"#.to_owned()))
    });
    let ten: Vec<i64> = client
        .items(from_one().max(10))
        .take(10)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ten, whole(1..=10));
    assert_eq!(memory.requests().len(), 2);
}
