//! A failure that comes with a status of success is one on every way, and content is none.

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use ncloud::body::{Chunks, Download, Upload};
use ncloud::operation::Operation;
use ncloud::transport::memory::Response;
use ncloud::{Error, ErrorKind};

use crate::common::{ModifyUser, client};
use crate::operations::{Get, GetChecked, Put};

/// What every way of a download gives: all of it, in pieces, in a file, and as it came.
async fn every_way<O>(
    operation: impl Fn() -> O,
    response: impl Fn() -> Response,
) -> Vec<Result<Bytes, Error>>
where
    O: Operation<Output = Download>,
{
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let mut results = Vec::new();
    for way in 0..5 {
        let (client, memory) = client();
        memory.expect_any(response());
        let result = async {
            Ok(match way {
                0 => client.send(operation()).await?.bytes().await?,
                1 => {
                    let mut download = client.send(operation()).await?;
                    let mut all = Vec::new();
                    while let Some(piece) = download.chunk().await? {
                        all.extend_from_slice(&piece);
                    }
                    assert_eq!(download.chunk().await?, None);
                    all.into()
                }
                2 => {
                    let download = client.send(operation()).await?;
                    let pieces: Vec<Bytes> = download.into_stream().try_collect().await?;
                    pieces.concat().into()
                }
                3 => {
                    client.send(operation()).await?.save_to(&path).await?;
                    std::fs::read(&path).unwrap().into()
                }
                _ => {
                    let raw = client.send_raw(operation()).await?;
                    let body = raw.body().clone();
                    assert_eq!(raw.decode()?.bytes().await?, body);
                    body
                }
            })
        };
        let result: Result<Bytes, Error> = result.await;
        assert_eq!(path.exists() && way == 3, result.is_ok() && way == 3);
        results.push(result);
    }
    results
}

fn in_pieces(body: &str, length: usize) -> Response {
    let pieces: Vec<_> = body
        .as_bytes()
        .chunks(length)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    Response::pieces(200, Chunks::new(stream::iter(pieces)))
}

#[tokio::test]
async fn wrappers_of_errors_are_no_content() {
    let json = r#"{"error":{"errorCode":"900","message":"Unexpected Error"}}"#;
    let marked = format!("\u{feff}\n{json}");
    let infrastructure =
        r#" { "responseError": { "returnCode": "900", "returnMessage": "Unexpected Error" } }"#;
    let xml = "<?xml version=\"1.0\"?>\n<responseError><returnCode>900</returnCode><returnMessage>Unexpected Error</returnMessage></responseError>";
    for body in [json, &marked, infrastructure, xml] {
        for media_type in [
            "application/json",
            "application/xml",
            "image/jpeg",
            "text/plain",
        ] {
            for length in [1, 7, 1000] {
                let response = || in_pieces(body, length).header("content-type", media_type);
                for (way, result) in every_way(|| Get, response).await.into_iter().enumerate() {
                    let what = format!("{body} as {media_type} in {length}, way {way}");
                    let error = result.err().unwrap_or_else(|| panic!("{what}"));
                    assert_eq!(error.kind(), ErrorKind::Service, "{what}: {error}");
                    assert_eq!(error.code(), Some("900"), "{what}");
                    assert_eq!(error.message(), Some("Unexpected Error"), "{what}");
                    assert_eq!(error.operation().as_deref(), Some("sample.Get"));
                    assert_eq!(error.attempts(), 1);
                }
            }
        }
    }
}

