//! Risk: a value that goes out in another form than the page has, or is not read in a form that the service has.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;

use common::round_trip::{read, written};
use ncloud::__v1::DecodeAs;
use ncloud::__v1::{
    Base64, BasicIso8601, CompactDate, CompactDateTime, CompactMonth, EpochMillisText,
    EpochSeconds, Iso8601, IsoDate, IsoDateTime, IsoMonth, Quoted, SpacedDateTime,
    SpacedDateTimeToMinute, YesNo,
};
use ncloud::__v1::{EncodeAs, EncodeTextAs};
use ncloud::decode::from_str;
use ncloud::types::{CivilDate, CivilDateTime, CivilMonth, Timestamp};

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
        "response: expected a time with its distance from UTC, such as 2026-01-31T09:30:00+0900, got text"
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
        "response: expected a month such as 202601, got text"
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
        (
            "true, \"true\", \"TRUE\", \" True \", \"Y\", \"y\", 1, 1.0, \"1\", \" 1 \"",
            true,
        ),
        (
            "false, \"false\", \"False\", \"N\", \"n\", 0, -0, \"0\", \"0.0\"",
            false,
        ),
    ] {
        for text in texts.split(", ") {
            assert_eq!(from_str::<bool>(text).unwrap(), expected, "{text}");
            assert_eq!(read::<YesNo, bool>(text), Ok(expected), "{text}");
        }
    }
    for text in ["2", "-1", "0.5", "\"yes\"", "\"\"", "[]"] {
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
        ("5", "a number"),
    ] {
        assert_eq!(
            read::<Base64, Vec<u8>>(json),
            Err(format!("response: expected base64, got {got}"))
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
