use crate::support::{Request, gateway, request};

const BOOKS: &str = "/lib/v1/books";

/// Adds a book with everything that is required.
fn add(body: &str) -> Request {
    request("POST", BOOKS)
        .header("content-type", "application/json")
        .header("x-lib_copies", "1")
        .body(body)
}

async fn assert_refused(requests: impl IntoIterator<Item = (Request, &str)>) {
    let gateway = gateway().await;
    for (request, details) in requests {
        request.send(&gateway).await.assert_gateway_error(
            400,
            "100",
            "Bad Request Exception",
            details,
        );
    }
}

async fn assert_accepted(requests: impl IntoIterator<Item = Request>) {
    let gateway = gateway().await;
    for request in requests {
        let answer = request.send(&gateway).await;
        let verdict = gateway.requests().pop().unwrap().verdict;
        assert!(verdict.is_accepted(), "{verdict}");
        assert!((200..300).contains(&answer.status), "{answer:?}");
    }
}

#[tokio::test]
async fn parameters_of_every_type_are_accepted() {
    assert_accepted(
        [
            "limit=-2147483648&offset=9223372036854775807&shelf=&lent=N&exact=false",
            "limit=0&since=1700000000000&heavier=-1.5e3&kind=SOMETHING_NEW",
            "heavier=2&shelf=%EC%86%8C%EC%84%A4",
            "",
        ]
        .map(|query| request("GET", &format!("{BOOKS}?{query}"))),
    )
    .await;
}

#[tokio::test]
async fn parameters_of_wrong_types_are_refused() {
    let cases = [
        (
            "limit=many",
            r#"query parameter limit: expected a whole number of 32 bits, got "many""#,
        ),
        (
            "limit=",
            r#"query parameter limit: expected a whole number of 32 bits, got """#,
        ),
        (
            "limit=2147483648",
            r#"query parameter limit: expected a whole number of 32 bits, got "2147483648""#,
        ),
        (
            "limit=%2B1",
            r#"query parameter limit: expected a whole number of 32 bits, got "+1""#,
        ),
        (
            "offset=1.0",
            r#"query parameter offset: expected a whole number of 64 bits, got "1.0""#,
        ),
        (
            "offset=01",
            r#"query parameter offset: expected a whole number of 64 bits, got "01""#,
        ),
        (
            "lent=true",
            r#"query parameter lent: expected Y or N, got "true""#,
        ),
        (
            "exact=Y",
            r#"query parameter exact: expected true or false, got "Y""#,
        ),
        (
            "heavier=NaN",
            r#"query parameter heavier: expected a number, got "NaN""#,
        ),
        (
            "since=2024-01-01",
            r#"query parameter since: expected milliseconds since 1970, a whole number, got "2024-01-01""#,
        ),
    ];
    assert_refused(
        cases.map(|(query, details)| (request("GET", &format!("{BOOKS}?{query}")), details)),
    )
    .await;
    assert_refused([(
        request("GET", "/lib/v1/books/a/pages/one"),
        r#"path parameter number: expected a whole number of 32 bits, got "one""#,
    )])
    .await;
}

