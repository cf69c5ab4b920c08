//! Requests and responses as data: JSON of them and back, equality, enums as keys, serde, and what a spec does not know.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use ncloud::data::{Data, Kept, Table};
use ncloud::types::{CivilDateTime, Json, Patch, Timestamp};
use ncloud_tests::enums::{ListByStatus, Sort, Status};
use ncloud_tests::headers::Touch;
use ncloud_tests::lists::{FindRoute, Order};
use ncloud_tests::login::CreateTokenOutput;
use ncloud_tests::nulls::Record;
use ncloud_tests::number_enums::{PutStatus, Status as Number};
use ncloud_tests::times::Times;
use ncloud_tests::tuples::{QueryValues, Sample};
use ncloud_tests::unions::{Bubble, Encrypt, EncryptOutput, Say};

use crate::support::Wire;

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// What is wrong with JSON that is to be a value.
fn refusal<T: Data + std::fmt::Debug>(text: &str) -> String {
    T::from_json(&json(text)).unwrap_err().to_string()
}

#[test]
fn a_request_is_one_object_of_all_its_parameters() {
    let request = FindRoute::new([1, 2], ["a|b"])
        .orders([Order::Roadaddr])
        .waypoints([vec![127.1, 37.5]])
        .flags([true, false])
        .x_fields(["name"]);
    let text = r#"{"ids":[1,2],"markers":["a|b"],"orders":["roadaddr"],"waypoints":[[127.1,37.5]],"flags":["Y","N"],"x-fields":["name"]}"#;
    assert_eq!(request.to_json().unwrap().text(), text);
    assert_eq!(FindRoute::from_json(&json(text)).unwrap(), request);
    assert_ne!(request.clone().flags([true]), request);
}

#[test]
fn parameters_that_share_a_name_stand_behind_their_places() {
    let request = PutStatus::new(-1_i64, 1_i64).others([7_i64]);
    let text = r#"{"path.status":-1,"others":[7],"body.status":1}"#;
    assert_eq!(request.to_json().unwrap().text(), text);
    assert_eq!(PutStatus::from_json(&json(text)).unwrap(), request);
}

