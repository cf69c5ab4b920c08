use serde_json::{Value as Json, json};

use crate::support::{Request, gateway, request};

fn put(query: &str, body: &Json) -> Request {
    request("PUT", &format!("/shapes/v1/shapes{query}"))
        .header("content-type", "application/json")
        .body(body.to_string())
}

#[tokio::test]
async fn values_of_every_type_are_accepted() {
    let gateway = gateway().await;
    let query = "?at=2026-01-31T00%3A30%3A00Z&day=20260131&pair=1%2C-2.5&mark=7&seal=AP8%3D";
    for body in [
        json!({
            "iso": "2026-01-31T00:30:00.500Z", "text": "5", "basic": "20260131T003000Z",
            "time": "2026-01-31 09:30", "month": "2026-01", "file": "YQ==", "quoted": "5", "flag": "true",
            "code": { "code": "NEW", "codeName": "new" }, "mark": -3, "pair": [1, null], "any": "a",
            "part": { "type": "nested", "part": { "type": "leaf", "name": "a" } },
            "held": { "kind": "number", "data": "5" }, "null": null,
        }),
        json!({ "any": [1, 2], "held": { "kind": "leaf", "data": { "name": "a" } }, "code": { "code": "RUN" }, "null": 1 }),
        json!({}),
    ] {
        let answer = put(query, &body).send(&gateway).await;
        let verdict = gateway.requests().pop().unwrap().verdict;
        assert!(verdict.is_accepted(), "{verdict}");
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test]
async fn values_of_wrong_types_are_refused() {
    let gateway = gateway().await;
    for (body, fault) in [
        (
            json!({ "iso": "2026-01-31T09:30:00+0900" }),
            r#"body.iso: expected a time such as 2026-01-31T00:30:00Z, got "2026-01-31T09:30:00+0900""#,
        ),
        (
            json!({ "text": 5 }),
            "body.text: expected milliseconds since 1970, a whole number in quotes, got 5",
        ),
        (
            json!({ "basic": "20260131T003000" }),
            r#"body.basic: expected a time such as 20260131T003000Z, got "20260131T003000""#,
        ),
        (
            json!({ "time": "2026-01-31 09:30:00" }),
            r#"body.time: expected yyyy-MM-dd HH:mm, got "2026-01-31 09:30:00""#,
        ),
        (
            json!({ "month": "2026-13" }),
            r#"body.month: expected yyyy-MM, got "2026-13""#,
        ),
        (
            json!({ "file": "YQ" }),
            r#"body.file: expected base64, padded, got "YQ""#,
        ),
        (
            json!({ "quoted": 5 }),
            "body.quoted: expected a whole number of 32 bits in quotes, got 5",
        ),
        (
            json!({ "flag": "Y" }),
            r#"body.flag: expected true or false in quotes, got "Y""#,
        ),
        (
            json!({ "code": { "name": "RUN" } }),
            "body.code.name: no such member in the spec; body.code.code: required, and missing",
        ),
        (
            json!({ "code": "RUN" }),
            r#"body.code: expected an object with code and codeName, got "RUN""#,
        ),
        (
            json!({ "mark": "1" }),
            r#"body.mark: expected a whole number (Mark), got "1""#,
        ),
        (
            json!({ "pair": [1] }),
            "body.pair: expected 2 elements, got 1",
        ),
        (
            json!({ "pair": [null, 1] }),
            "body.pair[0]: expected a whole number of 64 bits, got null",
        ),
        (
            json!({ "any": {} }),
            "body.any: expected one of the alternatives of Any, got {}",
        ),
        (
            json!({ "any": ["a"] }),
            r#"body.any[0]: expected a whole number of 64 bits, got "a""#,
        ),
        (
            json!({ "part": { "type": "leaf", "nam": "a" } }),
            "body.part.name: required, and missing; body.part.nam: no such member in the spec",
        ),
        (
            json!({ "part": { "name": "a" } }),
            r#"body.part: expected one of the alternatives of Part, got {"name":"a"}"#,
        ),
        (
            json!({ "held": { "kind": "leaf", "name": "a" } }),
            "body.held.name: no such member in the spec; body.held.data: required, and missing",
        ),
    ] {
        put("", &body).send(&gateway).await.assert_gateway_error(
            400,
            "100",
            "Bad Request Exception",
            fault,
        );
    }
    for (query, fault) in [
        (
            "?at=2026-01-31T00%3A30%3A00.5Z",
            r#"query parameter at: expected a time such as 2026-01-31T00:30:00Z, got "2026-01-31T00:30:00.5Z""#,
        ),
        (
            "?day=2026-01-31",
            r#"query parameter day: expected yyyyMMdd, got "2026-01-31""#,
        ),
        (
            "?pair=1",
            "query parameter pair: expected 2 values joined by ',' (Pair), got 1",
        ),
        (
            "?pair=x%2C1",
            r#"query parameter pair: expected a whole number of 64 bits, got "x""#,
        ),
        (
            "?mark=one",
            r#"query parameter mark: expected a whole number (Mark), got "one""#,
        ),
        (
            "?seal=%2A",
            r#"query parameter seal: expected base64, padded, got "*""#,
        ),
    ] {
        put(query, &json!({}))
            .send(&gateway)
            .await
            .assert_gateway_error(400, "100", "Bad Request Exception", fault);
    }
}

#[tokio::test]
async fn an_answer_of_every_type_is_made() {
    let gateway = gateway().await;
    let answer = put("", &json!({})).send(&gateway).await;
    assert_eq!(
        serde_json::from_str::<Json>(&answer.body).unwrap(),
        json!({
            "iso": "2023-11-14T22:13:20Z", "text": "1700000000000", "basic": "20231114T221320Z",
            "time": "2026-01-31 09:30", "month": "2026-01", "file": "dGV4dA==", "quoted": "1", "flag": "true",
            "code": { "code": "RUN", "codeName": "text" }, "mark": 1, "pair": [1, 1.5], "any": "text",
            "part": { "type": "nested", "part": { "type": "leaf", "name": "text" } },
            "held": { "kind": "number", "data": "1" }, "null": 1,
        })
    );
}
