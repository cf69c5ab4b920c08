//! Risk: a key, a signature or a parameter in something that is printed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use common::{ACCESS_KEY, ModifyUser, SECRET_KEY, builder, get_user};
use ncloud::operation::{Encoded, Request};
use ncloud::operation::{Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody};
use ncloud::signature::Signature;
use ncloud::transport::memory::{Memory, Response};
use ncloud::transport::{Failure, HttpRequest, SendFuture, Transport, TransportError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps the text of every span and event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("ncloud")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        writeln!(
            self.0.lock().unwrap(),
            "span {}",
            attributes.metadata().name()
        )
        .unwrap();
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_printed_holds_a_secret() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    let refused = r#"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#;
    memory.expect_any(Response::json(
        429,
        r#"{"error":{"errorCode":"410","message":"Throttle Limited"}}"#,
    ));
    memory.expect_any(
        Response::json(401, refused)
            .header("x-ncp-trace-id", "trace-1")
            .header("date", "Tue, 14 Nov 2023 23:13:20 GMT"),
    );
    memory.expect_any(Response::json(200, r#"{"name":["personal-response"]}"#));
    let error = client
        .send(
            get_user()
                .filter("personal-filter")
                .region_code("personal-header"),
        )
        .await
        .unwrap_err();

    let log = log.0.lock().unwrap().clone();
    for expected in [
        "span ncloud.call",
        "span ncloud.attempt",
        "rpc.service=\"sample\"",
        "rpc.method=\"GetUser\"",
        "http.request.resend_count=0",
        "http.response.status_code=429",
        "ncloud.trace_id=\"trace-1\"",
        "delay_ms=",
        "the clock of this machine is minutes off",
        "name: expected text, got a list of 1",
    ] {
        assert!(log.contains(expected), "{expected} is not in\n{log}");
    }

    let requests = memory.requests();
    let mut printed = format!(
        "{log}{error}{error:?}{:?}",
        std::error::Error::source(&error)
    );
    write!(
        printed,
        "{:?}{client:?}{memory:?}{requests:?}",
        common::credentials()
    )
    .unwrap();
    let body = Encoded::of(&ModifyUser::new("personal-body")).unwrap();
    write!(
        printed,
        "{body:?}{:?}",
        Signature::new(&common::credentials(), "GET", "/", "1")
    )
    .unwrap();
    let signatures = requests.iter().map(|request| {
        request.headers["x-ncp-apigw-signature-v2"]
            .to_str()
            .unwrap()
            .to_owned()
    });
    let secrets = signatures.chain([ACCESS_KEY, SECRET_KEY, "personal"].map(str::to_owned));
    for secret in secrets {
        assert!(!printed.contains(&secret), "{secret} is in\n{printed}");
    }
}

/// What a caller gives to a call in which nearly everything is sensitive.
#[derive(Clone, Debug)]
struct Redeem {
    user: String,
    coupon: String,
    device: String,
    password: String,
    memo: String,
}

impl Operation for Redeem {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "Redeem",
        Method::Post,
        &[
            PathSegment::Literal("/v1/users/"),
            PathSegment::Parameter("userID"),
            PathSegment::Literal("/coupons"),
        ],
    )
    .response(ResponseBody::Json(Envelope::Member("result")));

    const SENSITIVE: &'static [&'static str] = &[
        "couponNumber",
        "password",
        "plaintext",
        "userID",
        "x-device",
    ];

    fn encode(&self, request: &mut Request) {
        request.path("userID", &self.user);
        request.query("couponNumber", &self.coupon);
        request.query("page", "1");
        request.header("x-device", &self.device);
        let mut body = request.json_object();
        body.field("password", &self.password);
        body.field("memo", &self.memo);
        body.end();
    }
}