/// A wrapper is one however it is written, beside an identifier of the request, and where a code of success is expected.
#[tokio::test]
async fn wrappers_are_known_however_they_are_written() {
    for body in [
        r#"{"requestId":"r","error":{"errorCode":"900"}}"#,
        r#"{"responseError":{"returnCode":900},"requestId":"r"}"#,
        r#"{"\u0065rror":{"errorCode":"900"}}"#,
        r#"{"error":{"errorCode":"1"},"error":{"errorCode":"900"}}"#,
        "<ns:responseError xmlns:ns=\"urn:ncp\"><ns:returnCode>900</ns:returnCode></ns:responseError>",
        "<?xml version=\"1.0\"?><Error><Code>900</Code></Error>",
        "<error>\n<errorCode a=\"<\">900</errorCode \n></error\n>",
    ] {
        for length in [1, 1000] {
            let response = || in_pieces(body, length).header("content-type", "image/png");
            let mut results = every_way(|| Get, response).await;
            results.extend(every_way(|| GetChecked, response).await);
            for result in results {
                let error = result.expect_err(body);
                assert_eq!(
                    (error.kind(), error.code()),
                    (ErrorKind::Service, Some("900"))
                );
            }
        }
        let (client, memory) = client();
        memory.expect_any(Response::bytes(200, body));
        let error = client.send(Put(Upload::from("a"))).await.unwrap_err();
        assert_eq!(error.code(), Some("900"), "{body}");
    }
    for body in [
        r#"{"requestId":"r","error":{"errorCode":"900"},"items":[]}"#,
        r#"{"requestId":"r"}"#,
        "<errorList><error><code>900</code></error></errorList>",
        "<error/>",
    ] {
        for result in every_way(|| Get, || in_pieces(body, 5)).await {
            assert_eq!(result.unwrap(), body);
        }
        let (client, memory) = client();
        memory.expect_any(Response::bytes(200, body));
        client.send(Put(Upload::from("a"))).await.unwrap();
    }
}

#[tokio::test]
async fn codes_that_are_none_of_success_are_failures() {
    let body = r#"{"status":{"code":"50000","message":"no"},"result":null}"#;
    for media_type in ["application/json", "application/octet-stream"] {
        let response = || in_pieces(body, 5).header("content-type", media_type);
        for result in every_way(|| GetChecked, response).await {
            let error = result.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("50000"), Some("no")));
        }
        // To a service without such codes it is content.
        for result in every_way(|| Get, response).await {
            assert_eq!(result.unwrap(), body);
        }
    }
    let good = r#"{"status":{"code":"20000"}}"#;
    for result in every_way(|| GetChecked, || Response::json(200, good)).await {
        assert_eq!(result.unwrap(), good);
    }
}

