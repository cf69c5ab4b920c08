//! The faults, family by family, with what must come of each.

use std::time::Duration;

use crate::calls::{ATTEMPTS, Call};
use crate::server::{Reads, Then};
use crate::table::{
    CONNECT, DECODE, Fault, GATEWAY, LOST, OTHER, PROTOCOL, Row, SERVICE, TIMEOUT, TOO_LARGE,
    WHOLE, chunked, does, endless, head_and, of_call, response, row, says, says_and,
};

const ORIGIN: &str = "x-ncp-apigw-response-origin: APIGW";
const ENDPOINT: &str = "x-ncp-apigw-response-origin: ENDPOINT";
/// Far from what any machine has as its time.
const OTHER_TIME: &str = "date: Tue, 14 Nov 2023 22:13:20 GMT";

pub fn all() -> Vec<Row> {
    let families: [fn() -> Vec<Row>; 13] = [
        connections,
        lengths,
        chunks,
        time,
        without_end,
        no_content,
        redirects,
        unauthorized,
        refusals,
        throttled,
        server_errors,
        heads,
        contents,
    ];
    let mut rows: Vec<_> = families.iter().flat_map(|family| family()).collect();
    rows.extend(early_responses());
    rows
}

/// It may have been carried out: reads are repeated, and nothing else.
fn reads_alone(row: Row, outcome: crate::table::Outcome) -> Row {
    row.reads(outcome, ATTEMPTS).writes(outcome, 1)
}

/// It was not carried out: all are repeated but what can be sent only once.
fn everything(row: Row, outcome: crate::table::Outcome) -> Row {
    row.all(outcome, ATTEMPTS)
        .of(Call::UploadStream, outcome, 1)
        .not_carried_out()
}

/// A break before the head of the response is whole.
fn broken(name: &'static str, fault: Fault) -> Row {
    reads_alone(row(name, fault), LOST)
}

/// A break behind the head: what is read piece by piece has begun by then.
fn broken_behind_head(name: &'static str, fault: Fault) -> Row {
    reads_alone(row(name, fault), LOST).streamed(LOST, 1)
}

fn connections() -> Vec<Row> {
    let cut = |content: &[u8], length: usize| content[..length.min(content.len())].to_vec();
    let with_length = |length: usize| format!("content-length: {length}");
    vec![
        row("refused", Fault::NoServer).all(CONNECT, ATTEMPTS),
        broken("closed at once", does(Reads::Nothing, "", Then::Close)),
        // Before or after the connection counts as one.
        row("reset at once", does(Reads::Nothing, "", Then::Reset)).by_chance(&[LOST, CONNECT]),
        broken(
            "closed within the request",
            does(Reads::Head, "", Then::Close),
        ),
        broken(
            "reset within the request",
            does(Reads::Head, "", Then::Reset),
        ),
        broken("closed behind the request", says_and("", Then::Close)),
        broken("reset behind the request", says_and("", Then::Reset)),
        broken(
            "closed within the status line",
            says_and("HTTP/1.1 20", Then::Close),
        ),
        broken(
            "reset within the status line",
            says_and("HTTP/1.1 20", Then::Reset),
        ),
        broken(
            "closed within the head",
            says_and("HTTP/1.1 200 OK\r\ncontent-le", Then::Close),
        ),
        broken(
            "reset within the head",
            says_and("HTTP/1.1 200 OK\r\ncontent-le", Then::Reset),
        ),
        broken("an empty line and the end", says_and("\r\n", Then::Close)),
        broken_behind_head(
            "closed behind the head",
            of_call(Then::Close, move |media_type, content| {
                head_and(media_type, &with_length(content.len()), b"")
            }),
        ),
        broken_behind_head(
            "closed within the body",
            of_call(Then::Close, move |media_type, content| {
                head_and(media_type, &with_length(content.len()), &cut(&content, 1))
            }),
        ),
        broken_behind_head(
            "closed before the last byte",
            of_call(Then::Close, move |media_type, content| {
                let body = cut(&content, content.len() - 1);
                head_and(media_type, &with_length(content.len()), &body)
            }),
        ),
        row(
            "reset within the body",
            of_call(Then::Reset, move |media_type, content| {
                head_and(media_type, &with_length(content.len()), &cut(&content, 1))
            }),
        )
        .of(Call::Read, LOST, ATTEMPTS)
        .of(Call::Write, LOST, 1)
        .uploads(LOST, 1),
        row(
            "closed behind the body",
            of_call(Then::Close, move |media_type, content| {
                head_and(media_type, &with_length(content.len()), &content)
            }),
        )
        .all(WHOLE, 1),
        row(
            "a body that ends with the connection",
            of_call(Then::Close, |media_type, content| {
                head_and(media_type, "connection: close", &content)
            }),
        )
        .all(WHOLE, 1),
        row(
            "a second response that nobody asked for",
            of_call(Then::Next, move |media_type, content| {
                let one = head_and(media_type, &with_length(content.len()), &content);
                [one, response("500 No", &[], "")].concat()
            }),
        )
        .all(WHOLE, 1),
        row(
            "bytes behind the response",
            of_call(Then::Next, move |media_type, content| {
                let one = head_and(media_type, &with_length(content.len()), &content);
                [one, b"\0\x01garbage".to_vec()].concat()
            }),
        )
        .all(WHOLE, 1),
    ]
}