/// A secret that is written in one of the ways in which services and proxies repeat what they were sent.
fn spelled(secret: &str, way: usize) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    let json = ncloud::types::Json::from(secret).to_string();
    let percent = |format: fn(u8) -> String| secret.bytes().map(format).collect::<String>();
    match way % 12 {
        0 => secret.to_owned(),
        1 => percent(|byte| format!("%{byte:02X}")),
        2 => percent(|byte| format!("%{byte:02x}")),
        3 => json.trim_matches('"').to_owned(),
        4 => secret
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04X}"))
            .collect(),
        5 => STANDARD.encode(secret),
        6 => STANDARD.encode(format!("a{secret}")),
        7 => STANDARD.encode(format!("ab{secret}bc")),
        8 => URL_SAFE_NO_PAD.encode(format!("abc{secret}")),
        9 => secret
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;"),
        10 => percent(|byte| format!("{byte:02x}")),
        _ => format!("{}\r\n  {}", &secret[..6], &secret[6..]),
    }
}

/// A body that repeats something.
fn repeated(echo: &str, shape: usize) -> String {
    match shape % 7 {
        0 => ncloud::types::Json::from_iter([(
            "error",
            ncloud::types::Json::from_iter([("errorCode", "1"), ("message", echo)]),
        )])
        .to_string(),
        1 => ncloud::types::Json::from_iter([("code", "2"), ("details", echo), ("message", "no")])
            .to_string(),
        2 => format!("<html><body>bad request: {echo}</body></html>"),
        3 => format!(
            "<responseError><returnCode>3</returnCode><returnMessage>{echo}</returnMessage></responseError>"
        ),
        4 => format!("rejected: authorization: {echo}"),
        5 => format!("{{\"headers\": [\"{echo}\", {{\"{echo}\": 1"),
        _ => ncloud::types::Json::from_iter([("requestId", echo), ("message", "no")]).to_string(),
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_secret_that_is_repeated_is_printed(
        secret in "[A-Za-z0-9+/=_<&\" %\\\\~.-]{6}[A-Za-z0-9+/=]{8,20}",
        place in 0..6_usize,
        way in 0..12_usize,
        shape in 0..7_usize,
        status in proptest::sample::select(vec![200_u16, 302, 400, 401, 407, 429, 500, 503]),
    ) {
        let key: String = "KEY00000".chars().chain(secret.chars().filter(char::is_ascii_alphanumeric)).collect();
        let given = |here: usize| if here == place { secret.clone() } else { format!("given{here}given") };
        let known = if place < 4 { secret.clone() } else { key.clone() };
        let request = Redeem {
            user: given(0),
            coupon: given(1),
            device: given(2).replace(['\\', '"'], "x"),
            password: given(3),
            memo: "memo".to_owned(),
        };
        let known = if place == 2 { request.device.clone() } else { known };
        let credentials = match place {
            4 => ncloud::Credentials::new(&key, SECRET_KEY),
            _ => ncloud::Credentials::new(ACCESS_KEY, if place == 5 { &key } else { SECRET_KEY }),
        };
        let memory = Memory::new();
        let client = builder(&memory).credentials(credentials.unwrap()).build().unwrap();
        let client = client.with_retry(ncloud::RetryPolicy::never());
        let echo = spelled(&known, way);
        let body = repeated(&echo, shape);
        let mut response = Response::bytes(status, body.clone());
        if echo.chars().all(|character| character.is_ascii_graphic()) {
            response = response.header("x-ncp-trace-id", &echo).header("x-ncp-apigw-request-id", &echo);
        }
        memory.expect_any(response);
        let log = Log::default();
        let error = {
            let _guard = tracing::subscriber::set_default(log.clone());
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
            runtime.block_on(client.send(request.clone()))
        };
        // What is no failure of any kind is a value.
        let Err(error) = error else { return Ok(()) };
        let mut printed = format!(
            "{error}\n{error:?}\n{:?} {:?} {:?} {:?} {:?}\n",
            error.code(), error.message(), error.details(), error.trace_id(), error.request_id()
        );
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            writeln!(printed, "{error}\n{error:?}").unwrap();
            cause = error.source();
        }
        writeln!(printed, "{:?}{memory:?}", memory.requests()).unwrap();
        printed.push_str(&log.0.lock().unwrap());
        for way in 0..12 {
            let spelled = spelled(&known, way);
            proptest::prop_assert!(
                !printed.contains(&spelled),
                "{:?} as {:?} is in\n{}", known, spelled, printed
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_signature_that_is_repeated_is_redacted() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    memory.otherwise(|request| {
        let headers = request.headers.iter();
        let headers: Vec<String> = headers
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        Response::bytes(403, headers.join("\n"))
    });
    let error = client.send(get_user()).await.unwrap_err().to_string();
    assert_eq!(
        error,
        "sample.GetUser: HTTP 403, body: accept: application/json accept-encoding: identity user-agent: ncloud-rust/0.1.0 \
         x-ncp-apigw-timestamp: 1700000000000 x-ncp-iam-access-key: [redacted] x-ncp-apigw-signature-v2: [redacted]"
    );
}

/// Headers that are told beside those of the call itself.
#[tokio::test]
async fn a_header_that_repeats_a_key_is_redacted() {
    let memory = Memory::new();
    let client = builder(&memory).build().unwrap();
    let client = client.with_retry(ncloud::RetryPolicy::never());
    for header in ["content-encoding", "content-range", "content-type"] {
        for status in [200, 500] {
            memory.expect_any(Response::bytes(status, "\u{1}").header(header, ACCESS_KEY));
            let printed = match client.send(Fetch).await {
                Ok(download) => format!("{download:?}"),
                Err(error) => format!("{error}{error:?}{:?}", std::error::Error::source(&error)),
            };
            assert!(
                !printed.contains(ACCESS_KEY),
                "{header} {status}: {printed}"
            );
            let told = header == "content-encoding" || (status == 200);
            assert_eq!(printed.contains("[redacted]"), told, "{printed}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_a_header_repeats_is_redacted() {
    for name in [
        "allow",
        "content-encoding",
        "content-length",
        "content-range",
        "content-type",
        "date",
        "location",
        "retry-after",
        "server",
        "www-authenticate",
        "x-ncp-apigw-request-id",
        "x-ncp-apigw-response-origin",
        "x-ncp-trace-id",
    ] {
        for status in [200, 204, 206, 302, 304, 400, 401, 429, 503] {
            for key in [ACCESS_KEY, SECRET_KEY] {
                let memory = Memory::new();
                let client = builder(&memory).build().unwrap();
                let client = client.with_retry(ncloud::RetryPolicy::never());
                let value = format!("a {key} b");
                memory.expect_any(Response::bytes(status, "x").header(name, &value));
                let Err(error) = client.send(get_user()).await else {
                    continue;
                };
                let printed = format!("{error} {error:?}");
                assert!(!printed.contains(key), "{name} of {status}: {printed}");
            }
        }
    }
}

struct Fetch;

impl Operation for Fetch {
    type Output = ncloud::body::Download;

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "Fetch",
        Method::Get,
        &[PathSegment::Literal("/v1/object")],
    )
    .response(ResponseBody::Bytes);

    fn encode(&self, _: &mut Request) {}
}

#[tokio::test]
async fn a_sensitive_member_of_a_failure_is_redacted_by_its_name() {
    let request = Redeem {
        user: "user-1".to_owned(),
        coupon: "COUPON-1".to_owned(),
        device: "device-1".to_owned(),
        password: "pass-word".to_owned(),
        memo: "memo".to_owned(),
    };
    for (body, shown) in [
        (
            r#"{"reason": {"plaintext": "P", "memo": "M"}}"#,
            r#"{"reason": {"plaintext": "[redacted]", "memo": "M"}}"#,
        ),
        (
            "<fault><plaintext>P</plaintext></fault>",
            "<fault><plaintext>[redacted]</plaintext></fault>",
        ),
        ("no such coupon: COUPON%2D1", "no such coupon: [redacted]"),
    ] {
        let memory = Memory::new();
        memory.expect_any(Response::bytes(400, body));
        let client = builder(&memory).build().unwrap();
        let error = client.send(request.clone()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("sample.Redeem: HTTP 400, body: {shown}")
        );
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn what_is_sent_is_shown_without_its_query_and_without_what_is_sensitive() {
    let memory = Memory::new();
    memory.expect("GET /v1/other?token=abc", Response::json(200, "{}"));
    let client = builder(&memory).build().unwrap();
    let request = Redeem {
        user: "user-1".to_owned(),
        coupon: "COUPON-1".to_owned(),
        device: "device-1".to_owned(),
        password: "pass-word".to_owned(),
        memo: "memo".to_owned(),
    };
    let error = client.send(request).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.Redeem: the transport does not send this request: unexpected request \
         POST /v1/users/[redacted]/coupons?couponNumber=[redacted]&page=..; expected: GET /v1/other?token=.."
    );
    assert_eq!(
        format!("{:?}", memory.requests()),
        "[HttpRequest { method: Post, url: \"https://sample.apigw.ntruss.com/v1/users/[redacted]/coupons\", .. }]"
    );
    assert_eq!(
        format!("{memory:?}"),
        "Memory { unmet: [\"GET /v1/other?token=..\"], .. }"
    );
    assert_eq!(memory.unmet(), ["GET /v1/other?token=abc"]);
}

#[test]
fn a_builder_shows_no_password_of_an_address() {
    let builder = ncloud::Client::builder().endpoint("sample", "https://user:pass-word@a.b/c");
    let shown = format!("{builder:?}");
    assert!(
        shown.contains("\"sample\": \"[redacted]@a.b/c\""),
        "{shown}"
    );
    let error = builder.build().unwrap_err().to_string();
    assert!(!error.contains("pass-word"), "{error}");
}

/// A transport that says more in its failures than it should.
#[derive(Debug)]
struct Telltale;

impl Transport for Telltale {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let headers = format!("{:?}", request.headers["x-ncp-iam-access-key"].to_str());
        let problem = format!("cannot send {headers} to {}\u{1b}[2J\u{202e}", request.url);
        Box::pin(async move { Err(TransportError::new(Failure::Refused, problem)) })
    }
}

#[tokio::test]
async fn a_transport_that_tells_secrets_is_not_repeated() {
    let client = ncloud::Client::builder()
        .credentials(common::credentials())
        .transport(Telltale)
        .build()
        .unwrap();
    let error = client.send(get_user().filter("f")).await.unwrap_err();
    let said = "cannot send Ok(\"[redacted]\") to \
                https://sample.apigw.ntruss.com/v1/companies/c1/users/u1?filter=f\\u{1b}[2J\\u{202e}";
    assert_eq!(
        error.to_string(),
        format!("sample.GetUser: the transport does not send this request: {said}")
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), said);
    assert!(!format!("{error:?}{source:?}").contains(ACCESS_KEY));
}

/// Every character that a terminal obeys, that turns the direction of writing, or that ends a line.
fn obeyed() -> impl Iterator<Item = char> {
    let ranges = [
        0x00..=0x1f,
        0x7f..=0x9f,
        0x61c..=0x61c,
        0x200e..=0x200f,
        0x2028..=0x202e,
        0x2066..=0x2069,
        0xfeff..=0xfeff,
    ];
    ranges.into_iter().flatten().filter_map(char::from_u32)
}

#[tokio::test(start_paused = true)]
async fn nothing_that_a_terminal_obeys_is_printed() {
    for character in obeyed() {
        for body in [
            ncloud::types::Json::from_iter([
                ("code", format!("a{character}b")),
                ("message", format!("c{character}d")),
            ])
            .to_string(),
            format!("<p>{character}</p>"),
            format!("text {character} text"),
            ncloud::types::Json::from_iter([(
                "name",
                ncloud::types::Json::from_iter([(format!("a{character}"), 1)]),
            )])
            .to_string(),
        ] {
            for status in [200, 400] {
                let log = Log::default();
                let _guard = tracing::subscriber::set_default(log.clone());
                let memory = Memory::new();
                memory.expect_any(Response::bytes(status, body.clone()));
                let client = builder(&memory).build().unwrap();
                let error = client.send(get_user()).await.unwrap_err();
                let printed = format!(
                    "{error}{error:?}{}",
                    log.0.lock().unwrap().replace('\n', "")
                );
                assert!(!printed.contains(character), "{printed:?}");
            }
        }
    }
}
