//! The file of a cassette: written for people, and read again.

use core::fmt::Write as _;
use std::iter::Peekable;
use std::str::Lines;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Asked, Content, Exchange};

const HEAD: &str = "ncloud cassette 1";
const FAMILY: &str = "ncloud cassette";
const CONTENT_TYPE: &str = "content-type";
/// Characters of Base64 in a line.
const WIDTH: usize = 76;

pub(super) fn written(exchanges: &[Exchange]) -> String {
    let mut out = format!("{HEAD}\n");
    for exchange in exchanges {
        let asked = &exchange.asked;
        // Writing into a text does not fail.
        let _ = write!(out, "\nrequest {} {}\n", asked.method, asked.url);
        if let Some(content_type) = &asked.content_type {
            let _ = writeln!(out, "{CONTENT_TYPE}: {content_type}");
        }
        body(&mut out, &asked.body);
        let _ = write!(out, "\nresponse {}\n", exchange.status);
        for (name, value) in &exchange.headers {
            let _ = writeln!(out, "{name}: {value}");
        }
        body(&mut out, &exchange.body);
    }
    out
}

fn body(out: &mut String, content: &Content) {
    if content.is_empty() {
        return;
    }
    match content {
        // `lines` would drop what ends a line besides the line feed, and an empty last one.
        Content::Text(text) => {
            for line in text.split('\n') {
                let (line, returns) = match line.strip_suffix('\r') {
                    Some(line) => (line, true),
                    None => (line, false),
                };
                let mark = if returns { "|r" } else { "|" };
                let blank = if line.is_empty() { "" } else { " " };
                let _ = writeln!(out, "{mark}{blank}{line}");
            }
        }
        Content::Binary(bytes) => {
            let encoded = STANDARD.encode(bytes);
            let mut rest = encoded.as_str();
            while !rest.is_empty() {
                let (line, behind) = rest.split_at_checked(WIDTH).unwrap_or((rest, ""));
                let _ = writeln!(out, "= {line}");
                rest = behind;
            }
        }
    }
}

/// What is wrong with a file, and in which line of it.
pub(super) type Fault = (usize, String);

pub(super) fn read(text: &str) -> Result<Vec<Exchange>, Fault> {
    let mut lines = Source {
        lines: text.lines().peekable(),
        number: 0,
    };
    match lines.next() {
        Some(head) if head.trim_end() == HEAD => {}
        Some(head) if head.starts_with(FAMILY) => {
            return Err((
                1,
                format!("{head:?} is another version than `{HEAD}`; record it again"),
            ));
        }
        _ => return Err((1, format!("a cassette begins with `{HEAD}`"))),
    }
    let mut exchanges = Vec::new();
    while let Some(line) = lines.next() {
        if is_nothing(line) {
            continue;
        }
        let number = lines.number;
        let Some(request) = line.strip_prefix("request ") else {
            return Err((
                number,
                "`request METHOD ADDRESS` is expected here".to_owned(),
            ));
        };
        let Some((method, url)) = request.trim().split_once(' ') else {
            return Err((number, "a request has a method and an address".to_owned()));
        };
        let (mut headers, content) = lines.part()?;
        let place = headers.iter().position(|(name, _)| name == CONTENT_TYPE);
        let content_type = place.map(|place| headers.swap_remove(place).1);
        let asked = Asked {
            method: method.to_owned(),
            url: url.trim().to_owned(),
            content_type,
            body: content,
        };
        let status = lines.next().and_then(|line| line.strip_prefix("response "));
        let Some(status) = status.and_then(|status| status.trim().parse().ok()) else {
            return Err((
                lines.number,
                "`response STATUS` is expected here".to_owned(),
            ));
        };
        let (headers, body) = lines.part()?;
        exchanges.push(Exchange {
            line: number,
            asked,
            status,
            headers,
            body,
        });
    }
    Ok(exchanges)
}

fn is_nothing(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

struct Source<'text> {
    lines: Peekable<Lines<'text>>,
    number: usize,
}

type Part = (Vec<(String, String)>, Content);

impl<'text> Source<'text> {
    fn next(&mut self) -> Option<&'text str> {
        let line = self.lines.next()?;
        self.number += 1;
        Some(line)
    }

    /// Headers and a body, up to the next request or response.
    fn part(&mut self) -> Result<Part, Fault> {
        let (mut headers, mut text, mut encoded) = (Vec::new(), None::<String>, String::new());
        while let Some(line) = self.lines.peek().copied() {
            if line.starts_with("request ") || line.starts_with("response ") {
                break;
            }
            self.next();
            if is_nothing(line) {
            } else if let Some(line) = line.strip_prefix('|') {
                let (line, end) = match line.strip_prefix('r') {
                    Some(line) => (line, "\r"),
                    None => (line, ""),
                };
                let line = line.strip_prefix(' ').unwrap_or(line);
                match &mut text {
                    None => text = Some(format!("{line}{end}")),
                    Some(text) => {
                        let _ = write!(text, "\n{line}{end}");
                    }
                }
            } else if let Some(line) = line.strip_prefix('=') {
                encoded.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else {
                let problem = "a line is a header, `| text`, `= Base64` or `# remark`";
                return Err((self.number, problem.to_owned()));
            }
        }
        let content = match (text, encoded.as_str()) {
            (Some(_), encoded) if !encoded.is_empty() => {
                let problem = "a body is text or Base64, and not both";
                return Err((self.number, problem.to_owned()));
            }
            (Some(text), _) => Content::Text(text),
            (None, "") => Content::Text(String::new()),
            (None, encoded) => match STANDARD.decode(encoded) {
                Ok(bytes) => Content::Binary(bytes),
                Err(error) => return Err((self.number, format!("no Base64: {error}"))),
            },
        };
        Ok((headers, content))
    }
}
