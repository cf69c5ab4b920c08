//! Risk: a response that the service gives and the documentation does not, read wrongly or not at all.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use common::User;
use ncloud::__v1::{DecodeAs, stand_in};
use ncloud::__v1::{EpochMillis, YesNo};
use ncloud::decode::{Decode, DecodeError, Reader, from_slice, from_str};
use ncloud::types::{Json, Timestamp};

/// An object with one member in a format.
struct As<F, T>(T, PhantomData<F>);

impl<F: DecodeAs<T>, T> Decode for As<F, T> {
    fn decode(reader: &mut Reader) -> Self {
        Self(reader.field_as::<F, T>("x"), PhantomData)
    }
}

struct Plain<T>(T);

impl<T: Decode> Decode for Plain<T> {
    fn decode(reader: &mut Reader) -> Self {
        Self(reader.field("x"))
    }
}

fn field_as<F: DecodeAs<T>, T>(json: &str) -> Result<T, DecodeError> {
    from_str::<As<F, T>>(json).map(|object| object.0)
}

fn field<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_str::<Plain<T>>(json).map(|object| object.0)
}

/// What a missing member, `null` and `""` give for an optional value, and for a required one.
#[track_caller]
fn absences<T: Decode + Debug + PartialEq>(
    optional: [Option<T>; 3],
    required: [Result<T, &str>; 3],
) {
    let bodies = ["{}", r#"{"x":null}"#, r#"{"x":""}"#];
    for ((body, optional), required) in bodies.iter().zip(optional).zip(required) {
        assert_eq!(field::<Option<T>>(body), Ok(optional), "optional {body}");
        assert_eq!(
            field::<T>(body).map_err(|error| error.to_string()),
            required.map_err(str::to_owned),
            "required {body}"
        );
    }
}

const MISSING: &str = "x: expected a value, got no such member";

#[test]
fn missing_null_and_empty_are_told_apart_for_every_type() {
    absences::<String>(
        [None, None, Some(String::new())],
        [
            Err(MISSING),
            Err("x: expected text, got null"),
            Ok(String::new()),
        ],
    );
    absences::<bool>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected true or false, got null"),
            Err("x: expected true or false, got empty text"),
        ],
    );
    absences::<i32>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected an integer of 32 bits, got null"),
            Err("x: expected an integer of 32 bits, got empty text"),
        ],
    );
    absences::<i64>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected an integer of 64 bits, got null"),
            Err("x: expected an integer of 64 bits, got empty text"),
        ],
    );
    absences::<f64>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected a number, got null"),
            Err("x: expected a number, got empty text"),
        ],
    );
    absences::<Json>(
        [None, None, Some(Json::from(""))],
        [Err(MISSING), Ok(Json::null()), Ok(Json::from(""))],
    );
    absences::<Vec<i64>>(
        [None, None, None],
        [
            Err(MISSING),
            Ok(Vec::new()),
            Err("x: expected a list, got empty text"),
        ],
    );
    absences::<BTreeMap<String, i64>>(
        [None, None, None],
        [
            Err(MISSING),
            Ok(BTreeMap::new()),
            Err("x: expected an object, got empty text"),
        ],
    );
    absences::<User>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected an object, got null"),
            Err("x: expected an object, got empty text"),
        ],
    );
    absences::<Box<User>>(
        [None, None, None],
        [
            Err(MISSING),
            Err("x: expected an object, got null"),
            Err("x: expected an object, got empty text"),
        ],
    );
}

