//! Bodies of several parts.

use ncloud::ErrorKind;
use ncloud::body::{File, Upload};
use ncloud::types::Timestamp;
use ncloud_tests::parts::{Language, Message, ReadPicture, ReadText};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/parts.yaml";

fn message() -> Message {
    Message::new("V2")
        .timestamp(Timestamp::from_epoch_millis(1_576_569_034_247))
        .lang("ko")
}

#[tokio::test]
async fn text_json_and_files() {
    let wire = Wire::of(SPEC).await;
    let request = ReadPicture::new(
        message(),
        Language::Ko,
        File::new("demo.jpg", "bytes of a picture").content_type("image/jpeg"),
    )
    .days([1, 2])
    .is_draft(false)
    .file_list([
        File::new("a \"b\".png", vec![0, 255]).content_type("image/png"),
        File::new("한글.txt", ""),
    ]);
    let answer = wire.client.send(request).await.unwrap();
    assert_eq!(answer.request_id, "r-1");

    let sent = wire.request();
    assert_eq!(sent.line, "POST /v1/pictures");
    let boundary = sent
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/form-data; boundary="))
        .unwrap();
    let part = |head: &str, content: &[u8]| {
        let head = format!("--{boundary}\r\ncontent-disposition: form-data; {head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let expected = [
        part(
            "name=\"message\"\r\ncontent-type: application/json",
            br#"{"version":"V2","timestamp":1576569034247,"lang":"ko"}"#,
        ),
        part("name=\"source\"", b"ko"),
        part("name=\"days\"\r\ncontent-type: application/json", b"[1,2]"),
        part("name=\"isDraft\"", b"N"),
        part(
            "name=\"file\"; filename=\"demo.jpg\"\r\ncontent-type: image/jpeg",
            b"bytes of a picture",
        ),
        part(
            "name=\"fileList\"; filename=\"a %22b%22.png\"\r\ncontent-type: image/png",
            &[0, 255],
        ),
        part(
            "name=\"fileList\"; filename=\"한글.txt\"\r\ncontent-type: application/octet-stream",
            b"",
        ),
        format!("--{boundary}--\r\n").into_bytes(),
    ]
    .concat();
    assert_eq!(wire.gateway.requests()[0].body, expected, "{}", sent.body);
}

#[tokio::test]
async fn a_file_from_disk_is_streamed_and_read_again_for_every_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.jpg");
    let content = vec![b'x'; 300_000];
    std::fs::write(&path, &content).unwrap();

    let wire = Wire::of(SPEC).await;
    let throttled =
        ncloud_sandbox::Misbehaviour::throttle(ncloud_sandbox::ThrottleCode::RateLimited);
    wire.gateway.misbehave(throttled, 1);
    let file = File::from_path(&path).content_type("image/jpeg");
    wire.client
        .send(ReadPicture::new(Message::new("V2"), "auto", file))
        .await
        .unwrap();

    let requests = wire.gateway.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let part = request
            .parts
            .iter()
            .find(|part| part.name == "file")
            .unwrap();
        assert_eq!(part.file_name.as_deref(), Some("demo.jpg"));
        assert_eq!(part.length, 300_000);
        assert_eq!(part.content, content[..64 * 1024]);
        let announced = request.headers["content-length"].to_str().unwrap();
        assert_eq!(announced, request.length.to_string());
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let wire = Wire::of(SPEC).await;
    let throttled =
        ncloud_sandbox::Misbehaviour::throttle(ncloud_sandbox::ThrottleCode::RateLimited);
    wire.gateway.misbehave(throttled, 1);
    let pieces = futures_util::stream::iter([Ok(bytes::Bytes::from("once"))]);
    let request = ReadPicture::new(
        Message::new("V2"),
        "auto",
        File::new("a", Upload::from_stream(Some(4), pieces)),
    );
    let error = wire.client.send(&request).await.unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert_eq!(error.attempts(), 1);

    let error = wire.client.send(&request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("sent only once"), "{error}");
}

#[tokio::test]
async fn another_kind_of_body_is_another_operation() {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(ReadText::new("hello")).await.unwrap();
    assert_eq!(answer.request_id, "r-3");
    assert_eq!(wire.request().body, r#"{"text":"hello"}"#);
}

#[tokio::test]
async fn a_media_type_that_cannot_be_sent_is_refused() {
    let wire = Wire::of(SPEC).await;
    let file = File::new("a", "").content_type("image/png\r\nx: y");
    let error = wire
        .client
        .send(ReadPicture::new(Message::new("V2"), "auto", file))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("part `file`"), "{error}");
}
