//! The delay that a response asks for.

use std::time::Duration;

use http::{StatusCode, header::RETRY_AFTER};

use super::{
    call::{assert_error, block_on, client},
    response::Response,
};
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "retry-after: ",
    "date: ",
    "age: 1\n",
    "Sun, 06 Nov 1994 08:49:48 GMT",
    "Sunday, 06-Nov-94 08:49:48 GMT",
    "Sun Nov  6 08:49:48 1994",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "18446744073709551616",
    "000",
    "-1",
    "1e30",
];

pub(super) fn run(input: &[u8]) {
    // A response without a status of its own.
    let head = [b"429\n", input, b"\n\n"].concat();
    let response = Response::of(&head).with_status(StatusCode::TOO_MANY_REQUESTS);
    let sent = block_on(client(&response, &[]).send(&fuzzed::Read::new()));
    let error = sent.expect_err("a failure");
    assert_error(&error);
    let values = response.headers.get_all(RETRY_AFTER);
    let seconds = values.iter().filter_map(|value| {
        let text = value.to_str().ok()?.trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    });
    let least = seconds.max().map(Duration::from_secs);
    assert!(
        error.retry_after().unwrap_or_default() >= least.unwrap_or_default(),
        "{:?}, not {least:?}",
        error.retry_after()
    );
}
