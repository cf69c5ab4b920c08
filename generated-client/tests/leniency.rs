//! Risk: a response that is lost for one odd value in it, or one whose error says what was secret in it.
//!
//! The table of leniency is in the documentation of `ncloud::decode`; each of its rows is here, for JSON, for the data of
//! events, for the bodies of errors, and with the feature `xml` for XML.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Debug, Write as _};

use common::{SERVICE, client, get_user};
use futures_util::TryStreamExt;
use ncloud::__v1::{CompactDate, EpochMillis, EpochSeconds, YesNo};
use ncloud::decode::{Decode, DecodeError, Reader, from_slice, from_str};
use ncloud::events::{EventData, Streaming};
use ncloud::operation::Request;
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment, ResponseBody as Body};
use ncloud::transport::memory::Response;
use ncloud::types::{CivilDate, Json, Patch, Timestamp};

/// An object with members of every kind.
#[derive(Debug, Default, PartialEq)]
struct Record {
    text: Option<String>,
    number: Option<i64>,
    small: Option<i32>,
    flag: Option<bool>,
    yes: Option<bool>,
    list: Option<Vec<String>>,
    map: Option<BTreeMap<String, i64>>,
    object: Option<Box<Record>>,
    patch: Patch<Named>,
    any: Option<Json>,
}

impl Decode for Record {
    fn decode(reader: &mut Reader<'_>) -> Self {
        Self {
            text: reader.field("text"),
            number: reader.field("number"),
            small: reader.field("small"),
            flag: reader.field("flag"),
            yes: reader.field_as::<Option<YesNo>, _>("yes"),
            list: reader.field("list"),
            map: reader.field("map"),
            object: reader.field("object"),
            patch: reader.field("patch"),
            any: reader.field("any"),
        }
    }
}

/// An object with a member that has to be there.
#[derive(Debug, Default, PartialEq)]
struct Named {
    name: String,
}

impl Decode for Named {
    fn decode(reader: &mut Reader<'_>) -> Self {
        let name = reader.field("name");
        Self { name }
    }
}

const fn meta(name: &'static str, response: Body) -> OperationMeta {
    OperationMeta::new(
        &SERVICE,
        name,
        Method::Get,
        &[PathSegment::Literal("/v1/record")],
    )
    .response(response)
}

struct Watch;

impl Operation for Watch {
    type Output = ();

