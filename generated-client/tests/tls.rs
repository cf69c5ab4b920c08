//! Risk: a connection to somebody else, a proxy that reads along, or two transports that trust different certificates.
#![cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")
))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[macro_use]
mod common;

use std::env;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{ModifyUser, credentials, get_user};
use ncloud::transport::{Http, TransportKind};
use ncloud::{Client, ClientBuilder, ErrorKind, RetryPolicy};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

over_every_transport!(
    a_certificate_of_a_trusted_authority_is_taken,
    a_certificate_of_nobody_is_refused,
    a_certificate_of_another_host_is_refused,
    a_certificate_that_ended_is_refused,
    what_is_no_certificate_is_an_error_of_the_setting,
    a_server_that_asks_is_shown_the_certificate_of_the_client,
    what_is_no_identity_is_an_error_of_the_setting,
    connections_are_used_again,
    connections_that_nobody_uses_are_kept_as_long_as_is_said,
    what_is_set_of_connections_is_that_of_a_transport_alone_too,
    what_speaks_no_tls_is_no_connection,
    what_never_speaks_is_given_up_in_time,
    https_goes_through_the_proxy_of_the_environment,
    a_proxy_is_told_its_password_and_nothing_else,
    a_proxy_may_speak_tls_itself,
    a_proxy_that_refuses_is_no_connection,
    hosts_of_no_proxy_are_reached_without_one,
    the_authorities_of_the_environment_are_those_of_both,
);

/// An authority that signs certificates of this machine.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    fn pem(&self) -> String {
        let text = STANDARD.encode(self.0.der());
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }

    fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        self.acceptor_until(names, 2100)
    }

    fn acceptor_until(&self, names: &[&str], year: i32) -> TlsAcceptor {
        self.acceptor_with(names, year, false)
    }

    /// What asks clients for a certificate of this authority, where it does.
    fn acceptor_with(&self, names: &[&str], year: i32, asks: bool) -> TlsAcceptor {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(year, 1, 1);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let config = if asks {
            let mut roots = RootCertStore::empty();
            roots
                .add(CertificateDer::from(self.0.der().to_vec()))
                .unwrap();
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            config.with_client_cert_verifier(verifier.unwrap())
        } else {
            config.with_no_client_auth()
        };
        let mut config = config.with_single_cert(chain, key.into()).unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }
}

impl Authority {
    /// A certificate for a client, and its key, in PEM.
    fn identity(&self) -> (String, String) {
        let mut params = CertificateParams::new([]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let pem = |label: &str, der: &[u8]| {
            let text = STANDARD.encode(der);
            format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
        };
        (
            pem("CERTIFICATE", certificate.der()),
            pem("PRIVATE KEY", &key.serialize_der()),
        )
    }
}

/// What a server saw: one line for each connection and request.
type Seen = Arc<Mutex<Vec<String>>>;

fn seen(seen: &Seen) -> Vec<String> {
    seen.lock().unwrap().clone()
}

/// A service behind TLS on this machine; its port.
async fn service(acceptor: TlsAcceptor) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Seen::default();
    let log = seen.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, log) = (acceptor.clone(), log.clone());
            tokio::spawn(async move {
                // A client that does not trust it hangs up.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let protocol = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
                let protocol = String::from_utf8(protocol.unwrap_or_default()).unwrap();
                log.lock().unwrap().push(protocol);
                while let Some(head) = head(&mut stream).await {
                    let line = head.lines().next().unwrap_or_default().to_owned();
                    let host = head.lines().find(|line| line.starts_with("host:"));
                    log.lock()
                        .unwrap()
                        .push(format!("{line}, {}", host.unwrap_or_default()));
                    let response =
                        "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"name\":\"Kim\"}";
                    stream.write_all(response.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (port, seen)
}

/// The head of a request without a body.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

/// A proxy that opens tunnels to this machine, or responses in another way.
async fn proxy(acceptor: Option<TlsAcceptor>, response: &'static str) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Seen::default();
    let log = seen.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, log) = (acceptor.clone(), log.clone());
            tokio::spawn(async move {
                match acceptor {
                    None => tunnel(stream, response, &log).await,
                    Some(acceptor) => {
                        tunnel(acceptor.accept(stream).await.unwrap(), response, &log).await;
                    }
                }
            });
        }
    });
    (port, seen)
}

