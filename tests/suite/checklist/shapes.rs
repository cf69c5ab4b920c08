//! Objects, maps, tuples, JSON of any form, and types that hold themselves.

use std::collections::BTreeMap;

use ncloud_tests::{
    any_json::Exchange,
    mappings::SetNames,
    recursive::{PutTree, Tree},
    tuples::{FindWay, Moment, Position, QueryValues, Sample, Unit},
};
use serde_json::json;

use crate::support::Wire;

const MAPS: &str = "fixtures/features/mappings.yaml";
const TUPLES: &str = "fixtures/features/tuples.yaml";
const RECURSIVE: &str = "fixtures/features/recursive.yaml";

#[tokio::test]
async fn objects_in_objects_and_members_that_nobody_knows() {
    let response = json!({
        "i18nNames": { "ko": "a" },
        "titles": { "ko": { "text": "b", "new": [{}] } },
        "deep": null,
        "unheardOf": { "of": 1 },
    });
    let wire = Wire::answering(MAPS, &response).await;
    let answer = wire
        .client
        .send(SetNames::new([("ko", "a")]))
        .await
        .unwrap();
    assert_eq!(answer.titles.unwrap()["ko"].text, "b");
    assert!(answer.deep.is_none());
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let response = json!({ "i18nNames": {}, "titles": { "ko": {} } });
    let wire = Wire::answering(MAPS, &response).await;
    let request = SetNames::new(BTreeMap::<String, String>::new());
    let error = wire.client.send(request).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("titles{0}.text: expected a value, got no such member"),
        "{error}"
    );
}

#[tokio::test]
async fn maps_of_maps_of_lists() {
    let wire = Wire::of(MAPS).await;
    let inner = BTreeMap::from([("b".to_owned(), vec![1, 2])]);
    let deep = BTreeMap::from([("a".to_owned(), inner), ("c".to_owned(), BTreeMap::new())]);
    let request = SetNames::new([("ko", "\u{ac00}"), ("en", "A")])
        .orders(Vec::<(String, i32)>::new())
        .lists([("a", Vec::new()), ("b", vec!["c".to_owned()])])
        .deep([deep]);
    let answer = wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        "{\"i18nNames\":{\"en\":\"A\",\"ko\":\"\u{ac00}\"},\"orders\":{},\"lists\":{\"a\":[],\"b\":[\"c\"]},\
         \"deep\":[{\"a\":{\"b\":[1,2]},\"c\":{}}]}"
    );
    let deep = answer.deep.unwrap();
    assert_eq!(deep["a"]["b"][0].text, "x");
    assert!(deep["a"]["c"].is_empty());
}

#[tokio::test]
async fn json_of_any_form() {
    let wire = Wire::of("fixtures/features/any_json.yaml").await;
    let schema =
        json!({ "type": "object", "properties": { "next": { "$ref": "#" } }, "required": [] });
    let many = [json!(1), json!(null), json!("a"), json!([true])];
    let answer = wire.client.send(Exchange::new(schema, many)).await.unwrap();
    assert_eq!(
        wire.request().body,
        r##"{"payload":{"properties":{"next":{"$ref":"#"}},"required":[],"type":"object"},"many":[1,null,"a",[true]]}"##
    );
    assert_eq!(answer, json!([{ "anything": null }, 1.5]));
}

#[tokio::test]
async fn tuples_outside_of_json() {
    let wire = Wire::of(TUPLES).await;
    let found = wire
        .client
        .send(
            FindWay::new((127.1, 37.5), [(128.0, 36.0), (129.0, 35.0)])
                .waypoints([
                    vec![Position::new(1.0, 2.0)],
                    vec![(3.0, 4.0).into(), (5.0, 6.0).into()],
                ])
                .at(Moment::new("202601".parse().unwrap(), true, "RED"))
                .x_near((7.0, 8.0)),
        )
        .await
        .unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "GET /v1/ways/127.1%2C37.5?goal=128%2C36%3A129%2C35&waypoints=1%2C2%7C3%2C4%3A5%2C6&at=202601%7CY%7CRED"
    );
    assert_eq!(sent.header("x-near"), Some("7,8"));
    assert_eq!(
        (found.path[1].longitude, found.path[1].latitude),
        (128.0, 36.0)
    );
    let moment = &found.moments.unwrap()[0];
    assert_eq!(
        (moment.month.to_string().as_str(), moment.last),
        ("2026-01", false)
    );

    let ambiguous = FindWay::new((1.0, 2.0), [(3.0, 4.0)]);
    let moment = Moment::new("202601".parse().unwrap(), true, "RED|BLUE");
    let error = wire.client.send(ambiguous.at(moment)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "tuples.FindWay: query parameter `at` has an element that holds the separator of the tuple; give it another value"
    );
}

#[tokio::test]
async fn tuples_in_json() {
    let wire = Wire::of(TUPLES).await;
    let time = |millis| ncloud::types::Timestamp::from_epoch_millis(millis);
    let samples = [
        Sample::new(time(1_700_000_000_000), 1.5, None),
        Sample::new(time(1_700_000_060_000), None, Unit::new("s")),
    ];
    let answer = wire.client.send(QueryValues::new(samples)).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"[[1700000000000,1.5,null],[1700000060000,null,{"unit":"s"}]]"#
    );
    assert_eq!(answer[1].time, time(1_700_000_060_000));
    assert_eq!((answer[0].value, answer[1].value), (Some(1.5), Some(2.5)));
    assert_eq!(answer[1].unit_of.as_ref().unwrap().unit, "ms");
}

#[tokio::test]
async fn a_tuple_that_is_short_or_long() {
    let response = json!([[1_700_000_000_000_i64, 1.5, null, "more"]]);
    let wire = Wire::answering(TUPLES, &response).await;
    let answer = wire.client.send(QueryValues::new([] as [Sample; 0])).await;
    assert_eq!(answer.unwrap()[0].value, Some(1.5));

    let wire = Wire::answering(TUPLES, &json!([[], [1]])).await;
    let error = wire
        .client
        .send(QueryValues::new([] as [Sample; 0]))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("[0][0]: expected a value, got no such member"),
        "{error}"
    );
}

#[tokio::test]
async fn what_the_gateway_makes_of_types_that_hold_themselves_is_read() {
    let wire = Wire::without_examples("fixtures/features/unions.yaml").await;
    let text = ncloud_tests::unions::TextBubble::new("hello");
    wire.client
        .send(ncloud_tests::unions::Say::new(text))
        .await
        .unwrap();
    let wire = Wire::without_examples(RECURSIVE).await;
    let request = PutTree::new(Tree::new("a", []));
    wire.client.send(request).await.unwrap();
    let wire = Wire::without_examples(TUPLES).await;
    let found = wire
        .client
        .send(FindWay::new((1.0, 2.0), [(3.0, 4.0)]))
        .await;
    assert_eq!(found.unwrap().path.len(), 1);
}

#[tokio::test]
async fn types_that_hold_themselves() {
    let wire = Wire::of(RECURSIVE).await;
    let leaf = |name: &str| Tree::new(name, []);
    let request = PutTree::new(Tree::new("a", [leaf("b")]).parent(leaf("c")));
    let answer = wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"name":"a","children":[{"name":"b","children":[]}],"parent":{"name":"c","children":[]}}"#
    );
    assert!(
        answer
            .link
            .unwrap()
            .chain
            .link
            .unwrap()
            .chain
            .link
            .is_none()
    );
}
