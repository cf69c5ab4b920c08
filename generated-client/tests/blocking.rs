//! Risk: a blocking client that panics, hangs, or sends a call over a connection that is gone.
#![cfg(any(feature = "hyper", feature = "reqwest"))]
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use common::{ListUsers, ModifyUser, USER, UserReady, get_user};
use ncloud::blocking::Client;
use ncloud::transport::TransportKind;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{ErrorKind, RetryPolicy};

fn client() -> (Client, Memory) {
    let (client, memory) = common::client();
    (Client::new(client).unwrap(), memory)
}

#[test]
fn verbs_are_those_of_the_other_client() {
    let (client, memory) = client();
    memory.expect_any(Response::json(200, USER));
    assert_eq!(client.send(get_user()).unwrap().name, "Kim");
    memory.expect_any(Response::json(201, USER));
    assert_eq!(client.send_raw(get_user()).unwrap().status(), 201);
    memory.expect_any(Response::json(200, r#"{"name":"READY"}"#));
    assert_eq!(client.wait(get_user(), UserReady).unwrap().name, "READY");

    let page = |names: &str| Response::json(200, &format!(r#"{{"users":[{names}],"total":2}}"#));
    memory.expect("GET /v1/users", page(USER));
    memory.expect("GET /v1/users?offset=1", page(r#"{"name":"Lee"}"#));
    let names: Result<Vec<_>, _> = client
        .items(ListUsers::default())
        .map(|user| user.map(|user| user.name))
        .collect();
    assert_eq!(names.unwrap(), ["Kim", "Lee"]);

    memory.expect_any(page(USER));
    memory.expect_any(Response::json(404, "{}"));
    let mut pages = client.pages(ListUsers::default());
    assert!(pages.next().unwrap().is_ok());
    assert!(pages.next().unwrap().unwrap_err().is_not_found());
    assert!(pages.next().is_none());
}

#[test]
fn clones_work_in_several_threads() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    thread::scope(|scope| {
        for _ in 0..4 {
            let client = client.clone();
            scope.spawn(move || (0..20).for_each(|_| drop(client.send(get_user()).unwrap())));
        }
    });
    assert_eq!(memory.requests().len(), 80);
}

#[tokio::test]
async fn within_a_run_time_it_is_an_error_and_not_a_panic() {
    let (client, _) = client();
    let error = client.send(get_user()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains("use `ncloud::Client` there"),
        "{error}"
    );
    drop(client);
}

#[test]
fn within_a_task_of_several_threads_it_is_an_error_too() {
    let (client, memory) = client();
    let run_time = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    let in_task = client.clone();
    let task = run_time.spawn(async move { in_task.send(get_user()).map(drop) });
    let error = run_time.block_on(task).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let error = run_time.block_on(async { client.send(get_user()).map(drop) });
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
    assert!(memory.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn where_a_run_time_lets_things_block_it_works() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(200, USER));
    let in_thread = client.clone();
    let user = tokio::task::spawn_blocking(move || in_thread.send(get_user()));
    assert_eq!(user.await.unwrap().unwrap().name, "Kim");
    let user = tokio::task::block_in_place(|| client.send(get_user()));
    assert_eq!(user.unwrap().name, "Kim");
}

#[test]
fn limits_are_those_of_the_other_client() {
    let (client, memory) = client();
    memory.otherwise(|_| Response::json(503, "{}"));
    let once = client
        .clone()
        .with_retry(RetryPolicy::default().with_max_attempts(1));
    assert_eq!(once.send(get_user()).unwrap_err().attempts(), 1);

    let limit = Duration::from_millis(20);
    for hasty in [
        client.clone().with_call_timeout(limit),
        once.with_attempt_timeout(limit),
    ] {
        memory.otherwise(|_| Response::never());
        let error = hasty.send(get_user()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_connection_that_was_closed_between_calls_is_not_used_over_reqwest() {
    a_connection_that_was_closed_between_calls_is_not_used(TransportKind::Reqwest);
}

#[cfg(feature = "hyper")]
#[test]
fn a_connection_that_was_closed_between_calls_is_not_used_over_hyper() {
    a_connection_that_was_closed_between_calls_is_not_used(TransportKind::Hyper);
}

/// Responses one request on each connection, and closes it between two calls, as gateways do with idle ones.
fn a_connection_that_was_closed_between_calls_is_not_used(kind: TransportKind) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (done, calls) = std::sync::mpsc::channel();
    let (closed, closings) = std::sync::mpsc::channel();
    let server = thread::spawn(move || {
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            assert!(stream.read(&mut request).unwrap() > 0);
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
                .unwrap();
            calls.recv().unwrap();
            drop(stream);
            closed.send(()).unwrap();
        }
    });
    let client = ncloud::Client::builder()
        .transport_kind(kind)
        .credentials(common::credentials())
        .endpoint(&common::SERVICE, address)
        .no_proxy()
        .build()
        .unwrap();
    let client = Client::new(client).unwrap();
    for _ in 0..3 {
        // A write, which would not be repeated.
        client.send(ModifyUser::new("a")).unwrap();
        done.send(()).unwrap();
        closings.recv().unwrap();
    }
    server.join().unwrap();
}
