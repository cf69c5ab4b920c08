//! Risk: a value that goes out in another form than the page has, or is not read in a form that the service has.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use ncloud::decode::{Decode, DecodeAs, Kind, Reader, from_str};
use ncloud::encode::{
    ElementsWriter, Encode, EncodeAs, EncodeElements, EncodeTextAs, Encoded, JsonWriter, Request,
};
use ncloud::format::{
    Base64, BasicIso8601, CompactDate, CompactDateTime, CompactMonth, EpochMillisText,
    EpochSeconds, Iso8601, IsoDate, IsoDateTime, IsoMonth, Joined, JoinedElements, Quoted,
    SpacedDateTime, SpacedDateTimeToMinute, YesNo,
};
use ncloud::operation::{
    Answer, Authorization, Description, Method, Operation, PathSegment, Safety,
};
use ncloud::types::{
    CivilDate, CivilDateTime, CivilMonth, CommonCode, Patch, Timestamp, UnknownJson,
};

/// Sends a value in a format as its body, and as a parameter of its query.
struct Put<F, T>(T, PhantomData<F>);

impl<F: EncodeAs<T>, T> Operation for Put<F, T> {
    type Output = ();

    const DESCRIPTION: &'static Description = &Description {
        service: &common::SERVICE,
        name: "Put",
        method: Method::Put,
        own_address: None,
        path: &[PathSegment::Literal("/")],
        authorization: Authorization::Signature,
        safety: Safety::Write,
        headers: &[],
        answer: Answer::Empty,
        success: None,
    };

    fn encode(&self, request: &mut Request) {
        request.json_as::<F, T>(&self.0);
    }
}

fn written<F: EncodeAs<T>, T>(value: T) -> Result<String, String> {
    Encoded::of(&Put::<F, T>(value, PhantomData))
        .map(|encoded| String::from_utf8(encoded.body().as_bytes().unwrap().to_vec()).unwrap())
        .map_err(|error| error.to_string())
}

/// The format of what needs none.
enum Plain {}

impl<T: Encode> EncodeAs<T> for Plain {
    fn encode_as(value: &T, writer: &mut JsonWriter) {
        value.encode(writer);
    }
}

struct As<F, T>(T, PhantomData<F>);

impl<F: DecodeAs<T>, T> Decode for As<F, T> {
    fn decode(reader: &mut Reader) -> Self {
        Self(reader.value_as::<F, T>(), PhantomData)
    }
}

fn read<F: DecodeAs<T>, T>(json: &str) -> Result<T, String> {
    from_str::<As<F, T>>(json)
        .map(|value| value.0)
        .map_err(|error| error.to_string())
}

/// A format writes `json` and `text`, and reads the value from `json` and from all `others`.
#[track_caller]
fn both_ways<F, T>(value: T, json: &str, others: &[&str])
where
    F: EncodeAs<T> + EncodeTextAs<T> + DecodeAs<T>,
    T: Clone + Debug + PartialEq,
{
    assert_eq!(written::<F, T>(value.clone()), Ok(json.to_owned()));
    assert_eq!(
        F::encode_text_as(&value).unwrap(),
        json.trim_matches('"'),
        "as text"
    );
    for json in others.iter().chain([&json]) {
        assert_eq!(read::<F, T>(json), Ok(value.clone()), "{json}");
    }
}

#[test]
fn timestamps_go_both_ways() {
    let whole = Timestamp::from_epoch_millis(1_672_628_645_000);
    let fraction = Timestamp::from_epoch_millis(1_672_628_645_120);
    both_ways::<EpochMillisText, _>(fraction, "\"1672628645120\"", &["1672628645120"]);
    both_ways::<EpochSeconds, _>(whole, "1672628645", &["\"1672628645\"", "1672628645.0"]);
    both_ways::<Iso8601, _>(
        whole,
        "\"2023-01-02T03:04:05Z\"",
        &["\"2023-01-02T12:04:05+0900\"", "\"20230102T030405Z\""],
    );
    both_ways::<Iso8601, _>(
        fraction,
        "\"2023-01-02T03:04:05.120Z\"",
        &["\"2023-01-02T12:04:05.12+09:00\""],
    );
    both_ways::<BasicIso8601, _>(whole, "\"20230102T030405Z\"", &["\"2023-01-02T03:04:05Z\""]);
    assert_eq!(
        written::<BasicIso8601, _>(fraction),
        Ok("\"20230102T030405Z\"".to_owned())
    );
    assert_eq!(
        written::<EpochSeconds, _>(Timestamp::from_epoch_millis(-1)),
        Ok("-1".to_owned())
    );
    for (json, millis) in [
        ("1672628645.12", 1_672_628_645_120),
        ("\"1672628645.12345\"", 1_672_628_645_123),
        ("-1.5", -1_500),
    ] {
        assert_eq!(
            read::<EpochSeconds, _>(json),
            Ok(Timestamp::from_epoch_millis(millis)),
            "{json}"
        );
    }
    for json in ["\"soon\"", "true", "\"1.x\"", "9223372036854775807", "\"\""] {
        assert!(read::<EpochSeconds, Timestamp>(json).is_err(), "{json}");
    }
    assert_eq!(
        read::<Iso8601, Timestamp>("\"2023-01-02T03:04:05\"").unwrap_err(),
        "answer: expected a time with its distance from UTC, such as 2026-01-31T09:30:00+0900, got \"2023-01-02T03:04:05\""
    );
    assert!(
        written::<Iso8601, _>(Timestamp::from_epoch_millis(i64::MAX))
            .unwrap_err()
            .contains("is beyond the years 0 to 9999; give it another time")
    );
}

