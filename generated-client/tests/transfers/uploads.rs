//! What is said of a body and what is sent agree, or the call fails.

use std::io;
use std::path::Path;

use bytes::Bytes;
use futures_util::{TryStreamExt as _, stream};
use ncloud::ErrorKind;
use ncloud::body::{File, Upload};
use ncloud::transport::memory::{Memory, Response};
use ncloud::transport::{
    Failure, HttpRequest, HttpResponse, SendFuture, Transport, TransportError,
};

use crate::common::{builder, client, credentials};
use crate::operations::{Put, PutParts};
use crate::wire::{halves, server};

const STORED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

fn pieces(lengths: &[usize]) -> impl stream::Stream<Item = io::Result<Bytes>> + Send + use<> {
    let pieces: Vec<io::Result<Bytes>> = lengths
        .iter()
        .map(|length| Ok(Bytes::from(vec![b'a'; *length])))
        .collect();
    stream::iter(pieces)
}

fn said(length: u64, lengths: &[usize]) -> Upload {
    Upload::from_stream(Some(length), pieces(lengths))
}

#[tokio::test]
async fn a_stream_of_another_length_than_was_said_is_an_error_on_the_wire() {
    for (said_length, lengths, told) in [
        (100, &[200][..], "goes on behind the 100 bytes"),
        (100, &[100, 1], "goes on behind the 100 bytes"),
        (100, &[60, 40, 0, 100], "goes on behind the 100 bytes"),
        (0, &[1], "goes on behind the 0 bytes"),
        (100, &[60], "ended after 60 of the 100 bytes"),
        (100, &[], "ended after 0 of the 100 bytes"),
        (
            100_000,
            &[60_000, 39_999],
            "ended after 99999 of the 100000 bytes",
        ),
    ] {
        let (builder, served) = server("never", STORED).await;
        let client = builder.build().unwrap();
        let error = client
            .send(Put(said(said_length, lengths)))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(error.attempts(), 1);
        assert!(!error.retryable());
        if said_length == 0 {
            // Nothing was connected to.
            served.abort();
        } else {
            drop(client);
            let sent = served.await.unwrap();
            // The server never has what it could take for the whole.
            if !sent.is_empty() {
                assert!((halves(&sent).1.len() as u64) < said_length, "{told}");
            }
        }
    }
}

#[tokio::test]
async fn a_stream_of_the_length_that_was_said_is_sent() {
    for (said_length, lengths) in [
        (100, &[100][..]),
        (100, &[0, 60, 0, 40, 0]),
        (0, &[]),
        (0, &[0]),
    ] {
        let (builder, served) = server("\r\n\r\n", STORED).await;
        let client = builder.build().unwrap();
        client.send(Put(said(said_length, lengths))).await.unwrap();
        drop(client);
        let sent = served.await.unwrap();
        let (head, body) = halves(&sent);
        assert!(
            head.contains(&format!("content-length: {said_length}")),
            "{head}"
        );
        assert_eq!(body.len() as u64, said_length);
    }
}

