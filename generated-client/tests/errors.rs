//! Risk: an error of a shape that loses its code, its message or its identifiers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{GetResult, ModifyUser, client, get_user};
use ncloud::transport::memory::Response;
use ncloud::{Error, ErrorKind};

const TRACE: (&str, &str) = ("x-ncp-trace-id", "6cc1hc8q6ce1j68cj264sj6p9n");

async fn error(response: Response) -> Error {
    let (client, memory) = client();
    memory.expect_any(response);
    client.send(ModifyUser::new("a")).await.unwrap_err()
}

/// What every shape of common use says: code, message, details, request id.
#[tokio::test]
async fn every_shape_gives_its_parts() {
    type Parts = (
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
    );
    let cases: [(&str, &str, Parts); 31] = [
        (
            "a: gateway",
            r#"{"error":{"errorCode":"210","message":"Permission Denied","details":"A subscription to the API is required."}}"#,
            (
                Some("210"),
                Some("Permission Denied"),
                Some("A subscription to the API is required."),
                None,
            ),
        ),
        (
            "a: number and null",
            r#"{"error":{"errorCode":130001,"message":"Invalid Quota","details":null}}"#,
            (Some("130001"), Some("Invalid Quota"), None, None),
        ),
        (
            "a: no details",
            "\n {\"error\":{\"errorCode\":\"180000\",\"message\":\"Company does not exist\"}}",
            (Some("180000"), Some("Company does not exist"), None, None),
        ),
        (
            "a: details of another type",
            r#"{"error":{"errorCode":"1","message":"m","details":["x",1]}}"#,
            (Some("1"), Some("m"), Some("[\"x\",1]"), None),
        ),
        (
            "a: XML",
            "<?xml version=\"1.0\"?><error><errorCode>200</errorCode><message>a &lt;b&gt; &amp;amp;</message><details/></error>",
            (Some("200"), Some("a <b> &amp;"), None, None),
        ),
        (
            "b: JSON",
            r#"{"responseError":{"returnCode":"1007009","returnMessage":"busy"}}"#,
            (Some("1007009"), Some("busy"), None, None),
        ),
        (
            "b: XML",
            "<responseError>\n<returnCode>23005</returnCode><returnMessage><![CDATA[There is <b>no</b> zone.]]></returnMessage></responseError>",
            (Some("23005"), Some("There is <b>no</b> zone."), None, None),
        ),
        (
            "c: flat",
            r#"{"errorCode":"SE01","errorMessage":"no index"}"#,
            (Some("SE01"), Some("no index"), None, None),
        ),
        (
            "d: result envelope",
            r#"{"code":1001,"message":"failed","result":null,"requestId":"r-1"}"#,
            (Some("1001"), Some("failed"), None, Some("r-1")),
        ),
        (
            "d: msg",
            r#"{"code":"7","msg":"failed"}"#,
            (Some("7"), Some("failed"), None, None),
        ),
        (
            "d: misspelt",
            r#"{"code":"7","msg":"failed","requested":"r-2"}"#,
            (Some("7"), Some("failed"), None, Some("r-2")),
        ),
        (
            "e: status envelope",
            r#"{"status":{"code":"40000","message":"Bad request"},"result":{}}"#,
            (Some("40000"), Some("Bad request"), None, None),
        ),
        (
            "e: XML",
            "<Message><status><code>40000</code><message>Bad request</message></status><result/></Message>",
            (Some("40000"), Some("Bad request"), None, None),
        ),
        (
            "f: Spring",
            r#"{"timestamp":"2026-09-01T00:00:00Z","status":401,"error":"Unauthorized","path":"/open-api/v1/org"}"#,
            (None, Some("Unauthorized"), None, None),
        ),
        (
            "f: Spring with a message",
            r#"{"timestamp":1,"status":400,"error":"Bad Request","message":"no name","path":"/"}"#,
            (None, Some("no name"), None, None),
        ),
        (
            "d: service code",
            r#"{"code":"COMMON_101","message":"not a master"}"#,
            (Some("COMMON_101"), Some("not a master"), None, None),
        ),
        (
            "d: data",
            r#"{"code":"60003","msg":"no such key","data":null}"#,
            (Some("60003"), Some("no such key"), None, None),
        ),
        (
            "g: nested details",
            r#"{"result":"FAIL","error":{"errorCode":"X00007","message":"<b>No</b> record","devMessage":"validation failed","moreInfo":{"fields":[{"name":"ttl"}]}}}"#,
            (
                Some("X00007"),
                Some("<b>No</b> record"),
                Some(r#"validation failed: {"fields":[{"name":"ttl"}]}"#),
                None,
            ),
        ),
        (
            "g: no details",
            r#"{"result":"FAIL","error":{"errorCode":"X00001","message":"m","devMessage":"","moreInfo":null}}"#,
            (Some("X00001"), Some("m"), None, None),
        ),
        (
            "h: status below zero",
            r#"{"status":-1,"message":"no such project"}"#,
            (Some("-1"), Some("no such project"), None, None),
        ),
        (
            "h: status of HTTP",
            r#"{"status":404,"message":"no such project"}"#,
            (None, Some("no such project"), None, None),
        ),
        (
            "c: the other way around",
            r#"{"errorMessage":"Invalid start value","errorCode":"SE03"}"#,
            (Some("SE03"), Some("Invalid start value"), None, None),
        ),
        (
            "i: trends",
            r#"{"errMsg":"endDate is before startDate","errId":"e-1"}"#,
            (None, Some("endDate is before startDate"), Some("e-1"), None),
        ),
        (
            "i: a number",
            r#"{"errId":7,"errMsg":"failed"}"#,
            (None, Some("failed"), Some("7"), None),
        ),
        (
            "i: no identifier",
            r#"{"errMsg":"failed","errId":null}"#,
            (None, Some("failed"), None, None),
        ),
        (
            "i: beside the shape of Spring",
            r#"{"status":400,"error":"Bad Request","errMsg":"no keyword"}"#,
            (None, Some("no keyword"), None, None),
        ),
        ("no shape: empty", "", (None, None, None, None)),
        (
            "no shape: text",
            "Authentication failed",
            (None, None, None, None),
        ),
        (
            "no shape: HTML",
            "<html><body>Bad Gateway</body></html>",
            (None, None, None, None),
        ),
        (
            "a: named code",
            r#"{"error":{"code":"BadRequest","message":"m"}}"#,
            (Some("BadRequest"), Some("m"), None, None),
        ),
        (
            "broken",
            r#"{"error":{"errorCode":"#,
            (None, None, None, None),
        ),
    ];
    for (name, body, parts) in cases {
        for status in [400, 401, 403, 409] {
            let error = error(Response::bytes(status, body).header(TRACE.0, TRACE.1)).await;
            assert_eq!(
                (
                    error.code(),
                    error.message(),
                    error.details(),
                    error.request_id()
                ),
                parts,
                "{name}"
            );
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(status),
                "{name}"
            );
            assert_eq!(error.trace_id(), Some(TRACE.1), "{name}");
            assert_eq!(error.raw_body(), Some(body.as_bytes()), "{name}");
            assert_eq!(
                error.operation().as_deref(),
                Some("sample.ModifyUser"),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn one_line_says_it_all() {
    let body = r#"{"error":{"errorCode":"210","message":"Permission\nDenied","details":"A subscription to the API is required."}}"#;
    let response = Response::json(401, body)
        .header(TRACE.0, TRACE.1)
        .header("x-ncp-apigw-request-id", "r-9");
    assert_eq!(
        error(response).await.to_string(),
        "sample.ModifyUser: HTTP 401, gateway code 210: Permission Denied: A subscription to the API is required.; \
         subscribe to the service in the console and check the rights of the key; \
         trace id 6cc1hc8q6ce1j68cj264sj6p9n; request id r-9"
    );
    let long = format!("<html>\n{}", "x".repeat(5000));
    let error_of_html = error(Response::bytes(502, long)).await;
    assert_eq!(
        error_of_html.to_string(),
        format!(
            "sample.ModifyUser: HTTP 502, body: <html> {}...",
            "x".repeat(193)
        )
    );
    assert_eq!(error_of_html.raw_body().unwrap().len(), 1024);
    assert_eq!(
        error(Response::bytes(403, "")).await.to_string(),
        "sample.ModifyUser: HTTP 403, no body"
    );
    assert_eq!(
        error(Response::bytes(307, "")).await.to_string(),
        "sample.ModifyUser: HTTP 307, no body; redirections are not followed, as they would take the keys elsewhere; set the endpoint that responds"
    );
}

#[tokio::test]
async fn predicates_tell_what_to_do() {
    let gateway = |code: &str| format!(r#"{{"error":{{"errorCode":"{code}","message":"m"}}}}"#);
    // status, code; auth, permission denied, not found, throttled, quota, timeout
    for (status, code, expected) in [
        (401, "200", [true, false, false, false, false, false]),
        (401, "210", [false, true, false, false, false, false]),
        (403, "230", [false, true, false, false, false, false]),
        (404, "300", [false, false, true, false, false, false]),
        (429, "400", [false, false, false, false, true, false]),
        (429, "410", [false, false, false, true, false, false]),
        (504, "510", [false, false, false, false, false, true]),
        (403, "COMMON_104", [false, false, false, true, false, false]),
        (403, "COMMON_101", [false, true, false, false, false, false]),
        (400, "GONE", [false, false, true, false, false, false]),
        (403, "GONE", [false, true, true, false, false, false]),
        (401, "COMMON_201", [true, false, false, false, false, false]),
    ] {
        let (client, memory) = client();
        memory.otherwise(move |_| Response::json(status, &gateway(code)));
        let client = client.with_retry(ncloud::RetryPolicy::never());
        let error = client.send(get_user()).await.unwrap_err();
        let predicates = [
            error.is_auth(),
            error.is_permission_denied(),
            error.is_not_found(),
            error.is_throttled(),
            error.is_quota_exceeded(),
            error.is_timeout(),
        ];
        assert_eq!(predicates, expected, "{status} {code}");
        let kind = if code.starts_with(|first: char| first.is_ascii_uppercase()) {
            ErrorKind::Service
        } else {
            ErrorKind::Gateway
        };
        assert_eq!(error.kind(), kind, "{code}");
    }
}

#[tokio::test]
async fn an_error_with_a_status_of_success_is_an_error() {
    for (body, code) in [
        (r#"{"error":{"errorCode":"210","message":"m"}}"#, "210"),
        (
            r#"{"responseError":{"returnCode":"800","returnMessage":"m"}}"#,
            "800",
        ),
        (
            "<responseError><returnCode>800</returnCode></responseError>",
            "800",
        ),
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::bytes(200, body));
        let error = client.send(ModifyUser::new("a")).await.unwrap_err();
        assert_eq!(
            (
                error.status().map(|status| status.as_u16()),
                error.code(),
                error.kind()
            ),
            (Some(200), Some(code), ErrorKind::Service),
            "{body}"
        );
    }
    for body in [
        r#"{"code":9,"message":"m","result":null}"#,
        r#"{"status":{"code":"40000","message":"m"}}"#,
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::json(200, body));
        let error = client.send(GetResult).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Service, Some("m")),
            "{body}"
        );
    }
    // The gateway writes XML where JSON in an envelope is asked for.
    let (client, memory) = client();
    memory.expect_any(Response::bytes(
        200,
        "<error><errorCode>900</errorCode><message>m</message></error>",
    ));
    let error = client.send(GetResult).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("900"), Some("m")));
}