fn lengths() -> Vec<Row> {
    let with = |lines: &'static str| {
        of_call(Then::Close, move |media_type, content| {
            head_and(media_type, lines, &content)
        })
    };
    vec![
        broken_behind_head("longer than the body", with("content-length: 999999")),
        row("shorter than the body", with("content-length: 1"))
            .of(Call::Read, DECODE, 1)
            .of(Call::Write, DECODE, 1)
            .uploads(WHOLE, 1),
        row(
            "two of them",
            with("content-length: 14\r\ncontent-length: 15"),
        )
        .all(PROTOCOL, 1),
        row("negative", with("content-length: -1")).all(PROTOCOL, 1),
        row("no number", with("content-length: abc")).all(PROTOCOL, 1),
        row("a number and more", with("content-length: 14 bytes")).all(PROTOCOL, 1),
        row(
            "more digits than a number holds",
            with("content-length: 99999999999999999999999"),
        )
        .all(PROTOCOL, 1),
        row("larger than the limit", with("content-length: 10737418240"))
            .all(TOO_LARGE, 1)
            .streamed(LOST, 1),
        row("none, and gibberish in its place", with("content-length:")).all(PROTOCOL, 1),
    ]
}

fn chunks() -> Vec<Row> {
    let with = |body: &'static str, then| {
        of_call(then, move |media_type, _| {
            head_and(media_type, "transfer-encoding: chunked", body.as_bytes())
        })
    };
    let malformed = |name, body| row(name, with(body, Then::Close)).all(PROTOCOL, 1);
    vec![
        row(
            "two chunks",
            of_call(Then::Next, |media_type, content| {
                head_and(
                    media_type,
                    "transfer-encoding: chunked",
                    &chunked(&content, ""),
                )
            }),
        )
        .all(WHOLE, 1),
        row(
            "chunks with extensions",
            of_call(Then::Next, |media_type, content| {
                head_and(
                    media_type,
                    "transfer-encoding: chunked",
                    &chunked(&content, ";a=b"),
                )
            }),
        )
        .all(WHOLE, 1),
        malformed("a size that is no number", "zz\r\nab\r\n0\r\n\r\n"),
        malformed("a negative size", "-5\r\nab\r\n0\r\n\r\n"),
        malformed(
            "a size that no number holds",
            "fffffffffffffffff\r\nab\r\n0\r\n\r\n",
        ),
        malformed("no size", "\r\nab\r\n0\r\n\r\n"),
        malformed("no line feed behind a chunk", "2\r\nabXX0\r\n\r\n"),
        malformed(
            "HTML in place of chunks",
            "<html><body>Bad Gateway</body></html>\r\n",
        ),
        broken_behind_head("closed before the first chunk", with("", Then::Close)),
        broken_behind_head("closed within a size", with("1", Then::Close)),
        broken_behind_head("closed within a chunk", with("5\r\n{", Then::Close)),
        broken_behind_head(
            "closed before the last chunk",
            with("2\r\n{}\r\n", Then::Close),
        ),
        broken_behind_head(
            "closed within the last chunk",
            with("2\r\n{}\r\n0\r\n", Then::Close),
        ),
    ]
}