async fn tunnel(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    response: &'static str,
    log: &Seen,
) {
    let Some(head) = head(&mut stream).await else {
        return;
    };
    log.lock().unwrap().push(head.to_lowercase());
    stream.write_all(response.as_bytes()).await.unwrap();
    let port = head.split_whitespace().nth(1).unwrap().rsplit(':').next();
    if response.starts_with("HTTP/1.1 200") {
        let to = format!("127.0.0.1:{}", port.unwrap());
        let mut service = TcpStream::connect(to).await.unwrap();
        // Either side may hang up as it likes.
        let _ = copy_bidirectional(&mut stream, &mut service).await;
    }
}

const OPEN: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

fn builder(kind: TransportKind, host: &str, port: u16) -> ClientBuilder {
    Client::builder()
        .transport_kind(kind)
        .credentials(credentials())
        .endpoint(&common::SERVICE, format!("https://{host}:{port}"))
        .environment(|_| None)
        .retry(RetryPolicy::never())
}

async fn a_certificate_of_a_trusted_authority_is_taken(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost", "127.0.0.1"])).await;
    for host in ["localhost", "127.0.0.1"] {
        let client = builder(kind, host, port)
            .root_certificates(Authority::new("Other Test Authority").pem())
            .root_certificates(authority.pem())
            .build()
            .unwrap();
        assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
    }
    let request = "GET /v1/companies/c1/users/u1 HTTP/1.1, host:";
    assert_eq!(
        seen(&log),
        [
            "http/1.1",
            &format!("{request} localhost:{port}"),
            "http/1.1",
            &format!("{request} 127.0.0.1:{port}"),
        ]
    );
}

/// The error of a client that trusts `trusted`, of a service with this certificate.
async fn refusal(kind: TransportKind, trusted: &Authority, acceptor: TlsAcceptor) -> ncloud::Error {
    let (port, log) = service(acceptor).await;
    let client = builder(kind, "localhost", port)
        .root_certificates(trusted.pem())
        .build()
        .unwrap();
    let error = client.send(ModifyUser::new("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(!error.retryable(), "{error}");
    assert_eq!(seen(&log), [""; 0]);
    error
}

async fn a_certificate_of_nobody_is_refused(kind: TransportKind) {
    let acceptor = Authority::new("Other Test Authority").acceptor(&["localhost"]);
    let error = refusal(kind, &Authority::new("Test Authority"), acceptor)
        .await
        .to_string();
    assert!(error.contains("UnknownIssuer"), "{error}");
}

async fn a_certificate_of_another_host_is_refused(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let acceptor = authority.acceptor(&["elsewhere.example.com"]);
    let error = refusal(kind, &authority, acceptor).await.to_string();
    assert!(error.contains("not valid for name"), "{error}");
}

async fn a_certificate_that_ended_is_refused(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let acceptor = authority.acceptor_until(&["localhost"], 2021);
    let error = refusal(kind, &authority, acceptor).await.to_string();
    assert!(error.contains("expired"), "{error}");
}

async fn what_is_no_certificate_is_an_error_of_the_setting(kind: TransportKind) {
    for pem in [
        "",
        "not PEM",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let built = builder(kind, "localhost", 1).root_certificates(pem).build();
        let error = built.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{pem:?}");
    }
}

async fn a_server_that_asks_is_shown_the_certificate_of_the_client(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let acceptor = authority.acceptor_with(&["localhost"], 2100, true);
    let (port, _) = service(acceptor).await;
    let builder = || builder(kind, "localhost", port).root_certificates(authority.pem());
    let (certificate, key) = authority.identity();
    let client = builder().client_identity(certificate, key).build().unwrap();
    assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");

    let error = builder()
        .build()
        .unwrap()
        .send(get_user())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(error.to_string().contains("CertificateRequired"), "{error}");
    assert!(!error.retryable(), "{error}");
}

async fn what_is_no_identity_is_an_error_of_the_setting(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (certificate, key) = authority.identity();
    let (_, other) = authority.identity();
    for (certificate, key) in [("", &*key), (&*certificate, ""), (&*certificate, &*other)] {
        let built = builder(kind, "localhost", 1)
            .client_identity(certificate, key)
            .build();
        let error = built.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("client_identity"), "{error}");
        assert!(!format!("{error:?}").contains(&other), "{error:?}");
    }
}

async fn connections_that_nobody_uses_are_kept_as_long_as_is_said(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let client = builder(kind, "localhost", port)
        .root_certificates(authority.pem())
        .pool_max_idle_per_host(0)
        .build()
        .unwrap();
    for _ in 0..3 {
        client.send(get_user()).await.unwrap();
    }
    let connections = seen(&log).iter().filter(|line| *line == "http/1.1").count();
    assert_eq!((connections, seen(&log).len()), (3, 6));
}

async fn what_is_set_of_connections_is_that_of_a_transport_alone_too(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let http = Http::builder()
        .kind(kind)
        .no_proxy()
        .root_certificates(authority.pem())
        .build()
        .unwrap();
    // Two clients with the connections of one.
    for _ in 0..2 {
        let client = builder(kind, "localhost", port)
            .transport(http.clone())
            .build()
            .unwrap();
        client.send(get_user()).await.unwrap();
    }
    assert_eq!(seen(&log).len(), 3);
}

/// A server that speaks HTTP/2 where it is offered.
#[cfg(feature = "http2")]
mod http2 {
    use std::convert::Infallible;

    use http_body_util::Full;
    use hyper::body::{Bytes, Incoming};
    use hyper::service::service_fn;
    use hyper::{Request, Response};
    use hyper_util::rt::{TokioExecutor, TokioIo};

    use super::*;

    over_every_transport!(it_is_spoken_where_the_client_offers_it);

    async fn it_is_spoken_where_the_client_offers_it(kind: TransportKind) {
        let authority = Authority::new("Test Authority");
        let acceptor = authority.acceptor(&["localhost"]);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Seen::default();
        let log = seen.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let stream = acceptor.accept(stream).await.unwrap();
                let log = log.clone();
                let service = service_fn(move |request: Request<Incoming>| {
                    let line = format!("{:?} {}", request.version(), request.uri().path());
                    log.lock().unwrap().push(line);
                    async {
                        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(common::USER))))
                    }
                });
                let connection = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), service);
                tokio::spawn(connection);
            }
        });
        let client = builder(kind, "localhost", port)
            .root_certificates(authority.pem())
            .http2(true)
            .build()
            .unwrap();
        for _ in 0..2 {
            assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
        }
        let request = "HTTP/2.0 /v1/companies/c1/users/u1";
        assert_eq!(super::seen(&seen), [request, request]);
    }
}