#[tokio::test]
async fn queries_are_read_strictly() {
    let cases = [
        (
            "Limit=1",
            "query parameter Limit: no such parameter in the spec",
        ),
        (
            "limit=1&limit=1",
            "query parameter limit: given more than once",
        ),
        (
            "shelf=%",
            r#"in the query, "%" has a % that two hexadecimal digits do not follow"#,
        ),
        (
            "shelf=%FF",
            r#"in the query, "%FF" is not UTF-8 when it is decoded"#,
        ),
        (
            "limit=1&",
            r#"the query "limit=1&" has a parameter without a name"#,
        ),
        (
            "limit=x&size=1",
            r#"query parameter limit: expected a whole number of 32 bits, got "x"; query parameter size: no such parameter in the spec"#,
        ),
    ];
    assert_refused(
        cases.map(|(query, details)| (request("GET", &format!("{BOOKS}?{query}")), details)),
    )
    .await;
    assert_refused([
        (
            request("GET", "/lib/v1/statistics"),
            "query parameter year: required, and missing",
        ),
        (
            request("GET", "/lib/v1/books/%ED%99"),
            r#"path parameter name: "%ED%99" is not UTF-8 when it is decoded"#,
        ),
        (
            request("GET", "/lib/v1/books/100%"),
            r#"path parameter name: "100%" has a % that two hexadecimal digits do not follow"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn headers_are_checked() {
    let body = r#"{"title":"T","pages":1}"#;
    assert_accepted([
        add(body).set("content-type", "Application/JSON; charset=utf-8"),
        add(body).header("x-unknown", "ignored"),
    ])
    .await;
    assert_refused([
        (
            add(body).without("content-type"),
            "header content-type: missing; every call sends application/json",
        ),
        (
            add(body).set("content-type", "text/plain"),
            "header content-type: expected application/json, got text/plain",
        ),
        (
            add(body).without("x-lib_copies"),
            "header x-lib_copies: required, and missing",
        ),
        (
            add(body).set("x-lib_copies", "two"),
            r#"header x-lib_copies: expected a whole number of 32 bits, got "two""#,
        ),
        (
            add(body).header("x-lib_copies", "1"),
            "header x-lib_copies: given more than once",
        ),
        (
            request("PUT", "/lib/v1/parts")
                .header("content-type", "text/plain")
                .body("[]"),
            "header content-type: the body is JSON, and this says otherwise",
        ),
    ])
    .await;
}

#[tokio::test]
async fn bodies_of_every_type_are_accepted() {
    assert_accepted([
        add(r#"{"title":"","pages":0}"#),
        add(
            r#"{"title":"홍길동전","pages":1,"weight":1,"number":-9223372036854775808,"tags":[],"names":{"ko_KR":"홍"},
                "added":1700000000000,"lent":"Y","rare":false,"kind":"SOMETHING_NEW","extra":[null,{"a":1}],"password":"x",
                "parts":[{"no":1},{"no":2,"parts":[{"no":3,"parts":null}]}]}"#,
        ),
        add(r#"{"title":"T","pages":1,"weight":null,"extra":null}"#),
        request("PUT", "/lib/v1/parts").body("[]"),
    ])
    .await;
}

#[tokio::test]
async fn members_of_wrong_types_are_refused() {
    let cases = [
        (
            r#""weight":"1""#,
            r#"body.weight: expected a number, got "1""#,
        ),
        (
            r#""number":1.0"#,
            "body.number: expected a whole number of 64 bits, got 1.0",
        ),
        (
            r#""number":9223372036854775808"#,
            "body.number: expected a whole number of 64 bits, got 9223372036854775808",
        ),
        (r#""tags":["a",1]"#, "body.tags[1]: expected text, got 1"),
        (r#""tags":{}"#, "body.tags: expected a list, got {}"),
        (
            r#""names":{"ko_KR":null}"#,
            "body.names.ko_KR: expected text, got null",
        ),
        (r#""names":[]"#, "body.names: expected an object, got []"),
        (
            r#""added":"2024""#,
            r#"body.added: expected milliseconds since 1970, a whole number, got "2024""#,
        ),
        (r#""lent":true"#, "body.lent: expected Y or N, got true"),
        (r#""lent":"y""#, r#"body.lent: expected Y or N, got "y""#),
        (
            r#""rare":"true""#,
            r#"body.rare: expected true or false, got "true""#,
        ),
        (r#""kind":1"#, "body.kind: expected text (Kind), got 1"),
        (
            r#""parts":[1]"#,
            "body.parts[0]: expected an object (Part), got 1",
        ),
        (
            r#""parts":[{"no":1,"parts":[{"number":2}]}]"#,
            "body.parts[0].parts[0].no: required, and missing; body.parts[0].parts[0].number: no such member in the spec",
        ),
        (
            r#""password":12345"#,
            "body.password: expected text, got a value that is kept secret",
        ),
        (r#""color":1"#, "body.color: no such member in the spec"),
    ];
    assert_refused(cases.map(|(member, details)| {
        let body = format!(r#"{{"title":"T","pages":1,{member}}}"#);
        (add(&body), details)
    }))
    .await;
}

#[tokio::test]
async fn bodies_that_are_not_what_is_declared_are_refused() {
    assert_refused([
        (
            add(r#"{"pages":null}"#),
            "body.title: required, and missing; body.pages: expected a whole number of 32 bits, got null",
        ),
        (add("[]"), "body: expected an object"),
        (add(""), "body: missing; an object without members is sent as {}"),
        (
            add(r#"{"title""#),
            "body: not JSON: EOF while parsing an object at line 1 column 8",
        ),
        (add("").body(b"{\"title\":\"\xff\"}".to_vec()), "body: not UTF-8"),
        (request("PUT", "/lib/v1/parts"), "body: required, and missing"),
        (
            request("PUT", "/lib/v1/parts").body("{}"),
            "body: expected a list, got {}",
        ),
        (request("GET", BOOKS).body("{}"), "body: the operation takes none"),
    ])
    .await;
}

#[tokio::test]
async fn long_values_are_shortened_in_messages() {
    let long = "가".repeat(200);
    let shown = "가".repeat(59);
    assert_refused([(
        add(&format!(r#"{{"title":"T","pages":"{long}"}}"#)),
        format!(r#"body.pages: expected a whole number of 32 bits, got "{shown}..."#).as_str(),
    )])
    .await;
}

#[tokio::test]
async fn body_has_at_most_ten_mebibytes() {
    const LIMIT: usize = 10 * 1024 * 1024;
    let gateway = gateway().await;
    let frame = r#"{"title":"","pages":1}"#;
    let body = |size: usize| {
        let title = "a".repeat(size - frame.len());
        format!(r#"{{"title":"{title}","pages":1}}"#)
    };
    assert_eq!(add(&body(LIMIT)).send(&gateway).await.status, 201);
    add(&body(LIMIT + 1))
        .send(&gateway)
        .await
        .assert_gateway_error(
            413,
            "430",
            "Request Entity Too Large",
            "the body has more than 10485760 bytes",
        );
    assert_eq!(gateway.requests()[1].body.len(), LIMIT);
}
