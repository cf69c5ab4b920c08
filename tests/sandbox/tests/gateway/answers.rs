use ncloud_sandbox::{Gateway, Source, Verdict};

use crate::support::{
    ACCESS_KEY, NOW, SECRET_KEY, builder, gateway, request, specs, time, unsigned,
};

#[tokio::test]
async fn example_that_asks_the_same_answers() {
    let gateway = gateway().await;
    for (target, status, body, name) in [
        (
            "/lib/v1/books?limit=2",
            200,
            r#"{"books":[{"title":"A"},{"title":"B"}],"total":3}"#,
            "first_page",
        ),
        (
            "/lib/v1/books?offset=2&limit=2",
            200,
            r#"{"books":[{"title":"C"}],"total":3}"#,
            "second_page",
        ),
        (
            "/lib/v1/books?shelf=%EC%86%8C%EC%84%A4+%26+more&lent=Y",
            200,
            r#"{"books":[{"title":"홍길동전"}],"total":1}"#,
            "lent",
        ),
        // None asks this: the first of all.
        (
            "/lib/v1/books",
            200,
            r#"{"books":[{"title":"C"}],"total":3}"#,
            "second_page",
        ),
        (
            "/lib/v1/books?limit=2&offset=3",
            200,
            r#"{"books":[{"title":"C"}],"total":3}"#,
            "second_page",
        ),
    ] {
        request("GET", target)
            .send(&gateway)
            .await
            .assert_endpoint(status, body);
        let Verdict::Accepted { source } = gateway.requests().pop().unwrap().verdict else {
            panic!("refused {target}");
        };
        assert_eq!(source, Source::Example(name.to_owned()), "{target}");
    }
}