    const META: &'static OperationMeta = &meta("Watch", Body::Events);

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for Watch {
    type Event = Record;

    const END: Option<&'static str> = None;

    fn event(event: EventData) -> Result<Record, DecodeError> {
        event.decode()
    }
}

/// Reads a record as the body of a response and as the data of an event.
async fn read(json: &[u8]) -> Record {
    let record = from_slice::<Record>(json).unwrap();
    let (client, memory) = client();
    let stream = [b"data: ", json, b"\n\n"].concat();
    memory.expect_any(Response::bytes(200, stream).header("content-type", "text/event-stream"));
    let events = client.events(Watch).await.unwrap();
    let events: Vec<Record> = events.try_collect().await.unwrap();
    assert_eq!(events, [from_slice(json).unwrap()]);
    record
}

#[tokio::test]
async fn what_is_around_a_body_is_passed_over() {
    let expected = Record {
        text: Some("a".to_owned()),
        ..Record::default()
    };
    for body in [
        &b"\xef\xbb\xbf{\"text\":\"a\"}"[..],
        b" \xef\xbb\xbf {\"text\":\"a\"} ",
        b"{\"text\":\"a\"}\0",
        b"{\"text\":\"a\"}\0\0 \0",
    ] {
        assert_eq!(read(body).await, expected, "{body:?}");
    }
    for (body, error) in [
        (
            &b"\xff\xfe{\0\"\0"[..],
            "response: expected JSON in UTF-8, got text in UTF-16",
        ),
        (
            b"{\0\"\0a\0\"\0",
            "response: expected JSON in UTF-8, got text in UTF-16",
        ),
        (
            b"\0{\0\"\0a",
            "response: expected JSON in UTF-8, got text in UTF-16",
        ),
        (
            b"{\0\0\0}\0\0\0",
            "response: expected JSON in UTF-8, got text in UTF-32",
        ),
        (
            b"{} x",
            "response: expected JSON, got trailing characters at line 1 column 4",
        ),
        (
            b"{\"text\":\"a\"",
            "response: expected JSON, got EOF while parsing an object at line 1 column 11",
        ),
        (
            b"[1,]",
            "response: expected JSON, got expected value at line 1 column 4",
        ),
    ] {
        let got = from_slice::<Record>(body).unwrap_err();
        assert_eq!(got.to_string(), error, "{body:?}");
    }
}

#[tokio::test]
async fn empties_of_the_wrong_bracket_are_empties() {
    let expected = Record {
        list: Some(Vec::new()),
        map: Some(BTreeMap::new()),
        object: None,
        patch: Patch::Null,
        any: Some("[]".parse().unwrap()),
        ..Record::default()
    };
    let json = br#"{"list":{},"map":[],"object":[ ],"patch":[],"any":[]}"#;
    assert_eq!(read(json).await, expected);
    let json = br#"{"list":{ },"map":[ ],"object":"","patch":null,"any":[]}"#;
    assert_eq!(read(json).await, expected);
    // All that an object without required members has is absent.
    assert_eq!(read(b"[]").await, Record::default());
    for (json, error) in [
        (
            r#"{"list":{"a":1}}"#,
            "list: expected a list, got an object of 1",
        ),
        (
            r#"{"map":[1,2]}"#,
            "map: expected an object, got a list of 2",
        ),
        (
            r#"{"object":[0]}"#,
            "object: expected an object, got a list of 1",
        ),
    ] {
        assert_eq!(from_str::<Record>(json).unwrap_err().to_string(), error);
    }
    let error = from_str::<Vec<Named>>(r#"[{"name":"a"},[]]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "[1]: expected an object, got a list of 0"
    );
    assert_eq!(
        from_str::<Vec<Option<Named>>>(r#"[[],{"name":"a"}]"#),
        Ok(vec![
            None,
            Some(Named {
                name: "a".to_owned()
            })
        ])
    );
}

#[tokio::test]
async fn flags_and_numbers_come_in_every_form() {
    for (form, flag) in [
        ("1", true),
        ("0", false),
        ("\"1\"", true),
        ("\" 0 \"", false),
        ("1.0", true),
        ("0e5", false),
        ("\"y\"", true),
    ] {
        let json = format!(r#"{{"flag":{form},"yes":{form}}}"#);
        let record = read(json.as_bytes()).await;
        assert_eq!(
            (record.flag, record.yes),
            (Some(flag), Some(flag)),
            "{form}"
        );
    }
    for form in [
        "12",
        "12.0",
        "\"12.0\"",
        "1.2e1",
        "\"1.2E+1\"",
        "+12",
        "\"+12\"",
        "\" 12 \"",
        "120e-1",
    ] {
        let json = format!(r#"{{"number":{form},"small":{form},"map":{{"a":{form}}}}}"#);
        let record = read(json.as_bytes()).await;
        assert_eq!(
            (record.number, record.small),
            (Some(12), Some(12)),
            "{form}"
        );
        assert_eq!(record.map.unwrap(), BTreeMap::from([("a".to_owned(), 12)]));
    }
    // Neighbours that a number with a fraction does not tell apart.
    let exact = read(br#"{"number":9007199254740993.0}"#).await;
    assert_eq!(exact.number, Some(9_007_199_254_740_993));
    assert_eq!(
        read(br#"{"number":"  ","flag":" ","list":"","object":""}"#).await,
        Record::default()
    );

    struct Times(Timestamp, Timestamp, CivilDate);

    impl Decode for Times {
        fn decode(reader: &mut Reader<'_>) -> Self {
            Self(
                reader.element_as::<EpochMillis, _>(0),
                reader.element_as::<EpochSeconds, _>(1),
                reader.element_as::<CompactDate, _>(2),
            )
        }
    }
    let times: Times = from_str("[1.7e12,1.7000000005E9,2.0260131e7]").unwrap();
    assert_eq!(times.0, Timestamp::from_epoch_millis(1_700_000_000_000));
    assert_eq!(times.1, Timestamp::from_epoch_millis(1_700_000_000_500));
    assert_eq!(times.2, CivilDate::new(2026, 1, 31).unwrap());
}

#[tokio::test]
async fn no_character_decides_over_a_response() {
    for (raw, text) in [
        (&br"\ud83d"[..], "\u{fffd}"),
        (br"a\ud83db", "a\u{fffd}b"),
        (br"\ude0a", "\u{fffd}"),
        (br"\ud83d\ud83d\ude0a", "\u{fffd}\u{1f60a}"),
        (br"\ud83d\n", "\u{fffd}\n"),
        (b"caf\xe9", "caf\u{fffd}"),
        (b"\xb1\xe8 \\u0041", "\u{fffd}\u{fffd} A"),
        (b"a\tb\x01", "a\tb\x01"),
    ] {
        let json = [b"{\"text\":\"", raw, b"\",\"any\":[\"", raw, b"\"]}"].concat();
        let record = from_slice::<Record>(&json).unwrap();
        assert_eq!(record.text.as_deref(), Some(text), "{raw:?}");
        let any = record.any.unwrap();
        assert_eq!(any, serde_json::json!([text]), "{raw:?}");
    }
    let names: BTreeMap<String, i64> = from_slice(b"{\"\\ud83d\":1,\"\xff\":2}").unwrap();
    assert_eq!(names, BTreeMap::from([("\u{fffd}".to_owned(), 2)]));
    let named: Named = from_str(r#"{"na\u006de":"a"}"#).unwrap();
    assert_eq!(named.name, "a");
    assert_eq!(
        read(br#"{"text":"\ud83d"}"#).await.text.unwrap(),
        "\u{fffd}"
    );
}

#[tokio::test]
async fn error_bodies_are_read_as_leniently() {
    for (body, message) in [
        (
            &b"\xef\xbb\xbf{\"error\":{\"errorCode\":\"7\",\"message\":\"m\"}}"[..],
            "m",
        ),
        (b"{\"errorCode\":7,\"message\":\"m\"}\0", "m"),
        (
            b"{\"errorCode\":\"7\",\"message\":\"cut \\ud83d\"}",
            "cut \u{fffd}",
        ),
        (
            b"{\"errorCode\":\"7\",\"message\":\"caf\xe9\"}",
            "caf\u{fffd}",
        ),
        (
            b"{\"errorCode\":\"6\",\"errorCode\":\"7\",\"message\":\"m\"}",
            "m",
        ),
        (
            b"\xef\xbb\xbf<error><errorCode>7</errorCode><message>m</message></error>",
            "m",
        ),
    ] {
        let (client, memory) = client();
        memory.expect_any(Response::bytes(400, body.to_vec()));
        let error = client.send(get_user()).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("7"), Some(message)));
        // One that comes with a status of success.
        if body.windows(7).any(|part| part == b"\"error\"") {
            memory.expect_any(Response::bytes(200, body.to_vec()));
            let error = client.send(get_user()).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (Some("7"), Some(message)));
        }
    }
}

#[test]
fn members_come_in_any_order_and_the_last_of_a_name_counts() {
    let expected: Record =
        from_str(r#"{"text":"a","number":1,"flag":true,"list":["b"],"object":{"text":"c"}}"#)
            .unwrap();
    for json in [
        r#"{"object":{"text":"c"},"list":["b"],"flag":true,"number":1,"text":"a"}"#,
        r#"{"x":{"text":"x"},"number":1,"y":[[],{}],"text":"a","list":["b"],"object":{"z":0,"text":"c"},"flag":true,"q":1}"#,
        r#"{"text":"x","text":"a","number":1,"flag":true,"list":["b"],"object":{"text":"c"}}"#,
        r#"{"text":"x","number":1,"flag":true,"list":["b"],"object":{"text":"y","text":"c"},"text":"a"}"#,
        r#"{"number":{},"text":[],"number":1,"flag":true,"list":["b"],"object":{"text":"c"},"te\u0078t":"a"}"#,
    ] {
        assert_eq!(from_str::<Record>(json).as_ref(), Ok(&expected), "{json}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_takes_no_stack() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(from_str::<Json>(&nested(128)).is_ok());
    for levels in [129, 1_000_000] {
        for json in [nested(levels), format!("{{\"x\":{}}}", nested(levels))] {
            let error = from_str::<Json>(&json).unwrap_err().to_string();
            assert!(error.contains("recursion limit exceeded"), "{error}");
            let error = from_str::<Record>(&json).unwrap_err().to_string();
            assert!(error.contains("recursion limit exceeded"), "{error}");
        }
    }
    let objects = "{\"object\":".repeat(127) + "{}" + &"}".repeat(127);
    assert!(from_str::<Record>(&objects).is_ok());
    let objects = "{\"object\":".repeat(128) + "{}" + &"}".repeat(128);
    assert!(from_str::<Record>(&objects).is_err());
}

#[test]
fn what_is_passed_over_again_and_again_takes_no_longer() {
    // Every level passes the next one over for the members that it lacks.
    let filler = "[0],".repeat(20_000);
    let mut json = format!("{{\"x\":[{filler}0]}}");
    for _ in 0..100 {
        json = format!("{{\"object\":{json},\"y\":[{{}}]}}");
    }
    let begin = std::time::Instant::now();
    from_str::<Record>(&json).unwrap();
    // Neither are members that nobody knows held against each other.
    let unknown = r#""unknown":0,"#.repeat(300_000);
    from_str::<Record>(&format!("{{\"text\":\"a\",{unknown}\"number\":1}}")).unwrap();
    let took = begin.elapsed();
    assert!(took.as_secs() < 5, "{took:?}");
}

#[test]
fn free_json_keeps_order_and_numbers() {
    for json in [
        r#"{"b":1,"a":{"d":[],"c":null}}"#,
        "[1.50,1e400,-0,0.1000,18446744073709551616,1E+2]",
        r#""a\n\"\\b한""#,
        "null",
    ] {
        let read: Json = from_str(json).unwrap();
        assert_eq!(read.to_string(), json);
        let sent = ncloud::operation::Encoded::of(&Send(read)).unwrap();
        assert_eq!(sent.body().as_bytes().unwrap(), json);
    }
    let json: Json = r#"{ "b" : [ 1.50 , "\u0041\/" ], "a": {"b": true}, "a": {"b": false} }"#
        .parse()
        .unwrap();
    assert_eq!(
        json.to_string(),
        r#"{"b":[1.50,"A/"],"a":{"b":true},"a":{"b":false}}"#
    );
    assert_eq!(
        json.get("b").unwrap().at(0).unwrap().as_number(),
        Some("1.50")
    );
    assert_eq!(
        json.get("a").unwrap().get("b").unwrap().as_bool(),
        Some(false)
    );
    assert_eq!(json.members().count(), 3);
    assert_eq!(
        json,
        serde_json::json!({"a": {"b": false}, "b": [1.5, "A/"]})
    );
    let value = serde_json::json!({"a": [1, "x", null, 1.5, true], "b": {}});
    assert_eq!(serde_json::Value::from(Json::from(&value)), value);
    assert_eq!(Json::from(vec![1, 2]).to_string(), "[1,2]");
    assert_eq!(
        Json::from_iter([("a", Json::from("b")), ("c", Json::from(true))]).to_string(),
        r#"{"a":"b","c":true}"#
    );
    assert!("{".parse::<Json>().is_err());
}

struct Send(Json);

impl Operation for Send {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Send",
        Method::Put,
        &[PathSegment::Literal("/v1/record")],
    );

    fn encode(&self, request: &mut Request) {
        request.json(&self.0);
    }
}

#[tokio::test]
async fn an_error_says_nothing_that_the_response_says() {
    const SECRET: &str = "CANARY7f3a9c";
    const NUMBER: &str = "8675309123";
    let mut printed = String::new();
    let mut print = |error: &dyn Debug| write!(printed, "{error:?}").unwrap();
    for (member, value, expected) in [
        (
            "list",
            "\"CANARY7f3a9c\"",
            "list: expected a list, got text",
        ),
        (
            "map",
            "\"CANARY7f3a9c\"",
            "map: expected an object, got text",
        ),
        (
            "object",
            "\"CANARY7f3a9c\"",
            "object: expected an object, got text",
        ),
        (
            "number",
            "\"CANARY7f3a9c\"",
            "number: expected an integer of 64 bits, got text",
        ),
        (
            "flag",
            "8675309123",
            "flag: expected true or false, got a number",
        ),
        (
            "yes",
            "\"CANARY7f3a9c\"",
            "yes: expected true or false, got text",
        ),
        (
            "small",
            "8675309123",
            "small: expected an integer of 32 bits, got a number out of range",
        ),
        (
            "small",
            "\"-8675309123\"",
            "small: expected an integer of 32 bits, got a number out of range",
        ),
        (
            "number",
            "18446744073709551615",
            "number: expected an integer of 64 bits, got a number out of range",
        ),
        (
            "number",
            "8675309123.5",
            "number: expected an integer of 64 bits, got a number with a fraction",
        ),
        (
            "number",
            "1e400",
            "number: expected an integer of 64 bits, got a number out of range",
        ),
        (
            "text",
            "{\"CANARY7f3a9c\":1}",
            "text: expected text, got an object of 1",
        ),
        (
            "map",
            "{\"a\":1,\"CANARY7f3a9c\":\"x\"}",
            "map{1}: expected an integer of 64 bits, got text",
        ),
        (
            "object",
            "{\"list\":[\"a\",[\"CANARY7f3a9c\"]]}",
            "object.list[1]: expected text, got a list of 1",
        ),
        (
            "object",
            "true",
            "object: expected an object, got a boolean",
        ),
    ] {
        let json = format!(r#"{{"{member}":{value}}}"#);
        let error = from_str::<Record>(&json).unwrap_err();
        assert_eq!(error.to_string(), expected, "{json}");
        assert!(
            value.contains(error.raw().unwrap().trim_matches('"')),
            "{json}"
        );
        print(&error);
        print(&error.to_string());

        let (client, memory) = client();
        let stream = format!("data: {json}\n\n");
        memory.expect_any(Response::bytes(200, stream).header("content-type", "text/event-stream"));
        let mut events = client.events(Watch).await.unwrap();
        let error = events.try_next().await.unwrap_err();
        print(&error);
        print(&error.to_string());
        print(
            &error
                .source()
                .map(|source| (source.to_string(), format!("{source:?}"))),
        );
        assert!(error.decode_error().unwrap().raw().is_some());
    }
    for json in [
        "{\"text\":\"CANARY7f3a9c",
        "{\"text\":CANARY7f3a9c}",
        "CANARY7f3a9c",
        "{\"text\":\"CANARY7f3a9c\"}CANARY7f3a9c",
    ] {
        let error = from_str::<Record>(json).unwrap_err();
        print(&error);
        print(&error.to_string());
    }
    assert!(
        !printed.contains(SECRET) && !printed.contains(NUMBER),
        "{printed}"
    );

    let long = format!("{{\"number\":\"{}\"}}", "\u{d55c}".repeat(2_000));
    let error = from_str::<Record>(&long).unwrap_err();
    assert!(error.raw().unwrap().chars().count() <= DecodeError::KEPT_TEXT);
}

#[cfg(feature = "xml")]
mod xml {
    use ncloud::operation::Envelope;

    use super::*;

    struct Get;

    impl Operation for Get {
        type Output = Record;

        const META: &'static OperationMeta =
            &meta("GetMarkup", Body::Xml(Envelope::Member("record")));

        fn encode(&self, _: &mut Request) {}
    }

    async fn read(xml: &[u8]) -> Result<Record, ncloud::Error> {
        let (client, memory) = client();
        memory.expect_any(Response::bytes(200, xml.to_vec()));
        client.send(Get).await
    }

    #[tokio::test]
    async fn a_response_in_xml_is_read_as_leniently() {
        let xml = b"\xef\xbb\xbf<record><text>caf\xe9 &#xd83d;</text><number> 12.0 </number><small>1e1</small><flag>1</flag>\
            <yes>0</yes><list/><map></map><object/><any><b>1.50</b><a/></any></record>\0";
        let record = read(xml).await.unwrap();
        let expected = Record {
            text: Some("caf\u{fffd} \u{fffd}".to_owned()),
            number: Some(12),
            small: Some(10),
            flag: Some(true),
            yes: Some(false),
            any: Some(r#"{"b":"1.50","a":""}"#.parse().unwrap()),
            ..Record::default()
        };
        assert_eq!(record, expected);
        let lone = read(b"<record><list>a</list><object><text>b</text></object></record>").await;
        let lone = lone.unwrap();
        assert_eq!(lone.list, Some(vec!["a".to_owned()]));
        assert_eq!(lone.object.unwrap().text.as_deref(), Some("b"));
    }

    #[tokio::test]
    async fn an_error_in_xml_says_nothing_that_the_response_says() {
        for (xml, expected) in [
            (
                "<record><number>CANARY7f3a9c</number></record>",
                "record.number: expected an integer of 64 bits, got text",
            ),
            (
                "<record><text>a</CANARY7f3a9c></record>",
                "response: expected XML, got tags that do not match at byte 15",
            ),
            (
                "<record>&CANARY7f3a9c;</record>",
                "response: expected XML, got an entity of its own at byte 8",
            ),
        ] {
            let error = read(xml.as_bytes()).await.unwrap_err();
            let text = error.to_string();
            assert!(text.ends_with(expected), "{text}");
            let printed = format!("{text}{error:?}{:?}", error.source());
            assert!(!printed.contains("CANARY"), "{printed}");
        }
    }
}
