use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use ncloud_sandbox::{Error, Gateway, GatewayError, Misbehaviour, Skew, ThrottleCode, Times};
use tokio::time::Instant;

use crate::support::{Answer, exchange, gateway, request};

const TARGET: &str = "/lib/v1/books/newest";
const BODY: &str = r#"{"book":{"title":"Newest"}}"#;

async fn ask(gateway: &Gateway) -> Answer {
    request("GET", TARGET).send(gateway).await
}

/// The next request after a misbehaviour is answered as it should be.
async fn assert_over(gateway: &Gateway) {
    ask(gateway).await.assert_endpoint(200, BODY);
    assert!(
        gateway
            .requests()
            .iter()
            .all(|seen| seen.verdict.is_accepted())
    );
}

#[tokio::test(start_paused = true)]
async fn delay() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::Delay(Duration::from_secs(3600)), 1);
    let start = Instant::now();
    ask(&gateway).await.assert_endpoint(200, BODY);
    assert!(start.elapsed() >= Duration::from_secs(3600));

    let start = Instant::now();
    assert_over(&gateway).await;
    assert!(start.elapsed() < Duration::from_secs(3600));
}

#[tokio::test]
async fn close_connection() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::CloseConnection, 1);
    let bytes = request("GET", TARGET).bytes();
    assert_eq!(exchange(gateway.address(), &bytes).await, b"");
    assert_eq!(
        gateway.requests()[0].misbehaviour,
        Some(Misbehaviour::CloseConnection)
    );
    assert_over(&gateway).await;
}

#[tokio::test]
async fn truncate() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::Truncate, 2);
    let answer = ask(&gateway).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-length"), Some("27"));
    assert_eq!(BODY.len(), 27);
    assert_eq!(answer.body, r#"{"book":{"tit"#);

    // Nothing to cut off: a byte is announced that does not come.
    let answer = request("POST", "/lib/v1/books")
        .header("content-type", "application/json")
        .header("x-lib_copies", "1")
        .body(r#"{"title":"Plain","pages":10}"#)
        .send(&gateway)
        .await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        (answer.header("content-length"), answer.body.as_str()),
        (Some("1"), "")
    );
    assert_over(&gateway).await;
}

#[tokio::test]
async fn throttle() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::throttle(ThrottleCode::ThrottleLimited), 1);
    gateway.misbehave(
        Misbehaviour::Throttle {
            code: ThrottleCode::RateLimited,
            retry_after: Some(Duration::from_millis(1_200)),
        },
        1,
    );
    let answer = ask(&gateway).await;
    answer.assert_gateway_error(429, "410", "Throttle Limited", "Called too often.");
    assert_eq!(answer.header("retry-after"), None);
    let answer = ask(&gateway).await;
    answer.assert_gateway_error(429, "420", "Rate Limited", "Called too often.");
    assert_eq!(answer.header("retry-after"), Some("2"));
    assert_over(&gateway).await;
}

#[tokio::test]
async fn every_error_of_the_gateway() {
    let gateway = gateway().await;
    let documented = [
        (400, "100", "Bad Request Exception"),
        (401, "200", "Authentication Failed"),
        (401, "210", "Permission Denied"),
        (403, "230", "Forbidden"),
        (404, "300", "Not Found Exception"),
        (429, "400", "Quota Exceeded"),
        (429, "410", "Throttle Limited"),
        (429, "420", "Rate Limited"),
        (413, "430", "Request Entity Too Large"),
        (503, "500", "Endpoint Error"),
        (504, "510", "Endpoint Timeout"),
        (500, "900", "Unexpected Error"),
    ];
    for error in GatewayError::ALL {
        gateway.misbehave(Misbehaviour::Error(error), 1);
    }
    for ((status, code, message), error) in documented.into_iter().zip(GatewayError::ALL) {
        let details = error.usual_details();
        ask(&gateway)
            .await
            .assert_gateway_error(status, code, message, details);
    }
    assert_over(&gateway).await;
}

#[tokio::test]
async fn skewed_date() {
    let gateway = gateway().await;
    let ten_minutes = Duration::from_secs(600);
    gateway.misbehave(Misbehaviour::SkewedDate(Skew::Ahead(ten_minutes)), 1);
    gateway.misbehave(Misbehaviour::SkewedDate(Skew::Behind(ten_minutes)), 1);
    gateway.misbehave(Misbehaviour::SkewedDate(Skew::Ahead(Duration::MAX)), 1);
    for date in [
        "Tue, 14 Nov 2023 22:23:20 GMT",
        "Tue, 14 Nov 2023 22:03:20 GMT",
        "Tue, 14 Nov 2023 22:13:20 GMT",
    ] {
        let answer = ask(&gateway).await;
        answer.assert_endpoint(200, BODY);
        assert_eq!(answer.header("date"), Some(date));
    }
    // Years of five digits cannot be written.
    let millennia = Duration::from_secs(1_000_000_000_000);
    gateway.misbehave(Misbehaviour::SkewedDate(Skew::Ahead(millennia)), 1);
    assert_eq!(
        ask(&gateway).await.header("date"),
        Some("Fri, 31 Dec 9999 23:59:59 GMT")
    );
    assert_over(&gateway).await;
}

#[tokio::test]
async fn html_page() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::HtmlPage(StatusCode::BAD_GATEWAY), 1);
    let answer = ask(&gateway).await;
    assert_eq!(answer.status, 502);
    assert_eq!(answer.header("content-type"), Some("text/html"));
    assert_eq!(answer.header("x-ncp-trace-id"), None);
    assert_eq!(answer.header("x-ncp-apigw-response-origin"), None);
    assert!(answer.body.starts_with("<html>"), "{}", answer.body);
    assert!(
        answer.body.contains("<h1>502 Bad Gateway</h1>"),
        "{}",
        answer.body
    );
    assert_over(&gateway).await;
}

