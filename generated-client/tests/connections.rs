//! Risk: a write that goes into a connection which is gone, a client that stalls in its second run time, a request that a
//! server or proxy refuses for its form, and what can never succeed tried again and again under the wrong name.
#![cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    any(feature = "rustls-aws-lc-rs", feature = "rustls-ring")
))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use common::{GetUser, ModifyUser, SERVICE, USER, credentials, get_user};
use ncloud::body::Upload;
use ncloud::operation::Request;
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment, Safety};
use ncloud::transport::memory::Response;
use ncloud::{Client, ErrorKind, RetryPolicy};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::runtime::{Builder, Runtime};

const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"name\":\"Kim\"}";

fn client(address: &str) -> Client {
    Client::builder()
        .credentials(credentials())
        .endpoint(&SERVICE, address)
        .no_proxy()
        .attempt_timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn several_threads(threads: usize) -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .unwrap()
}

/// As they came, head and body.
type Requests = Arc<Mutex<Vec<String>>>;

/// Reads a request, head and body.
fn request(stream: &mut impl std::io::Read) -> Option<String> {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text.into_owned());
            }
        }
        match stream.read(&mut piece).ok()? {
            0 => return None,
            length => request.extend_from_slice(&piece[..length]),
        }
    }
}

/// A server that responds to one request a connection and closes it when it is told to, without having announced it.
struct Closing {
    address: String,
    close: Sender<()>,
    closed: Receiver<()>,
    requests: Requests,
}

impl Closing {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (close, closing) = channel();
        let (told, closed) = channel();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                if let Some(request) = request(&mut stream) {
                    seen.lock().unwrap().push(request);
                    stream.write_all(OK).unwrap();
                    if closing.recv().is_err() {
                        return;
                    }
                    drop(stream);
                    if told.send(()).is_err() {
                        return;
                    }
                }
            }
        });
        Self {
            address,
            close,
            closed,
            requests,
        }
    }

    /// Closes the connection of the last request. It is closed when this returns, and nobody in the run time was asked.
    fn close(&self) {
        self.close.send(()).unwrap();
        self.closed.recv().unwrap();
    }

    fn writes(&self) -> usize {
        let requests = self.requests.lock().unwrap();
        let is_write = |request: &&String| request.starts_with("PUT ");
        requests.iter().filter(is_write).count()
    }
}

const ROUNDS: usize = 100;

/// Writes on connections that were closed meanwhile, `between` a read and a write.
fn each_write_arrives_once(call: impl Fn(&Client, bool), between: impl Fn()) {
    let server = Closing::new();
    let client = client(&server.address);
    for round in 0..ROUNDS {
        call(&client, false);
        server.close();
        between();
        call(&client, true);
        assert_eq!(server.writes(), round + 1);
        server.close();
    }
}

async fn one_call(client: &Client, is_write: bool) {
    if is_write {
        client.send(ModifyUser::new("a")).await.unwrap();
    } else {
        client.send(get_user()).await.unwrap();
    }
}

#[test]
fn a_write_after_block_on_arrives_once() {
    let run_time = current_thread();
    each_write_arrives_once(
        |client, is_write| run_time.block_on(one_call(client, is_write)),
        || {},
    );
}

#[test]
fn a_write_after_a_pause_in_block_on_arrives_once() {
    let run_time = current_thread();
    each_write_arrives_once(
        |client, is_write| run_time.block_on(one_call(client, is_write)),
        || thread::sleep(Duration::from_millis(1)),
    );
}

/// All rounds in one `block_on`, without a turn for the run time but those of the calls.
async fn rounds(server: Closing, client: Client) {
    for round in 0..ROUNDS {
        one_call(&client, false).await;
        server.close();
        one_call(&client, true).await;
        assert_eq!(server.writes(), round + 1);
        server.close();
    }
}

fn started() -> (Closing, Client) {
    let server = Closing::new();
    let client = client(&server.address);
    (server, client)
}

#[test]
fn a_write_on_one_thread_arrives_once() {
    let (server, client) = started();
    current_thread().block_on(rounds(server, client));
}

#[test]
fn a_write_from_a_task_on_one_thread_arrives_once() {
    let (server, client) = started();
    current_thread().block_on(async { tokio::spawn(rounds(server, client)).await.unwrap() });
}