#[tokio::test]
async fn parts_of_another_length_are_an_error_too() {
    for (upload, told) in [
        (said(70_000, &[70_001]), "goes on behind"),
        (said(70_000, &[69_999]), "ended after 69999"),
    ] {
        let (client, memory) = client();
        memory.otherwise(|_| Response::bytes(200, ""));
        let error = client
            .send(PutParts(File::new("a.bin", upload)))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(memory.requests().len(), 0);
    }
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    for (before, after, told) in [
        (
            300_000,
            300_001,
            "a.log: it became longer than 300000 bytes",
        ),
        (300_000, 250_000, "a.log: it became shorter"),
    ] {
        std::fs::write(&path, vec![b'a'; before]).unwrap();
        let mut opened = Upload::from_path(&path).open().await.unwrap();
        assert_eq!(opened.length(), Some(before as u64));
        let first = opened.try_next().await.unwrap().unwrap();
        assert!(first.len() < before);
        std::fs::write(&path, vec![b'a'; after]).unwrap();
        let error = opened.try_collect::<Vec<Bytes>>().await.unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_says_no_length_is_read_to_its_end() {
    let expected = std::fs::read_to_string("/proc/self/limits").unwrap();
    for upload in [
        Upload::from_path("/proc/self/limits"),
        // A link to it is no other thing.
        {
            let folder = tempfile::tempdir().unwrap().keep();
            let link = folder.join("limits");
            std::os::unix::fs::symlink("/proc/self/limits", &link).unwrap();
            Upload::from_path(link)
        },
    ] {
        let (builder, served) = server("Max realtime timeout", STORED).await;
        let client = builder.build().unwrap();
        client.send(Put(upload)).await.unwrap();
        drop(client);
        let sent = served.await.unwrap();
        let (head, body) = halves(&sent);
        assert_eq!(body, expected);
        assert!(
            head.contains(&format!("content-length: {}", expected.len())),
            "{head}"
        );
    }
    // One whose length is not known when a good part of it was read.
    let opened = Upload::from_path("/proc/kallsyms").open().await;
    if let Ok(opened) = opened {
        assert_eq!(opened.length(), None);
        let body: Vec<Bytes> = opened.try_collect().await.unwrap();
        let expected = std::fs::read("/proc/kallsyms").unwrap();
        assert_eq!(body.concat().len(), expected.len());
    }
}

/// Such files say a page of memory, whatever they hold.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_says_another_length_is_an_error() {
    let path = "/sys/kernel/mm/transparent_hugepage/enabled";
    let Ok(metadata) = std::fs::metadata(path) else {
        return;
    };
    let content = std::fs::read(path).unwrap();
    assert!(metadata.len() > content.len() as u64);
    let (client, memory) = client();
    memory.otherwise(|_| Response::bytes(200, ""));
    let error = client.send(Put(Upload::from_path(path))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(
        error.to_string().contains("read it and send the bytes"),
        "{error}"
    );
    assert_eq!(memory.requests().len(), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_an_error_that_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let (client, memory) = client();
    memory.otherwise(|_| Response::bytes(200, ""));
    for (path, told) in [
        (
            &*pipe,
            "it is a pipe and no file; open it and give what it holds as a stream",
        ),
        (&*socket, "it is a socket and no file"),
        (Path::new("/dev/zero"), "it is a device and no file"),
        (
            folder.path(),
            "it is a directory and no file; name a file in it",
        ),
        (&folder.path().join("gone"), "gone: No such file"),
    ] {
        for error in [
            client.send(Put(Upload::from_path(path))).await.unwrap_err(),
            client
                .send(PutParts(File::from_path(path)))
                .await
                .unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Io, "{error}");
            let text = error.to_string();
            assert!(text.contains(told), "{error}");
            assert!(text.contains(&path.display().to_string()), "{error}");
        }
    }
    assert_eq!(memory.requests().len(), 0);
}

/// A transport that makes of everything a connection that broke, or a success.
#[derive(Debug)]
struct Hiding {
    as_success: bool,
}

impl Transport for Hiding {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            if let Ok(opened) = request.body.open().await {
                let _ = opened.try_collect::<Vec<Bytes>>().await;
            }
            if self.as_success {
                let (status, headers) = (http::StatusCode::OK, http::HeaderMap::new());
                Ok(HttpResponse::new(status, headers, Bytes::new()))
            } else {
                Err(TransportError::new(Failure::Lost, "broken pipe"))
            }
        })
    }
}

#[tokio::test]
async fn a_fault_of_the_callers_stream_is_told_whatever_the_transport_makes_of_it() {
    for as_success in [false, true] {
        let client = ncloud::Client::builder()
            .credentials(credentials())
            .transport(Hiding { as_success })
            .build()
            .unwrap();
        for upload in [
            said(100, &[60]),
            said(100, &[200]),
            said(0, &[1]),
            Upload::from_stream(None, stream::iter([Err(io::Error::other("the tape tore"))])),
            Upload::from_path("/nowhere/at/all"),
        ] {
            let error = client.send(Put(upload)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        }
    }
}

#[tokio::test]
async fn a_refusal_that_comes_before_the_whole_body_is_told_as_it_is() {
    let refusal = "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\n\r\n";
    let (builder, served) = server("\r\n\r\n", refusal).await;
    let client = builder.build().unwrap();
    let endless = stream::unfold((), |()| async {
        tokio::task::yield_now().await;
        Some((Ok(Bytes::from_static(&[b'a'; 1024])), ()))
    });
    let error = client
        .send(Put(Upload::from_stream(None, endless)))
        .await
        .unwrap_err();
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(413),
        "{error}"
    );
    drop(client);
    served.await.unwrap();
}

#[tokio::test]
async fn a_body_without_a_length_is_sent_in_chunks() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    memory.expect_any(Response::bytes(200, ""));
    let upload = Upload::from_stream(None, pieces(&[3, 0, 4]));
    client.send(Put(upload)).await.unwrap();
    assert_eq!(memory.requests()[0].body.as_bytes().unwrap(), "aaaaaaa");
}
