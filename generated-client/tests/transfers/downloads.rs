//! A download is the whole of what was announced, or an error, and its file is either.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::{StreamExt as _, stream};
use ncloud::body::{Chunks, Download};
use ncloud::transport::memory::{Memory, Response};
use ncloud::transport::{Failure, TransportError};
use ncloud::{ErrorKind, RetryPolicy};

use crate::common::{builder, client};
use crate::operations::Get;
use crate::wire::server;

async fn downloaded(response: Response) -> Download {
    let (client, memory) = client();
    memory.expect_any(response);
    client.send(Get).await.unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn saves_of_the_same_path_never_mix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    for _ in 0..20 {
        for letter in [b'a', b'b', b'c'] {
            let pieces = stream::iter((0..30).map(move |_| Ok(Bytes::from(vec![letter; 10_000]))));
            // One after the other in turns, as from a network.
            let pieces = pieces.then(async |piece| {
                tokio::task::yield_now().await;
                piece
            });
            memory.expect_any(Response::pieces(200, Chunks::new(pieces)));
        }
        let saves = join_all((0..3).map(async |_| {
            let download = client.send(Get).await.unwrap();
            download.save_to(&path).await
        }));
        for saved in saves.await {
            assert_eq!(saved.unwrap(), 300_000);
        }
        let content = std::fs::read(&path).unwrap();
        assert_eq!(content.len(), 300_000);
        assert!(content.iter().all(|byte| *byte == content[0]));
        assert_eq!(names(folder.path()), ["a.bin"]);
    }
}

#[tokio::test]
async fn files_of_the_callers_own_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let own = folder.path().join("a.part");
    std::fs::write(&own, "mine").unwrap();
    downloaded(Response::bytes(200, "new"))
        .await
        .save_to(&path)
        .await
        .unwrap();
    assert_eq!(std::fs::read(&own).unwrap(), b"mine");
    let broken = stream::iter([
        Ok(Bytes::from("ne")),
        Err(TransportError::new(Failure::Lost, "reset")),
    ]);
    let download = downloaded(Response::pieces(200, Chunks::new(broken))).await;
    download.save_to(&path).await.unwrap_err();
    assert_eq!(std::fs::read(&own).unwrap(), b"mine");
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a", "a.part"]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_replaced_keeps_its_rights_and_a_new_one_has_the_usual_ones() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    for rights in [0o600, 0o640, 0o755, 0o400] {
        let path = folder.path().join(format!("{rights:o}"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(rights)).unwrap();
        downloaded(Response::bytes(200, "new"))
            .await
            .save_to(&path)
            .await
            .unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(mode(&path), rights);
    }
    let usual = folder.path().join("usual");
    std::fs::write(&usual, "").unwrap();
    let new = folder.path().join("new");
    downloaded(Response::bytes(200, "new"))
        .await
        .save_to(&new)
        .await
        .unwrap();
    assert_eq!(mode(&new), mode(&usual));
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stays_one_and_what_it_leads_to_is_written() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("target");
    std::fs::write(&target, "old").unwrap();
    let near = folder.path().join("near");
    symlink("far", &near).unwrap();
    symlink(&target, folder.path().join("far")).unwrap();
    downloaded(Response::bytes(200, "new"))
        .await
        .save_to(&near)
        .await
        .unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"new");
    assert_eq!(std::fs::read_link(&near).unwrap(), Path::new("far"));
    assert_eq!(names(folder.path()), ["far", "near"]);

    // What it leads to need not be there yet.
    let dangling = folder.path().join("dangling");
    symlink(elsewhere.path().join("other"), &dangling).unwrap();
    downloaded(Response::bytes(200, "new"))
        .await
        .save_to(&dangling)
        .await
        .unwrap();
    assert!(std::fs::symlink_metadata(&dangling).unwrap().is_symlink());
    assert_eq!(names(elsewhere.path()), ["other", "target"]);

    let circle = folder.path().join("circle");
    symlink("circle", &circle).unwrap();
    let error = downloaded(Response::bytes(200, "new"))
        .await
        .save_to(&circle)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("too many"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for (path, told) in [
        (folder.path(), "it is a directory; name a file in it"),
        (
            Path::new("/dev/null"),
            "it is no file, and would be replaced",
        ),
    ] {
        let error = downloaded(Response::bytes(200, "new"))
            .await
            .save_to(path)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.to_string().contains(told), "{error}");
    }
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[tokio::test]
async fn nothing_is_left_of_a_save_that_is_dropped_or_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, "old").unwrap();
    let endless = || {
        let first = stream::iter([Ok(Bytes::from("ne"))]);
        Response::pieces(200, Chunks::new(first.chain(stream::pending())))
    };
    let download = downloaded(endless()).await;
    let mut saving = Box::pin(download.save_to(&path));
    let begun = async {
        while names(folder.path()).len() < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        saved = &mut saving => panic!("{saved:?}"),
        () = begun => {}
    }
    drop(saving);
    assert_eq!(names(folder.path()), ["a"]);

    let download = downloaded(endless()).await;
    let task = tokio::spawn({
        let path = path.clone();
        async move { download.save_to(path).await }
    });
    while names(folder.path()).len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(names(folder.path()), ["a"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
}

#[tokio::test]
async fn a_body_that_is_not_as_long_as_it_says_is_an_error_on_every_way() {
    for (said, told) in [
        ("10", "ended after 3 of the 10 bytes"),
        ("2", "goes on behind the 2 bytes"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let response = || Response::bytes(200, "abc").header("content-length", said);
        let saved = downloaded(response()).await.save_to(&path).await.map(drop);
        let collected = downloaded(response()).await.bytes().await.map(drop);
        let pieces: Vec<_> = downloaded(response()).await.into_stream().collect().await;
        let streamed = pieces.into_iter().collect::<Result<Vec<_>, _>>().map(drop);
        let (client, memory) = client();
        memory.expect_any(response());
        let once = client.with_retry(RetryPolicy::never());
        let raw = once.send_raw(Get).await.map(drop);
        for result in [saved, collected, streamed, raw] {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
            assert!(error.to_string().contains(told), "{error}");
            assert!(error.retryable());
        }
        assert!(names(folder.path()).is_empty());
    }
    for response in [
        Response::bytes(200, "abc").header("content-length", "3"),
        Response::bytes(200, "abc")
            .header("content-length", "10")
            .header("transfer-encoding", "chunked"),
    ] {
        assert_eq!(downloaded(response).await.bytes().await.unwrap(), "abc");
    }
}

#[tokio::test]
async fn a_connection_that_closes_too_early_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    for response in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
        // It ends with its connection, and says how long it is nevertheless.
        "HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\ncontent-length: 10\r\n\r\nabc",
    ] {
        let (builder, _served) = server("\r\n\r\n", response).await;
        let client = builder.build().unwrap();
        let download = client.send(Get).await.unwrap();
        let error = download.save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
        assert!(names(folder.path()).is_empty());
    }
}