/// More tasks than a run time runs before it comes back to `block_on`.
#[test]
fn a_write_among_many_tasks_arrives_once() {
    let (server, client) = started();
    current_thread().block_on(async {
        for _ in 0..300 {
            tokio::spawn(async {
                loop {
                    tokio::task::yield_now().await;
                }
            });
        }
        rounds(server, client).await;
    });
}

#[test]
fn a_write_on_several_threads_arrives_once() {
    let run_time = several_threads(2);
    each_write_arrives_once(
        |client, is_write| run_time.block_on(one_call(client, is_write)),
        // The thread that looks at connections has to be given the processor, which may have much else to do.
        || thread::sleep(Duration::from_millis(2)),
    );
}

/// The only worker is held up itself, so that nobody looks at connections meanwhile.
#[test]
fn a_write_from_a_task_of_the_only_worker_arrives_once() {
    let (server, client) = started();
    several_threads(1).block_on(async { tokio::spawn(rounds(server, client)).await.unwrap() });
}

#[cfg(feature = "blocking")]
#[test]
fn a_write_of_the_blocking_client_arrives_once() {
    let server = Closing::new();
    let client = ncloud::blocking::Client::new(client(&server.address)).unwrap();
    for round in 0..ROUNDS {
        client.send(get_user()).unwrap();
        server.close();
        client.send(ModifyUser::new("a")).unwrap();
        assert_eq!(server.writes(), round + 1);
        server.close();
    }
}

/// A server that responds to everything and keeps connections open, and how many it got.
fn open_server() -> (String, Requests, Arc<Mutex<u32>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (requests, connections) = (Arc::default(), Arc::default());
    let (seen, count): (Requests, Arc<Mutex<u32>>) =
        (Arc::clone(&requests), Arc::clone(&connections));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            *count.lock().unwrap() += 1;
            let seen = Arc::clone(&seen);
            thread::spawn(move || {
                while let Some(request) = request(&mut stream) {
                    seen.lock().unwrap().push(request);
                    if stream.write_all(OK).is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, requests, connections)
}

static SHARED: LazyLock<(Client, Arc<Mutex<u32>>)> = LazyLock::new(|| {
    let (address, _, connections) = open_server();
    (client(&address), connections)
});

#[tokio::test]
async fn a_static_client_works_in_the_first_test() {
    one_call(&SHARED.0, true).await;
}

#[tokio::test]
async fn a_static_client_works_in_the_second_test() {
    one_call(&SHARED.0, true).await;
}

#[test]
fn four_threads_with_a_run_time_for_each_call_lose_nothing() {
    let (address, requests, _) = open_server();
    let client = client(&address);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    current_thread().block_on(one_call(&client, true));
                }
            });
        }
    });
    assert_eq!(requests.lock().unwrap().len(), 100);
}

#[test]
fn a_run_time_that_does_not_run_holds_up_no_other() {
    let (address, _, connections) = open_server();
    let client = client(&address);
    let (first, second) = (current_thread(), current_thread());
    let start = Instant::now();
    for _ in 0..20 {
        first.block_on(one_call(&client, true));
        second.block_on(one_call(&client, true));
    }
    // Far less than the limit of an attempt.
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(*connections.lock().unwrap(), 2, "each keeps its own");
}

#[test]
fn run_times_that_ended_leave_nothing_behind() {
    let (address, requests, _) = open_server();
    let client = client(&address);
    let files = || std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    current_thread().block_on(one_call(&client, true));
    let before = files();
    for _ in 0..300 {
        current_thread().block_on(one_call(&client, true));
    }
    assert_eq!(requests.lock().unwrap().len(), 301);
    // Other tests run in this process too.
    assert!(
        files() < before + 150,
        "{before} files before, {} after",
        files()
    );
}