#[tokio::test]
async fn content_comes_through_whole_whatever_it_is() {
    let long = format!(r#"{{"error":[{}1]}}"#, "1,".repeat(100_000));
    let report = r#"{"error":{"errorCode":"1","message":"of a log"},"line":7}"#;
    let page = "<!DOCTYPE html><html><body>stored</body></html>";
    for (body, media_type) in [
        (r#"{"a":1}"#, "application/json"),
        (r#"{"errors":[]}"#, "application/json"),
        (r#"{"error":"of a log"}"#, "application/json"),
        (report, "application/json"),
        (&long, "application/json"),
        ("{", "application/json"),
        ("[1]", "application/json"),
        ("", "application/json"),
        ("\u{feff}text", "text/plain"),
        (
            "<list><error><code>1</code></error></list>",
            "application/xml",
        ),
        ("<?xml version=\"1.0\"?>", "application/xml"),
        ("<svg/>", "image/svg+xml"),
        (page, "application/octet-stream"),
        ("\u{1f}\u{8b}", "application/gzip"),
    ] {
        for length in [3, 1 << 20] {
            let response = || in_pieces(body, length).header("content-type", media_type);
            for result in every_way(|| Get, response).await {
                assert_eq!(result.unwrap(), body.as_bytes());
            }
        }
    }
    // It says of itself that it is a file, or who sends it.
    for (name, value) in [
        ("content-disposition", "attachment; filename=a.html"),
        ("x-trans-id", "tx1"),
        ("x-ncp-trace-id", "1"),
    ] {
        let response = || {
            in_pieces(page, 9)
                .header("content-type", "text/html; charset=utf-8")
                .header(name, value)
        };
        for result in every_way(|| Get, response).await {
            assert_eq!(result.unwrap(), page);
        }
    }
}

#[tokio::test]
async fn the_page_of_a_portal_is_no_download() {
    for page in [
        "<!doctype html><title>Login</title>",
        "\n<!-- x -->\n<HTML><body>Login</body></HTML>",
        "<head><title>Login</title></head>",
        "<script>location = '/login'</script>",
        "<META http-equiv=refresh>",
    ] {
        let response = || in_pieces(page, 4).header("content-type", "text/html");
        for result in every_way(|| Get, response).await {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains("a proxy or a portal"), "{error}");
        }
    }
}

#[tokio::test]
async fn what_responses_a_write_without_content_is_looked_at() {
    let picture = Bytes::from_static(b"\x89PNG\r\n\x1a\n\0\0");
    for (media_type, body) in [
        (
            "text/html",
            Bytes::from("<!doctype html><title>Login</title>"),
        ),
        ("text/html; charset=utf-8", Bytes::from("<html><body>Login")),
        (
            "text/html",
            Bytes::from("<script>location = '/login'</script>"),
        ),
        ("text/html", Bytes::from("<center>Sign in</center>")),
        ("application/json", Bytes::from(" <HTML>")),
        ("image/png", picture),
        ("application/octet-stream", Bytes::from(vec![b'a'; 2000])),
    ] {
        for upload in [
            Upload::from("a"),
            Upload::from_stream(None, stream::iter([Ok(Bytes::from("a"))])),
        ] {
            let (client, memory) = client();
            let response = Response::bytes(200, body.clone()).header("content-type", media_type);
            memory.expect_any(response);
            let error = client.send(Put(upload)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
            assert!(error.to_string().contains("expected no content"), "{error}");
            assert!(!error.retryable());
            assert_eq!(memory.requests().len(), 1);
        }
        let (client, memory) = client();
        let response = Response::bytes(200, body).header("content-type", media_type);
        memory.expect_any(response);
        assert!(client.send_raw(ModifyUser::new("a")).await.is_err());
    }
}

#[tokio::test]
async fn what_does_no_harm_is_no_fault_of_a_write() {
    let long = format!("[{}1]", "1,".repeat(10_000));
    let log = "line\n".repeat(1000);
    for (media_type, body) in [
        ("text/html", ""),
        ("text/html", " \r\n\u{feff}"),
        ("text/html", "OK"),
        ("text/plain", "stored"),
        ("text/plain", &log),
        ("application/json", "{}"),
        ("application/json", r#"{"result":"success"}"#),
        ("application/json", &long),
        ("application/octet-stream", &long),
        ("application/octet-stream", "ok"),
        ("application/xml", "<result><code>0</code></result>"),
        ("text/xml", "<?xml version=\"1.0\"?><ok/>"),
    ] {
        let (client, memory) = client();
        let response = Response::bytes(200, body.to_owned()).header("content-type", media_type);
        memory.expect_any(response);
        client.send(Put(Upload::from("a"))).await.unwrap();
    }
    let (client, memory) = client();
    memory.expect_any(Response::bytes(201, "done"));
    client.send(Put(Upload::from("a"))).await.unwrap();
}

/// A failure that a download says is repeated as any other, as long as nothing of it was handed out.
#[tokio::test(start_paused = true)]
async fn a_failure_is_repeated_as_the_service_says() {
    let (client, memory) = client();
    memory.expect_any(Response::json(
        200,
        r#"{"error":{"errorCode":"BUSY","message":"later"}}"#,
    ));
    memory.expect_any(Response::json(200, "{}"));
    let download = client.send(Get).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "{}");
    assert_eq!(memory.requests().len(), 2);
}

/// JSON that comes line by line is handed out while it comes.
#[tokio::test(start_paused = true)]
async fn content_that_takes_its_time_is_not_waited_for() {
    let (client, memory) = client();
    let first = stream::iter([Ok(Bytes::from("{\"a\":1}\n"))]);
    let pieces = Chunks::new(first.chain(stream::pending()));
    memory.expect_any(Response::pieces(200, pieces).header("content-type", "application/json"));
    let mut download = client.send(Get).await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "{\"a\":1}\n");

    // It could be a failure until it is whole, and the call is over before.
    let slow = stream::iter(0..40).then(async |_| {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        Ok(Bytes::from("{\"error\":                  "))
    });
    memory.expect_any(
        Response::pieces(200, Chunks::new(slow)).header("content-type", "application/json"),
    );
    let begun = tokio::time::Instant::now();
    let download = client.send(Get).await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 30);
    assert_eq!(download.bytes().await.unwrap().len(), 40 * 27);
}