#[test]
fn civil_times_go_both_ways() {
    let time: CivilDateTime = "2023-01-02T03:04:05".parse().unwrap();
    let minute: CivilDateTime = "2023-01-02T03:04".parse().unwrap();
    let date = CivilDate::new(2023, 1, 2).unwrap();
    let month = CivilMonth::new(2023, 1).unwrap();
    let others = ["\"2023-01-02 03:04:05\"", "\"20230102030405\""];
    both_ways::<SpacedDateTime, _>(time, "\"2023-01-02 03:04:05\"", &others);
    both_ways::<SpacedDateTimeToMinute, _>(minute, "\"2023-01-02 03:04\"", &[]);
    both_ways::<IsoDateTime, _>(time, "\"2023-01-02T03:04:05\"", &others);
    both_ways::<CompactDateTime, _>(time, "\"20230102030405\"", &["20230102030405"]);
    both_ways::<IsoDate, _>(date, "\"2023-01-02\"", &["\"20230102\"", "20230102"]);
    both_ways::<CompactDate, _>(date, "\"20230102\"", &["\"2023-01-02\""]);
    both_ways::<IsoMonth, _>(month, "\"2023-01\"", &["\"202301\""]);
    both_ways::<CompactMonth, _>(month, "\"202301\"", &["\"2023-01\"", "202301"]);
    assert_eq!(
        read::<CompactMonth, CivilMonth>("\"202313\"").unwrap_err(),
        "answer: expected a month such as 202601, got \"202313\""
    );
    // What an optional one comes as where there is none.
    for json in ["null", "\"\""] {
        assert_eq!(
            read::<Option<IsoDate>, Option<CivilDate>>(json),
            Ok(None),
            "{json}"
        );
    }
    assert!(read::<IsoDate, CivilDate>("\"\"").is_err());
}

#[test]
fn numbers_and_booleans_go_in_quotes() {
    both_ways::<Quoted, i64>(-5, "\"-5\"", &["-5", "-5.0"]);
    both_ways::<Quoted, i32>(5, "\"5\"", &["5"]);
    both_ways::<Quoted, f64>(1.5, "\"1.5\"", &["1.5"]);
    both_ways::<Quoted, bool>(true, "\"true\"", &["true", "\"Y\""]);
    assert_eq!(
        written::<Vec<Quoted>, _>(vec![1_i64, 2]),
        Ok("[\"1\",\"2\"]".to_owned())
    );
    assert!(
        written::<Quoted, _>(f64::NAN)
            .unwrap_err()
            .contains("is not a finite number")
    );
    assert_eq!(read::<Option<Quoted>, Option<i64>>("\"\""), Ok(None));
}

#[test]
fn every_scalar_is_read_from_its_other_forms() {
    assert_eq!(from_str::<String>("12").unwrap(), "12");
    assert_eq!(from_str::<String>("1.5").unwrap(), "1.5");
    assert_eq!(from_str::<String>("true").unwrap(), "true");
    assert_eq!(from_str::<i64>("\"12\"").unwrap(), 12);
    assert_eq!(from_str::<i64>("12.0").unwrap(), 12);
    assert_eq!(from_str::<i32>("\"12\"").unwrap(), 12);
    assert_eq!(from_str::<i32>("12.0").unwrap(), 12);
    assert_eq!(from_str::<f64>("\"1.5\"").unwrap(), 1.5);
    assert_eq!(from_str::<f64>("2").unwrap(), 2.0);
    for (texts, expected) in [
        (["true", "\"true\"", "\"TRUE\"", "\"Y\"", "\"y\""], true),
        (["false", "\"false\"", "\"False\"", "\"N\"", "\"n\""], false),
    ] {
        for text in texts {
            assert_eq!(from_str::<bool>(text).unwrap(), expected, "{text}");
            assert_eq!(read::<YesNo, bool>(text), Ok(expected), "{text}");
        }
    }
    for text in ["1", "\"yes\"", "\"\"", "[]"] {
        assert!(from_str::<bool>(text).is_err(), "{text}");
        assert!(read::<YesNo, bool>(text).is_err(), "{text}");
    }
}

#[test]
fn bytes_go_as_base64() {
    both_ways::<Base64, _>(
        b"\0\xffdata".to_vec(),
        "\"AP9kYXRh\"",
        &["\"AP9k\\nYXRh\\n\"", "\" AP9kYXRh\""],
    );
    both_ways::<Base64, _>(b"a".to_vec(), "\"YQ==\"", &["\"YQ\""]);
    both_ways::<Base64, _>(Vec::new(), "\"\"", &[]);
    assert_eq!(
        written::<Vec<Base64>, _>(vec![b"a".to_vec(), b"b".to_vec()]),
        Ok("[\"YQ==\",\"Yg==\"]".to_owned())
    );
    for (json, got) in [
        ("\"Y\"", "text of 1 bytes"),
        ("\"%%%%\"", "text of 4 bytes"),
        ("5", "5"),
    ] {
        assert_eq!(
            read::<Base64, Vec<u8>>(json),
            Err(format!("answer: expected base64, got {got}"))
        );
    }
}

#[test]
fn maps_hold_maps_of_lists() {
    type Nested = BTreeMap<String, BTreeMap<String, Vec<bool>>>;
    type NestedFormat = BTreeMap<String, BTreeMap<String, Vec<YesNo>>>;
    let json = r#"{"a":{"b":["Y","N"],"c":[]},"d":{}}"#;
    let value = read::<NestedFormat, Nested>(json).unwrap();
    assert_eq!(value["a"]["b"], [true, false]);
    assert_eq!(written::<NestedFormat, Nested>(value), Ok(json.to_owned()));
}

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
        "alias: expected an integer of 64 bits, got \"x\""
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
        ("{}", "answer: expected a list, got an object of 0"),
        ("null", "answer: expected a list, got null"),
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
        ("null", "answer: expected a value, got null"),
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
