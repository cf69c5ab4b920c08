//! Members that are absent, `null` or a value, and conditions that are said alone.

use ncloud::types::{CivilDate, Patch};
use ncloud_codegen::emit::rust;
use ncloud_tests::nulls::{PutRecord, Record};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/nulls.yaml";

async fn sent(record: Record) -> (String, Record) {
    let wire = Wire::of(SPEC).await;
    let answer = wire.client.send(PutRecord::new(record)).await.unwrap();
    (wire.request().body, answer)
}

#[tokio::test]
async fn a_required_member_is_null() {
    let (body, answer) = sent(Record::new(None, None)).await;
    assert_eq!(body, r#"{"content":null,"lbId":null}"#);
    // The example answers empty text, which is a value of text, and null.
    assert_eq!((answer.content.as_deref(), answer.lb_id), (Some(""), None));
    assert_eq!(answer.alias_id, Patch::Absent);
}

#[tokio::test]
async fn an_optional_member_is_absent_or_null_or_a_value() {
    let parent = Record::new(None, None);
    let (body, answer) = sent(
        Record::new("a".to_owned(), 5)
            .alias_id(6)
            .deleted_at(CivilDate::new(2026, 1, 31).unwrap())
            .tags(vec!["a".to_owned()])
            .parent(parent),
    )
    .await;
    assert_eq!(
        body,
        r#"{"content":"a","lbId":5,"aliasId":6,"deletedAt":"2026-01-31","tags":["a"],"parent":{"content":null,"lbId":null}}"#
    );
    assert_eq!(answer.alias_id, Patch::Value(6));
    assert_eq!(answer.parent.value().unwrap().lb_id, None);

    let (body, answer) = sent(
        Record::new(None, None)
            .alias_id(Patch::Null)
            .deleted_at(None)
            .tags(Patch::Null)
            .parent(Patch::Null),
    )
    .await;
    assert_eq!(
        body,
        r#"{"content":null,"lbId":null,"aliasId":null,"deletedAt":null,"tags":null,"parent":null}"#
    );
    assert!(answer.alias_id.is_null() && answer.deleted_at.is_null() && answer.parent.is_null());
}

#[tokio::test]
async fn a_parameter_that_is_absent_is_left_out() {
    let wire = Wire::of(SPEC).await;
    let request = PutRecord::new(Record::new(None, None));
    wire.client.send(&request).await.unwrap();
    wire.client.send(request.locale("")).await.unwrap();
    let lines: Vec<String> = wire.requests().into_iter().map(|sent| sent.line).collect();
    assert_eq!(lines, ["PUT /v1/records", "PUT /v1/records?locale="]);
}

#[test]
fn conditions_reach_the_documentation() {
    let spec = format!("{}/{SPEC}", env!("CARGO_MANIFEST_DIR"));
    let services = ncloud_codegen::load([spec]).unwrap_or_else(|report| panic!("{report}"));
    let module = rust::module(&services[0], rust::RUN_TIME);
    assert!(
        module
            .contains("/// Required when the record has a name.\n    pub locale: Option<String>,")
    );
    assert!(module.contains("/// Required when lbId is null.\n    pub alias_id:"));
}
