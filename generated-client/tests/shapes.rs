//! Risk: an object, a list or one of several types that goes out in another shape than the page has, or is not read in it.
#![allow(clippy::unwrap_used)]

mod common;

use common::round_trip::{Plain, written};
use ncloud::__v1::{ElementsWriter, EncodeElements, EncodeTextAs};
use ncloud::__v1::{Iso8601, IsoDate, Joined, JoinedElements};
use ncloud::decode::{Decode, Kind, Reader, from_str};
use ncloud::operation::{Encode, JsonWriter};
use ncloud::types::{CivilDate, CommonCode, Patch, Timestamp, UnknownJson};

#[test]
fn a_common_code_has_a_code_and_a_name() {
    let code: CommonCode = from_str(r#"{"code":"RUN","codeName":"running"}"#).unwrap();
    assert_eq!(code, CommonCode::new("RUN").code_name("running"));
    let bare: CommonCode = from_str(r#"{"code":"RUN","codeName":null}"#).unwrap();
    assert_eq!(bare, CommonCode::new("RUN"));
    assert_eq!(
        written::<Plain, _>(bare),
        Ok(r#"{"code":"RUN"}"#.to_owned())
    );
    assert_eq!(
        from_str::<CommonCode>("{}").unwrap_err().to_string(),
        "code: expected a value, got no such member"
    );
}

/// A member that may be absent, `null` or a value, and one that is a value or `null`.
#[derive(Debug, PartialEq)]
struct Record {
    alias: Patch<i64>,
    time: Patch<Timestamp>,
    parent: Option<i64>,
}

impl Encode for Record {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("alias", &self.alias);
        object.field_as::<Patch<Iso8601>, _>("time", &self.time);
        object.nullable("parent", &self.parent);
        object.end();
    }
}

impl Decode for Record {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            alias: reader.field("alias"),
            time: reader.field_as::<Patch<Iso8601>, _>("time"),
            parent: reader.field("parent"),
        }
    }
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let time = Timestamp::from_epoch_millis(0);
    for (json, alias, time, parent) in [
        (r#"{"parent":null}"#, Patch::Absent, Patch::Absent, None),
        (
            r#"{"alias":null,"time":null,"parent":null}"#,
            Patch::Null,
            Patch::Null,
            None,
        ),
        (
            r#"{"alias":5,"time":"1970-01-01T00:00:00Z","parent":7}"#,
            Patch::from(5),
            Patch::from(Some(time)),
            Some(7),
        ),
    ] {
        let record = Record {
            alias,
            time,
            parent,
        };
        assert_eq!(from_str::<Record>(json).unwrap(), record);
        assert_eq!(written::<Plain, _>(record), Ok(json.to_owned()));
    }
    let record: Record = from_str(r#"{"alias":"","time":""}"#).unwrap();
    assert!(record.alias.is_null() && record.time.is_null());
    assert_eq!(record.alias.value(), None);
    assert_eq!(Patch::from("a").into_value(), Some("a".to_owned()));
    assert_eq!(
        from_str::<Record>(r#"{"alias":"x"}"#)
            .unwrap_err()
            .to_string(),
        "alias: expected an integer of 64 bits, got text"
    );
}

/// `[127.1, 37.5, "2023-01-02"]`
#[derive(Debug, PartialEq)]
struct Point {
    longitude: f64,
    latitude: Option<f64>,
    day: CivilDate,
}

impl Encode for Point {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut list = writer.list();
        list.element(&self.longitude);
        list.element(&self.latitude);
        list.element_as::<IsoDate, _>(&self.day);
        list.end();
    }
}

impl Decode for Point {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            longitude: reader.element(0),
            latitude: reader.element(1),
            day: reader.element_as::<IsoDate, _>(2),
        }
    }
}

