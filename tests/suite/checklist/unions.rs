//! Unions: by the kind of JSON, by a tag beside the value, by a tag and a member for the value.

use std::collections::BTreeMap;

use ncloud::types::{CommonCode, Json, UnknownJson};
use ncloud_tests::unions::{
    Action, Bubble, Encrypt, ImageBubble, Link, Plaintext, Say, ScopeValue, TemplateBubble,
    TextBubble, TextOrFlag,
};
use serde_json::json;

use crate::support::Wire;

const SPEC: &str = "fixtures/features/unions.yaml";

#[tokio::test]
async fn untagged_unions_go_both_ways() {
    let wire = Wire::of(SPEC).await;
    let scopes = BTreeMap::from([
        ("gt".to_owned(), ScopeValue::from(1.5)),
        ("in".to_owned(), vec![Json::from(1), Json::from(2)].into()),
        ("eq".to_owned(), "x".into()),
        ("code".to_owned(), CommonCode::new("A").into()),
    ]);
    let request = Encrypt::new(Plaintext::One(b"text".to_vec()))
        .option(true)
        .scopes([("a", scopes)]);
    let answer = wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"plaintext":"dGV4dA==","option":true,"scopes":{"a":{"code":{"code":"A"},"eq":"x","gt":1.5,"in":[1,2]}}}"#
    );
    assert!(matches!(&answer.ciphertext, TextOrFlag::Text(text) if text.is_empty()));
    let scopes = answer.scopes.unwrap();
    assert!(matches!(scopes[0], ScopeValue::Number(1.5)));
    assert!(matches!(&scopes[1], ScopeValue::Text(text) if text == "x"));
    assert!(matches!(&scopes[2], ScopeValue::Values(values) if values.is_empty()));
    assert!(matches!(&scopes[3], ScopeValue::Code(code) if code.code == "B"));
    assert!(matches!(scopes[4], ScopeValue::Flag(true)));

    let wire = Wire::of(SPEC).await;
    let many = vec![b"a".to_vec(), b"b".to_vec()];
    let answer = wire
        .client
        .send(Encrypt::new(many).option("on"))
        .await
        .unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"plaintext":["YQ==","Yg=="],"option":"on"}"#
    );
    assert!(matches!(answer.ciphertext, TextOrFlag::Flag(false)));
}

#[tokio::test]
async fn unions_keep_what_they_do_not_know() {
    let wire = Wire::answering(SPEC, &json!({ "ciphertext": { "new": [1] } })).await;
    let answer = wire.client.send(Encrypt::new(b"".to_vec())).await.unwrap();
    let TextOrFlag::Unknown(unknown) = &answer.ciphertext else {
        panic!("{answer:?}");
    };
    assert_eq!(*unknown.as_json(), json!({ "new": [1] }));

    let video =
        json!([{ "type": "video", "url": "https://v.example.com" }, { "text": "untagged" }]);
    let wire = Wire::answering(SPEC, &video).await;
    let said = wire
        .client
        .send(Say::new(TextBubble::new("hello")))
        .await
        .unwrap();
    let kept: Vec<_> = said
        .iter()
        .map(|bubble| match bubble {
            Bubble::Unknown(unknown) => serde_json::Value::from(unknown.as_json()),
            known => panic!("{known:?}"),
        })
        .collect();
    assert_eq!(json!(kept), video);
}

#[tokio::test]
async fn an_unknown_alternative_is_sent_as_it_came() {
    let wire = Wire::of(SPEC).await;
    let flag = TextOrFlag::Unknown(UnknownJson::new(json!(["a"]).into()));
    // The gateway knows the spec alone, and tells that this is none of its alternatives.
    let error = wire
        .client
        .send(Encrypt::new(b"".to_vec()).option(flag))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains(r#"body.option: expected one of the alternatives of TextOrFlag, got ["a"]"#),
        "{error}"
    );
    assert_eq!(
        wire.gateway.requests()[0].body,
        r#"{"plaintext":"","option":["a"]}"#.as_bytes()
    );
}

#[tokio::test]
async fn tagged_unions_go_both_ways() {
    let wire = Wire::of(SPEC).await;
    let link = Action::from(Link::new("https://a.example.com"));
    let request = Say::new(TextBubble::new("hello").action(link));
    let said = wire.client.send(request).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"type":"text","text":"hello","action":{"type":"link","data":{"url":"https://a.example.com"}}}"#
    );
    let Bubble::Text(text) = &said[0] else {
        panic!("{said:?}");
    };
    assert!(matches!(text.action, Some(Action::Count(5))));
    assert!(matches!(&said[1], Bubble::Image(image) if image.image_url == "https://b.example.com"));
    let Bubble::Template(template) = &said[2] else {
        panic!("{said:?}");
    };
    assert!(matches!(&*template.cover, Bubble::Text(text) if text.text == "inside"));
    assert_eq!(template.rows.as_ref().unwrap().len(), 1);

    let wire = Wire::of(SPEC).await;
    let cover = ImageBubble::new("https://b.example.com");
    let template = TemplateBubble::new(cover).rows([] as [Bubble; 0]);
    wire.client.send(Say::new(template)).await.unwrap();
    assert_eq!(
        wire.request().body,
        r#"{"type":"template","cover":{"type":"image_url","imageUrl":"https://b.example.com"},"rows":[]}"#
    );
}

#[tokio::test]
async fn a_fault_inside_of_an_alternative_is_named() {
    let wire = Wire::answering(
        SPEC,
        &json!([{ "type": "template", "cover": { "type": "text" } }]),
    )
    .await;
    let error = wire
        .client
        .send(Say::new(TextBubble::new("")))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("[0].cover.text: expected a value, got no such member"),
        "{error}"
    );
}