#[tokio::test]
async fn a_success_that_mentions_errors_is_a_success() {
    for body in [
        r#"{"name":"a","error":{"errorCode":"1","message":"of the item"}}"#,
        r#"{"name":"{\"error\":{\"errorCode\":\"1\"}}"}"#,
        r#"{"name":"a","code":7,"message":"m"}"#,
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::json(200, body));
        client.send(get_user()).await.unwrap();
    }
    for (status, body) in [
        (200, "{\"result\":\"SUCCESS\"}"),
        (201, ""),
        (204, ""),
        (202, "done"),
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::bytes(status, body));
        client.send(ModifyUser::new("a")).await.unwrap();
    }
}

#[tokio::test]
async fn envelopes_come_off_by_name() {
    let (client, memory) = client();
    memory.expect_any(Response::bytes(
        200,
        r#"{"code":0,"message":"ok","result":[{"name":"a"}],"requestId":"r"}"#,
    ));
    assert_eq!(client.send(GetResult).await.unwrap()[0].name, "a");

    for (body, expected) in [
        (
            r#"{"results":[]}"#,
            "result: expected a value, got no such member",
        ),
        (
            r#"{"result":[{"name":"a"},{}]}"#,
            "result[1].name: expected a value, got no such member",
        ),
        ("[]", "response: expected an object, got a list of 0"),
        ("", "response: expected JSON, got an empty body"),
        (
            "done",
            "response: expected JSON, got expected value at line 1 column 1",
        ),
    ] {
        memory.expect_any(Response::bytes(200, body));
        let error = client.send(GetResult).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("sample.GetResult: HTTP 200, but {expected}"),
            "{body}"
        );
        assert!(error.is_decode());
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn a_raw_response_has_status_headers_and_body() {
    let (client, memory) = client();
    memory.expect_any(Response::bytes(202, "no JSON").header(TRACE.0, TRACE.1));
    let response = client.send_raw(get_user()).await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            response.trace_id(),
            response.attempts()
        ),
        (202, Some(TRACE.1), 1)
    );
    assert_eq!(response.body(), "no JSON");
    assert!(!format!("{response:?}").contains("no JSON"));
    assert!(response.decode().unwrap_err().is_decode());
}

