//! Faults of contents and of transfers: what is coded, partial, marked, of another media type, a failure within a success,
//! slow.

use std::time::Duration;

use crate::calls::Call;
use crate::server::Then;
use crate::table::{
    DECODE, Row, SERVICE, TIMEOUT, WHOLE, endless, head_and, of_call, response, row, says,
};

pub fn all() -> Vec<Row> {
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
        .all(DECODE, 1),
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
        .all(DECODE, 1),
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
        .all(DECODE, 1),
        row(
            "a failure within a success",
            says(response(
                "200 OK",
                &["content-type: application/json"],
                r#"{"error":{"errorCode":"900","message":"Unexpected Error"}}"#,
            )),
        )
        .all(SERVICE, 1),
        row(
            "a byte now and then, piece by piece",
            endless(
                |media_type| format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n\r\n"),
                b" ".to_vec(),
                Some(Duration::from_millis(50)),
            ),
        )
        .streamed(TIMEOUT, 1),
    ]
}