fn time() -> Vec<Row> {
    let then_silence =
        |name, bytes: &'static str| reads_alone(row(name, says_and(bytes, Then::Hold)), TIMEOUT);
    let silence_behind_head = |name, length: usize| {
        let fault = of_call(Then::Hold, move |media_type, content| {
            let lines = format!("content-length: {}", content.len());
            head_and(media_type, &lines, &content[..length])
        });
        reads_alone(row(name, fault), TIMEOUT).streamed(TIMEOUT, 1)
    };
    vec![
        then_silence("no response", ""),
        then_silence("half a status line", "HTTP/1"),
        then_silence("half a head", "HTTP/1.1 200 OK\r\ncontent-length"),
        then_silence("1xx and nothing else", "HTTP/1.1 102 Processing\r\n\r\n"),
        silence_behind_head("a head alone", 0),
        silence_behind_head("half a body", 1),
        reads_alone(
            row(
                "a request that is not read",
                does(Reads::Nothing, "", Then::Hold),
            ),
            TIMEOUT,
        ),
        reads_alone(
            row(
                "a request that is half read",
                does(Reads::Head, "", Then::Hold),
            ),
            TIMEOUT,
        ),
        {
            let byte_by_byte = endless(
                |media_type| format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n\r\n"),
                b" ".to_vec(),
                Some(Duration::from_millis(50)),
            );
            row("a byte now and then", byte_by_byte)
                .of(Call::Read, TIMEOUT, ATTEMPTS)
                .of(Call::Write, TIMEOUT, 1)
                .of(Call::UploadFile, TIMEOUT, 1)
        },
        reads_alone(
            row(
                "a head byte by byte",
                endless(
                    |_| "HTTP/1.1 200 OK\r\na: ".to_owned(),
                    b"x".to_vec(),
                    Some(Duration::from_millis(50)),
                ),
            ),
            TIMEOUT,
        ),
    ]
}

fn without_end() -> Vec<Row> {
    let head = |media_type: &str, line: &str| {
        format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n{line}\r\n\r\n")
    };
    vec![
        row(
            "a status line",
            endless(|_| "HTTP/1.1 200 ".to_owned(), vec![b'x'; 64 * 1024], None),
        )
        .all(PROTOCOL, 1),
        row(
            "headers",
            endless(
                |_| "HTTP/1.1 200 OK\r\n".to_owned(),
                b"x-a: 1\r\n".repeat(1000),
                None,
            ),
        )
        .all(PROTOCOL, 1),
        row(
            "one header",
            endless(
                |_| "HTTP/1.1 200 OK\r\nx-a: ".to_owned(),
                vec![b'x'; 64 * 1024],
                None,
            ),
        )
        .all(PROTOCOL, 1),
        row(
            "a body",
            endless(
                move |media_type| head(media_type, "connection: close"),
                vec![b' '; 64 * 1024],
                None,
            ),
        )
        .all(TOO_LARGE, 1)
        .of(Call::Events, TOO_LARGE, 1),
        row(
            "chunks",
            endless(
                move |media_type| head(media_type, "transfer-encoding: chunked"),
                [b"1000\r\n".to_vec(), vec![b' '; 0x1000], b"\r\n".to_vec()].concat(),
                None,
            ),
        )
        .all(TOO_LARGE, 1)
        .of(Call::Events, TOO_LARGE, 1),
        row(
            "a size of a chunk",
            endless(
                move |media_type| head(media_type, "transfer-encoding: chunked"),
                vec![b'f'; 64 * 1024],
                None,
            ),
        )
        .all(PROTOCOL, 1),
        reads_alone(
            row(
                "a size of a chunk, of noughts",
                endless(
                    move |media_type| head(media_type, "transfer-encoding: chunked"),
                    vec![b'0'; 100],
                    Some(Duration::from_millis(50)),
                ),
            ),
            TIMEOUT,
        )
        .streamed(TIMEOUT, 1),
        row(
            "trailers",
            endless(
                move |media_type| {
                    head(media_type, "transfer-encoding: chunked") + "2\r\n{}\r\n0\r\n"
                },
                b"x-a: 1\r\n".repeat(1000),
                None,
            ),
        )
        .all(PROTOCOL, 1),
        reads_alone(
            row(
                "1xx",
                endless(
                    |_| String::new(),
                    b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec(),
                    Some(Duration::from_millis(20)),
                ),
            ),
            TIMEOUT,
        ),
    ]
}