/// An example of failure answers to its own request, and never for want of a better one.
#[tokio::test]
async fn example_of_failure_answers_only_what_it_shows() {
    let mut services = specs();
    let library = services
        .iter_mut()
        .find(|service| service.name == "library")
        .unwrap();
    let list = library
        .operations
        .iter_mut()
        .find(|it| it.name == "ListBooks")
        .unwrap();
    let mut refused = list.examples[0].clone();
    refused.name = "refused".to_owned();
    refused.request = vec![ncloud_codegen::ir::ExampleParameter {
        location: ncloud_codegen::ir::ParameterLocation::Query,
        name: "shelf".to_owned(),
        value: "closed".into(),
    }];
    refused.status = 403;
    refused.response = Some(serde_json::json!({"errorCode": "LIBRARY_101"}));
    list.examples.insert(0, refused);

    let gateway = Gateway::builder()
        .specs(services)
        .key(ACCESS_KEY, SECRET_KEY)
        .clock(|| time(NOW))
        .start()
        .await
        .unwrap();
    let closed = request("GET", "/lib/v1/books?shelf=closed")
        .send(&gateway)
        .await;
    closed.assert_endpoint(403, r#"{"errorCode":"LIBRARY_101"}"#);
    let open = request("GET", "/lib/v1/books?shelf=open")
        .send(&gateway)
        .await;
    open.assert_endpoint(200, r#"{"books":[{"title":"C"}],"total":3}"#);
}

#[tokio::test]
async fn headers_and_bodies_choose_the_example_too() {
    let gateway = gateway().await;
    request("GET", "/lib/v1/books/plain")
        .header("X-Lib_Region", "KR")
        .send(&gateway)
        .await
        .assert_endpoint(200, r#"{"book":{"title":"Region"}}"#);
    for (body, result) in [
        (r#"[{"no":1}]"#, "ONE"),
        (
            r#"[ {"parts": [{"no": 2, "parts": null}], "no": 1} ]"#,
            "TWO",
        ),
        (r#"[{"no":7}]"#, "ONE"),
    ] {
        request("PUT", "/lib/v1/parts")
            .body(body)
            .send(&gateway)
            .await
            .assert_endpoint(200, &format!(r#"{{"result":"{result}"}}"#));
    }
}

#[tokio::test]
async fn empty_answer_has_no_body_and_no_content_type() {
    let gateway = gateway().await;
    let added = request("POST", "/lib/v1/books")
        .header("content-type", "application/json")
        .header("x-lib_copies", "1")
        .body(r#"{"title":"Plain","pages":10}"#)
        .send(&gateway)
        .await;
    added.assert_endpoint(201, "");
    assert_eq!(added.header("content-type"), None);
    assert_eq!(added.header("content-length"), Some("0"));

    let removed = request("DELETE", "/lib/v1/books/plain")
        .send(&gateway)
        .await;
    removed.assert_endpoint(204, "");
    assert_eq!(removed.header("content-type"), None);
}

#[tokio::test]
async fn operation_without_example_answers_by_its_types() {
    let gateway = gateway().await;
    let answer = request("GET", "/lib/v1/statistics?year=2024")
        .send(&gateway)
        .await;
    assert_eq!(answer.status, 200);
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({"statistics": {
            "books": 1, "small": 1, "share": 1.5, "open": true, "lent": "Y", "when": 1_700_000_000_000_i64, "kind": "NOVEL",
            "name": "text", "tags": ["text"], "names": {"key": 1}, "extra": {}, "part": {"no": 1},
        }})
    );
    request("GET", "/lib/v1/books/a/pages/1")
        .send(&gateway)
        .await
        .assert_endpoint(200, r#""text""#);
    for seen in gateway.requests() {
        assert_eq!(
            seen.verdict,
            Verdict::Accepted {
                source: Source::Made
            }
            .clone()
        );
    }
}

#[tokio::test]
async fn answers_carry_the_headers_of_the_gateway() {
    let gateway = builder()
        .clock(|| time(1_700_000_000_999))
        .start()
        .await
        .unwrap();
    let mut trace_ids = Vec::new();
    for _ in 0..20 {
        let answer = request("GET", "/lib/v1/books/newest").send(&gateway).await;
        assert_eq!(
            answer.header("content-type"),
            Some("application/json;charset=UTF-8")
        );
        assert_eq!(
            answer.header("x-ncp-apigw-response-origin"),
            Some("ENDPOINT")
        );
        assert_eq!(answer.header("date"), Some("Tue, 14 Nov 2023 22:13:20 GMT"));
        let trace_id = answer.header("x-ncp-trace-id").unwrap().to_owned();
        assert_eq!(trace_id.len(), 26);
        assert!(
            trace_id
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'v')),
            "{trace_id}"
        );
        assert!(!trace_ids.contains(&trace_id), "{trace_id} is not new");
        trace_ids.push(trace_id);
    }
    let recorded: Vec<_> = gateway
        .requests()
        .into_iter()
        .map(|seen| seen.trace_id)
        .collect();
    assert_eq!(recorded, trace_ids);
}

/// The pages of a list whose example shows the token that it is asked for with.
const CIRCLE: &str = "\
spec: 1
service: circle
title: Circle
docs: https://api.ncloud-docs.com/docs/circle
url: https://circle.apigw.ntruss.com/circle/v1
auth: none

operations:
  ListThings:
    doc: Lists things.
    docs: https://api.ncloud-docs.com/docs/circle-list
    http: GET /things
    query: { token?: string }
    response: { things: list<string>, next?: string }
    pages: { token: token, next: next, items: things }
    examples:
      documented:
        request: { token: a }
        response: { things: [one], next: a }
";

#[tokio::test]
async fn a_token_list_never_leads_to_the_page_that_was_asked_for() {
    let specs = ncloud_codegen::load_str("circle.yaml", CIRCLE);
    let specs = specs.unwrap_or_else(|report| panic!("{report}"));
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    for (target, body) in [
        ("/circle/v1/things", r#"{"next":"a","things":["one"]}"#),
        (
            "/circle/v1/things?token=a",
            r#"{"next":null,"things":["one"]}"#,
        ),
        ("/circle/v1/things?token=b", r#"{"next":null,"things":[]}"#),
    ] {
        unsigned("GET", target)
            .send(&gateway)
            .await
            .assert_endpoint(200, body);
    }
}
