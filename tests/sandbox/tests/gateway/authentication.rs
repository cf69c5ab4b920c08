use ncloud_sandbox::{GatewayError, Verdict, sample_secret};

use crate::support::{NOW, builder, gateway, request, signature, time, unsigned};

const TIMESTAMP: &str = "x-ncp-apigw-timestamp";
const ACCESS_KEY: &str = "x-ncp-iam-access-key";
const SIGNATURE: &str = "x-ncp-apigw-signature-v2";
const TARGET: &str = "/lib/v1/books/newest";
const BODY: &str = r#"{"book":{"title":"Newest"}}"#;

#[tokio::test]
async fn signed_request_is_let_through() {
    let gateway = gateway().await;
    request("GET", TARGET)
        .send(&gateway)
        .await
        .assert_endpoint(200, BODY);
}

#[tokio::test]
async fn missing_and_empty_headers_are_told_apart_from_wrong_ones() {
    let gateway = gateway().await;
    let mut count = 0;
    for name in [TIMESTAMP, ACCESS_KEY, SIGNATURE] {
        let good = request("GET", TARGET);
        for bad in [good.clone().without(name), good.set(name, "")] {
            bad.send(&gateway).await.assert_gateway_error(
                401,
                "200",
                "Authentication Failed",
                "Authentication information are missing.",
            );
            let Verdict::Refused { error, reason } = &gateway.requests()[count].verdict else {
                panic!("let through without {name}");
            };
            assert_eq!(*error, GatewayError::AuthenticationFailed);
            assert_eq!(*reason, format!("{name} is missing or empty"));
            count += 1;
        }
    }
}

#[tokio::test]
async fn wrong_key_and_wrong_signature_are_refused() {
    let gateway = gateway().await;
    let good = request("GET", TARGET);
    for bad in [
        good.clone().set(ACCESS_KEY, "TESTACCESSKEY0000002"),
        good.clone().set(ACCESS_KEY, "testaccesskey0000001"),
        good.clone().set(
            SIGNATURE,
            &signature("GET", "/lib/v1/books/newes", &NOW.to_string()),
        ),
        good.clone()
            .set(SIGNATURE, &signature("POST", TARGET, &NOW.to_string())),
        good.clone()
            .set(SIGNATURE, &signature("GET", TARGET, &(NOW + 1).to_string())),
        good.clone().set(SIGNATURE, "not Base64"),
        good.clone().set(TIMESTAMP, "now"),
        good.header(SIGNATURE, &signature("GET", TARGET, &NOW.to_string())),
    ] {
        bad.send(&gateway).await.assert_gateway_error(
            401,
            "200",
            "Authentication Failed",
            "Invalid authentication information.",
        );
    }
}

#[tokio::test]
async fn timestamp_may_be_off_by_less_than_five_minutes() {
    let gateway = gateway().await;
    for (timestamp, status) in [
        (NOW - 299_000, 200),
        (NOW + 299_000, 200),
        (NOW - 299_999, 200),
        (NOW + 299_999, 200),
        (NOW - 300_000, 401),
        (NOW + 300_000, 401),
    ] {
        let timestamp = timestamp.to_string();
        let answer = request("GET", TARGET)
            .set(TIMESTAMP, &timestamp)
            .set(SIGNATURE, &signature("GET", TARGET, &timestamp))
            .send(&gateway)
            .await;
        assert_eq!(answer.status, status, "{timestamp}");
    }
}

/// A client can only learn the gateway's time from the answer that refuses it.
#[tokio::test]
async fn refusal_tells_the_time_of_the_gateway() {
    let gateway = builder()
        .clock(|| time(NOW + 600_000))
        .start()
        .await
        .unwrap();
    let answer = request("GET", TARGET).send(&gateway).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("date"), Some("Tue, 14 Nov 2023 22:23:20 GMT"));
}

