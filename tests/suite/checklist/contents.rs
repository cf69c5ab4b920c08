//! Bodies that are bytes, and headers, in both directions.

use std::collections::BTreeMap;
use std::io;

use bytes::Bytes;
use futures_util::{TryStreamExt as _, stream};
use ncloud::ErrorKind;
use ncloud::body::Upload;
use ncloud_tests::contents::{
    Account, CreateToken, GetContent, GetPicture, HeadContent, Kind, ListContents, PutContent,
    SetSettings,
};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/contents.yaml";

#[tokio::test]
async fn family_of_headers() {
    let wire = Wire::of(SPEC).await;
    let request = PutContent::new("a.txt", [("shared", true), ("Hidden", false)], "hello")
        .metadata([("collection", "C3"), ("Row", "1")])
        .content_type("text/plain");
    wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(sent.header("content-type"), Some("text/plain"));
    assert_eq!(sent.header("x-object-meta-collection"), Some("C3"));
    assert_eq!(sent.header("x-object-meta-row"), Some("1"));
    assert_eq!(sent.header("x-flag-shared"), Some("Y"));
    assert_eq!(sent.header("x-flag-hidden"), Some("N"));
}

#[tokio::test]
async fn a_key_that_no_header_can_have_is_refused_before_anything_is_sent() {
    let wire = Wire::of(SPEC).await;
    for (key, value) in [
        ("", "a"),
        ("a b", "a"),
        ("a:", "a"),
        ("a", "line\nfeed"),
        ("a", "한"),
    ] {
        let request = PutContent::new("a", [] as [(&str, bool); 0], "").metadata([(key, value)]);
        let error = wire.client.send(request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains("x-object-meta-"), "{error}");
    }
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn bytes_as_the_body() {
    let wire = Wire::of(SPEC).await;
    let flags = [] as [(&str, bool); 0];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    std::fs::write(&path, b"from a file").unwrap();
    let pieces =
        || stream::iter(["from ", "a ", "stream"].map(|piece| io::Result::Ok(Bytes::from(piece))));
    for upload in [
        Upload::from("from memory"),
        Upload::from_path(&path),
        Upload::from_stream(Some(13), pieces()),
        Upload::from_stream(None, pieces()),
    ] {
        wire.client
            .send(PutContent::new("a", flags, upload))
            .await
            .unwrap();
    }

    let sent: Vec<_> = wire
        .requests()
        .into_iter()
        .map(|sent| {
            assert_eq!(sent.line, "PUT /v1/contents/a");
            assert_eq!(
                sent.header("content-type"),
                Some("application/octet-stream")
            );
            let length = sent.header("content-length").map(str::to_owned);
            (sent.body, length)
        })
        .collect();
    let announced = |length: &str| Some(length.to_owned());
    assert_eq!(
        sent,
        [
            ("from memory".to_owned(), announced("11")),
            ("from a file".to_owned(), announced("11")),
            ("from a stream".to_owned(), announced("13")),
            ("from a stream".to_owned(), None),
        ]
    );
}

#[tokio::test]
async fn bytes_as_the_response() {
    let wire = Wire::of(SPEC).await;
    let download = wire.client.send(GetPicture::new("0123")).await.unwrap();
    assert_eq!(wire.request().header("accept"), Some("*/*"));
    assert_eq!(download.content_type(), Some("image/jpeg"));
    assert_eq!(download.file_name().as_deref(), Some("a.jpg"));
    assert_eq!(download.length(), Some(18));
    assert_eq!(download.bytes().await.unwrap(), "bytes of a picture");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    let download = wire.client.send(GetPicture::new("0123")).await.unwrap();
    assert_eq!(download.save_to(&path).await.unwrap(), 18);
    assert_eq!(std::fs::read(&path).unwrap(), b"bytes of a picture");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let raw = wire.client.send_raw(GetPicture::new("0123")).await.unwrap();
    assert_eq!(raw.body(), "bytes of a picture");
    let pieces: Vec<Bytes> = raw
        .decode()
        .unwrap()
        .into_stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pieces, ["bytes of a picture"]);
}

