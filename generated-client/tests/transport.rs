//! Risk: HTTP that differs from what is signed, follows where it must not, or reads without bounds.
#![cfg(any(feature = "hyper", feature = "reqwest"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[macro_use]
mod common;

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex};

use common::{GetUser, ModifyUser, USER, credentials, get_user};
use futures_util::stream;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use ncloud::body::{Download, Upload};
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment, ResponseBody};
use ncloud::signature::Signature;
use ncloud::transport::TransportKind;
use ncloud::{Client, ErrorKind, RetryPolicy};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

over_every_transport!(
    the_request_line_is_the_one_that_was_signed,
    a_body_arrives,
    redirects_are_not_followed,
    responses_are_read_up_to_the_limit,
    an_answer_of_unknown_length_is_bounded_too,
    failures_tell_how_far_the_request_came,
    a_proxy_that_is_none_is_told_without_its_password,
    a_request_that_was_begun_is_not_sent_again,
    what_cannot_be_read_is_no_failure_of_the_connection,
    a_response_comes_as_fast_as_its_pieces,
    nothing_but_what_is_signed_is_added,
);

/// Method, target and timestamp, signature and body of a request that arrived.
type Seen = Arc<Mutex<Vec<[String; 5]>>>;

/// A server that responds to everything in the same way.
async fn server(
    response: impl Fn() -> Response<Full<Bytes>> + Clone + Send + Sync + 'static,
) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Seen::default();
    let log = seen.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (log, response) = (log.clone(), response.clone());
            let service = service_fn(move |request: Request<Incoming>| {
                let (log, response) = (log.clone(), response.clone());
                async move {
                    let (head, body) = request.into_parts();
                    let header = |name: &str| head.headers[name].to_str().unwrap().to_owned();
                    let body = body.collect().await.unwrap().to_bytes();
                    log.lock().unwrap().push([
                        head.method.to_string(),
                        head.uri.to_string(),
                        header("x-ncp-apigw-timestamp"),
                        header("x-ncp-apigw-signature-v2"),
                        String::from_utf8(body.to_vec()).unwrap(),
                    ]);
                    Ok::<_, Infallible>(response())
                }
            });
            tokio::spawn(
                hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service),
            );
        }
    });
    (address, seen)
}

fn client(kind: TransportKind, address: &str) -> Client {
    Client::builder()
        .transport_kind(kind)
        .credentials(credentials())
        .endpoint(&common::SERVICE, address)
        // Would be used for everything if plain http went through it.
        .environment(|name| (name == "ALL_PROXY").then(|| "http://127.0.0.1:9".into()))
        .response_limit(1000)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

async fn the_request_line_is_the_one_that_was_signed(kind: TransportKind) {
    let (address, seen) =
        server(|| Response::new(Full::new(Bytes::from_static(USER.as_bytes())))).await;
    let client = client(kind, &format!("{address}/prefix"));
    let hostile = [
        "a/b",
        "...",
        "%2e%2e",
        "a+b c",
        "\u{b124}\u{c774}\u{bc84}",
        "\u{1f600}",
        "'\"<>`{}|\\^[]",
        "?#&=;:@!$*(),",
        "a\nb\tc",
    ];
    for value in hostile {
        client
            .send(GetUser::new(value, value).filter(value))
            .await
            .unwrap();
    }
    client.send(get_user().filter("")).await.unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), hostile.len() + 1);
    for [method, target, timestamp, signature, _] in seen.iter() {
        assert_eq!(
            signature,
            Signature::new(&credentials(), method, target, timestamp).as_str(),
            "{target}"
        );
    }
    assert_eq!(
        seen[0][1],
        "/prefix/v1/companies/a%2Fb/users/a%2Fb?filter=a%2Fb"
    );
    assert_eq!(
        seen[hostile.len()][1],
        "/prefix/v1/companies/c1/users/u1?filter="
    );
}

