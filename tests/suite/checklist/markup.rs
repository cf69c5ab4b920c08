//! Answers in XML.

use ncloud::ErrorKind;
use ncloud_sandbox::Misbehaviour;
use ncloud_tests::markup::{GetPrices, StartApp};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/markup.yaml";

fn answer(xml: &'static str) -> Misbehaviour {
    Misbehaviour::Respond {
        status: http::StatusCode::OK,
        headers: http::HeaderMap::new(),
        body: bytes::Bytes::from(xml),
    }
}

#[tokio::test]
async fn xml() {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(GetPrices::new()).await.unwrap();
    let sent = wire.request();
    assert_eq!(sent.line, "GET /v1/getPrices");
    assert_eq!(sent.header("accept"), Some("application/xml"));

    assert_eq!(answer.request_id.as_deref(), Some("14223ba6"));
    assert_eq!(answer.total_rows, 2);
    let prices = answer.price_list.unwrap().price;
    assert_eq!(prices.len(), 2);
    assert_eq!(prices[0].currency, "KRW");
    assert_eq!(prices[0].name, "Server & disk");
    assert_eq!(prices[0].price, 1_000_000.5);
    assert_eq!(prices[0].is_open, None);
    assert_eq!(prices[0].tag, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(prices[1].name, "서버");
    assert_eq!(prices[1].is_open, Some(true));
    assert_eq!(prices[1].tag, None);
}

#[tokio::test]
async fn a_lone_element_is_a_list_of_one() {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(GetPrices::new().page_no(2)).await.unwrap();
    let prices = answer.price_list.unwrap().price;
    assert_eq!(prices.len(), 1);
    assert_eq!(prices[0].name, "");
    assert_eq!(prices[0].tag, Some(vec!["a".to_owned()]));

    let answer = wire.client.send(GetPrices::new().page_no(3)).await.unwrap();
    assert!(answer.price_list.is_none());
}

#[tokio::test]
async fn the_root_element_is_the_envelope_where_one_is_named() {
    let wire = Wire::of(SPEC).await;
    let outcome = wire.client.send(StartApp::new("A4LI7d5")).await.unwrap();
    assert_eq!(outcome.id, "A4LI7d5");
    assert!(outcome.success);

    wire.gateway
        .misbehave(answer("<Other><id>a</id></Other>"), 1);
    let error = wire.client.send(StartApp::new("a")).await.unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "StartAppResponse");
}

#[tokio::test]
async fn a_failure_in_xml_is_an_error_with_any_status() {
    let wire = Wire::of(SPEC).await;
    let error = wire
        .client
        .send(GetPrices::new().page_no(0))
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.code(), Some("800"));
    assert_eq!(error.message(), Some("pageNo is invalid"));

    let failure = "<responseError><returnCode>801</returnCode><returnMessage>no</returnMessage></responseError>";
    wire.gateway.misbehave(answer(failure), 1);
    let error = wire.client.send(GetPrices::new()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.code(), Some("801"));
}

#[tokio::test]
async fn what_is_no_xml_is_an_error_that_says_so() {
    let wire = Wire::of(SPEC).await;
    wire.gateway.misbehave(answer(r#"{"totalRows": 1}"#), 1);
    let error = wire.client.send(GetPrices::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.decode_error().unwrap().expected(), "XML");

    wire.gateway
        .misbehave(answer("<a><totalRows>many</totalRows></a>"), 1);
    let error = wire.client.send(GetPrices::new()).await.unwrap_err();
    let fault = error.decode_error().unwrap();
    assert_eq!((fault.path(), fault.got()), ("totalRows", "text"));
}
