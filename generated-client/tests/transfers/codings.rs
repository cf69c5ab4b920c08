//! Content comes as it is and as a whole, or the caller is told how it came.

use bytes::Bytes;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Error, ErrorKind, RetryPolicy};

use crate::common::{ModifyUser, builder, client, get_user};
use crate::operations::{Follow, Get, GetRange, Put};
use crate::wire::{halves, server};

/// `{}`
const GZIP: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0\x43\xbf\xa6\xa3\x02\0\0\0";

/// Every verb, once.
async fn every_way(
    response: impl Fn() -> Response + Send + Sync + 'static,
) -> Vec<Result<(), Error>> {
    let (client, memory) = client();
    let client = client.with_retry(RetryPolicy::never());
    memory.otherwise(move |_| response());
    let path = tempfile::tempdir().unwrap().keep().join("a");
    vec![
        client.send(get_user()).await.map(drop),
        client.send_raw(get_user()).await.map(drop),
        client.send(ModifyUser::new("a")).await,
        client.send(Put("a".into())).await,
        client.send_raw(Get).await.map(drop),
        async { client.send(Get).await?.bytes().await.map(drop) }.await,
        async { client.send(Get).await?.save_to(path).await.map(drop) }.await,
        client.events(Follow).await.map(drop),
    ]
}

#[tokio::test]
async fn no_coding_is_asked_for() {
    let (builder, served) =
        server("\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na").await;
    let client = builder.build().unwrap();
    client.send(Get).await.unwrap().bytes().await.unwrap();
    drop(client);
    let sent = served.await.unwrap();
    let (head, _) = halves(&sent);
    assert_eq!(
        head.matches("accept-encoding: identity").count(),
        1,
        "{head}"
    );
}

#[tokio::test]
async fn a_coding_that_comes_nevertheless_is_named() {
    for (name, value, told) in [
        ("content-encoding", "gzip", "`gzip`"),
        ("content-encoding", "identity, BR", "`BR`"),
        ("content-encoding", "deflate, x-gzip", "`deflate, x-gzip`"),
        ("transfer-encoding", "gzip, chunked", "`gzip`"),
    ] {
        for result in every_way(|| Response::bytes(200, GZIP).header(name, value)).await {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            let text = error.to_string();
            assert!(
                text.contains(told) && text.contains("with_accept_encoding"),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn an_error_in_a_coding_keeps_what_its_head_says() {
    let response = || {
        Response::bytes(503, GZIP)
            .header("content-encoding", "gzip")
            .header("x-ncp-trace-id", "trace-1")
    };
    for result in every_way(response).await {
        let error = result.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        assert_eq!(error.trace_id(), Some("trace-1"));
        assert!(
            error.to_string().contains("body in the coding `gzip`"),
            "{error}"
        );
        assert!(!error.to_string().contains('\u{fffd}'), "{error}");
    }
}

#[tokio::test]
async fn what_is_no_coding_is_no_fault() {
    for (name, value) in [
        ("content-encoding", "identity"),
        ("content-encoding", ""),
        ("transfer-encoding", "chunked"),
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::json(200, "{\"name\": \"a\"}").header(name, value));
        client.send(get_user()).await.unwrap();
    }
    let (client, memory) = client();
    memory.expect_any(Response::bytes(204, "").header("content-encoding", "gzip"));
    client.send(ModifyUser::new("a")).await.unwrap();
}

#[tokio::test]
async fn a_download_may_come_in_a_coding_that_was_asked_for() {
    let memory = Memory::new();
    let by_builder = builder(&memory)
        .accept_encoding("br, gzip")
        .build()
        .unwrap();
    let by_client = builder(&memory)
        .build()
        .unwrap()
        .with_accept_encoding("GZIP")
        .unwrap();
    for client in [by_builder, by_client] {
        memory.expect_any(Response::bytes(200, GZIP).header("content-encoding", "gzip"));
        let download = client.send(Get).await.unwrap();
        assert_eq!(download.headers()["content-encoding"], "gzip");
        assert_eq!(download.bytes().await.unwrap(), GZIP);
        memory.expect_any(Response::bytes(200, GZIP).header("content-encoding", "zstd"));
        assert!(client.send(Get).await.is_err());
        // A value is never in a coding.
        memory.expect_any(Response::bytes(200, GZIP).header("content-encoding", "gzip"));
        assert!(client.send(get_user()).await.is_err());
    }
    assert_eq!(memory.requests()[0].headers["accept-encoding"], "br, gzip");
    assert!(builder(&memory).accept_encoding("a\nb").build().is_err());
    assert!(
        builder(&memory)
            .build()
            .unwrap()
            .with_accept_encoding("")
            .is_err()
    );
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_an_error() {
    for (status, name, value, told) in [
        (206, "x-a", "b", "a part of it"),
        (
            206,
            "content-range",
            "bytes 0-2/10",
            "`content-range: bytes 0-2/10`",
        ),
        (
            200,
            "content-range",
            "bytes 0-2/10",
            "`content-range: bytes 0-2/10`",
        ),
        (
            206,
            "content-type",
            "multipart/byteranges; boundary=a",
            "a part of it",
        ),
        (
            200,
            "content-type",
            "multipart/byteranges; boundary=a",
            "parts of it",
        ),
        (226, "im", "diffe", "a difference"),
    ] {
        for result in every_way(move || Response::bytes(status, "abc").header(name, value)).await {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            let text = error.to_string();
            assert!(
                text.contains(told) && text.contains("nobody asked"),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn a_part_that_was_asked_for_is_content() {
    let (client, memory) = client();
    for response in [
        Response::bytes(206, "abc").header("content-range", "bytes 0-2/10"),
        Response::bytes(206, "abc").header("content-type", "multipart/byteranges; boundary=a"),
        Response::bytes(200, "abc"),
    ] {
        memory.expect_any(response);
        let download = client.send(GetRange("bytes=0-2")).await.unwrap();
        assert_eq!(download.bytes().await.unwrap(), Bytes::from("abc"));
    }
}