#[tokio::test]
async fn an_unexpected_request_lists_what_was_expected() {
    let (client, memory) = client();
    memory.expect("GET /v1/other", Response::json(200, "{}"));
    memory.expect("DELETE /v1/user", Response::json(200, "{}"));
    let error = client.send(get_user()).await.unwrap_err().to_string();
    assert_eq!(
        error,
        "sample.GetUser: the transport does not send this request: unexpected request GET /v1/companies/c1/users/u1; expected: GET /v1/other, DELETE /v1/user"
    );
    assert_eq!(memory.unmet().len(), 2);
}

/// What a service says may be as long as it wants, and an error may be kept.
#[tokio::test]
async fn an_error_keeps_the_beginning_of_what_is_long() {
    let long = "\u{d55c}".repeat(100_000);
    let body = format!(
        r#"{{"error":{{"errorCode":"{long}","message":"{long}","details":"{long}"}},"requestId":"{long}"}}"#
    );
    let error = error(Response::json(400, &body)).await;
    for part in [
        error.code(),
        error.message(),
        error.details(),
        error.request_id(),
    ] {
        let part = part.unwrap();
        assert!(part.ends_with("\u{d55c}..."), "{}", part.len());
        assert_eq!(part.len(), 16 * 1024 - 1 + 3);
    }
}
