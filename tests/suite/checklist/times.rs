//! Times, each in the format of its field.

use ncloud::types::{CivilDate, CivilDateTime, CivilMonth, Timestamp};
use ncloud_tests::times::{PutTimes, Times};
use serde_json::{Value as Json, json};

use crate::support::Wire;

const SPEC: &str = "fixtures/features/times.yaml";

/// 2026-01-31T00:30:00.123Z, half past nine in Korea.
const MILLIS: i64 = 1_769_819_400_123;

fn times() -> Times {
    let point = Timestamp::from_epoch_millis(MILLIS);
    let in_korea = point.to_civil(540).unwrap();
    let (date, month) = (in_korea.date(), CivilMonth::new(2026, 1).unwrap());
    Times::new(
        point, point, point, point, point, in_korea, in_korea, in_korea, in_korea, date, date,
        month, month,
    )
}

async fn answer(member: &str, value: Json) -> Times {
    let response = json!({
        "millis": 0, "millisText": "0", "seconds": 0, "iso": "1970-01-01T00:00:00Z", "basic": "19700101T000000Z",
        "spaced": "1970-01-01 00:00:00", "minute": "1970-01-01 00:00", "local": "1970-01-01T00:00:00",
        "compact": "19700101000000", "date": "1970-01-01", "compactDate": "19700101", "month": "1970-01",
        "compactMonth": "197001",
    });
    let mut response = response;
    response[member] = value;
    let wire = Wire::answering(SPEC, &response).await;
    let day = CivilDate::new(2026, 1, 31).unwrap();
    wire.client.send(PutTimes::new(day, times())).await.unwrap()
}

#[tokio::test]
async fn every_format_goes_out() {
    let wire = Wire::of(SPEC).await;
    let day = CivilDate::new(2026, 1, 31).unwrap();
    let request = PutTimes::new(day, times().ended(Timestamp::from_epoch_millis(0)))
        .from(Timestamp::from_epoch_millis(MILLIS))
        .until(Timestamp::from_epoch_millis(MILLIS))
        .months([
            CivilMonth::new(2026, 1).unwrap(),
            "2026-02".parse().unwrap(),
        ])
        .x_since("2026-01-31T09:30:59".parse::<CivilDateTime>().unwrap());
    wire.client.send(request).await.unwrap();

    let sent = wire.request();
    assert_eq!(
        sent.line,
        "PUT /v1/times/20260131?from=2026-01-31T00%3A30%3A00.123Z&until=1769819400&months=202601%2C202602"
    );
    assert_eq!(sent.header("x-since"), Some("2026-01-31 09:30"));
    assert_eq!(
        sent.body,
        concat!(
            r#"{"millis":1769819400123,"millisText":"1769819400123","seconds":1769819400,"#,
            r#""iso":"2026-01-31T00:30:00.123Z","basic":"20260131T003000Z","#,
            r#""spaced":"2026-01-31 09:30:00","minute":"2026-01-31 09:30","#,
            r#""local":"2026-01-31T09:30:00","compact":"20260131093000","#,
            r#""date":"2026-01-31","compactDate":"20260131","month":"2026-01","compactMonth":"202601","#,
            r#""ended":"1970-01-01T00:00:00Z"}"#,
        )
    );
}

#[tokio::test]
async fn numbers_come_in() {
    for (member, value, millis) in [
        ("millis", json!(MILLIS), MILLIS),
        ("millis", json!("1769819400123"), MILLIS),
        ("millisText", json!("1769819400123"), MILLIS),
        ("millisText", json!(MILLIS), MILLIS),
        ("seconds", json!(1_769_819_400), 1_769_819_400_000),
        ("seconds", json!("1769819400.5"), 1_769_819_400_500),
    ] {
        let times = answer(member, value.clone()).await;
        let found = match member {
            "millis" => times.millis,
            "millisText" => times.millis_text,
            _ => times.seconds,
        };
        assert_eq!(found.epoch_millis(), millis, "{member}: {value}");
    }
}

#[tokio::test]
async fn iso_comes_in_with_any_distance_from_utc() {
    for (text, millis) in [
        ("2026-01-31T09:30:00+0900", 1_769_819_400_000),
        ("2026-01-31T09:30:00+09:00", 1_769_819_400_000),
        ("2026-01-31T09:30:00.123+09:00", MILLIS),
        ("2026-01-31T00:30:00.123456Z", MILLIS),
        ("2026-01-31T00:30:00Z", 1_769_819_400_000),
        ("20260131T003000Z", 1_769_819_400_000),
    ] {
        let times = answer("iso", json!(text)).await;
        assert_eq!(times.iso.epoch_millis(), millis, "{text}");
        let times = answer("basic", json!(text)).await;
        assert_eq!(times.basic.epoch_millis(), millis, "{text}");
    }
}

#[tokio::test]
async fn times_without_a_zone_come_in() {
    for text in ["2026-01-31 09:30", "2026-01-31T09:30:00", "20260131093000"] {
        let times = answer("spaced", json!(text)).await;
        assert_eq!(times.spaced.to_string(), "2026-01-31T09:30:00", "{text}");
        assert_eq!(
            times.spaced.to_timestamp(540).epoch_millis(),
            1_769_819_400_000
        );
    }
    let times = answer("compactMonth", json!(202_602)).await;
    assert_eq!(
        (times.compact_month.year(), times.compact_month.month()),
        (2026, 2)
    );
    let times = answer("date", json!("20260228")).await;
    assert_eq!((times.date.month(), times.date.day()), (2, 28));
    assert_eq!(answer("ended", json!("")).await.ended, None);
}

#[tokio::test]
async fn what_is_no_time_is_an_error_that_names_the_place() {
    let wire = Wire::answering(SPEC, &json!({ "millis": 5, "iso": "2026-01-31T09:30:00" })).await;
    let day = CivilDate::new(2026, 1, 31).unwrap();
    let error = wire
        .client
        .send(PutTimes::new(day, times()))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("millisText: expected a value, got no such member"),
        "{error}"
    );
    let far = PutTimes::new(day, times()).from(Timestamp::from_epoch_millis(i64::MAX));
    let error = wire.client.send(far).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "times.PutTimes: query parameter `from` is beyond the years 0 to 9999; give it another time"
    );
}
