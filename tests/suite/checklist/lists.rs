//! Lists and constants outside of JSON.

use ncloud_tests::lists::{FindRoute, FindRouteAgain, Speak};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/lists.yaml";

#[tokio::test]
async fn lists_in_every_style() {
    let wire = Wire::of(SPEC).await;
    let found = wire
        .client
        .send(
            FindRoute::new([1, 2], ["a|b", "c"])
                .orders(["roadaddr", "addr"])
                .waypoints([vec![127.1, 37.5], vec![128.0, 36.0]])
                .flags([true, false])
                .x_fields(["name", "type"]),
        )
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "GET /v1/routes/1%2C2?code=0&markers=a%7Cb&markers=c&orders=roadaddr%2Caddr\
         &waypoints=127.1%2C37.5%7C128%2C36&flags.1=Y&flags.2=N"
    );
    assert_eq!(sent.header("x-fields"), Some("name type"));
    assert!(found);
}

#[tokio::test]
async fn an_item_with_the_separator_is_refused() {
    let wire = Wire::of(SPEC).await;
    let request = FindRoute::new([1], ["a"]).x_fields(["name type"]);
    let error = wire.client.send(request).await.unwrap_err();

    assert_eq!(
        error.to_string(),
        "lists.FindRoute: header `x-fields` has an item that holds the separator of the list; give it another value"
    );
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn constant_in_the_query() {
    let wire = Wire::of(SPEC).await;
    wire.client.send(FindRoute::new([7], ["a"])).await.unwrap();
    let again = wire.client.send(FindRouteAgain::new([1])).await.unwrap();

    let lines: Vec<String> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(
        lines,
        [
            "GET /v1/routes/7?code=0&markers=a",
            "GET /v1/routes/1?code=1"
        ]
    );
    assert_eq!(again, 5);
}

#[tokio::test]
async fn names_of_a_form() {
    let wire = Wire::of(SPEC).await;
    let request = Speak::new().emotion_strength(2).tags(["a", "b"]);
    wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(sent.line, "POST /v1/speak");
    assert_eq!(sent.body, "format=mp3&emotion-strength=2&tags=a&tags=b");
}

#[tokio::test]
async fn a_form_without_parameters_is_still_a_form() {
    let wire = Wire::of("fixtures/features/forms.yaml").await;
    wire.client
        .send(ncloud_tests::forms::GetNothing::new())
        .await
        .unwrap();
    assert_eq!(wire.request().body, "responseFormatType=json");
}
