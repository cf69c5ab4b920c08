//! Progress is told of every byte once an attempt, and costs no repetition.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream;
use ncloud::body::{Chunks, File, TransferProgress, Upload};
use ncloud::transport::Failure;
use ncloud::transport::memory::Response;

use crate::common::client;
use crate::operations::{Get, Put, PutParts};

type Told = Arc<Mutex<Vec<(u32, u64, Option<u64>)>>>;

fn listener() -> (Told, impl Fn(TransferProgress) + Send + Sync + 'static) {
    let told = Told::default();
    let kept = Arc::clone(&told);
    (told, move |progress: TransferProgress| {
        let step = (progress.attempt, progress.bytes, progress.total);
        kept.lock().unwrap().push(step);
    })
}

fn steps(told: &Told) -> Vec<(u32, u64, Option<u64>)> {
    told.lock().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_told_and_repeated() {
    let (client, memory) = client();
    memory.expect_any(Response::failing(Failure::NotSent, "refused"));
    memory.expect_any(Response::bytes(200, ""));
    let (told, listen) = listener();
    let content = Bytes::from(vec![b'x'; 150_000]);
    let upload = Upload::from(content.clone()).on_progress(listen);
    assert!(upload.is_repeatable());
    client.send(Put(upload)).await.unwrap();
    let total = Some(150_000);
    let attempt = |number| [0, 65_536, 131_072, 150_000].map(|bytes| (number, bytes, total));
    assert_eq!(steps(&told), [attempt(1), attempt(2)].concat());
    assert_eq!(memory.requests()[1].body.as_bytes(), Some(&content));
}

#[tokio::test]
async fn files_streams_and_parts_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "hello").unwrap();
    let (client, memory) = client();
    memory.otherwise(|_| Response::bytes(200, ""));

    let (told, listen) = listener();
    client
        .send(Put(Upload::from_path(&path).on_progress(listen)))
        .await
        .unwrap();
    assert_eq!(steps(&told), [(1, 0, Some(5)), (1, 5, Some(5))]);

    let (told, listen) = listener();
    let pieces = stream::iter(["ab", "c"].map(|piece| Ok(Bytes::from(piece))));
    let upload = Upload::from_stream(None, pieces).on_progress(listen);
    client.send(Put(upload.clone())).await.unwrap();
    assert_eq!(steps(&told), [(1, 0, None), (1, 2, None), (1, 3, None)]);
    assert!(!upload.is_repeatable(), "a stream is sent once");

    let (told, listen) = listener();
    let file = File::new("a.txt", Upload::from("hello").on_progress(listen));
    client.send(PutParts(file)).await.unwrap();
    assert_eq!(steps(&told), [(1, 0, Some(5)), (1, 5, Some(5))]);
    let body = memory.requests()[2].body.as_bytes().unwrap().clone();
    assert!(String::from_utf8_lossy(&body).contains("\r\n\r\nhello\r\n"));
}

#[tokio::test]
async fn a_download_is_told_however_it_is_read() {
    let (client, memory) = client();
    memory.otherwise(|_| {
        let pieces = stream::iter(["ab", "c"].map(|piece| Ok(Bytes::from(piece))));
        Response::pieces(200, Chunks::new(pieces)).header("content-length", "3")
    });
    let expected = [(1, 2, Some(3)), (1, 3, Some(3))];
    let folder = tempfile::tempdir().unwrap();

    let (told, listen) = listener();
    let download = client.send(Get).await.unwrap().on_progress(listen);
    download.bytes().await.unwrap();
    assert_eq!(steps(&told), expected);

    let (told, listen) = listener();
    let download = client.send(Get).await.unwrap().on_progress(listen);
    download.save_to(folder.path().join("a")).await.unwrap();
    assert_eq!(steps(&told), expected);

    let (told, listen) = listener();
    let download = client.send(Get).await.unwrap().on_progress(listen);
    let mut pieces = download.into_stream();
    while let Some(piece) = futures_util::StreamExt::next(&mut pieces).await {
        piece.unwrap();
    }
    assert_eq!(steps(&told), expected);
}
