use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ncloud_sandbox::{Error, Gateway, Misbehaviour};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::{Answer, SECRET_KEY, builder, gateway, request};

const TARGET: &str = "/lib/v1/books/newest";

#[tokio::test]
async fn requests_are_recorded_as_they_came() {
    let gateway = gateway().await;
    let body = r#"{ "title" : "Plain", "pages":10}"#;
    request("POST", "/lib/v1/books?")
        .header("Content-Type", "application/json")
        .header("X-Lib_Copies", "1")
        .body(body)
        .send(&gateway)
        .await
        .assert_endpoint(201, "");
    let seen = gateway.requests();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].method, "POST");
    assert_eq!(seen[0].target, "/lib/v1/books?");
    assert_eq!(seen[0].headers["x-lib_copies"], "1");
    assert_eq!(seen[0].headers["host"], "sandbox");
    assert_eq!(seen[0].body, body);
    assert_eq!(seen[0].operation.as_ref().unwrap().service, "library");
    assert_eq!(seen[0].operation.as_ref().unwrap().operation, "AddBook");
    assert_eq!(seen[0].verdict.to_string(), "accepted, example documented");
    assert_eq!(seen[0].misbehaviour, None);
}

#[tokio::test]
async fn connection_serves_several_requests() {
    let gateway = gateway().await;
    let mut stream = tokio::net::TcpStream::connect(gateway.address())
        .await
        .unwrap();
    let bytes = request("GET", TARGET).bytes();
    let kept_alive = String::from_utf8(bytes.clone())
        .unwrap()
        .replace("connection: close\r\n", "");
    stream.write_all(kept_alive.as_bytes()).await.unwrap();
    gateway.wait_for_requests(1).await;
    stream.write_all(&bytes).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    assert_eq!(
        answers.matches("HTTP/1.1 200 OK\r\n").count(),
        2,
        "{answers}"
    );
    assert_eq!(gateway.requests().len(), 2);
}

#[tokio::test]
async fn arrival_of_a_request_is_signalled_before_its_answer() {
    let gateway = Arc::new(gateway().await);
    gateway.wait_for_requests(0).await;
    gateway.misbehave(Misbehaviour::Delay(Duration::from_secs(3600)), 1);
    let asking = tokio::spawn({
        let gateway = Arc::clone(&gateway);
        async move { request("GET", TARGET).send(&gateway).await }
    });
    gateway.wait_for_requests(1).await;
    assert_eq!(gateway.requests().len(), 1);
    assert!(!asking.is_finished());
    asking.abort();
}

#[tokio::test]
async fn observer_is_told_of_every_request() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let observer = Arc::clone(&seen);
    let gateway = builder()
        .on_request(move |request| observer.lock().unwrap().push(request.target.clone()))
        .start()
        .await
        .unwrap();
    request("GET", TARGET).send(&gateway).await;
    request("GET", "/nowhere").send(&gateway).await;
    assert_eq!(*seen.lock().unwrap(), [TARGET, "/nowhere"]);
}

#[tokio::test]
async fn shutdown_ends_connections() {
    let gateway = gateway().await;
    let address = gateway.address();
    assert_eq!(gateway.url(), format!("http://{address}"));
    let mut idle = tokio::net::TcpStream::connect(address).await.unwrap();
    request("GET", TARGET).send(&gateway).await;
    gateway.shutdown().await;
    assert_eq!(idle.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn drop_stops_it_too() {
    let gateway = gateway().await;
    let mut idle = tokio::net::TcpStream::connect(gateway.address())
        .await
        .unwrap();
    request("GET", TARGET).send(&gateway).await;
    drop(gateway);
    assert_eq!(idle.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn port_that_is_taken_is_an_error() {
    let first = gateway().await;
    let error = builder()
        .port(first.address().port())
        .start()
        .await
        .unwrap_err();
    assert!(matches!(&error, Error::Bind { address, .. } if *address == first.address()));
    assert!(
        error
            .to_string()
            .starts_with(&format!("cannot listen on {}; ", first.address()))
    );
}

#[test]
fn callers_without_a_runtime_have_a_thread() {
    let gateway = builder().start_blocking().unwrap();
    let mut idle = TcpStream::connect(gateway.address()).unwrap();
    let ask = |gateway: &Gateway| {
        let mut stream = TcpStream::connect(gateway.address()).unwrap();
        stream.write_all(&request("GET", TARGET).bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::parse(&answer)
    };
    ask(&gateway).assert_endpoint(200, r#"{"book":{"title":"Newest"}}"#);
    gateway.misbehave(Misbehaviour::Delay(Duration::from_millis(1)), 1);
    ask(&gateway).assert_endpoint(200, r#"{"book":{"title":"Newest"}}"#);
    assert_eq!(gateway.requests().len(), 2);

    drop(gateway);
    assert_eq!(idle.read(&mut [0]).unwrap(), 0);
}

#[tokio::test]
async fn secret_keys_are_not_printed() {
    let builder = builder();
    assert!(!format!("{builder:?}").contains(SECRET_KEY));
    let gateway = builder.start().await.unwrap();
    assert!(!format!("{gateway:?}").contains(SECRET_KEY));
}
