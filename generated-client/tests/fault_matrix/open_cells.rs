//! Faults of contents and of transfers, which other parts of the client decide: what is coded, partial, marked, of another
//! media type, a failure within a success, slow.

use std::time::Duration;

use crate::calls::Call;
use crate::server::Then;
use crate::table::{
    DECODE, GATEWAY, LOST, PROTOCOL, Row, SERVICE, TIMEOUT, WHOLE, endless, head_and, of_call,
    response, row, says,
};

/// Cells that are known to come out otherwise, and are left out. It is to become empty, and go.
pub const NOT_YET: &[(&str, Call)] = &[
    ("a coding that nobody asked for", Call::Read),
    ("a coding that nobody asked for", Call::Write),
    ("a coding that nobody asked for", Call::Download),
    ("a coding that nobody asked for", Call::Events),
    ("a part that nobody asked for", Call::Read),
    ("a part that nobody asked for", Call::Write),
    ("a part that nobody asked for", Call::Download),
    ("a part that nobody asked for", Call::Events),
    ("a mark of the byte order", Call::Read),
    ("a mark of the byte order", Call::Write),
    ("the page of a portal", Call::UploadFile),
    ("the page of a portal", Call::UploadStream),
    ("the page of a portal", Call::Download),
    ("a failure within a success", Call::Download),
    ("a byte now and then, piece by piece", Call::Download),
    ("a byte now and then, piece by piece", Call::Events),
];

pub fn all() -> Vec<Row> {
    let not_taken = [DECODE, PROTOCOL, SERVICE];
    let reads_content = [Call::Read, Call::Write, Call::Download, Call::Events];
    vec![
        row(
            "a coding that nobody asked for",
            of_call(Then::Next, |media_type, content| {
                let lines = format!(
                    "content-encoding: gzip\r\ncontent-length: {}",
                    content.len()
                );
                head_and(media_type, &lines, &content)
            }),
        )
        .any_of(&reads_content, &not_taken, 1),
        row(
            "a part that nobody asked for",
            of_call(Then::Next, |media_type, content| {
                let length = content.len();
                let head = format!(
                    "HTTP/1.1 206 Partial Content\r\ncontent-type: {media_type}\r\n\
                     content-range: bytes 0-{}/{}\r\ncontent-length: {length}\r\n\r\n",
                    length - 1,
                    length * 2,
                );
                [head.into_bytes(), content].concat()
            }),
        )
        .any_of(&reads_content, &not_taken, 1),
        row(
            "a mark of the byte order",
            says(response(
                "200 OK",
                &["content-type: application/json"],
                "\u{feff}{\"name\":\"Kim\"}",
            )),
        )
        .of(Call::Read, WHOLE, 1)
        .of(Call::Write, WHOLE, 1),
        row(
            "the page of a portal",
            says(response(
                "200 OK",
                &["content-type: text/html"],
                "<html><body>Sign in</body></html>",
            )),
        )
        .any_of(&Call::ALL, &not_taken, 1),
        row(
            "a failure within a success",
            says(response(
                "200 OK",
                &["content-type: application/json"],
                r#"{"error":{"errorCode":"900","message":"Unexpected Error"}}"#,
            )),
        )
        .any_of(&Call::ALL, &[GATEWAY, SERVICE], 1),
        row(
            "a byte now and then, piece by piece",
            endless(
                |media_type| format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n\r\n"),
                b" ".to_vec(),
                Some(Duration::from_millis(50)),
            ),
        )
        .any_of(&[Call::Download, Call::Events], &[TIMEOUT, LOST], 1),
    ]
}