fn no_content() -> Vec<Row> {
    let nothing = |name: &'static str, bytes: Vec<u8>| {
        row(name, says(bytes))
            .of(Call::Read, DECODE, 1)
            .of(Call::Write, DECODE, 1)
            .uploads(WHOLE, 1)
            .of(Call::Download, OTHER, 1)
    };
    vec![
        row(
            "100 before it",
            of_call(Then::Next, |media_type, content| {
                let lines = format!("content-length: {}", content.len());
                let one = head_and(media_type, &lines, &content);
                [b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), one].concat()
            }),
        )
        .all(WHOLE, 1),
        row(
            "103 before it, twice",
            of_call(Then::Next, |media_type, content| {
                let lines = format!("content-length: {}", content.len());
                let hint = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
                [hint.clone(), hint, head_and(media_type, &lines, &content)].concat()
            }),
        )
        .all(WHOLE, 1),
        nothing("204", b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()),
        nothing("204 with a body", response("204 No Content", &[], "{}")),
        nothing("205", response("205 Reset Content", &[], "")),
        nothing("200 without a body", response("200 OK", &[], "")),
        row(
            "304",
            says(&b"HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\n\r\n"[..]),
        )
        .all(SERVICE, 1),
        row(
            "304 with a length",
            says(&b"HTTP/1.1 304 Not Modified\r\ncontent-length: 100\r\n\r\n"[..]),
        )
        .all(SERVICE, 1),
    ]
}

fn redirects() -> Vec<Row> {
    [
        "300 Choices",
        "301 Moved",
        "302 Found",
        "303 Other",
        "305 Proxy",
        "307 Temporary",
        "308 Permanent",
    ]
    .into_iter()
    .flat_map(|status| {
        // Nobody listens there, and nobody may be asked.
        let there = response(status, &["location: http://127.0.0.1:1/elsewhere"], "");
        [
            row(status, says(there)).all(SERVICE, 1),
            row(
                format!("{status}, to nowhere"),
                says(response(status, &[], "")),
            )
            .all(SERVICE, 1),
        ]
    })
    .collect()
}

