//! The name of a download: a name alone, whatever the header says.

use http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_DISPOSITION};

use super::{
    call::{block_on, client},
    plain::assert_line,
    response::Response,
};
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "attachment; ",
    "inline; ",
    "filename=",
    "filename*=UTF-8''",
    "filename=\"",
    "\"",
    "\\\"",
    "; ",
    "%2F",
    "%5C",
    "%00",
    "%2e%2E",
    "%E2%80%AE",
    "%C2%85",
    "../",
    "..\\",
    "C:",
    "a.txt",
    "CON",
    " ",
    ".",
];

pub(super) fn run(input: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(input) else {
        return;
    };
    let mut response = Response {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: b"content".to_vec(),
    };
    response.headers.insert(CONTENT_DISPOSITION, value);
    let download = block_on(client(&response, &[]).send(&fuzzed::Fetch::new()));
    let name = download.expect("a download").file_name();
    let Some(name) = name else {
        return;
    };
    assert!(!name.is_empty() && name != "." && name != "..", "{name:?}");
    assert!(!name.contains(['/', '\\']), "{name:?}");
    assert_eq!(name.trim(), name);
    assert_line(&name);
}