#[test]
fn without_a_run_time_a_call_is_an_error() {
    let (client, memory) = common::client();
    memory.otherwise(|_| Response::json(200, USER));
    let mut call = Box::pin(client.send(get_user()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it neither failed nor was it ready");
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the call was made outside of a tokio run time; make it within one, or use `ncloud::blocking::Client`"
    );
}

/// A write of any method and body.
struct Touch<const METHOD: usize>(Upload);

const METHODS: [Method; 6] = [
    Method::Get,
    Method::Head,
    Method::Post,
    Method::Put,
    Method::Patch,
    Method::Delete,
];

impl<const METHOD: usize> Operation for Touch<METHOD> {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Touch",
        METHODS[METHOD],
        &[PathSegment::Literal("/v1/touch")],
    )
    .safety(Safety::Write);

    fn encode(&self, request: &mut Request) {
        request.upload(&self.0);
    }
}

/// Without a word about a body.
struct Poke<const METHOD: usize>;

impl<const METHOD: usize> Operation for Poke<METHOD> {
    type Output = ();

    const META: &'static OperationMeta = Touch::<METHOD>::META;

    fn encode(&self, _: &mut Request) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_method_that_anticipates_a_body_says_that_there_is_none() {
    let (address, requests, _) = open_server();
    let client = client(&address);
    let file = tempfile::NamedTempFile::new().unwrap();
    client.send(Poke::<2>).await.unwrap();
    client.send(Poke::<3>).await.unwrap();
    client.send(Poke::<4>).await.unwrap();
    client.send(Touch::<3>(Upload::from(""))).await.unwrap();
    client
        .send(Touch::<3>(Upload::from_path(file.path())))
        .await
        .unwrap();
    client.send(Poke::<0>).await.unwrap();
    client.send(Poke::<5>).await.unwrap();
    client.send(Touch::<2>(Upload::from("abc"))).await.unwrap();

    let requests = requests.lock().unwrap();
    let lengths: Vec<_> = requests
        .iter()
        .map(|request| {
            let (head, _) = request.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("transfer-encoding"), "{head}");
            let method = head.split(' ').next().unwrap();
            let lengths: Vec<_> = head
                .lines()
                .filter_map(|line| line.strip_prefix("content-length: "))
                .collect();
            (method, lengths)
        })
        .collect();
    assert_eq!(
        lengths,
        [
            ("POST", vec!["0"]),
            ("PUT", vec!["0"]),
            ("PATCH", vec!["0"]),
            ("PUT", vec!["0"]),
            ("PUT", vec!["0"]),
            ("GET", vec![]),
            ("DELETE", vec![]),
            ("POST", vec!["3"]),
        ]
    );
}

#[tokio::test]
async fn every_transport_is_told_the_length_of_no_body() {
    let (client, memory) = common::client();
    memory.otherwise(|_| Response::json(200, "{}"));
    client.send(Poke::<2>).await.unwrap();
    client.send(Poke::<1>).await.unwrap();
    client.send(Poke::<5>).await.unwrap();
    client.send(ModifyUser::new("a")).await.unwrap();
    let lengths: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.headers.get("content-length").cloned())
        .collect();
    assert_eq!(lengths, [Some("0".parse().unwrap()), None, None, None]);
}

/// A server with a certificate that only [`ROOT`] vouches for; how many connections it got.
fn tls_server(response: &'static [u8]) -> (u16, Arc<Mutex<u32>>) {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    serve(move |mut stream| {
        let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = rustls::Stream::new(&mut connection, &mut stream);
        while request(&mut stream).is_some() {
            if stream.write_all(response).is_err() {
                return;
            }
        }
    })
}

fn serve(each: impl Fn(TcpStream) + Send + Sync + 'static) -> (u16, Arc<Mutex<u32>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(Mutex::new(0));
    let (count, each) = (Arc::clone(&connections), Arc::new(each));
    thread::spawn(move || {
        for stream in listener.incoming() {
            *count.lock().unwrap() += 1;
            let (stream, each) = (stream.unwrap(), Arc::clone(&each));
            thread::spawn(move || each(stream));
        }
    });
    (port, connections)
}