#[test]
fn a_name_that_a_request_does_not_have_is_refused_wherever_it_stands() {
    let cases = [
        (
            refusal::<Touch>(r#"{"x-request-id":7,"x-ncp-region-code":"KR"}"#),
            "x-ncp-region-code",
        ),
        (
            refusal::<Say>(r#"{"body":{"type":"text","text":"a","colour":"red"}}"#),
            "body.colour",
        ),
        (
            refusal::<QueryValues>(r#"{"body":[[1,2,{"unit":"s"},4]]}"#),
            "body[0][3]",
        ),
        (
            refusal::<QueryValues>(r#"{"body":[[1,2,{"unit":"s","per":1}]]}"#),
            "body[0][2].per",
        ),
    ];
    for (said, place) in cases {
        let expected = format!("{place}: expected nothing of this name");
        assert!(said.starts_with(&expected), "{said}");
    }
    let missing = refusal::<Touch>("{}");
    assert_eq!(
        missing,
        "x-request-id: expected a value, got no such member"
    );
    assert_eq!(
        refusal::<Touch>("7"),
        "response: expected an object, got a number"
    );
}

#[tokio::test]
async fn a_response_is_written_with_the_names_of_the_wire_and_read_again() {
    let wire = Wire::of("fixtures/features/unions.yaml").await;
    let answer = wire.client.send(Encrypt::new(b"a".to_vec())).await.unwrap();
    let text = r#"{"ciphertext":"","scopes":[1.5,"x",[],{"code":"B"},true]}"#;
    assert_eq!(answer.to_json().unwrap().text(), text);
    assert_eq!(EncryptOutput::from_json(&json(text)).unwrap(), answer);

    let said = json(r#"[{"type":"template","cover":{"type":"new","n":1.50},"rows":[]}]"#);
    let bubbles = Vec::<Bubble>::from_json(&said).unwrap();
    assert_eq!(bubbles.to_json().unwrap(), said);
}

/// Services are told no more than their formats have; data says all of it.
#[test]
fn no_format_cuts_a_time_off() {
    let point = Timestamp::from_epoch_millis(-1_500);
    let civil: CivilDateTime = "2026-01-31T09:30:59.5".parse().unwrap();
    let (date, month) = (civil.date(), "2026-01".parse().unwrap());
    let times = Times::new(
        point, point, point, point, point, civil, civil, civil, civil, date, date, month, month,
    );
    let written = times.to_json().unwrap();
    assert_eq!(written.get("basic").unwrap(), "1969-12-31T23:59:58.500Z");
    assert_eq!(written.get("minute").unwrap(), "2026-01-31T09:30:59.500");
    let read = Times::from_json(&written).unwrap();
    assert_eq!(format!("{read:?}"), format!("{times:?}"));
    assert_eq!(read, times);

    let mut later = times.clone();
    later.seconds = Timestamp::from_epoch_millis(-1_501);
    assert_ne!(later, times);
}

#[test]
fn what_json_cannot_hold_is_said_and_equal_to_nothing() {
    let request = QueryValues::new([Sample::new(Timestamp::default(), f64::NAN, None)]);
    let error = request.to_json().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`body` is not a finite number, which JSON cannot hold; give it another value"
    );
    assert_ne!(request, request.clone());
}

#[test]
fn absent_and_null_stay_apart() {
    for text in [
        r#"{"content":null,"lbId":null}"#,
        r#"{"content":null,"lbId":null,"aliasId":null}"#,
        r#"{"content":null,"lbId":null,"aliasId":5}"#,
    ] {
        let record = Record::from_json(&json(text)).unwrap();
        assert_eq!(record.to_json().unwrap().text(), text);
    }
    let absent = Record::new(None, None);
    assert_ne!(absent, absent.clone().alias_id(Patch::Null));
}

#[test]
fn headers_of_a_response_are_members() {
    let text = r#"{"x-subject-token":"not-a-real-token"}"#;
    let output = CreateTokenOutput::from_json(&json(text)).unwrap();
    assert_eq!(output.subject_token, "not-a-real-token");
    assert_eq!(output.to_json().unwrap().text(), text);
}

#[test]
fn enums_are_keys_in_the_order_of_the_wire_and_known_texts_alone_are_parsed() {
    let sorted = BTreeMap::from([(Status::LeaveRequested, 2), (Status::from("A"), 1)]);
    let keys: Vec<_> = sorted.keys().map(Status::as_str).collect();
    assert_eq!(keys, ["A", "LVREQ"]);
    let hasher = RandomState::new();
    assert_eq!(
        hasher.hash_one(Status::from("JOIN")),
        hasher.hash_one(Status::Join)
    );

    assert_eq!("LVREQ".parse(), Ok(Status::LeaveRequested));
    let error = "LVRQ".parse::<Status>().unwrap_err();
    assert_eq!(error.to_string(), "\"LVRQ\" is none of the known values");
    assert_eq!("-1".parse(), Ok(Number::Failed));
    for unknown in ["9", "x"] {
        let error = unknown.parse::<Number>().unwrap_err();
        assert_eq!(error.as_str(), unknown);
    }
    assert!(Number::Failed < Number::Success);
}

#[test]
fn serde_has_the_same_json() {
    let request = ListByStatus::new(Status::Join).sort(Sort::HlsDash);
    let text = r#"{"status":"JOIN","sort":"HLS,DASH"}"#;
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    assert_eq!(serde_json::from_str::<ListByStatus>(text).unwrap(), request);

    let written = serde_yaml::to_string(&request).unwrap();
    assert_eq!(written, "status: JOIN\nsort: HLS,DASH\n");
    let read: FindRoute =
        serde_yaml::from_str("ids: [1, '2']\nmarkers: [a, 7]\nwaypoints: [[1, 2.5]]\n").unwrap();
    assert_eq!(
        read,
        FindRoute::new([1, 2], ["a", "7"]).waypoints([vec![1.0, 2.5]])
    );
    let error = serde_yaml::from_str::<FindRoute>("ids: []\nmarkers: []\nmarker: [a]\n");
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("marker: expected nothing of this name, got a list of 1"),
        "{error}"
    );

    let any = json(r#"{"a":[null,true,-1,18446744073709551615,1.5],"b":{}}"#);
    let value = serde_json::to_value(&any).unwrap();
    assert_eq!(serde_json::from_value::<Json>(value).unwrap(), any);
}

#[test]
fn members_that_the_spec_does_not_know_go_back_out_where_they_stood() {
    let text = r#"{"type":"template","cover":{"type":"text","text":"a","action":{"type":"link","data":{"url":"u","new":[1]},"more":true}},"rows":[{"type":"image_url","imageUrl":"i","size":{"w":1}}],"z":null}"#;
    let mut kept = Kept::<Bubble>::from_json(&json(text)).unwrap();
    let unknown: Vec<_> = kept
        .unknown()
        .map(|(path, value)| format!("{path} = {value}"))
        .collect();
    assert_eq!(
        unknown,
        [
            "cover.action.data.new = [1]",
            "cover.action.more = true",
            "rows[0].size = {\"w\":1}",
            "z = null"
        ]
    );
    assert_eq!(
        serde_json::to_value(&kept).unwrap(),
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );
    assert_eq!(Kept::from_json(&kept.to_json().unwrap()).unwrap(), kept);

    // What is changed is changed, and the rest stays.
    let Bubble::Template(template) = &mut kept.value else {
        panic!("{kept:?}");
    };
    *template.cover = Bubble::from_json(&json(
        r#"{"type":"text","text":"b","action":{"type":"link","data":{"url":"v"}}}"#,
    ))
    .unwrap();
    let written = kept.to_json().unwrap();
    let link = written.get("cover").unwrap().get("action").unwrap();
    assert_eq!(
        link.to_string(),
        r#"{"type":"link","data":{"url":"v","new":[1]},"more":true}"#
    );

    // An item that is taken out takes nothing along unsaid.
    let Bubble::Template(template) = &mut kept.value else {
        panic!("{kept:?}");
    };
    template.rows = None;
    let error = kept.to_json().unwrap_err().to_string();
    assert!(error.contains("no longer there"), "{error}");
}

#[test]
fn maps_lists_and_tuples_keep_what_is_unknown() {
    let scopes = r#"{"plaintext":"YQ==","scopes":{"b\"":{"x":{"code":"A","new":1}},"a":{"y":{"code":"B","new":2}}}}"#;
    let kept = Kept::<Encrypt>::from_json(&json(scopes)).unwrap();
    assert_eq!(
        kept.to_json().unwrap().text(),
        r#"{"plaintext":"YQ==","scopes":{"a":{"y":{"code":"B","new":2}},"b\"":{"x":{"code":"A","new":1}}}}"#
    );
    let samples = r#"[[1,1.5,null,"more",{"a":1}],[2,null,{"unit":"s"}]]"#;
    let kept = Kept::<Vec<Sample>>::from_json(&json(samples)).unwrap();
    let places: Vec<_> = kept.unknown().map(|(path, _)| path).collect();
    assert_eq!(places, ["[0][3]", "[0][4]"]);
    assert_eq!(kept.to_json().unwrap().text(), samples);
}

#[tokio::test]
async fn a_response_over_the_wire_is_kept_whole() {
    let response = serde_json::json!({ "ciphertext": "a", "scopes": null, "added": { "n": 1 } });
    let wire = Wire::answering("fixtures/features/unions.yaml", &response).await;
    let raw = wire.client.send_raw(Encrypt::new(b"a".to_vec())).await;
    let kept = raw.unwrap().decode_kept().unwrap();
    assert_eq!(
        kept.to_json().unwrap().text(),
        r#"{"ciphertext":"a","added":{"n":1}}"#
    );
}

#[test]
fn rows_are_made_without_copying_a_field() {
    let records = [
        Record::new("a, b".to_owned(), 5).tags(vec!["x".to_owned(), "y".to_owned()]),
        Record::new("\"c\"".to_owned(), None).parent(Record::new(None, 7)),
    ];
    let table = Table::of(&records).unwrap();
    assert_eq!(
        table.to_string(),
        "content,lbId,tags,parent.content,parent.lbId\r\n\
         \"a, b\",5,\"[\"\"x\"\",\"\"y\"\"]\",,\r\n\
         \"\"\"c\"\"\",,,,7\r\n"
    );
    assert_eq!(
        table.select(&["parent.lbId", "content"]).rows(),
        [["", "a, b"], ["7", "\"c\""]]
    );
    let lines = Table::of(&["a", "b"]);
    assert!(lines.is_ok_and(|lines| lines.columns() == ["value"]));
}
