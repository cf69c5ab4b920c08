//! Risk: a call repeated that must not be, or not repeated that may be; and a documentation that says something else.
//!
//! The table of the documentation is the test: each row is tried, with a read and a write, for every status that it names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use common::{ModifyUser, USER, builder, get_user};
use ncloud::transport::Failure;
use ncloud::transport::memory::{Memory, Response};

const TABLE: &str = include_str!("../src/wire/retry_class.md");
const ORIGIN: &str = "x-ncp-apigw-response-origin";
/// Hours from the time of the client.
const DATE: &str = "Tue, 14 Nov 2023 02:13:20 GMT";

struct Row {
    what: String,
    reads: usize,
    writes: usize,
}

/// How often a call is sent at most, in the words of the table.
fn times(word: &str) -> usize {
    match word {
        "no" => 1,
        "once" => 2,
        "yes" => 4,
        other => panic!("{other}"),
    }
}

fn rows() -> Vec<Row> {
    TABLE
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2)
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [what, reads, writes, because] = cells[..] else {
                panic!("{line}");
            };
            assert!(!because.is_empty());
            Row {
                what: what.to_owned(),
                reads: times(reads),
                writes: times(writes),
            }
        })
        .collect()
}

/// How often a read and a write are sent to what always responses so.
async fn sent(response: impl Fn() -> Response + Send + Sync + Clone + 'static) -> (usize, usize) {
    let mut counts = Vec::new();
    for is_write in [false, true] {
        let memory = Memory::new();
        let response = response.clone();
        memory.otherwise(move |_| response());
        let client = builder(&memory).build().unwrap();
        let failed = if is_write {
            client.send(ModifyUser::new("a")).await.is_err()
        } else {
            client.send(get_user()).await.is_err()
        };
        counts.push((memory.requests().len(), failed));
    }
    (counts[0].0, counts[1].0)
}