#[test]
fn formats_tell_them_apart_in_the_same_way() {
    for body in ["{}", r#"{"x":null}"#, r#"{"x":""}"#] {
        assert_eq!(
            field_as::<Option<YesNo>, Option<bool>>(body),
            Ok(None),
            "{body}"
        );
        assert_eq!(
            field_as::<Option<EpochMillis>, Option<Timestamp>>(body),
            Ok(None),
            "{body}"
        );
        assert!(field_as::<YesNo, bool>(body).is_err(), "{body}");
        assert!(field_as::<EpochMillis, Timestamp>(body).is_err(), "{body}");
    }
    assert_eq!(
        field_as::<Option<Vec<YesNo>>, Option<Vec<bool>>>(r#"{"x":["Y","N"]}"#),
        Ok(Some(vec![true, false]))
    );
    assert_eq!(
        field_as::<BTreeMap<String, EpochMillis>, _>(r#"{"x":{"a":5}}"#),
        Ok(BTreeMap::from([(
            "a".to_owned(),
            Timestamp::from_epoch_millis(5)
        )]))
    );
}

#[test]
fn scalars_are_read_leniently() {
    assert_eq!(from_str::<String>("\"a\"").unwrap(), "a");
    assert_eq!(from_str::<String>("1234").unwrap(), "1234");
    assert_eq!(
        from_str::<String>("18446744073709551615").unwrap(),
        "18446744073709551615"
    );
    assert_eq!(from_str::<String>("true").unwrap(), "true");
    assert_eq!(from_str::<i64>("\"42\"").unwrap(), 42);
    assert_eq!(from_str::<i64>("-9223372036854775808").unwrap(), i64::MIN);
    assert_eq!(from_str::<i64>("3.0").unwrap(), 3);
    assert_eq!(from_str::<i32>("\"-7\"").unwrap(), -7);
    assert_eq!(from_str::<f64>("\"1.5\"").unwrap(), 1.5);
    assert_eq!(from_str::<f64>("2").unwrap(), 2.0);
    assert!(from_str::<bool>("\"True\"").unwrap());
    assert!(!from_str::<bool>("\"false\"").unwrap());
    assert_eq!(field_as::<YesNo, bool>(r#"{"x":"Y"}"#), Ok(true));
    assert_eq!(field_as::<YesNo, bool>(r#"{"x":"n"}"#), Ok(false));
    assert_eq!(field_as::<YesNo, bool>(r#"{"x":true}"#), Ok(true));
    assert_eq!(
        field_as::<EpochMillis, _>(r#"{"x":"1669784186961"}"#),
        Ok(Timestamp::from_epoch_millis(1_669_784_186_961))
    );
    from_str::<()>("{\"result\":\"SUCCESS\"}").unwrap();
}

#[test]
fn what_cannot_be_meant_is_refused() {
    for json in [
        "1.5",
        "\"1.5\"",
        "9223372036854775808",
        "\"abc\"",
        "true",
        "[]",
        "1e300",
    ] {
        assert!(from_str::<i64>(json).is_err(), "{json}");
    }
    assert!(from_str::<i32>("2147483648").is_err());
    assert!(from_str::<f64>("\"NaN\"").is_err());
    assert!(from_str::<f64>("\"inf\"").is_err());
    assert!(from_str::<bool>("2").is_err());
    assert!(from_str::<bool>("\"yes\"").is_err());
    assert!(from_str::<String>("{}").is_err());
    assert!(field_as::<YesNo, bool>(r#"{"x":"yes"}"#).is_err());
}

#[test]
fn an_error_names_the_place() {
    let error = from_str::<Vec<User>>(
        r#"[{"name":"a"},{"name":"b","joined":1},{"name":"c","joined":"soon"}]"#,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "[2].joined: expected epoch milliseconds, got text"
    );
    assert_eq!(
        (error.path(), error.expected(), error.got()),
        ("[2].joined", "epoch milliseconds", "text")
    );
    assert_eq!(error.raw(), Some("\"soon\""));

    let error =
        from_str::<BTreeMap<String, Vec<User>>>(r#"{"a b":[{"name":"a"},{}]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "{0}[1].name: expected a value, got no such member"
    );

    let error = from_str::<User>("[1,2]").unwrap_err();
    assert_eq!(
        error.to_string(),
        "response: expected an object, got a list of 2"
    );

    let error = from_slice::<User>(b"<html>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "response: expected JSON, got expected value at line 1 column 1"
    );
}

#[test]
fn the_first_fault_is_the_one_that_is_told() {
    let users = r#"[{"name":"a","joined":"x"},{"name":[]},"b"]"#;
    let error = from_str::<Vec<User>>(users).unwrap_err();
    assert_eq!(error.path(), "[0].joined");

    let error = from_str::<Plain<Plain<Plain<User>>>>(r#"{"x":{"x":{"x":true}}}"#)
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "x.x.x: expected an object, got a boolean"
    );
    let error = from_str::<Plain<Plain<Plain<User>>>>(r#"{"x":{}}"#)
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "x.x: expected a value, got no such member"
    );
}

#[test]
fn what_stands_in_is_the_default() {
    assert_eq!(stand_in::<User>(), User::default());
    assert_eq!(stand_in::<Option<Vec<i64>>>(), None);
    assert_eq!(stand_in::<Json>(), Json::null());
}

#[test]
fn unknown_members_are_passed_over() {
    assert_eq!(
        from_str::<User>(r#"{"name":"a","new":{"x":[1]}}"#),
        Ok(User {
            name: "a".to_owned(),
            joined: None
        })
    );
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = "[".repeat(100_000);
    assert!(
        from_str::<Json>(&deep)
            .unwrap_err()
            .to_string()
            .contains("recursion limit")
    );
}

#[test]
fn timestamps_print_as_rfc_3339() {
    for (millis, text) in [
        (1_669_784_186_961, "2022-11-30T04:56:26.961Z"),
        (0, "1970-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (
            253_402_300_800_000,
            "253402300800000 ms since 1970-01-01T00:00:00Z",
        ),
        (-1, "1969-12-31T23:59:59.999Z"),
        (
            i64::MIN,
            "-9223372036854775808 ms since 1970-01-01T00:00:00Z",
        ),
    ] {
        assert_eq!(Timestamp::from_epoch_millis(millis).to_string(), text);
    }
    for millis in [-1_500, 0, 1_700_000_000_123] {
        let timestamp = Timestamp::from_epoch_millis(millis);
        assert_eq!(
            Timestamp::from(timestamp.to_system_time().unwrap()),
            timestamp
        );
    }
}
