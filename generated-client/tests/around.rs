//! Risk: a layer that runs too often or not at all, whose header breaks or takes the place of a signature, or that prints a key.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{ACCESS_KEY, ModifyUser, SECRET_KEY, USER, builder, credentials, get_user};
use ncloud::http::{HeaderMap, HeaderValue};
use ncloud::layer::{
    AttemptFuture, CallEnd, CallInfo, DryRun, Layer, Next, RateLimit, ReadyFuture, ResponseHead,
};
use ncloud::operation::Method;
use ncloud::signature::Signature;
use ncloud::transport::HttpRequest;
use ncloud::transport::memory::{Memory, Response};
use ncloud::{Client, Error, ErrorKind};
use tokio::time::Instant;

/// Writes down what it sees.
#[derive(Clone, Debug, Default)]
struct Log {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Log {
    fn line(&self, line: String) {
        self.lines
            .lock()
            .unwrap()
            .push(format!("{}{line}", self.name));
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

impl Layer for Log {
    fn before_call(&self, call: CallInfo<'_>, headers: &mut HeaderMap) -> Result<(), Error> {
        headers.insert("x-call", HeaderValue::from_static("1"));
        self.line(format!(
            "{call:?} {} {}",
            call.method().as_str(),
            call.host()
        ));
        Ok(())
    }

    fn before_attempt<'a>(&'a self, _: CallInfo<'a>, number: u32) -> ReadyFuture<'a> {
        self.line(format!("before {number}"));
        Box::pin(async { Ok(()) })
    }

    fn attempt<'a>(&'a self, mut request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        request.headers.insert("x-attempt", next.number().into());
        Box::pin(async move {
            self.line(format!("attempt {}", next.number()));
            let response = next.run(request).await;
            let status = response.as_ref().map(|response| response.status.as_u16());
            self.line(format!("response {status:?}"));
            response
        })
    }

    fn after_call(&self, _: CallInfo<'_>, end: &CallEnd<'_>) {
        let error = end.error.map(Error::kind);
        let status = end.status.map(|status| status.as_u16());
        let cancelled = if end.cancelled { " cancelled" } else { "" };
        self.line(format!(
            "end {} {status:?} {error:?}{cancelled}",
            end.attempts
        ));
    }
}

fn layered(layer: impl Layer + 'static) -> (Client, Memory) {
    let memory = Memory::new();
    let client = builder(&memory).layer(layer).build().unwrap();
    (client, memory)
}

#[tokio::test(start_paused = true)]
async fn each_call_and_each_attempt_passes_once() {
    let log = Log::default();
    let (client, memory) = layered(log.clone());
    memory.expect_any(Response::json(503, "{}"));
    memory.expect_any(Response::json(200, USER));
    client.send(get_user()).await.unwrap();
    assert_eq!(
        log.taken(),
        [
            "sample.GetUser GET sample.apigw.ntruss.com",
            "before 1",
            "attempt 1",
            "response Ok(503)",
            "before 2",
            "attempt 2",
            "response Ok(200)",
            "end 2 Some(200) None",
        ]
    );
    let requests = memory.requests();
    assert_eq!(
        (
            &requests[0].headers["x-call"],
            &requests[0].headers["x-attempt"]
        ),
        (&"1".parse().unwrap(), &"1".parse().unwrap())
    );
    assert_eq!(requests[1].headers["x-attempt"], "2");
    // With what layers add, the signature is that of the request.
    let request = &requests[1];
    let target = request
        .url
        .strip_prefix("https://sample.apigw.ntruss.com")
        .unwrap();
    let timestamp = request.headers["x-ncp-apigw-timestamp"].to_str().unwrap();
    let signature = Signature::new(&credentials(), "GET", target, timestamp);
    assert_eq!(
        request.headers["x-ncp-apigw-signature-v2"],
        signature.as_str()
    );
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_call_is_told_however_it_ends() {
    let log = Log::default();
    let (client, memory) = layered(log.clone());
    let last = |log: &Log| log.taken().pop().unwrap();

    memory.expect_any(Response::json(403, "{}"));
    client.send(get_user()).await.unwrap_err();
    assert_eq!(last(&log), "end 1 Some(403) Some(Service)");

    memory.expect_any(Response::json(200, r#"{"name":[]}"#));
    client.send(get_user()).await.unwrap_err();
    assert_eq!(last(&log), "end 1 Some(200) Some(Decode)");

    memory.expect_any(Response::json(200, r#"{"name":[]}"#));
    let raw = client.send_raw(get_user()).await.unwrap();
    assert_eq!(last(&log), "end 1 Some(200) None");
    drop(raw);
    assert!(log.taken().is_empty());

    memory.expect_any(Response::never());
    let sent = tokio::time::timeout(Duration::from_secs(1), client.send(get_user())).await;
    assert!(sent.is_err());
    assert_eq!(last(&log), "end 0 None None cancelled");
}

#[tokio::test]
async fn the_first_layer_is_the_outermost_and_that_of_a_call_the_innermost() {
    let log = Log::default();
    let named = |name| Log {
        name,
        ..log.clone()
    };
    let memory = Memory::new();
    let client = builder(&memory)
        .layer(named("a "))
        .layer(named("b "))
        .build()
        .unwrap();
    memory.otherwise(|_| Response::json(200, USER));
    client
        .call(get_user())
        .layer(named("c "))
        .send()
        .await
        .unwrap();
    let lines = log.taken();
    let of = |what: &str| -> Vec<_> {
        let lines = lines.iter().filter(|line| line.contains(what));
        lines
            .map(|line| line.split(' ').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of("attempt"), ["a", "b", "c"]);
    assert_eq!(of("response"), ["c", "b", "a"]);
    assert_eq!(of("end"), ["c", "b", "a"]);
    client.send(get_user()).await.unwrap();
    assert!(log.taken().iter().all(|line| !line.starts_with('c')));
}

type Change = fn(&mut HttpRequest);

/// Does something to the request.
struct Changing(Change);

impl std::fmt::Debug for Changing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Changing")
    }
}

impl Layer for Changing {
    fn attempt<'a>(&'a self, mut request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        (self.0)(&mut request);
        next.run(request)
    }
}

#[tokio::test]
async fn what_is_signed_stays_as_it_is() {
    let changes: [(Change, &str); 5] = [
        (|request| request.method = Method::Post, "the method"),
        (|request| request.url.push_str("&a=b"), "the address"),
        (
            |request| {
                let value = HeaderValue::from_static("ANOTHERACCESSKEY0001");
                request.headers.insert("x-ncp-iam-access-key", value);
            },
            "the header `x-ncp-iam-access-key`",
        ),
        (
            |request| {
                let value = HeaderValue::from_static("another");
                request.headers.append("x-ncp-apigw-signature-v2", value);
            },
            "the header `x-ncp-apigw-signature-v2`",
        ),
        (
            |request| {
                request.headers.remove("x-ncp-apigw-timestamp");
            },
            "the header `x-ncp-apigw-timestamp`",
        ),
    ];
    for (change, what) in changes {
        let (client, memory) = layered(Changing(change));
        let error = client.send(get_user()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let expected = format!("a layer changed {what}, which is signed");
        assert!(error.to_string().contains(&expected), "{error}");
        assert!(memory.requests().is_empty());
    }
}

/// Writes a header to the call that is not its own.
#[derive(Debug)]
struct Impostor;

impl Layer for Impostor {
    fn before_call(&self, _: CallInfo<'_>, headers: &mut HeaderMap) -> Result<(), Error> {
        headers.insert("x-ncp-iam-access-key", HeaderValue::from_static("a"));
        Ok(())
    }
}

#[tokio::test]
async fn a_header_that_says_who_sends_the_call_is_no_layers() {
    let (client, memory) = layered(Impostor);
    let error = client.send(get_user()).await.unwrap_err();
    assert!(
        error.to_string().contains("says who sends the call"),
        "{error}"
    );
    assert!(memory.requests().is_empty());
}

/// Responds with the first response again.
#[derive(Debug, Default)]
struct Cache(Mutex<Option<ncloud::transport::HttpResponse>>);

impl Layer for Cache {
    fn attempt<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        Box::pin(async move {
            let kept = self.0.lock().unwrap().clone();
            if let Some(kept) = kept {
                return Ok(ResponseHead::from(kept));
            }
            let response = next.run(request).await?;
            if let Some(body) = response.body() {
                let kept = ncloud::transport::HttpResponse::new(
                    response.status,
                    response.headers.clone(),
                    body.clone(),
                );
                *self.0.lock().unwrap() = Some(kept);
            }
            Ok(response)
        })
    }
}

#[tokio::test]
async fn a_layer_may_respond_itself() {
    let (client, memory) = layered(Cache::default());
    memory.expect_any(Response::json(200, USER));
    for _ in 0..3 {
        assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
    }
    assert_eq!(memory.requests().len(), 1);
}

#[tokio::test]
async fn a_dry_run_shows_all_but_secrets_and_sends_nothing() {
    let shown = Arc::new(Mutex::new(Vec::new()));
    let log = shown.clone();
    let dry = DryRun::new(move |request| log.lock().unwrap().push(request.to_owned()));
    let (client, memory) = layered(dry);
    let call = client
        .call(ModifyUser::new("Kim"))
        .header("x-new", "a")
        .query("b", 1);
    let error = call.send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Held, 0));
    assert_eq!(
        error.to_string(),
        "sample.ModifyUser: a dry run, which shows what would be sent and sends nothing"
    );
    assert!(memory.requests().is_empty());
    let shown = shown.lock().unwrap().join("\n");
    for secret in [ACCESS_KEY, SECRET_KEY] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let mut lines: Vec<_> = shown.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "",
            "PUT https://sample.apigw.ntruss.com/v1/user?b=1",
            "accept-encoding: identity",
            "accept: application/json",
            "content-type: application/json; charset=utf-8",
            &format!("user-agent: ncloud-rust/{}", env!("CARGO_PKG_VERSION")),
            "x-ncp-apigw-signature-v2: [redacted]",
            "x-ncp-apigw-timestamp: [redacted]",
            "x-ncp-iam-access-key: [redacted]",
            "x-new: a",
            "{\"name\":\"Kim\",\"groupYn\":\"Y\"}",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn attempts_wait_for_their_turn() {
    let limit = RateLimit::new(2, Duration::from_secs(1)).of_service(&common::SERVICE);
    let (client, memory) = layered(limit);
    memory.otherwise(|_| Response::json(200, USER));
    let begun = Instant::now();
    let mut times = Vec::new();
    for _ in 0..5 {
        client.send(get_user()).await.unwrap();
        times.push(begun.elapsed().as_secs());
    }
    assert_eq!(times, [0, 0, 1, 1, 2]);
    let other = client.request(Method::Get, "https://library.apigw.ntruss.com", "/a");
    other.send().await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 2);

    // Who would wait longer than the call may take is told so.
    tokio::time::sleep(Duration::from_secs(10)).await;
    let hasty = client.with_call_timeout(Duration::from_millis(10));
    for _ in 0..2 {
        hasty.send(get_user()).await.unwrap();
    }
    let error = hasty.send(get_user()).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(
        error
            .to_string()
            .contains("a layer held the call back for 10 ms"),
        "{error}"
    );
}

#[tokio::test]
async fn the_name_of_the_program_stands_behind_that_of_the_client() {
    let memory = Memory::new();
    let client = builder(&memory).app_name("report/1.2").build().unwrap();
    memory.otherwise(|_| Response::json(200, USER));
    client.send(get_user()).await.unwrap();
    let own = format!("ncloud-rust/{} report/1.2", env!("CARGO_PKG_VERSION"));
    assert_eq!(memory.requests()[0].headers["user-agent"], own);
    for name in ["", "a b", "a/", "/b", "a/b/c", "한", "a\n"] {
        let error = builder(&memory).app_name(name).build().unwrap_err();
        assert!(error.to_string().contains("app_name"), "{name}: {error}");
    }
}

#[cfg(feature = "tower")]
mod tower_layers {
    use ncloud::transport::tower::{TowerTransport, TransportService};
    use tower::timeout::TimeoutLayer;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_layer_of_tower_stands_around_the_transport() {
        let memory = Memory::new();
        let client = builder(&memory)
            .tower_layer(TimeoutLayer::new(Duration::from_secs(3)))
            .retry(ncloud::RetryPolicy::never())
            .build()
            .unwrap();
        memory.expect_any(Response::json(200, USER));
        assert_eq!(client.send(get_user()).await.unwrap().name, "Kim");
        memory.expect_any(Response::never());
        let begun = Instant::now();
        let error = client.send(get_user()).await.unwrap_err();
        assert_eq!(begun.elapsed().as_secs(), 3);
        assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
        assert!(error.retryable());
    }

    #[tokio::test]
    async fn a_failure_of_the_transport_stays_what_it_is() {
        let memory = Memory::new();
        let service = TransportService::new(memory.clone());
        let service = tower::timeout::Timeout::new(service, Duration::from_secs(3));
        let client = builder(&memory)
            .transport(TowerTransport::new(service))
            .build()
            .unwrap();
        let problem = ncloud::transport::Failure::Certificate;
        memory.expect_any(Response::failing(problem, "nobody"));
        let error = client.send(get_user()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 1));
    }
}