fn gateway(code: &str) -> String {
    format!(r#"{{"error":{{"errorCode":"{code}","message":"m"}}}}"#)
}

/// The statuses that the beginning of a row names: `408`, `400 to 499`.
fn statuses(what: &str) -> Vec<u16> {
    let words: Vec<_> = what.split([' ', ',']).collect();
    match words[..] {
        [first, "to", last, ..] => (first.parse().unwrap()..=last.parse().unwrap()).collect(),
        [only, ..] => vec![only.parse().unwrap()],
        [] => panic!("{what}"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_table_is_what_happens() {
    let rows = rows();
    let mut tried = BTreeSet::new();
    for Row {
        what,
        reads,
        writes,
    } in &rows
    {
        let expected = (*reads, *writes);
        let failure = [
            Failure::NotSent,
            Failure::Certificate,
            Failure::Tls,
            Failure::Proxy,
            Failure::Lost,
            Failure::Protocol,
            Failure::TooLarge,
            Failure::Refused,
            Failure::Unreadable,
        ]
        .into_iter()
        .find(|failure| what.ends_with(&format!("(`Failure::{failure:?}`)")));
        if let Some(failure) = failure {
            assert_eq!(
                sent(move || Response::failing(failure, "it")).await,
                expected,
                "{what}"
            );
            continue;
        }
        if what.starts_with("a time limit") {
            assert_eq!(sent(Response::never).await, expected, "{what}");
            continue;
        }
        if what.starts_with("200 to 299") {
            let (reads, _) = sent(|| Response::json(200, "[]")).await;
            assert_eq!((reads, 1), expected, "{what}");
            continue;
        }
        let of_gateway = what.contains(" of the gateway");
        let codes: Vec<_> = what
            .split_once(", code ")
            .map(|(_, codes)| codes.split(", ").next().unwrap().split(" or ").collect())
            .unwrap_or_default();
        for status in statuses(what) {
            if !of_gateway && !tried.insert(status) {
                // A row before this one has it.
                continue;
            }
            if codes.is_empty() {
                let got = sent(move || Response::bytes(status, "no")).await;
                assert_eq!(got, expected, "{what}: {status}");
            }
            for code in &codes {
                let body = gateway(code);
                let clock = what.contains("clock");
                let got = sent(move || {
                    let response = Response::json(status, &body).header(ORIGIN, "APIGW");
                    if clock {
                        response.header("date", DATE)
                    } else {
                        response
                    }
                })
                .await;
                assert_eq!(got, expected, "{what}: {code}");
            }
        }
    }
    let missing: Vec<_> = (300..=999)
        .filter(|status| !tried.contains(status))
        .collect();
    assert!(missing.is_empty(), "no row has {missing:?}");
}

#[tokio::test(start_paused = true)]
async fn only_what_the_gateway_itself_says_was_not_carried_out() {
    for code in ["410", "420"] {
        for (origin, expected) in [
            (Some("APIGW"), (4, 4)),
            (None, (4, 1)),
            (Some("ENDPOINT"), (4, 1)),
            (Some("apigw"), (4, 1)),
            (Some("APIGW, ENDPOINT"), (4, 1)),
            (Some(""), (4, 1)),
        ] {
            let got = sent(move || {
                let response = Response::json(429, &gateway(code));
                match origin {
                    Some(origin) => response.header(ORIGIN, origin),
                    None => response,
                }
            })
            .await;
            assert_eq!(got, expected, "{code} {origin:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_unknown_origin_corrects_the_clock_and_repeats_reads() {
    let unclear = || Response::bytes(401, "").header("date", DATE);
    assert_eq!(sent(unclear).await, (2, 1));
    assert_eq!(
        sent(move || unclear().header(ORIGIN, "APIGW")).await,
        (2, 2)
    );
    assert_eq!(
        sent(move || unclear().header(ORIGIN, "ENDPOINT")).await,
        (1, 1)
    );

    // The clock is learned all the same: the next write is signed right.
    let memory = Memory::new();
    memory.expect_any(unclear());
    memory.otherwise(|_| Response::json(200, "{}"));
    let client = builder(&memory).build().unwrap();
    client.send(ModifyUser::new("a")).await.unwrap_err();
    client.send(ModifyUser::new("a")).await.unwrap();
    let times: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| {
            request.headers["x-ncp-apigw-timestamp"]
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(times, ["1700000000000", "1699928000000"]);
}

#[tokio::test(start_paused = true)]
async fn not_modified_is_said_as_what_it_is() {
    let memory = Memory::new();
    memory.otherwise(|request| {
        let status = if request.url.contains("moved") {
            302
        } else {
            304
        };
        Response::bytes(status, "")
    });
    let client = builder(&memory).build().unwrap();
    let error = client.send(get_user()).await.unwrap_err();
    assert!(error.is_not_modified());
    assert_eq!(
        error.to_string(),
        "sample.GetUser: HTTP 304, no body; not modified: the content is still the one that the request names in `if-none-match` or `if-modified-since`; keep what you have of it"
    );
    let error = client.send(get_user().filter("moved")).await.unwrap_err();
    assert!(!error.is_not_modified());
    assert!(
        error.to_string().contains("redirections are not followed"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_call_says_when() {
    for (advice, seconds, said) in [
        (
            "3600",
            Some(3600),
            "it may be sent again after 3600 s, which the time limit of the call does not leave",
        ),
        (
            "1000000000000000000000000000000",
            Some(u64::MAX),
            "it may be sent again after more than a year, which the time limit of the call does not leave",
        ),
        ("soon", None, ""),
    ] {
        let memory = Memory::new();
        memory.otherwise(move |_| {
            Response::json(429, &gateway("410"))
                .header(ORIGIN, "APIGW")
                .header("retry-after", advice)
        });
        let client = builder(&memory).build().unwrap();
        let start = tokio::time::Instant::now();
        let error = client.send(ModifyUser::new("a")).await.unwrap_err();
        assert_eq!(
            error.retry_after().map(|delay| delay.as_secs()),
            seconds,
            "{advice}"
        );
        assert!(error.to_string().contains(said), "{error}");
        let requests = memory.requests().len();
        if seconds.is_some() {
            assert_eq!((requests, start.elapsed().as_secs()), (1, 0), "{advice}");
        } else {
            assert_eq!(requests, 4);
        }
    }
    // What a success asks for is nobody's business, and the delay of a date is one of the client's own clock.
    let memory = Memory::new();
    memory.expect_any(
        Response::bytes(503, "").header("retry-after", "Tue, 14 Nov 2023 22:13:30 GMT"),
    );
    memory.otherwise(|_| Response::json(200, USER));
    let start = tokio::time::Instant::now();
    let client = builder(&memory).build().unwrap();
    client.send(get_user()).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 10);
}
