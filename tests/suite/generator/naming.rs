//! The naming obstacle course: that it compiles is shown by this package's library; here its values go out and come back.

use ncloud::{decode, operation::Encoded, types::Timestamp};
use ncloud_tests::naming::{self, Vec as Word};

#[test]
fn a_request_whose_names_are_all_taken_goes_out_by_its_wire_names() {
    let box_ = decode::from_str::<naming::Box>(&box_text()).unwrap();
    let request = naming::Option::new(
        "self",
        "type",
        "fn",
        7,
        Word::Self_,
        "new",
        Timestamp::from_epoch_millis(1),
        "object",
        box_,
        "writer",
        "self_",
        [("k", "v")],
        ["l"],
    )
    .name("name")
    .string("Some")
    .crate_("crate")
    .map([("m", Word::KrInCapitals)])
    .vec(["kr", "elsewhere"]);
    let encoded = Encoded::of(&request).unwrap();
    assert_eq!(
        encoded.target(),
        "/fn/7/self?new=new&f=1&name=name&String=Some"
    );
    assert_eq!(encoded.headers()["x-crate"], "crate");
    assert_eq!(
        std::str::from_utf8(encoded.body().as_bytes().unwrap()).unwrap(),
        format!(
            r#"{{"object":"object","body":{},"writer":"writer","self_":"self_","key":{{"k":"v"}},"list":["l"],"map":{{"m":"KR"}},"vec":["kr","elsewhere"]}}"#,
            box_text()
        )
    );
}

/// The members of `Box` in their order, each with its own name as its value.
fn box_text() -> String {
    let members: Vec<String> = [
        "request", "value", "self_", "object", "body", "writer", "answer", "debug", "f", "name",
        "key", "other", "total", "received", "field", "fmt", "finish", "encode", "decode", "item",
        "list",
    ]
    .iter()
    .map(|name| format!("{name:?}:{name:?}"))
    .collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn an_answer_whose_names_are_all_taken_comes_back_by_its_wire_names() {
    let answer: naming::Result = decode::from_str(
        r#"{"Ok": "ok", "self": "self", "Self": "Self", "type": "Self", "a.b": "dot", "a-c": "hyphen", "이름": "name",
            "\"quoted\"\\": "quoted", "Err": {"Ok": "inner", "self": "", "type": "new here"}}"#,
    )
    .unwrap();
    assert_eq!((answer.ok.as_str(), answer.self_.as_str()), ("ok", "self"));
    assert_eq!(answer.self_type.as_deref(), Some("Self"));
    assert_eq!(answer.r#type, Word::SelfType);
    assert_eq!(
        (answer.a_b.as_deref(), answer.a_c.as_deref()),
        (Some("dot"), Some("hyphen"))
    );
    assert_eq!(
        (answer.korean_name.as_deref(), answer.quoted.as_deref()),
        (Some("name"), Some("quoted"))
    );
    let inner = answer.err.unwrap();
    assert_eq!(inner.ok, "inner");
    assert_eq!(inner.r#type.as_str(), "new here");
}

#[test]
fn values_that_differ_by_case_alone_are_told_apart() {
    for (text, value) in [
        ("kr", Word::Kr),
        ("KR", Word::KrInCapitals),
        ("1", Word::One),
        ("", Word::Empty),
        ("`", Word::Backtick),
        ("\"\\", Word::Escapes),
        ("unknown", Word::UnknownInSpec),
        ("한국", Word::Korea),
        ("self", Word::Self_),
        ("Self", Word::SelfType),
    ] {
        assert_eq!(Word::from(text), value);
        assert_eq!(value.as_str(), text);
    }
    assert!(matches!(Word::from("Kr"), Word::Unknown(value) if value.as_str() == "Kr"));
}

#[test]
fn parameters_that_differ_by_case_alone_are_told_apart() {
    let request = naming::Iterator::new("self", "type")
        .vpc_no("a")
        .vpc_no_old("b")
        .vpc_no_oldest("c")
        .up(1)
        .down(2)
        .one(3);
    let encoded = Encoded::of(&request).unwrap();
    assert_eq!(
        encoded.target(),
        "/iterator?vpcNo=a&vpc_no=b&VPCNo=c&%2B1=1&-1=2&1=3"
    );
}

#[test]
fn shapes_whose_names_are_all_taken_go_out_and_come_back() {
    let elements = (
        "list".to_owned(),
        5,
        true,
        naming::Display::None,
        "from".to_owned(),
    );
    let cow = naming::Cow::from("text");
    let patch = naming::Patch::new(
        naming::Kind::Self_(naming::PartialEq::new()),
        elements.clone(),
        None,
    )
    .self_(cow);
    let request = naming::IntoIterator::new("self", "type", elements, naming::Kind::Itself(patch));
    let encoded = Encoded::of(&request).unwrap();
    assert_eq!(
        encoded.target(),
        "/into-iterator?elements=list%3A5%3Atrue%3A0%3Afrom"
    );
    let body = std::str::from_utf8(encoded.body().as_bytes().unwrap()).unwrap();
    assert_eq!(
        body,
        r#"{"type":"Kind","value":{"type":"self"},"reader":["list",5,true,0,"from"],"new":null,"self":"text"}"#
    );
    let naming::Kind::Itself(patch) = decode::from_str(body).unwrap() else {
        panic!("{body}");
    };
    assert!(matches!(*patch.value, naming::Kind::Self_(_)));
    assert_eq!(patch.reader.r#type, naming::Display::None);
    assert!(matches!(patch.self_.value(), Some(naming::Cow::Some(text)) if text == "text"));
}
