//! The delay that a response asks for, header `Retry-After`. NAVER Cloud Platform documents no such header.

use core::time::Duration;

use http::header::{AGE, DATE, HeaderMap, HeaderValue, RETRY_AFTER};

use crate::codec::types::Timestamp;
use crate::wire::clock::Clock;

/// In seconds or until a date, the longest where there are several. What is neither is as good as no header: the delay is
/// then that of the policy.
pub(crate) fn asked_for(headers: &HeaderMap, clock: &Clock) -> Duration {
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| delay(value, headers, clock))
        .max()
        .unwrap_or_default()
}

fn delay(value: &HeaderValue, headers: &HeaderMap, clock: &Clock) -> Option<Duration> {
    let value = value.to_str().ok()?.trim();
    // Proxies join the headers of a name.
    if let Some(delays) = value.split(',').map(seconds).collect::<Option<Vec<_>>>() {
        return delays.into_iter().max();
    }
    let until = date(value)?.epoch_millis();
    let left = until.saturating_sub(now(headers, clock).epoch_millis());
    // What has passed asks for nothing.
    Some(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
}

/// A number of seconds. More than a number holds is as long as it is, and a second that has begun counts whole.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let begun = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    let whole: u64 = whole.parse().unwrap_or(u64::MAX);
    Some(Duration::from_secs(whole.saturating_add(begun)))
}

/// In any of the three forms that HTTP has, or in that of ISO 8601.
fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    match httpdate::parse_http_date(text) {
        Ok(date) => Some(Timestamp::from(date)),
        Err(_) => text.parse().ok(),
    }
}

/// By the clock that wrote the date, where the response has one and was not kept by a cache: that of this machine may be wrong.
fn now(headers: &HeaderMap, clock: &Clock) -> Timestamp {
    headers
        .get(DATE)
        .filter(|_| !headers.contains_key(AGE))
        .and_then(|value| date(value.to_str().ok()?))
        .unwrap_or_else(|| clock.now())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::UNIX_EPOCH;

    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const NOW: Duration = Duration::from_secs(784_111_777);

    fn asked(lines: &[(&'static str, &str)]) -> u64 {
        let clock = Clock::new(Box::new(|| UNIX_EPOCH + NOW));
        let headers = lines
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        asked_for(&headers, &clock).as_secs()
    }

    #[test]
    fn it_is_read_in_every_form() {
        for (value, seconds) in [
            ("0", 0),
            ("7", 7),
            ("007", 7),
            (" \t7 ", 7),
            ("1000000000", 1_000_000_000),
            ("18446744073709551615", u64::MAX),
            ("18446744073709551616", u64::MAX),
            ("1000000000000000000000000000000", u64::MAX),
            ("Sun, 06 Nov 1994 08:49:48 GMT", 11),
            ("Sunday, 06-Nov-94 08:49:48 GMT", 11),
            ("Sun Nov  6 08:49:48 1994", 11),
            ("  Sun, 06 Nov 1994 08:49:48 GMT ", 11),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 252_618_189_022),
            // What HTTP does not have, and says what is meant.
            ("1.5", 2),
            ("2.000", 2),
            ("18446744073709551616.5", u64::MAX),
            ("5, 10", 10),
            ("1994-11-06T08:49:48Z", 11),
            ("1994-11-06T17:49:48+09:00", 11),
            // The past.
            ("Sun, 06 Nov 1994 08:49:30 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            // None of it.
            ("", 0),
            (" ", 0),
            ("-5", 0),
            ("+5", 0),
            ("5s", 0),
            ("1e30", 0),
            ("0x10", 0),
            ("1.", 0),
            (".5", 0),
            ("5,", 0),
            ("soon", 0),
            ("Sun, 06 Nov 1994 08:49:48 KST", 0),
        ] {
            assert_eq!(asked(&[("retry-after", value)]), seconds, "{value:?}");
        }
        assert_eq!(asked(&[]), 0);
        assert_eq!(
            asked(&[
                ("retry-after", "3"),
                ("retry-after", "soon"),
                ("retry-after", "9")
            ]),
            9
        );
    }

    #[test]
    fn a_date_is_one_of_the_clock_that_wrote_it() {
        let until = ("retry-after", "Sun, 06 Nov 1994 09:49:48 GMT");
        assert_eq!(
            asked(&[until, ("date", "Sun, 06 Nov 1994 09:49:37 GMT")]),
            11
        );
        assert_eq!(asked(&[until, ("date", "soon")]), 3611);
        // Kept by a cache, whose date is of another time.
        let kept = [
            until,
            ("date", "Sun, 06 Nov 1994 07:49:37 GMT"),
            ("age", "60"),
        ];
        assert_eq!(asked(&kept), 3611);
    }
}
