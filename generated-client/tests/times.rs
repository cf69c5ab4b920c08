//! Risk: a time that is another one after it was read or sent.
#![allow(clippy::panic, clippy::unwrap_used)]

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::time::{Duration, UNIX_EPOCH};

use ncloud::types::{CivilDate, CivilDateTime, CivilMonth, TimeError, Timestamp};
use proptest::prelude::*;

#[track_caller]
fn reads<T: FromStr<Err = TimeError> + Display>(texts: &[(&str, &str)]) {
    for (text, shown) in texts {
        match text.parse::<T>() {
            Ok(value) => assert_eq!(value.to_string(), *shown, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[track_caller]
fn refuses<T: FromStr<Err = TimeError> + Debug>(expected: &str, texts: &[&str]) {
    for text in texts {
        let error = text.parse::<T>().unwrap_err();
        assert_eq!(error.to_string(), format!("expected {expected}"), "{text}");
    }
}

#[test]
fn a_timestamp_is_read_from_every_form() {
    reads::<Timestamp>(&[
        ("2023-01-02T03:04:05Z", "2023-01-02T03:04:05.000Z"),
        ("2023-01-02T03:04:05z", "2023-01-02T03:04:05.000Z"),
        ("2023-01-02T03:04:05+0900", "2023-01-01T18:04:05.000Z"),
        ("2023-01-02T03:04:05+09:00", "2023-01-01T18:04:05.000Z"),
        ("2023-01-02T03:04:05+09", "2023-01-01T18:04:05.000Z"),
        ("2023-01-02T03:04:05-0330", "2023-01-02T06:34:05.000Z"),
        ("2023-01-02T03:04:05.6Z", "2023-01-02T03:04:05.600Z"),
        (
            "2023-01-02T03:04:05.123456789+09:00",
            "2023-01-01T18:04:05.123Z",
        ),
        ("2023-01-02T03:04Z", "2023-01-02T03:04:00.000Z"),
        ("2023-01-02 03:04:05+0900", "2023-01-01T18:04:05.000Z"),
        ("20161027T171340Z", "2016-10-27T17:13:40.000Z"),
        ("20161027T171340+0900", "2016-10-27T08:13:40.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0000-02-29T00:00:00Z", "0000-02-29T00:00:00.000Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"),
    ]);
    refuses::<Timestamp>(
        "a time with its distance from UTC, such as 2026-01-31T09:30:00+0900",
        &[
            "",
            "soon",
            "2023-01-02",
            "2023-01-02T03:04:05",
            "2023-01-02T03:04:05.Z",
            "2023-01-02T03:04:05Z ",
            "2023-01-02T03:04:05+9",
            "2023-01-02T03:04:05+2400",
            "2023-01-02T03:04:05+0960",
            "2023-02-29T03:04:05Z",
            "2023-01-02T24:00:00Z",
            "2023-01-02T03:60:00Z",
            "2023-01-02T03:04:60Z",
            "2023-1-2T03:04:05Z",
            "2023-01-02T03:0405Z",
            "\u{ff12}023-01-02T03:04:05Z",
        ],
    );
}

#[test]
fn civil_times_are_read_from_every_form() {
    reads::<CivilDateTime>(&[
        ("2023-01-02 03:04:05", "2023-01-02T03:04:05"),
        ("2023-01-02 03:04", "2023-01-02T03:04:00"),
        ("2023-01-02T03:04:05", "2023-01-02T03:04:05"),
        ("2023-01-02T03:04", "2023-01-02T03:04:00"),
        ("2023-01-02T03:04:05.5", "2023-01-02T03:04:05.500"),
        ("20230102030405", "2023-01-02T03:04:05"),
        ("202301020304", "2023-01-02T03:04:00"),
    ]);
    refuses::<CivilDateTime>(
        "a date and a time such as 2026-01-31T09:30:00",
        &[
            "",
            "2023-01-02",
            "2023-01-02 3:04:05",
            "2023-01-02 03:04:05Z",
            "2023-13-02 03:04:05",
            "2023-01-32 03:04:05",
            "2023-01-02 03:04:",
            "2023010203",
        ],
    );
    reads::<CivilDate>(&[
        ("2023-01-02", "2023-01-02"),
        ("20230102", "2023-01-02"),
        ("2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29"),
    ]);
    refuses::<CivilDate>(
        "a date such as 2026-01-31",
        &[
            "",
            "2023",
            "2023-02-29",
            "1900-02-29",
            "2023-04-31",
            "2023-00-01",
            "2023-01-00",
            "2023-0102",
            "202301-02",
            "2023-01-02 ",
            "+023-01-02",
        ],
    );
    reads::<CivilMonth>(&[("202301", "2023-01"), ("2023-12", "2023-12")]);
    refuses::<CivilMonth>(
        "a month such as 202601",
        &["", "202313", "2023-00", "20231", "2023-1", "2023-01-01"],
    );
}

#[test]
fn parts_are_checked() {
    assert!(CivilMonth::new(10_000, 1).is_err());
    assert!(CivilMonth::new(2026, 13).is_err());
    assert!(CivilDate::new(2026, 2, 29).is_err());
    assert!(CivilDate::new(2028, 2, 29).is_ok());
    let day = CivilDate::new(2026, 1, 31).unwrap();
    assert!(day.at(24, 0, 0).is_err());
    assert!(day.at(0, 60, 0).is_err());
    assert!(day.at(0, 0, 60).is_err());
    let time = day.at(9, 30, 15).unwrap();
    assert_eq!(
        (time.date(), time.hour(), time.minute(), time.second()),
        (day, 9, 30, 15)
    );
    assert_eq!((day.year(), day.month(), day.day()), (2026, 1, 31));
}

#[test]
fn a_clock_shows_a_point_in_time() {
    let noon: CivilDateTime = "2026-03-01T12:00:00".parse().unwrap();
    let in_korea = noon.to_timestamp(540);
    assert_eq!(in_korea.to_string(), "2026-03-01T03:00:00.000Z");
    assert_eq!(in_korea.to_civil(540), Some(noon));
    assert_eq!(
        in_korea.to_civil(-300).unwrap().to_string(),
        "2026-02-28T22:00:00"
    );
    assert_eq!(Timestamp::from_epoch_millis(i64::MAX).to_civil(0), None);
    assert_eq!(Timestamp::from_epoch_millis(i64::MAX).to_civil(540), None);
    assert_eq!(
        Timestamp::from_epoch_millis(i64::MIN).to_string(),
        "-9223372036854775808 ms since 1970-01-01T00:00:00Z"
    );
}

proptest! {
    /// The calendar of this crate against that of another one.
    #[test]
    fn the_calendar_is_the_usual_one(seconds in 0_u64..253_402_300_800, millis in 0_u64..1_000) {
        let time = UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_millis(millis);
        let timestamp = Timestamp::from(time);
        prop_assert_eq!(
            timestamp.to_string(),
            humantime::format_rfc3339_millis(time).to_string()
        );
        prop_assert_eq!(timestamp.to_string().parse::<Timestamp>(), Ok(timestamp));
        let shown = timestamp.to_civil(540).map(|time| time.to_timestamp(540));
        // The last hours of the year 9999 are those of the year 10000 in Korea.
        prop_assert_eq!(shown.unwrap_or(timestamp), timestamp);
    }

    #[test]
    fn no_text_is_read_with_a_panic(text in "\\PC*") {
        let _ = text.parse::<Timestamp>();
        let _ = text.parse::<CivilDateTime>();
        let _ = text.parse::<CivilMonth>();
    }
}
