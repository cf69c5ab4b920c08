//! Answers that are no objects in their envelopes: bare, empty, perhaps wrapped.

use ncloud_tests::answers::{AddItem, DeleteItem, FindItem, GetNote, ListItems, ListTags};

use crate::support::Wire;

async fn wire() -> Wire {
    Wire::of("fixtures/features/answers.yaml").await
}

#[tokio::test]
async fn optional_envelope() {
    let wire = wire().await;
    for (item, text) in [(1, "a"), (2, "b")] {
        let note = wire.client.send(GetNote::new(item)).await.unwrap();
        assert_eq!(
            (note.text.as_str(), note.code.as_deref()),
            (text, Some("7"))
        );
    }
    let lines: Vec<_> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(lines, ["GET /v1/items/1/note", "GET /v1/items/2/note"]);
}

#[tokio::test]
async fn no_envelope_where_the_service_has_one() {
    let wire = wire().await;
    let items = wire.client.send(ListItems::new()).await.unwrap();
    assert_eq!(items[0].tags, ["a"]);
    let tags = wire.client.send(ListTags::new()).await.unwrap();
    assert_eq!(tags[1].note.as_deref(), Some("c"));
}

#[tokio::test]
async fn success_without_a_body() {
    let wire = wire().await;
    let raw = wire.client.send_raw(DeleteItem::new(1)).await.unwrap();
    assert_eq!((raw.status().as_u16(), raw.body().len()), (204, 0));
    raw.decode().unwrap();
    assert_eq!(wire.request().line, "DELETE /v1/items/1");
}

#[tokio::test]
async fn several_statuses() {
    let wire = wire().await;
    let raw = wire.client.send_raw(AddItem::new(["a"])).await.unwrap();
    assert_eq!(raw.status(), 202);
    assert_eq!(raw.decode().unwrap(), 17);
}

#[tokio::test]
async fn empty_or_not() {
    let wire = wire().await;
    let found = wire.client.send(FindItem::new("a")).await.unwrap();
    assert_eq!(found.unwrap().item_no, 1);
    for nothing in ["b", "c", "d"] {
        let found = wire.client.send(FindItem::new(nothing)).await.unwrap();
        assert!(found.is_none(), "{nothing}");
    }
    assert_eq!(wire.requests()[1].line, "GET /v1/items/find?name=b");
}

#[tokio::test]
async fn bare_array() {
    let wire = wire().await;
    let tags = wire.client.send(ListTags::new()).await.unwrap();
    let numbers: Vec<_> = tags.iter().map(|item| item.item_no).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(wire.request().line, "GET /v1/tags");
}

#[tokio::test]
async fn bare_number() {
    let wire = wire().await;
    let number = wire.client.send(AddItem::new(["a"])).await.unwrap();
    assert_eq!(number, 17);
    let sent = wire.request();
    assert_eq!(sent.line, "POST /v1/items");
    assert_eq!(sent.body, r#"{"tags":["a"]}"#);
}