#[tokio::test]
async fn a_failure_in_place_of_bytes_is_an_error() {
    let wire = Wire::of(SPEC).await;
    let error = wire
        .client
        .send(GetPicture::new("unknown"))
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.code(), Some("25003"));
    assert_eq!(error.message(), Some("requestId is invalid"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_an_error_without_a_request() {
    let wire = Wire::of(SPEC).await;
    let upload = Upload::from_path("/nowhere/at/all.bin");
    let request = PutContent::new("a", [] as [(&str, bool); 0], upload);
    let error = wire.client.send(request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("/nowhere/at/all.bin"), "{error}");
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn headers_beside_bytes() {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(GetContent::new("a.txt")).await.unwrap();
    let metadata = BTreeMap::from([("collection".to_owned(), "C3".to_owned())]);
    assert_eq!(answer.metadata, Some(metadata));
    assert_eq!(answer.key.as_deref(), Some("not-a-real-key"));
    assert_eq!(answer.flags, BTreeMap::from([("shared".to_owned(), true)]));
    let shown = format!("{answer:?}");
    assert!(!shown.contains("not-a-real-key"), "{shown}");
    assert_eq!(answer.body.bytes().await.unwrap(), "hello");
}

#[tokio::test]
async fn head() {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(HeadContent::new("a.txt")).await.unwrap();
    assert_eq!(wire.request().line, "HEAD /v1/contents/a.txt");
    assert_eq!(answer.count, 3);
    assert_eq!(answer.timestamp, Some(1_700_000_000.123_45));
    assert_eq!(answer.kind, Some(Kind::File));
    assert_eq!(answer.shared, Some(false));
    let metadata = BTreeMap::from([("team".to_owned(), "media".to_owned())]);
    assert_eq!(answer.metadata, Some(metadata));

    // The length is that of what a GET would answer.
    let answer = wire.client.send(HeadContent::new("b.txt")).await.unwrap();
    assert_eq!(answer.content_length, Some(1234));
    assert_eq!(answer.metadata, None);
}

#[tokio::test]
async fn headers_and_members_in_one_answer() {
    let wire = Wire::of(SPEC).await;
    let answer = wire
        .client
        .send(CreateToken::new().body(Account::new("a")))
        .await
        .unwrap();
    assert_eq!(wire.request().body, r#"{"name":"a"}"#);
    assert_eq!(answer.token, "not-a-real-token");
    assert_eq!(answer.methods, ["password"]);
    assert!(!format!("{answer:?}").contains("not-a-real-token"));

    let page = wire.client.send(ListContents::new()).await.unwrap();
    assert_eq!(page.count, Some(1));
    assert_eq!(page.body.contents, ["a.txt"]);
    let contents: Vec<String> = wire
        .client
        .items(ListContents::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(contents, ["a.txt"]);
}

#[tokio::test]
async fn a_header_that_cannot_be_read_is_named() {
    let wire = Wire::of(SPEC).await;
    let answer = ncloud_sandbox::Misbehaviour::Respond {
        status: http::StatusCode::OK,
        headers: [("x-object-count", "many")]
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect(),
        body: Bytes::new(),
    };
    wire.gateway.misbehave(answer, 1);
    let error = wire.client.send(HeadContent::new("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let fault = error.decode_error().unwrap();
    assert_eq!(fault.path(), "x-object-count");
    assert_eq!((fault.got(), fault.raw()), ("text", Some("\"many\"")));
}

#[tokio::test]
async fn a_body_that_may_be_absent() {
    let wire = Wire::of(SPEC).await;
    let settings = ncloud::decode::from_str(r#"[1,{"a":null}]"#).unwrap();
    let settings: ncloud::types::Json = settings;
    wire.client
        .send(SetSettings::new().body(settings))
        .await
        .unwrap();
    wire.client.send(SetSettings::new()).await.unwrap();

    let sent: Vec<_> = wire
        .requests()
        .into_iter()
        .map(|sent| {
            let content_type = sent.header("content-type").map(str::to_owned);
            (sent.body, content_type)
        })
        .collect();
    assert_eq!(
        sent,
        [
            (
                r#"[1,{"a":null}]"#.to_owned(),
                Some("application/json".to_owned())
            ),
            (String::new(), None),
        ]
    );
}
