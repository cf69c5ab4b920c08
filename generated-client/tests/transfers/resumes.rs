//! A download that breaks off is taken up behind what came, of the same content alone, or is an error.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream;
use http::header::{IF_RANGE, RANGE};
use ncloud::body::Chunks;
use ncloud::transport::memory::{Memory, Response};
use ncloud::transport::{Failure, TransportError};
use ncloud::{ErrorKind, RetryPolicy};

use crate::common::{builder, client};
use crate::operations::{Get, GetRange};

/// The content is `0123456789`; this part of it comes, and then the connection breaks.
fn broken(part: &'static str) -> Chunks {
    let lost = TransportError::new(Failure::Lost, "reset");
    Chunks::new(stream::iter([Ok(Bytes::from(part)), Err(lost)]))
}

fn first(part: &'static str) -> Response {
    Response::pieces(200, broken(part))
        .header("content-length", "10")
        .header("accept-ranges", "bytes")
        .header("etag", "\"v1\"")
}

fn rest(range: &str, part: &'static str) -> Response {
    Response::bytes(206, part)
        .header("content-length", &part.len().to_string())
        .header("content-range", range)
        .header("etag", "\"v1\"")
}

fn ranges(memory: &Memory) -> Vec<(Option<String>, Option<String>)> {
    let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
    memory
        .requests()
        .iter()
        .map(|request| {
            let headers = &request.headers;
            (
                headers.get(RANGE).map(text),
                headers.get(IF_RANGE).map(text),
            )
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn what_broke_off_is_taken_up_behind_what_came() {
    let (client, memory) = client();
    memory.expect_any(first("0123"));
    memory.expect_any(
        Response::pieces(206, broken("45"))
            .header("content-range", "bytes 4-9/10")
            .header("content-length", "6")
            .header("etag", "\"v1\""),
    );
    // The rest of it is asked for as often as any other read.
    memory.expect_any(Response::json(503, "{}"));
    memory.expect_any(rest("bytes 6-9/10", "6789"));
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    let download = client
        .send(Get)
        .await
        .unwrap()
        .on_progress(move |progress| {
            kept.lock()
                .unwrap()
                .push((progress.attempt, progress.bytes));
        });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    assert_eq!(download.save_to(&path).await.unwrap(), 10);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    assert_eq!(*told.lock().unwrap(), [(1, 4), (2, 6), (3, 10)]);
    let asked = |from: &str| (Some(format!("bytes={from}-")), Some("\"v1\"".to_owned()));
    assert_eq!(
        ranges(&memory),
        [(None, None), asked("4"), asked("6"), asked("6")]
    );
    // Each is signed anew.
    assert!(
        memory
            .requests()
            .iter()
            .all(|request| { request.headers.contains_key("x-ncp-apigw-signature-v2") })
    );
}

#[tokio::test(start_paused = true)]
async fn another_content_is_an_error_and_leaves_the_file_as_it_was() {
    for (response, problem) in [
        (
            Response::bytes(200, "abcdefghij").header("etag", "\"v2\""),
            "the content has changed since",
        ),
        (
            Response::bytes(200, "0123456789").header("etag", "\"v1\""),
            "the service does not give the rest of it",
        ),
        (
            rest("bytes 5-9/10", "56789"),
            "the service gave another part than the rest of it",
        ),
        (
            rest("bytes 4-11/12", "45678901"),
            "the service gave another part than the rest of it",
        ),
    ] {
        let (client, memory) = client();
        memory.expect_any(first("0123"));
        memory.expect_any(response);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "old").unwrap();
        let download = client.send(Get).await.unwrap();
        let error = download.save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert_eq!(
            error.to_string(),
            format!(
                "sample.Get: the download broke off after 4 bytes, and {problem}; begin it again"
            )
        );
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("reset"), "{cause}");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_taken_up_is_not() {
    let other = |name: &'static str, value: &'static str| {
        let headers = [
            ("content-length", "10"),
            ("accept-ranges", "bytes"),
            ("etag", "\"v1\""),
        ];
        let mut response = Response::pieces(200, broken("0123"));
        for (known, usual) in headers {
            let value = if known == name { value } else { usual };
            if !value.is_empty() {
                response = response.header(known, value);
            }
        }
        response
    };
    for response in [
        other("content-length", ""),
        other("accept-ranges", ""),
        other("accept-ranges", "none"),
        other("etag", ""),
        other("etag", "W/\"v1\""),
    ] {
        let (client, memory) = client();
        memory.expect_any(response);
        let error = client.send(Get).await.unwrap().bytes().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost);
        assert_eq!(memory.requests().len(), 1);
    }
    // The caller's own range is the caller's.
    let (client, memory) = client();
    memory.expect_any(first("0123"));
    let download = client.send(GetRange("bytes=0-")).await.unwrap();
    assert_eq!(download.bytes().await.unwrap_err().kind(), ErrorKind::Lost);
    assert_eq!(memory.requests().len(), 1);

    let memory = Memory::new();
    let mut once = RetryPolicy::default();
    once.max_attempts = 1;
    let client = builder(&memory).retry(once).build().unwrap();
    memory.expect_any(first("0123"));
    let download = client.send(Get).await.unwrap();
    assert_eq!(download.bytes().await.unwrap_err().kind(), ErrorKind::Lost);
    assert_eq!(memory.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_makes_no_headway_is_given_up() {
    let (client, memory) = client();
    memory.expect_any(first("0123"));
    memory.otherwise(|_| {
        let lost = TransportError::new(Failure::Lost, "reset");
        Response::pieces(206, Chunks::new(stream::iter([Err(lost)])))
            .header("content-range", "bytes 4-9/10")
            .header("content-length", "6")
            .header("etag", "\"v1\"")
    });
    let error = client.send(Get).await.unwrap().bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost);
    assert_eq!(memory.requests().len(), 4);
}