async fn a_body_arrives(kind: TransportKind) {
    let (address, seen) = server(|| Response::new(Full::default())).await;
    client(kind, &address)
        .send(ModifyUser::new("\u{b124}"))
        .await
        .unwrap();
    assert_eq!(
        seen.lock().unwrap()[0][4],
        "{\"name\":\"\u{b124}\",\"groupYn\":\"Y\"}"
    );
}

async fn redirects_are_not_followed(kind: TransportKind) {
    let (elsewhere, seen) = server(|| Response::new(Full::default())).await;
    let (address, _) = server(move || {
        let redirect = Response::builder()
            .status(307)
            .header("location", &elsewhere);
        redirect.body(Full::default()).unwrap()
    })
    .await;
    let error = client(kind, &address).send(get_user()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(seen.lock().unwrap().is_empty());
}

async fn responses_are_read_up_to_the_limit(kind: TransportKind) {
    let (address, _) =
        server(|| Response::new(Full::new(Bytes::from(" ".repeat(998) + "{}")))).await;
    client(kind, &address)
        .send(ModifyUser::new("a"))
        .await
        .unwrap();
    let (address, _) =
        server(|| Response::new(Full::new(Bytes::from(" ".repeat(999) + "{}")))).await;
    assert_eq!(
        client(kind, &address)
            .send(get_user())
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::TooLarge
    );
}

/// A server that writes bytes and closes; the client's error.
async fn raw(kind: TransportKind, response: &'static [u8]) -> ncloud::Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        // The client may have hung up on a response that is too large.
        let _ = stream.write_all(response).await;
    });
    client(kind, &address).send(get_user()).await.unwrap_err()
}

async fn an_answer_of_unknown_length_is_bounded_too(kind: TransportKind) {
    static CHUNKS: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        let chunk = format!("64\r\n{}\r\n", "x".repeat(100)).repeat(20);
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}").into_bytes()
    });
    assert_eq!(raw(kind, &CHUNKS).await.kind(), ErrorKind::TooLarge);
}

async fn failures_tell_how_far_the_request_came(kind: TransportKind) {
    for response in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{",
    ] {
        let error = raw(kind, response).await;
        assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
        assert!(error.retryable());
    }
    let free = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let error = client(kind, &format!("http://{free}"))
        .send(get_user().filter("personal"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("Connection refused"), "{error}");
    assert!(!format!("{error:?}").contains("personal"));
}

async fn a_proxy_that_is_none_is_told_without_its_password(kind: TransportKind) {
    let error = Client::builder()
        .transport_kind(kind)
        .credentials(credentials())
        .proxy("http://user:password@[")
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "proxy is not the address of a proxy of HTTP; write `http://host:port`"
    );
}

/// The head and the body of a request.
async fn received(stream: &mut (impl AsyncRead + Unpin)) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

async fn a_request_that_was_begun_is_not_sent_again(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(0));
    let counter = requests.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            // The first request of a connection gets a response, the second breaks it.
            for response in [&b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"[..], b""] {
                if received(&mut stream).await.is_some() {
                    *counter.lock().unwrap() += 1;
                    stream.write_all(response).await.unwrap();
                }
            }
        }
    });
    let client = client(kind, &address);
    client.send(ModifyUser::new("a")).await.unwrap();
    let error = client.send(ModifyUser::new("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
    assert_eq!(*requests.lock().unwrap(), 2);
}

/// Sends a content and takes one.
struct Transfer(Upload);

impl Operation for Transfer {
    type Output = Download;

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "Transfer",
        Method::Post,
        &[PathSegment::Literal("/v1/transfer")],
    )
    .response(ResponseBody::Bytes);

    fn encode(&self, request: &mut ncloud::operation::Request) {
        request.upload(&self.0);
    }
}