const ROOT: &[u8] = include_bytes!("certificates/root.pem");
const CERTIFICATE: &[u8] = include_bytes!("certificates/localhost.pem");
const KEY: &[u8] = include_bytes!("certificates/localhost-key.pem");

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_said_so_and_tried_once() {
    let (port, connections) = tls_server(OK);
    let error = client(&format!("https://localhost:{port}"))
        .send(get_user().filter("personal"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && !error.retryable());
    assert_eq!((error.attempts(), *connections.lock().unwrap()), (1, 1));
    let text = error.to_string();
    assert!(
        text.starts_with(
            "sample.GetUser: no connection, as the certificate of the other side is not trusted: "
        ),
        "{text}"
    );
    for part in [
        "UnknownIssuer",
        "ClientBuilder::root_certificates",
        "SSL_CERT_FILE",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("personal"), "{text}");
}

#[tokio::test]
async fn roots_of_the_caller_are_trusted_beside_those_of_the_system() {
    let (port, _) = tls_server(OK);
    let trusting = |address: &str| {
        Client::builder()
            .credentials(credentials())
            .endpoint(&SERVICE, address)
            .no_proxy()
            .root_certificates(ROOT)
            .build()
            .unwrap()
    };
    let client = trusting(&format!("https://localhost:{port}"));
    assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
    // Trusted, but it is that of another.
    let error = trusting(&format!("https://127.0.0.1:{port}"))
        .send(get_user())
        .await
        .unwrap_err();
    assert!(error.is_connect());
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().contains("is not trusted"), "{error}");
}

#[test]
fn roots_that_are_none_are_told_when_the_client_is_built() {
    for (pem, problem) in [
        (&b""[..], "holds no certificate"),
        (b"not PEM at all", "holds no certificate"),
        (KEY, "holds no certificate"),
        (
            b"-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n",
            "",
        ),
    ] {
        let error = Client::builder()
            .credentials(credentials())
            .root_certificates(pem)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("root_certificates {problem}")),
            "{text}"
        );
        assert!(text.contains("-----BEGIN CERTIFICATE-----"), "{text}");
    }
}