fn unauthorized() -> Vec<Row> {
    let refused = |code: &str| format!(r#"{{"error":{{"errorCode":"{code}","message":"no"}}}}"#);
    let unknown = r#"{"code":"E401","message":"no"}"#;
    let status = "401 Unauthorized";
    // The clock is corrected once, and then it is right.
    let once = |row: Row, outcome| {
        row.all(outcome, 2)
            .of(Call::UploadStream, outcome, 1)
            .not_carried_out()
            .with_its_own_client()
    };
    vec![
        row("401", says(response(status, &[], ""))).all(SERVICE, 1),
        row(
            "401 with a challenge",
            says(response(status, &["www-authenticate: Basic"], "no")),
        )
        .all(SERVICE, 1),
        row(
            "401 of the gateway",
            says(response(status, &[ORIGIN], &refused("200"))),
        )
        .all(GATEWAY, 1),
        row(
            "401 of the gateway, no subscription",
            says(response(status, &[ORIGIN, OTHER_TIME], &refused("210"))),
        )
        .all(GATEWAY, 1)
        .with_its_own_client(),
        once(
            row(
                "401 of the gateway, another time",
                says(response(status, &[ORIGIN, OTHER_TIME], &refused("200"))),
            ),
            GATEWAY,
        ),
        once(
            row(
                "401 with the code of the gateway, another time",
                says(response(status, &[OTHER_TIME], &refused("200"))),
            ),
            GATEWAY,
        ),
        once(
            row(
                "401 of the gateway, another time, nothing said",
                says(response(status, &[ORIGIN, OTHER_TIME], "")),
            ),
            GATEWAY,
        ),
        row(
            "401 of who knows whom, another time",
            says(response(status, &[OTHER_TIME], "")),
        )
        .reads(SERVICE, 2)
        .writes(SERVICE, 1)
        .with_its_own_client(),
        row(
            "401 of the service, another time",
            says(response(status, &[ENDPOINT, OTHER_TIME], &refused("200"))),
        )
        .all(SERVICE, 1)
        .with_its_own_client(),
        row(
            "401 of a code, another time",
            says(response(status, &[OTHER_TIME], unknown)),
        )
        .all(SERVICE, 1)
        .with_its_own_client(),
        row(
            "401 of a cache, another time",
            says(response(
                status,
                &[ORIGIN, OTHER_TIME, "age: 7"],
                &refused("200"),
            )),
        )
        .all(GATEWAY, 1)
        .with_its_own_client(),
        row(
            "401, a date that is none",
            says(response(status, &[ORIGIN, "date: soon"], &refused("200"))),
        )
        .all(GATEWAY, 1),
    ]
}

fn refusals() -> Vec<Row> {
    let mut rows: Vec<_> = [
        400, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421,
        422, 423, 424, 426, 428, 431, 451, 499, 600, 999,
    ]
    .into_iter()
    .map(|status| {
        let name = format!("{status} No");
        row(
            name.clone(),
            says(response(&name, &[], r#"{"code":"E1","message":"no"}"#)),
        )
        .all(SERVICE, 1)
    })
    .collect();
    for status in ["408 Request Timeout", "425 Too Early"] {
        rows.push(reads_alone(
            row(status, says(response(status, &[], ""))),
            SERVICE,
        ));
        rows.push(reads_alone(
            row(
                format!("{status}, closed"),
                says_and(response(status, &["connection: close"], ""), Then::Close),
            ),
            SERVICE,
        ));
    }
    rows
}

fn throttled() -> Vec<Row> {
    let body = |code: &str| format!(r#"{{"error":{{"errorCode":"{code}","message":"no"}}}}"#);
    let status = "429 Too Many Requests";
    let mut rows = vec![
        reads_alone(row("429", says(response(status, &[], ""))), SERVICE),
        reads_alone(
            row(
                "429 of the service",
                says(response(status, &[ENDPOINT], &body("410"))),
            ),
            SERVICE,
        ),
        reads_alone(
            row(
                "429 with a code of the gateway",
                says(response(status, &[], &body("410"))),
            ),
            GATEWAY,
        ),
        reads_alone(
            row(
                "429 with another code of the gateway",
                says(response(status, &[], &body("420"))),
            ),
            GATEWAY,
        ),
        reads_alone(
            row(
                "429 in HTML",
                says(response(status, &["content-type: text/html"], "<html>")),
            ),
            SERVICE,
        ),
        row(
            "429, the quota",
            says(response(status, &[ORIGIN], &body("400"))),
        )
        .all(GATEWAY, 1),
        row(
            "429, perhaps the quota",
            says(response(status, &[], &body("400"))),
        )
        .all(GATEWAY, 1),
        everything(
            row(
                "429 of the gateway",
                says(response(status, &[ORIGIN], &body("410"))),
            ),
            GATEWAY,
        ),
        everything(
            row(
                "429 of the gateway, 420",
                says(response(status, &[ORIGIN], &body("420"))),
            ),
            GATEWAY,
        ),
    ];
    // Waited for, or no advice at all.
    for advice in [
        "0",
        "1",
        "  1  ",
        "-5",
        "+5",
        "1.5",
        "5s",
        "soon",
        "",
        "1e30",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thursday, 01-Jan-70 00:00:00 GMT",
        "Thu Jan  1 00:00:00 1970",
    ] {
        let header = format!("retry-after: {advice}");
        let response = response(status, &[ORIGIN, &header], &body("410"));
        rows.push(everything(
            row(format!("429, after {advice:?}"), says(response)),
            GATEWAY,
        ));
    }
    // Longer than a call may take.
    for advice in [
        "60",
        "1000000000",
        "18446744073709551615",
        "18446744073709551616",
        "1000000000000000000000000000000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Friday, 31-Dec-60 23:59:59 GMT",
        "Fri Dec 31 23:59:59 9999",
    ] {
        let header = format!("retry-after: {advice}");
        let response = response(status, &[ORIGIN, &header], &body("410"));
        rows.push(row(format!("429, after {advice:?}"), says(response)).all(GATEWAY, 1));
    }
    rows
}

fn server_errors() -> Vec<Row> {
    let gateway = |code: &str| format!(r#"{{"error":{{"errorCode":"{code}","message":"no"}}}}"#);
    let mut rows: Vec<_> = [500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599]
        .into_iter()
        .map(|status| {
            let name = format!("{status} No");
            reads_alone(row(name.clone(), says(response(&name, &[], ""))), SERVICE)
        })
        .collect();
    for (status, code) in [("500", "900"), ("503", "500"), ("504", "510")] {
        let response = response(&format!("{status} No"), &[ORIGIN], &gateway(code));
        rows.push(reads_alone(
            row(format!("{status} of the gateway"), says(response)),
            GATEWAY,
        ));
    }
    rows.push(reads_alone(
        row(
            "502 in HTML",
            says(response(
                "502 No",
                &["content-type: text/html"],
                "<html>Bad Gateway",
            )),
        ),
        SERVICE,
    ));
    rows.push(
        row(
            "503, after an hour",
            says(response("503 No", &["retry-after: 3600"], "")),
        )
        .all(SERVICE, 1),
    );
    rows.push(reads_alone(
        row(
            "503, after a second",
            says(response("503 No", &["retry-after: 1"], "")),
        ),
        SERVICE,
    ));
    rows
}

fn heads() -> Vec<Row> {
    let mut rows: Vec<_> = [
        ("SSH", "SSH-2.0-OpenSSH_9.0\r\n"),
        ("SMTP", "220 mail.example.com ESMTP\r\n"),
        ("FTP", "220-Welcome\r\n220 ready\r\n\r\n"),
        ("Redis", "-ERR wrong number of arguments\r\n"),
        ("ICY", "ICY 200 OK\r\n\r\n"),
        ("an alert of TLS", "\x15\x03\x01\0\x02\x02\x46"),
        (
            "a frame of HTTP/2",
            "\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64",
        ),
        ("HTML alone", "<html><body>Hello</body></html>\r\n\r\n"),
        ("JSON alone", "{\"name\":\"Kim\"}\r\n\r\n"),
        ("HTTP/2.0", "HTTP/2.0 200 OK\r\ncontent-length: 0\r\n\r\n"),
        ("HTTP/0.9", "HTTP/0.9 200 OK\r\ncontent-length: 0\r\n\r\n"),
        ("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
        ("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
        ("a status that is a word", "HTTP/1.1 fine\r\n\r\n"),
        ("a status that is negative", "HTTP/1.1 -20 OK\r\n\r\n"),
        ("a status below all", "HTTP/1.1 000 OK\r\n\r\n"),
        (
            "a header without a colon",
            "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
        ),
        ("a header without a name", "HTTP/1.1 200 OK\r\n: a\r\n\r\n"),
        (
            "a blank before a colon",
            "HTTP/1.1 200 OK\r\na : b\r\ncontent-length: 0\r\n\r\n",
        ),
        ("NUL in a value", "HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n"),
        ("NUL in a name", "HTTP/1.1 200 OK\r\na\0b: c\r\n\r\n"),
        ("a folded line", "HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n"),
    ]
    .into_iter()
    .map(|(name, bytes)| row(name, says_and(bytes, Then::Close)).all(PROTOCOL, 1))
    .collect();
    let with_lines = |lines: String| {
        of_call(Then::Next, move |media_type, content| {
            let lines = format!("{lines}content-length: {}", content.len());
            head_and(media_type, &lines, &content)
        })
    };
    let many = |count: usize| {
        (0..count)
            .map(|index| format!("x-{index}: {index}\r\n"))
            .collect::<String>()
    };
    rows.extend([
        row("90 headers", with_lines(many(90))).all(WHOLE, 1),
        row("1,000 headers", with_lines(many(1000))).all(PROTOCOL, 1),
        row(
            "a header of 100 KB",
            with_lines(format!("x-a: {}\r\n", "x".repeat(100_000))),
        )
        .all(WHOLE, 1),
        row(
            "a header of 10 MB",
            with_lines(format!("x-a: {}\r\n", "x".repeat(10_000_000))),
        )
        .all(PROTOCOL, 1),
        row(
            "bytes beyond ASCII in a value",
            with_lines("x-a: \u{b124}\r\n".to_owned()),
        )
        .all(WHOLE, 1),
        row(
            "HTTP/1.0",
            of_call(Then::Close, |media_type, content| {
                let head = format!("HTTP/1.0 200 OK\r\ncontent-type: {media_type}\r\n\r\n");
                [head.into_bytes(), content].concat()
            }),
        )
        .all(WHOLE, 1),
        row(
            "no reason",
            of_call(Then::Next, |media_type, content| {
                let length = content.len();
                let head = format!(
                    "HTTP/1.1 200\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
                );
                [head.into_bytes(), content].concat()
            }),
        )
        .all(WHOLE, 1),
        row(
            "line feeds alone",
            of_call(Then::Next, |media_type, content| {
                let length = content.len();
                let head = format!(
                    "HTTP/1.1 200 OK\ncontent-type: {media_type}\ncontent-length: {length}\n\n"
                );
                [head.into_bytes(), content].concat()
            }),
        )
        .all(WHOLE, 1),
    ]);
    rows
}

/// Of what JSON is expected of.
fn contents() -> Vec<Row> {
    let json = ["content-type: application/json"];
    let utf_16: Vec<u8> = r#"{"name":"Kim"}"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let deep = "[".repeat(100_000);
    [
        ("nothing of it", r#"{"a":1}"#),
        ("null", "null"),
        ("a number", "1"),
        ("a list", "[]"),
        ("half of it", r#"{"name":"Ki"#),
        ("more than it", r#"{"name":"Kim"} and more"#),
        ("NaN", r#"{"name":"Kim","a":NaN}"#),
        ("blanks", "   "),
        ("HTML", "<html><body>Sign in</body></html>"),
        ("depth", deep.as_str()),
    ]
    .into_iter()
    .map(|(name, body)| (name, response("200 OK", &json, body)))
    .chain([(
        "UTF-16",
        head_and(
            "application/json",
            &format!("content-length: {}", utf_16.len()),
            &utf_16,
        ),
    )])
    .map(|(name, response)| {
        row(name, says(response))
            .of(Call::Read, DECODE, 1)
            .of(Call::Write, DECODE, 1)
    })
    .collect()
}

/// Before the request was read: what is uploaded is still on its way.
fn early_responses() -> Vec<Row> {
    let uploads = [Call::UploadFile, Call::UploadStream];
    let early = |status: &str, then| does(Reads::Head, response(status, &[], ""), then);
    vec![
        row(
            "early 200, then the rest is read",
            early("200 OK", Then::Drain),
        )
        .uploads(WHOLE, 1),
        row(
            "early 413, then the rest is read",
            early("413 Too Large", Then::Drain),
        )
        .uploads(SERVICE, 1),
        row(
            "early 503, then the rest is read",
            early("503 No", Then::Drain),
        )
        .uploads(SERVICE, 1),
        // What is sent into a closed connection resets it, and with it may go the response that had come.
        row("early 200, closed", early("200 OK", Then::Close)).any_of(&uploads, &[WHOLE, LOST], 1),
        row("early 413, closed", early("413 Too Large", Then::Close)).any_of(
            &uploads,
            &[SERVICE, LOST],
            1,
        ),
        row("early 413, reset", early("413 Too Large", Then::Reset)).any_of(
            &uploads,
            &[SERVICE, LOST],
            1,
        ),
    ]
}