async fn connections_are_used_again(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let client = builder(kind, "localhost", port)
        .root_certificates(authority.pem())
        .build()
        .unwrap();
    for _ in 0..3 {
        client.send(get_user()).await.unwrap();
    }
    let connections = seen(&log).iter().filter(|line| *line == "http/1.1").count();
    assert_eq!((connections, seen(&log).len()), (1, 4));
}

async fn what_speaks_no_tls_is_no_connection(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    });
    let client = builder(kind, "localhost", port).build().unwrap();
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(!error.retryable(), "{error}");
}

async fn what_never_speaks_is_given_up_in_time(kind: TransportKind) {
    // Connections are taken by the system, and nobody greets them.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let client = builder(kind, "localhost", port)
        .connect_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = client.send(ModifyUser::new("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    // It never left, so that a write may be sent again.
    assert!(error.retryable());
    drop(listener);
}

async fn https_goes_through_the_proxy_of_the_environment(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let accepted = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let client = Client::builder()
        .transport_kind(kind)
        .credentials(credentials())
        .environment(move |name| (name == "HTTPS_PROXY").then(|| proxy.clone().into()))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    assert_eq!(
        client.send(get_user()).await.unwrap_err().kind(),
        ErrorKind::Connect
    );
    let request = accepted.await.unwrap();
    assert!(
        request.starts_with("CONNECT sample.apigw.ntruss.com:443 HTTP/1.1"),
        "{request}"
    );
    assert!(!request.contains("x-ncp"), "{request}");
}

async fn a_proxy_is_told_its_password_and_nothing_else(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let (through, tunnels) = proxy(None, OPEN).await;
    let client = builder(kind, "localhost", port)
        .root_certificates(authority.pem())
        .proxy(format!("http://user:p%40ss word@127.0.0.1:{through}"))
        .build()
        .unwrap();
    client.send(get_user()).await.unwrap();
    client.send(get_user()).await.unwrap();
    assert_eq!(seen(&log).len(), 3);
    let credentials = STANDARD.encode("user:p@ss word").to_lowercase();
    assert_eq!(
        seen(&tunnels),
        [format!(
            "connect localhost:{port} http/1.1\r\nhost: localhost:{port}\r\nproxy-authorization: basic {credentials}\r\n\r\n"
        )]
    );
}

async fn a_proxy_may_speak_tls_itself(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let (through, tunnels) = proxy(Some(authority.acceptor(&["127.0.0.1"])), OPEN).await;
    let client = builder(kind, "localhost", port)
        .root_certificates(authority.pem())
        .environment(move |name| {
            (name == "all_proxy").then(|| format!("https://127.0.0.1:{through}").into())
        })
        .build()
        .unwrap();
    assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
    assert_eq!((seen(&log).len(), seen(&tunnels).len()), (2, 1));
}

async fn a_proxy_that_refuses_is_no_connection(kind: TransportKind) {
    for (response, said) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            "proxy authorization required",
        ),
        (
            "HTTP/1.1 403 Forbidden\r\n\r\n",
            "tunnel error: unsuccessful",
        ),
        ("SSH-2.0-OpenSSH_9.0\r\n\r\n", "tunnel error: unsuccessful"),
        ("", "unexpected end of file"),
    ] {
        let (through, tunnels) = proxy(None, response).await;
        let client = builder(kind, "localhost", 9)
            .proxy(format!("user:hidden-word@127.0.0.1:{through}"))
            .build()
            .unwrap();
        let error = client.send(get_user()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert!(!format!("{error:?}{client:?}").contains("hidden-word"));
        assert_eq!(seen(&tunnels).len(), 1);
    }
}

async fn hosts_of_no_proxy_are_reached_without_one(kind: TransportKind) {
    let authority = Authority::new("Test Authority");
    let (port, log) = service(authority.acceptor(&["localhost"])).await;
    let (through, tunnels) = proxy(None, OPEN).await;
    for (exceptions, expected) in [
        ("example.com, localhost", 0),
        ("*", 0),
        ("local", 1),
        ("", 2),
    ] {
        let client = builder(kind, "localhost", port)
            .root_certificates(authority.pem())
            .environment(move |name| match name {
                "https_proxy" => Some(format!("127.0.0.1:{through}").into()),
                "no_proxy" => Some(exceptions.into()),
                _ => None,
            })
            .build()
            .unwrap();
        client.send(get_user()).await.unwrap();
        assert_eq!(seen(&tunnels).len(), expected, "{exceptions:?}");
    }
    assert_eq!(seen(&log).len(), 8);
}

/// Names the port of the service to the process that calls it.
const PORT: &str = "NCLOUD_TEST_PORT";

/// Variables of a process are read when it is one of its own.
async fn the_authorities_of_the_environment_are_those_of_both(kind: TransportKind) {
    if let Ok(port) = env::var(PORT) {
        let client = builder(kind, "localhost", port.parse().unwrap())
            .build()
            .unwrap();
        let sent = client.send(get_user()).await;
        println!(
            "{}",
            sent.map_or_else(|error| error.to_string(), |user| user.name)
        );
        return;
    }
    if !cfg!(target_os = "linux") {
        // Elsewhere they are those of the system, whatever the environment says.
        return;
    }
    let authority = Authority::new("Test Authority");
    let (port, _) = service(authority.acceptor(&["localhost"])).await;
    let folder = tempfile::tempdir().unwrap();
    let (trusted, other) = (folder.path().join("a.pem"), folder.path().join("b.pem"));
    std::fs::write(&trusted, authority.pem()).unwrap();
    std::fs::write(&other, Authority::new("Other Test Authority").pem()).unwrap();
    let test = match format!("{kind:?}").as_str() {
        "Hyper" => "over_hyper",
        _ => "over_reqwest",
    };
    let test = format!("the_authorities_of_the_environment_are_those_of_both::{test}");
    for (file, said) in [(trusted, "Kim"), (other, "UnknownIssuer")] {
        let mut process = Command::new(env::current_exe().unwrap());
        process
            .args(["--exact", &test, "--nocapture"])
            .env(PORT, port.to_string())
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR");
        let output = tokio::task::spawn_blocking(move || process.output());
        let output = output.await.unwrap().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        assert!(output.contains(said), "{output}");
    }
}
