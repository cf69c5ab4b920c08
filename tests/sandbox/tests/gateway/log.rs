//! Risk: the memory of a gateway that runs for long, and secrets in its log.

use ncloud_sandbox::{Gateway, SAMPLE_API_KEY, SAMPLE_API_KEY_ID};

use crate::support::{ACCESS_KEY, NOW, SECRET_KEY, builder, request, time, unsigned};

const TARGET: &str = "/lib/v1/books/newest";

#[tokio::test]
async fn the_last_requests_are_kept_and_the_others_counted() {
    let gateway = builder().keep_requests(2).start().await.unwrap();
    for number in 0..5 {
        request("GET", &format!("{TARGET}?number={number}"))
            .send(&gateway)
            .await;
    }
    gateway.wait_for_requests(5).await;
    let targets: Vec<String> = gateway.requests().into_iter().map(|it| it.target).collect();
    assert_eq!(
        targets,
        [3, 4].map(|number| format!("{TARGET}?number={number}"))
    );
    assert_eq!(gateway.dropped_requests(), 3);

    let gateway = builder().keep_requests(0).start().await.unwrap();
    request("GET", TARGET).send(&gateway).await;
    gateway.wait_for_requests(1).await;
    assert_eq!(gateway.requests().len(), 0);
    assert_eq!(gateway.dropped_requests(), 1);
}

#[tokio::test]
async fn bodies_are_kept_up_to_a_sum() {
    const LENGTH: usize = 9 * 1024 * 1024;
    let gateway = builder().start().await.unwrap();
    for _ in 0..9 {
        request("POST", "/lib/v1/books")
            .header("content-type", "application/json")
            .body(vec![b' '; LENGTH])
            .send(&gateway)
            .await;
    }
    let kept = gateway.requests();
    assert_eq!(kept.len(), 7);
    assert!(kept.iter().all(|it| it.body.len() == LENGTH));
    assert_eq!(gateway.dropped_requests(), 2);
}

/// A service with something sensitive in every place.
const VAULT: &str = "\
spec: 1
service: vault
title: Vault
docs: https://api.ncloud-docs.com/docs/vault
url: https://vault.apigw.ntruss.com/vault/v1

operations:
  Open:
    doc: Opens a vault.
    docs: https://api.ncloud-docs.com/docs/vault-open
    http: PUT /users/{user}/vaults/{vault}
    path:
      user: { type: string, doc: User., sensitive: true }
      vault: { type: string, doc: Vault. }
    query:
      coupon: { type: string, doc: Coupon., sensitive: true }
      page?: { type: i32, doc: Page. }
    headers:
      x-device?: { type: string, doc: Device., sensitive: true }
    body:
      pin: { type: i32, doc: PIN., sensitive: true }
    examples:
      documented:
        request: { user: one, vault: two, coupon: three }
        body: {\"pin\": 1}

  Look:
    doc: Looks.
    docs: https://api.ncloud-docs.com/docs/vault-look
    http: GET /look
    auth: api_key_in_query
    query:
      page?: { type: i32, doc: Page. }
    examples:
      documented:
        request: {}
";

async fn vault() -> Gateway {
    let services = ncloud_codegen::load_str("vault.yaml", VAULT).unwrap();
    Gateway::builder()
        .specs(services)
        .key(ACCESS_KEY, SECRET_KEY)
        .clock(|| time(NOW))
        .start()
        .await
        .unwrap()
}

/// The log lines of some requests.
async fn log(requests: &[crate::support::Request]) -> Vec<String> {
    let gateway = vault().await;
    for each in requests {
        each.send(&gateway).await;
    }
    let requests = gateway.requests();
    for request in &requests {
        let shown = format!("{request:?}");
        assert!(shown.contains(&format!("line: {request}")), "{shown}");
    }
    requests.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn the_log_shows_neither_keys_nor_what_is_sensitive() {
    let open = "/vault/v1/users/Hong%20Gil/vaults/two?coupon=COU%2DPON&page=1";
    let sent = request("PUT", open)
        .header("content-type", "application/json")
        .header("x-device", "device-7");
    let key =
        format!("X-NCP-APIGW-API-KEY-ID={SAMPLE_API_KEY_ID}&X-NCP-APIGW-API-KEY={SAMPLE_API_KEY}");
    let hidden_key = "X-NCP-APIGW-API-KEY-ID=<hidden>&X-NCP-APIGW-API-KEY=<hidden>";
    let shown = "PUT /vault/v1/users/<hidden>/vaults/two?coupon=<hidden>&page=1  vault.Open: ";
    assert_eq!(
        log(&[
            sent.clone().body(r#"{"pin": 4711}"#),
            sent.clone().body(r#"{"pin": "4711x", "4711x": 1}"#),
            request("PUT", "/vault/v1/users/Hong%20Gil/vaults/two?coupon=COUPON&Hong%20Gil=COUPON&=x")
                .header("content-type", "application/json")
                .body("{}"),
            request("DELETE", "/vault/v1/users/Hong%20Gil/vaults/two"),
            unsigned("GET", &format!("/vault/v1/look?page=1&{key}")),
            unsigned("GET", &format!("/vault/v1/look?page=x&{key}&page=y")),
            unsigned("GET", "/nowhere?coupon=COUPON&x-ncp-apigw-api-key=abc&a=b"),
            unsigned("GET", "/a%1b?\u{9b}\u{202e}"),
        ])
        .await,
        [
            format!("{shown}accepted, example documented"),
            format!(
                "{shown}refused with 400/100 Bad Request Exception: body.pin: expected a whole number of 32 bits, got a value that is \
                 kept secret; body.<hidden>: no such member in the spec"
            ),
            "PUT /vault/v1/users/<hidden>/vaults/two?coupon=<hidden>&<hidden>=<hidden>&=x  vault.Open: refused with 400/100 Bad Request \
             Exception: the query \"coupon=<hidden>&<hidden>=<hidden>&=x\" has a parameter without a name; query parameter <hidden>: no \
             such parameter in the spec; body.pin: required, and missing"
                .to_owned(),
            "DELETE /vault/v1/users/<hidden>/vaults/two  refused with 404/300 Not Found Exception: no operation of the specs is DELETE \
             /vault/v1/users/<hidden>/vaults/two; the path has PUT"
                .to_owned(),
            format!("GET /vault/v1/look?page=1&{hidden_key}  vault.Look: accepted, example documented"),
            format!(
                "GET /vault/v1/look?page=x&{hidden_key}&page=y  vault.Look: refused with 400/100 Bad Request Exception: query parameter \
                 page: given more than once; query parameter page: expected a whole number of 32 bits, got \"x\""
            ),
            "GET /nowhere?coupon=<hidden>&x-ncp-apigw-api-key=<hidden>&a=b  refused with 401/200 Authentication Failed: \
             x-ncp-apigw-timestamp is missing or empty"
                .to_owned(),
            "GET /a%1b?\\u{9b}\\u{202e}  refused with 401/200 Authentication Failed: x-ncp-apigw-timestamp is missing or empty"
                .to_owned(),
        ]
    );
}