#[tokio::test]
async fn wrong_shape() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::WrongShape, 2);
    ask(&gateway)
        .await
        .assert_endpoint(200, r#"[[{"unexpected":[true,null]}],"shape"]"#);
    let answer = request("DELETE", "/lib/v1/books/a").send(&gateway).await;
    assert_eq!(answer.status, 204);
    assert_over(&gateway).await;
}

#[tokio::test]
async fn respond() {
    let gateway = gateway().await;
    let headers = HeaderMap::from_iter([(http::header::LOCATION, HeaderValue::from_static("/x"))]);
    gateway.misbehave(
        Misbehaviour::Respond {
            status: StatusCode::FOUND,
            headers,
            body: Bytes::from_static(b"elsewhere"),
        },
        1,
    );
    let bytes = exchange(gateway.address(), &request("GET", TARGET).bytes()).await;
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "HTTP/1.1 302 Found\r\nlocation: /x\r\nconnection: close\r\ncontent-length: 9\r\n\r\nelsewhere"
    );
    assert_over(&gateway).await;
}

#[tokio::test]
async fn orders_are_used_up_in_turn_and_can_be_taken_back() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::Error(GatewayError::EndpointError), 0);
    gateway.misbehave(Misbehaviour::Error(GatewayError::EndpointTimeout), 2);
    gateway.misbehave(Misbehaviour::HtmlPage(StatusCode::OK), Times::Always);
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(ask(&gateway).await.status);
    }
    assert_eq!(statuses, [504, 504, 200, 200, 200]);
    assert!(ask(&gateway).await.body.starts_with("<html>"));
    gateway.behave();
    assert_over(&gateway).await;
}

#[tokio::test]
async fn orders_for_one_operation_leave_the_others_alone() {
    let gateway = gateway().await;
    let down = || Misbehaviour::Error(GatewayError::EndpointError);
    gateway.misbehave_on("GetBook", down(), 1).unwrap();
    gateway
        .misbehave_on("library.GetNewest", down(), 1)
        .unwrap();
    for (target, status) in [
        ("/lib/v1/books", 200),
        ("/lib/v1/nowhere", 404),
        ("/lib/v1/books/newest", 503),
        ("/lib/v1/books/newest", 200),
        ("/lib/v1/books/plain", 503),
        ("/lib/v1/books/plain", 200),
    ] {
        assert_eq!(
            request("GET", target).send(&gateway).await.status,
            status,
            "{target}"
        );
    }
    for unknown in ["GetBooks", "search.GetBook", ""] {
        let error = gateway.misbehave_on(unknown, down(), 1).unwrap_err();
        assert!(matches!(error, Error::UnknownOperation(name) if name == unknown));
    }
}

/// A request that is wrong is recorded as wrong, whatever is answered.
#[tokio::test]
async fn verdict_is_not_hidden() {
    let gateway = gateway().await;
    gateway.misbehave(Misbehaviour::throttle(ThrottleCode::ThrottleLimited), 1);
    let answer = request("GET", "/lib/v1/books?limit=x").send(&gateway).await;
    assert_eq!(answer.status, 429);
    let seen = &gateway.requests()[0];
    assert_eq!(
        seen.verdict.to_string(),
        r#"refused with 400/100 Bad Request Exception: query parameter limit: expected a whole number of 32 bits, got "x""#
    );
    assert_eq!(
        seen.misbehaviour.as_ref().unwrap().to_string(),
        "answered 429/410 Throttle Limited"
    );
}

#[test]
fn misbehaviours_are_read_from_text() {
    for (text, misbehaviour) in [
        ("delay:2s", Misbehaviour::Delay(Duration::from_secs(2))),
        ("close", Misbehaviour::CloseConnection),
        ("truncate", Misbehaviour::Truncate),
        (
            "throttle",
            Misbehaviour::throttle(ThrottleCode::ThrottleLimited),
        ),
        (
            "throttle:410",
            Misbehaviour::throttle(ThrottleCode::ThrottleLimited),
        ),
        (
            "throttle:420",
            Misbehaviour::throttle(ThrottleCode::RateLimited),
        ),
        (
            "error:500",
            Misbehaviour::Error(GatewayError::EndpointError),
        ),
        (
            "error:510",
            Misbehaviour::Error(GatewayError::EndpointTimeout),
        ),
        (
            "date:+10m",
            Misbehaviour::SkewedDate(Skew::Ahead(Duration::from_secs(600))),
        ),
        (
            "date:-1h",
            Misbehaviour::SkewedDate(Skew::Behind(Duration::from_secs(3600))),
        ),
        ("html", Misbehaviour::HtmlPage(StatusCode::BAD_GATEWAY)),
        ("html:200", Misbehaviour::HtmlPage(StatusCode::OK)),
        ("wrong-shape", Misbehaviour::WrongShape),
    ] {
        assert_eq!(text.parse(), Ok(misbehaviour));
    }
    for text in [
        "",
        "sulk",
        "delay",
        "delay:",
        "delay:soon",
        "close:now",
        "throttle:400",
        "error",
        "error:503",
        "date:10m",
        "date:+",
        "html:100",
        "html:x",
        "html:20",
    ] {
        let error = text.parse::<Misbehaviour>().unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("no misbehaviour is written {text:?}; ")),
            "{error}"
        );
    }
}