async fn what_cannot_be_read_is_no_failure_of_the_connection(kind: TransportKind) {
    let (address, _) = server(|| Response::new(Full::default())).await;
    let broken = || {
        let pieces = [
            Ok(Bytes::from_static(b"abc")),
            Err(io::Error::other("the tape is torn")),
        ];
        stream::iter(pieces)
    };
    for length in [Some(6), None] {
        let upload = Upload::from_stream(length, broken());
        let sent = client(kind, &address).send(Transfer(upload)).await;
        let error = sent.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.to_string().contains("the tape is torn"), "{error}");
    }
    let missing = Upload::from_path("/nonexistent/recording.wav");
    let sent = client(kind, &address).send(Transfer(missing)).await;
    assert_eq!(sent.unwrap_err().kind(), ErrorKind::Io);
}

/// A server that sends a piece only after the one before it was taken: who collects first waits forever.
async fn a_response_comes_as_fast_as_its_pieces(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (taken, mut takings) = tokio::sync::mpsc::channel::<()>(1);
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"0\r\n\r\n") {
            request.push(stream.read_u8().await.unwrap());
        }
        let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: a\r\n\r\n";
        stream.write_all(head).await.unwrap();
        for piece in ["3\r\nabc\r\n", "2\r\nde\r\n"] {
            stream.write_all(piece.as_bytes()).await.unwrap();
            takings.recv().await.unwrap();
        }
        stream.write_all(b"0\r\na: b\r\n\r\n").await.unwrap();
        String::from_utf8(request).unwrap()
    });
    let pieces = stream::iter([Ok(Bytes::from("12")), Ok(Bytes::from("345"))]);
    let upload = Upload::from_stream(None, pieces);
    let mut download = client(kind, &address).send(Transfer(upload)).await.unwrap();
    for piece in ["abc", "de"] {
        assert_eq!(download.chunk().await.unwrap().unwrap(), piece);
        taken.send(()).await.unwrap();
    }
    assert_eq!(download.chunk().await.unwrap(), None);
    let request = server.await.unwrap();
    assert!(
        request.ends_with("\r\n\r\n2\r\n12\r\n3\r\n345\r\n0\r\n\r\n"),
        "{request}"
    );
}

async fn nothing_but_what_is_signed_is_added(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut requests = Vec::new();
        for _ in 0..2 {
            requests.push(received(&mut stream).await.unwrap());
            let response = b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"name\":\"Kim\"}";
            stream.write_all(response).await.unwrap();
        }
        requests
    });
    let client = client(kind, &format!("http://{host}"));
    client.send(get_user()).await.unwrap();
    client.send(ModifyUser::new("a")).await.unwrap();
    let names = |head: &str| -> Vec<String> {
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut names: Vec<_> = headers.map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names
    };
    let requests = server.await.unwrap();
    let own = [
        "accept",
        "accept-encoding",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-ncp-apigw-signature-v2",
        "x-ncp-apigw-timestamp",
        "x-ncp-iam-access-key",
    ];
    let without_body = own.iter().filter(|name| !name.starts_with("content"));
    assert!(
        names(&requests[0].0).iter().eq(without_body),
        "{requests:?}"
    );
    assert_eq!(names(&requests[1].0), own);
    for (head, _) in &requests {
        assert!(head.contains(&format!("\r\nhost: {host}\r\n")), "{head}");
        assert!(head.contains("\r\naccept: application/json\r\n"), "{head}");
    }
    assert_eq!(requests[1].1, br#"{"name":"a","groupYn":"Y"}"#);
}

#[cfg(all(
    feature = "hyper",
    not(any(feature = "rustls-aws-lc-rs", feature = "rustls-ring"))
))]
#[tokio::test]
async fn https_without_tls_is_refused_before_it_is_tried() {
    let client = Client::builder()
        .transport_kind(TransportKind::Hyper)
        .credentials(credentials())
        .environment(|_| None)
        .build()
        .unwrap();
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.attempts(), 1);
    assert!(
        error
            .to_string()
            .contains("turn on the feature `rustls-ring`"),
        "{error}"
    );
}
