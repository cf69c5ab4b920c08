//! Risk: a request other than the one that was meant, or one that is signed in another spelling than it is sent in.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{GetUser, ModifyUser};
use ncloud::__v1::{EpochMillis, YesNo};
use ncloud::operation::{Encode, Encoded, JsonWriter, Request};
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment};
use ncloud::types::{Json, Timestamp};
use proptest::prelude::*;

#[test]
fn a_body_holds_what_is_present() {
    let encoded = Encoded::of(&ModifyUser::new("a\"\n\u{d55c}\u{1f600}")).unwrap();
    assert_eq!(
        encoded.body().as_bytes().unwrap(),
        "{\"name\":\"a\\\"\\n\u{d55c}\u{1f600}\",\"groupYn\":\"Y\"}"
    );
    assert_eq!(encoded.target(), "/v1/user");
    assert_eq!(
        encoded.headers().get("content-type").unwrap(),
        "application/json; charset=utf-8"
    );

    let mut request = ModifyUser::new("a");
    request.i18n_names = Some(BTreeMap::from([
        ("en\"".to_owned(), "A".to_owned()),
        ("ko".to_owned(), String::new()),
    ]));
    request.joined = Some(Timestamp::from_epoch_millis(-5));
    assert_eq!(
        Encoded::of(&request).unwrap().body().as_bytes().unwrap(),
        r#"{"name":"a","i18nNames":{"en\"":"A","ko":""},"groupYn":"Y","joined":-5}"#
    );
}

#[test]
fn a_read_has_no_body() {
    let encoded = Encoded::of(&common::get_user()).unwrap();
    assert!(encoded.body().as_bytes().unwrap().is_empty());
    assert!(encoded.headers().is_empty());
    assert_eq!(encoded.target(), "/v1/companies/c1/users/u1");
}

struct Anything {
    text: String,
    number: f64,
    json: Json,
}

impl Encode for Anything {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("text", &self.text);
        object.field("number", &self.number);
        object.field("json", &self.json);
        object.field("nothing", &None::<i64>);
        object.field("list", &vec![Some(1_i32), None]);
        object.field_as::<Vec<YesNo>, _>("flags", &vec![true, false]);
        object.field_as::<BTreeMap<String, EpochMillis>, _>(
            "times",
            &BTreeMap::from([("a".to_owned(), Timestamp::from_epoch_millis(1))]),
        );
        object.field("boxed", &Box::new(true));
        object.end();
    }
}

/// Sends anything as its body.
struct Put<'a>(&'a [Anything]);

impl Operation for Put<'_> {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "Put",
        Method::Put,
        &[PathSegment::Literal("/put")],
    );

    fn encode(&self, request: &mut Request) {
        request.json(&self.0.iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_body_may_be_a_list() {
    let anything = Anything {
        text: "a".to_owned(),
        number: 1.5,
        json: ncloud::decode::from_str("{\"b\":[null]}").unwrap(),
    };
    let encoded = Encoded::of(&Put(&[anything])).unwrap();
    assert_eq!(
        encoded.body().as_bytes().unwrap(),
        r#"[{"text":"a","number":1.5,"json":{"b":[null]},"list":[1,null],"flags":["Y","N"],"times":{"a":1},"boxed":true}]"#
    );
    assert_eq!(
        encoded.headers().get("content-type").unwrap(),
        "application/json"
    );
}

#[test]
fn a_number_that_json_cannot_hold_is_refused() {
    let anything = Anything {
        text: String::new(),
        number: f64::NAN,
        json: Json::null(),
    };
    assert_eq!(
        Encoded::of(&Put(&[anything])).unwrap_err().to_string(),
        "sample.Put: body member `number` is not a finite number, which JSON cannot hold; give it another value"
    );
}

#[test]
fn what_cannot_be_sent_names_its_parameter() {
    let refused = |request: GetUser| Encoded::of(&request).unwrap_err().to_string();
    assert_eq!(
        refused(GetUser::new("c", "")),
        "sample.GetUser: path parameter `externalKey` is empty, which would name another path; give it a value"
    );
    for dots in [".", ".."] {
        assert_eq!(
            refused(GetUser::new(dots, "u")),
            "sample.GetUser: path parameter `companyId` is `.` or `..`, which every HTTP library resolves to another path; give it another value"
        );
    }
    let header = "sample.GetUser: header `x-ncp-region_code` holds a character that a header cannot carry; use visible ASCII without line feeds";
    for value in ["KR\r\nx-evil: 1", "\u{d55c}\u{ad6d}", "\0"] {
        assert_eq!(refused(common::get_user().region_code(value)), header);
    }
}

/// Two parameters in one segment.
struct Joined(&'static str, &'static str);

impl Operation for Joined {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &common::SERVICE,
        "Joined",
        Method::Get,
        &[
            PathSegment::Literal("/a/."),
            PathSegment::Parameter("x"),
            PathSegment::Parameter("y"),
        ],
    );

    fn encode(&self, request: &mut Request) {
        request.path("x", self.0);
        if !self.1.is_empty() {
            request.path("y", self.1);
        }
    }
}

#[test]
fn values_cannot_form_dots_together() {
    assert_eq!(Encoded::of(&Joined("a", "b")).unwrap().target(), "/a/.ab");
    assert!(
        Encoded::of(&Joined("a", ""))
            .unwrap_err()
            .to_string()
            .contains("path parameter `y` is not written")
    );
}

proptest! {
    #[test]
    fn what_is_signed_is_what_url_libraries_keep(
        company in hostile(), user in hostile(), filter in proptest::option::of(hostile()),
    ) {
        let mut request = GetUser::new(company.clone(), user.clone());
        request.filter = filter.clone();
        let refused = [&company, &user].iter().any(|value| matches!(value.as_str(), "" | "." | ".."));
        let encoded = Encoded::of(&request);
        prop_assert_eq!(encoded.is_err(), refused);
        let Ok(encoded) = encoded else { return Ok(()) };

        let address = format!("https://example.com{}", encoded.target());
        #[cfg(feature = "reqwest")]
        prop_assert_eq!(String::from(reqwest::Url::parse(&address).unwrap()), address.as_str());
        let uri: http::Uri = address.parse().unwrap();
        prop_assert_eq!(uri.to_string(), address);

        // And the other side reads the values that were given.
        let segments: Vec<_> = uri.path().split('/').skip(1).map(decoded).collect();
        prop_assert_eq!(segments, ["v1", "companies", &company, "users", &user]);
        let query: Vec<_> = uri.query().map(|query| query.split_once('=').unwrap()).into_iter().collect();
        prop_assert_eq!(query.first().map(|(name, _)| *name), filter.as_ref().map(|_| "filter"));
        prop_assert_eq!(query.first().map(|(_, value)| decoded(value)), filter);
    }
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("..".to_owned()),
        Just(".".to_owned()),
        Just("%2e%2e".to_owned()),
        Just("{externalKey}".to_owned()),
        "[a-z/.%+ ?#&=;:@\\\\'\"<>|\\[\\]\u{d55c}\u{1f600}\n\t\u{0}-]{0,12}",
        any::<String>(),
    ]
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}
