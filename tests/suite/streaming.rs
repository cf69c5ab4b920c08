//! Bodies larger than any memory that they may take: 2 GiB up, as bytes and as a file among parts, and down.
//!
//! Each transfer is a process of its own, client and gateway in it, whose peak of memory the system tells. Nothing is stored:
//! the content is generated, and the gateway counts and hashes it.
#![cfg(target_os = "linux")]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::env;
use std::fs::{self, File};
use std::process::Command;
use std::sync::LazyLock;

use bytes::Bytes;
use futures_util::stream;
use ncloud::body::{self, Upload};
use ncloud::transport::TransportKind;
use ncloud::{Client, Credentials};
use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use ncloud_tests::contents::{GetPicture, PutContent};
use ncloud_tests::parts::{Message, ReadPicture};
use sha2::{Digest, Sha256};

const LENGTH: u64 = 2 << 30;
const PIECE: usize = 64 * 1024;
const PIECES: u64 = LENGTH / PIECE as u64;

/// Most memory that a transfer may take, in kB: that of the program, and a few pieces.
const MOST_MEMORY: u64 = 64 * 1024;

/// Tells this program which transfer it is to carry out.
const TRANSFER: &str = "NCLOUD_TRANSFER";
/// And over which transport.
const TRANSPORT: &str = "NCLOUD_TRANSPORT";

ncloud_test_support::over_every_transport!(
    bytes_from_a_stream_are_never_in_memory_as_a_whole,
    a_file_among_parts_is_never_in_memory_as_a_whole,
    a_download_is_never_in_memory_as_a_whole,
);

async fn bytes_from_a_stream_are_never_in_memory_as_a_whole(kind: TransportKind) {
    carried_out("upload", kind);
}

async fn a_file_among_parts_is_never_in_memory_as_a_whole(kind: TransportKind) {
    carried_out("parts", kind);
}

async fn a_download_is_never_in_memory_as_a_whole(kind: TransportKind) {
    carried_out("download", kind);
}

/// Carries a transfer out in a process of its own.
fn carried_out(transfer: &str, kind: TransportKind) {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_transfer", "--nocapture"])
        .env(TRANSFER, transfer)
        .env(TRANSPORT, format!("{kind:?}"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let peak: u64 = said
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|line| line.trim().strip_suffix(" kB"))
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or_else(|| panic!("the process does not say how much memory it took: {said}"));
    assert!(peak < MOST_MEMORY, "it took {peak} kB");
}

/// What the process of a transfer runs. In any other it is a test that passes.
#[tokio::test]
async fn a_transfer() {
    let Ok(transfer) = env::var(TRANSFER) else {
        return;
    };
    let kind = match env::var(TRANSPORT).as_deref() {
        Ok("Hyper") => TransportKind::Hyper,
        Ok("Reqwest") => TransportKind::Reqwest,
        other => panic!("no transport {other:?}"),
    };
    match transfer.as_str() {
        "upload" => upload(kind).await,
        "parts" => parts(kind).await,
        "download" => download(kind).await,
        other => panic!("no transfer {other}"),
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:"));
    // On a line of its own: the name of the test may stand before it.
    println!("\n{}", peak.unwrap());
}

async fn upload(kind: TransportKind) {
    let (gateway, client) = between("contents", kind).await;
    let pieces = stream::iter((0..PIECES).map(|_| Ok(piece())));
    let upload = Upload::from_stream(Some(LENGTH), pieces);
    let flags = [] as [(&str, bool); 0];
    client
        .send(PutContent::new("large.bin", flags, upload))
        .await
        .unwrap();

    let sent = gateway.requests().remove(0);
    assert_eq!(sent.length, LENGTH);
    assert_eq!(sent.headers["content-length"], LENGTH.to_string());
    assert_eq!(sent.sha256, hash((0..PIECES).map(|_| piece())));
}

async fn parts(kind: TransportKind) {
    let (gateway, client) = between("parts", kind).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    // It has holes in place of content, and takes no room on the disk.
    File::create(&path).unwrap().set_len(LENGTH).unwrap();
    let file = body::File::from_path(&path);
    client
        .send(ReadPicture::new(Message::new("V2"), "auto", file))
        .await
        .unwrap();

    let sent = gateway.requests().remove(0);
    let part = sent.parts.iter().find(|part| part.name == "file").unwrap();
    assert_eq!(part.file_name.as_deref(), Some("large.bin"));
    assert_eq!(part.length, LENGTH);
    let zeros = Bytes::from(vec![0; PIECE]);
    assert_eq!(part.sha256, hash((0..PIECES).map(|_| zeros.clone())));
}

async fn download(kind: TransportKind) {
    let (gateway, client) = between("contents", kind).await;
    let feed = gateway.feed("GetPicture").unwrap();
    let feeding = tokio::spawn(async move {
        let mut hash = Sha256::new();
        for _ in 0..PIECES {
            let piece = piece();
            hash.update(&piece);
            assert!(feed.send(piece).await);
        }
        hash.finalize()
    });
    let mut download = client.send(GetPicture::new("large")).await.unwrap();
    let (mut length, mut hash) = (0, Sha256::new());
    while let Some(piece) = download.chunk().await.unwrap() {
        length += piece.len() as u64;
        hash.update(&piece);
    }
    assert_eq!(length, LENGTH);
    assert_eq!(hash.finalize(), feeding.await.unwrap());
}

/// A gateway for a fixture, and a client of it.
async fn between(fixture: &str, kind: TransportKind) -> (Gateway, Client) {
    let path = format!("fixtures/features/{fixture}.yaml");
    let specs = ncloud_codegen::load([path]).unwrap_or_else(|report| panic!("{report}"));
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = Client::builder()
        .transport_kind(kind)
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap())
        .endpoint_for_all(gateway.url())
        .build()
        .unwrap();
    (gateway, client)
}

/// Every byte from 0 to 255, over and over, line breaks among them.
fn piece() -> Bytes {
    static ALL: LazyLock<Bytes> = LazyLock::new(|| (0..=u8::MAX).cycle().take(PIECE).collect());
    ALL.clone()
}

fn hash(pieces: impl Iterator<Item = Bytes>) -> [u8; 32] {
    let mut hash = Sha256::new();
    pieces.for_each(|piece| hash.update(&piece));
    hash.finalize().into()
}