#[tokio::test]
async fn query_is_verified_as_it_was_sent() {
    let gateway = gateway().await;
    for target in [
        "/x/v1/search?name=%EB%84%A4%EC%9D%B4%EB%B2%84&size=10",
        "/x/v1/search?size=10&name=%eb%84%a4%EC%9D%B4%EB%B2%84",
        "/x/v1/search?name=a+b",
        "/x/v1/search?name=a%20b",
        "/x/v1/search?name",
    ] {
        assert_eq!(
            request("GET", target).send(&gateway).await.status,
            200,
            "{target}"
        );
    }
    assert_eq!(
        gateway.requests()[1].target,
        "/x/v1/search?size=10&name=%eb%84%a4%EC%9D%B4%EB%B2%84"
    );

    // Signed in one form, sent in another that means the same.
    let sent = "/x/v1/search?name=a+b&size=1";
    for signed in [
        "/x/v1/search?name=a%20b&size=1",
        "/x/v1/search?size=1&name=a+b",
        "/x/v1/search",
        "/x/v1/search?name=a b&size=1",
    ] {
        let answer = request("GET", sent)
            .set(SIGNATURE, &signature("GET", signed, &NOW.to_string()))
            .send(&gateway)
            .await;
        assert_eq!(answer.status, 401, "{signed}");
    }
}

/// Signatures that were computed elsewhere, through the whole gateway.
#[tokio::test]
async fn known_signatures_are_accepted() {
    for (target, timestamp, signature, body) in [
        (
            "/photos/puppy.jpg?query1=&query2",
            1_505_290_625_682,
            "fTjTVzjY8K39pVBWNP4nLRFVmdch75M3+04fg67KLfA=",
            r#"{"name":"puppy.jpg"}"#,
        ),
        (
            "/x/v1/search?name=%EB%84%A4%EC%9D%B4%EB%B2%84&size=10",
            1_700_000_000_000,
            "Ol8BLsDYbg3+n+08f9urjhVBiNcESlJNYt7aeqVSChI=",
            r#"{"found":"네이버"}"#,
        ),
    ] {
        let gateway = builder()
            .clock(move || time(timestamp))
            .start()
            .await
            .unwrap();
        request("GET", target)
            .set(TIMESTAMP, &timestamp.to_string())
            .set(SIGNATURE, signature)
            .send(&gateway)
            .await
            .assert_endpoint(200, body);
    }
}

/// The signature is checked first: a stranger learns nothing of paths and parameters.
#[tokio::test]
async fn unsigned_request_is_refused_whatever_else_is_wrong() {
    let gateway = gateway().await;
    let answer = request("GET", "/nowhere?x=%")
        .without(SIGNATURE)
        .send(&gateway)
        .await;
    assert_eq!(answer.status, 401);
    assert_eq!(gateway.requests()[0].operation, None);

    let answer = request("GET", TARGET)
        .without(SIGNATURE)
        .send(&gateway)
        .await;
    assert_eq!(answer.status, 401);
    let operation = gateway.requests()[1].operation.clone().unwrap();
    assert_eq!(operation.to_string(), "library.GetNewest");
}

#[tokio::test]
async fn a_service_with_a_key_of_its_own_takes_that_alone() {
    const TARGET: &str = "/custom/v1/1234/abcd/general";
    let gateway = gateway().await;
    let secret = sample_secret("x-picture-secret");
    for (bad, details) in [
        (
            unsigned("GET", TARGET),
            "Authentication information are missing.",
        ),
        (
            unsigned("GET", TARGET).header("x-picture-secret", "another"),
            "Invalid authentication information.",
        ),
        (
            request("GET", TARGET).header("x-picture-secret", &secret),
            "Invalid authentication information.",
        ),
    ] {
        bad.send(&gateway)
            .await
            .assert_gateway_error(401, "200", "Authentication Failed", details);
    }
    let good = unsigned("GET", TARGET).header("x-picture-secret", &secret);
    good.send(&gateway).await.assert_endpoint(200, "\"text\"");
}