#[tokio::test]
async fn a_side_that_speaks_no_tls_is_said_so_and_tried_once() {
    let (port, connections) = serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        let _ = stream.read(&mut [0; 4096]);
    });
    let error = client(&format!("https://127.0.0.1:{port}"))
        .send(ModifyUser::new("a"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!((error.attempts(), *connections.lock().unwrap()), (1, 1));
    let text = error.to_string();
    assert!(
        text.contains("there is no TLS that both sides speak: "),
        "{text}"
    );
}

#[tokio::test]
async fn an_alert_of_the_moment_is_no_verdict() {
    // Handshake failure; internal error.
    for (alert, attempts) in [(0x28, 1), (0x50, 4)] {
        let (port, connections) = serve(move |mut stream| {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&[0x15, 3, 3, 0, 2, 2, alert]);
        });
        let error = client(&format!("https://127.0.0.1:{port}"))
            .send(ModifyUser::new("a"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        let connections = *connections.lock().unwrap();
        assert_eq!(
            (error.attempts(), connections),
            (attempts, attempts),
            "{error}"
        );
    }
}

/// A metadata service that closes connections unannounced, between two fetches.
#[test]
fn keys_are_fetched_over_a_connection_that_is_there() {
    let (sender, receiver) = channel();
    let (closing, closed) = channel();
    let receiver = Mutex::new(receiver);
    let closing = Mutex::new(closing);
    let (port, _) = serve(move |mut stream| {
        while let Some(request) = request(&mut stream) {
            let body = if request.starts_with("GET /latest/meta-data/iam/security-credentials/ ") {
                "role".to_owned()
            } else {
                // Over before it is used, so that every call fetches.
                r#"{"AccessKeyId":"A","SecretAccessKey":"B","Expiration":"2023-11-14T22:14:00Z"}"#
                    .to_owned()
            };
            let last = body.len() > 4;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all((head + &body).as_bytes()).unwrap();
            if last {
                let Ok(()) = receiver.lock().unwrap().recv() else {
                    return;
                };
                drop(stream);
                let _ = closing.lock().unwrap().send(());
                return;
            }
        }
    });
    let (address, _, _) = open_server();
    let client = Client::builder()
        .endpoint(&SERVICE, &address)
        .no_proxy()
        .clock(common::now)
        .environment(move |name| {
            (name == "NCLOUD_METADATA_API_ENDPOINT")
                .then(|| format!("http://127.0.0.1:{port}").into())
        })
        .build()
        .unwrap();
    let run_time = current_thread();
    for _ in 0..20 {
        run_time.block_on(one_call(&client, true));
        sender.send(()).unwrap();
        closed.recv().unwrap();
    }
}

/// The error of a call through a proxy that responses so.
async fn through_proxy(response: &'static [u8]) -> (ncloud::Error, u32) {
    let (port, connections) = serve(move |mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(response);
    });
    let error = Client::builder()
        .credentials(credentials())
        .proxy(format!("http://127.0.0.1:{port}"))
        .environment(|_| None)
        .retry(RetryPolicy::default().with_base_delay(Duration::from_millis(1)))
        .build()
        .unwrap()
        .send(ModifyUser::new("a"))
        .await
        .unwrap_err();
    let connections = *connections.lock().unwrap();
    (error, connections)
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_said_so_and_tried_once() {
    let (error, connections) = through_proxy(
        b"HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n",
    )
    .await;
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!((error.attempts(), connections), (1, 1));
    let text = error.to_string();
    assert!(
        text.contains("the proxy takes nobody without a name and a password"),
        "{text}"
    );

    // Other troubles of a proxy may be over the next time, and nothing was sent.
    let (error, connections) = through_proxy(b"HTTP/1.1 503 Service Unavailable\r\n\r\n").await;
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!((error.attempts(), connections), (4, 4));
}

#[tokio::test]
async fn what_is_not_http_is_said_so_and_fetched_once() {
    let (port, connections) = serve(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.0\r\n");
    });
    let error = client(&format!("http://127.0.0.1:{port}"))
        .send(get_user())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert!(!error.retryable());
    assert_eq!((error.attempts(), *connections.lock().unwrap()), (1, 1));
    let text = error.to_string();
    assert!(
        text.starts_with("sample.GetUser: the response is not HTTP/1.1 that can be read: "),
        "{text}"
    );
}

#[tokio::test]
async fn an_address_that_is_too_long_is_told_before_anything_is_sent() {
    let (address, requests, _) = open_server();
    let of_length = |length: usize| {
        let rest = format!("{address}/v1/companies/c1/users/u1?filter=").len();
        get_user().filter("x".repeat(length - rest))
    };
    let client = client(&address);
    client.send(of_length(65_534)).await.unwrap();
    assert_eq!(requests.lock().unwrap().len(), 1);
    let error = client.send(of_length(65_535)).await.unwrap_err();
    assert!(error.is_usage());
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the address with path and query is 65535 bytes long, and at most 65534 can be sent; give the parameters shorter values"
    );
    // A value grows when it is encoded.
    let error = client
        .send(GetUser::new("\u{b124}".repeat(8000), "u1"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(requests.lock().unwrap().len(), 1);

    let error = Client::builder()
        .credentials(credentials())
        .endpoint(&SERVICE, format!("https://a.b/{}", "x".repeat(70_000)))
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample: endpoint \"(not shown)\" is 70012 bytes long, and at most 65534 can be sent"
    );
}

#[test]
fn schemes_that_are_not_spoken_are_told_when_the_client_is_built() {
    for address in ["ftp://a.b", "ws://a.b", "file:///a", "a.b:443"] {
        let error = client_error(|builder| builder.endpoint(&SERVICE, address));
        assert!(
            error.contains("does not start with `https://`") || error.contains("is not an address"),
            "{error}"
        );
    }
    for address in ["ftp://a.b:21", "socks5://a.b:1080", "file:///a"] {
        let error = client_error(|builder| builder.proxy(address));
        assert_eq!(
            error, "proxy is not the address of a proxy of HTTP; write `http://host:port`",
            "{address}"
        );
        let error = client_error(|builder| {
            builder.environment(move |name| (name == "ALL_PROXY").then(|| address.into()))
        });
        assert_eq!(
            error,
            "ALL_PROXY is not the address of a proxy of HTTP; write `http://host:port`"
        );
    }
}

fn client_error(change: impl FnOnce(ncloud::ClientBuilder) -> ncloud::ClientBuilder) -> String {
    change(Client::builder().credentials(credentials()))
        .build()
        .unwrap_err()
        .to_string()
}