#[test]
fn a_tuple_is_a_list() {
    let json = r#"[127.1,null,"2023-01-02"]"#;
    let point = Point {
        longitude: 127.1,
        latitude: None,
        day: CivilDate::new(2023, 1, 2).unwrap(),
    };
    assert_eq!(from_str::<Point>(json).unwrap(), point);
    assert_eq!(
        from_str::<Point>(r#"[127.1,null,"20230102","more",{}]"#).unwrap(),
        point
    );
    assert_eq!(written::<Plain, _>(point), Ok(json.to_owned()));
    for (json, error) in [
        ("[1,2]", "[2]: expected a value, got no such member"),
        (
            "[1,[],\"2023-01-02\"]",
            "[1]: expected a number, got a list of 0",
        ),
        ("{}", "response: expected a list, got an object of 0"),
        ("null", "response: expected a list, got null"),
    ] {
        assert_eq!(
            from_str::<Point>(json).unwrap_err().to_string(),
            error,
            "{json}"
        );
    }
    let error = from_str::<Vec<Point>>(r#"[[1,2,"2023-01-02"],[1,"x",3]]"#).unwrap_err();
    assert_eq!(error.path(), "[1][1]");
}

/// `a,2023-01-02T00:00:00Z`
struct Named {
    name: &'static str,
    time: Timestamp,
}

impl EncodeElements for Named {
    fn encode_elements(&self, elements: &mut ElementsWriter) {
        elements.element(self.name);
        elements.element_as::<Iso8601, _>(&self.time);
    }
}

#[test]
fn a_tuple_is_one_text() {
    type Format = Joined<'|', JoinedElements<','>>;
    let named = |name, millis| Named {
        name,
        time: Timestamp::from_epoch_millis(millis),
    };
    let list = vec![named("a", 0), named("", 1_000)];
    assert_eq!(
        Format::encode_text_as(&list).unwrap(),
        "a,1970-01-01T00:00:00Z|,1970-01-01T00:00:01Z"
    );
    assert_eq!(Format::fault_as(&list), None);
    for (tuple, fault) in [
        (
            named("a,b", 0),
            "has an element that holds the separator of the tuple; give it another value",
        ),
        (
            named("a|b", 0),
            "has an item that holds the separator of the list; give it another value",
        ),
        (
            named("a", i64::MAX),
            "is beyond the years 0 to 9999; give it another time",
        ),
    ] {
        assert_eq!(Format::fault_as(&vec![tuple]), Some(fault));
    }
}

#[derive(Debug, PartialEq)]
enum Plaintext {
    Text(String),
    Texts(Vec<String>),
    Unknown(UnknownJson),
}

impl Decode for Plaintext {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader) -> Self {
        match reader.kind() {
            Some(Kind::Text) => Self::Text(reader.value()),
            Some(Kind::List) => Self::Texts(reader.value()),
            _ => Self::Unknown(reader.value()),
        }
    }
}

impl Encode for Plaintext {
    fn encode(&self, writer: &mut JsonWriter) {
        match self {
            Self::Text(value) => writer.value(value),
            Self::Texts(value) => writer.value(value),
            Self::Unknown(value) => writer.value(value),
        }
    }
}

#[test]
fn an_untagged_union_is_told_by_its_kind() {
    for json in [
        "\"\"",
        "\"a\"",
        "[\"a\",\"b\"]",
        "[]",
        "5",
        "true",
        r#"{"a":[1]}"#,
    ] {
        let value: Plaintext = from_str(json).unwrap();
        let is_known = json.starts_with(['"', '[']);
        assert_eq!(!matches!(value, Plaintext::Unknown(_)), is_known, "{json}");
        assert_eq!(written::<Plain, _>(value), Ok(json.to_owned()));
    }
    for (json, error) in [
        ("null", "response: expected a value, got null"),
        ("[{}]", "[0]: expected text, got an object of 0"),
    ] {
        assert_eq!(from_str::<Plaintext>(json).unwrap_err().to_string(), error);
    }
}

/// `{"type":"text","text":"a"}`
#[derive(Debug, PartialEq)]
enum Part {
    Text(Text),
    Nested(Box<Nested>),
    Unknown(UnknownJson),
}

#[derive(Debug, PartialEq)]
struct Text {
    text: String,
}

#[derive(Debug, PartialEq)]
struct Nested {
    part: Option<Part>,
}

impl Decode for Part {
    fn decode(reader: &mut Reader) -> Self {
        match reader.tag("type").as_str() {
            "text" => Self::Text(reader.value()),
            "nested" => Self::Nested(reader.value()),
            _ => Self::Unknown(reader.value()),
        }
    }
}

impl Encode for Part {
    fn encode(&self, writer: &mut JsonWriter) {
        match self {
            Self::Text(value) => writer.tagged("type", "text", value),
            Self::Nested(value) => writer.tagged("type", "nested", value),
            Self::Unknown(value) => writer.value(value),
        }
    }
}

impl Decode for Text {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            text: reader.field("text"),
        }
    }
}

impl Encode for Text {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("text", &self.text);
        object.end();
    }
}

impl Decode for Nested {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            part: reader.field("part"),
        }
    }
}

impl Encode for Nested {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("part", &self.part);
        object.end();
    }
}

#[test]
fn a_tagged_union_is_told_by_a_member() {
    for (json, is_known) in [
        (r#"{"type":"text","text":"a"}"#, true),
        (
            r#"{"type":"nested","part":{"type":"text","text":"a"}}"#,
            true,
        ),
        (r#"{"type":"nested"}"#, true),
        (r#"{"type":"video","url":"x"}"#, false),
        (r#"{"text":"a"}"#, false),
        ("[1]", false),
    ] {
        let value: Part = from_str(json).unwrap();
        assert_eq!(!matches!(value, Part::Unknown(_)), is_known, "{json}");
        assert_eq!(written::<Plain, _>(value), Ok(json.to_owned()));
    }
    assert_eq!(
        from_str::<Vec<Part>>(r#"[{"type":"nested","part":{"type":"text"}}]"#)
            .unwrap_err()
            .to_string(),
        "[0].part.text: expected a value, got no such member"
    );
    assert!(from_str::<Part>("null").is_err());
}

#[test]
fn a_tag_on_something_that_is_no_object_is_refused() {
    struct Wrong;

    impl Encode for Wrong {
        fn encode(&self, writer: &mut JsonWriter) {
            writer.tagged("type", "text", "a");
        }
    }

    assert!(
        written::<Plain, _>(Wrong)
            .unwrap_err()
            .contains("is tagged and not an object")
    );
}
