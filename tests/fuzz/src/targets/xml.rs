//! Responses in XML: a value or an error, and every text comes out as it went in.

use http::StatusCode;

use super::{
    call::{assert_error, block_on, client},
    response::Response,
};
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<a>",
    "</a>",
    "<a/>",
    "<text>",
    "</text>",
    "<list>",
    "</list>",
    "<map><k>v</k></map>",
    "<large>12.0</large>",
    " xmlns:x=\"y\"",
    " a=\"b\"",
    "<x:text>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE a [<!ENTITY b \"cccccccc\">]>",
    "&b;",
    "&amp;",
    "&#x1F600;",
    "&#0;",
    "&#xD800;",
    "&#x202E;",
    "\u{feff}",
    "\r\n",
];

pub(super) fn run(input: &[u8]) {
    document(input);
    text(&String::from_utf8_lossy(input));
}

fn document(input: &[u8]) {
    let response = of(input.to_vec());
    let client = client(&response, &[]);
    let everything = block_on(client.send(&fuzzed::ReadMarkup::new()));
    if let Err(error) = everything {
        assert_error(&error);
    }
    let note = block_on(client.send(&fuzzed::ReadNote::new()));
    if let Err(error) = note {
        assert_error(&error);
    }
}

/// A text in a document that holds nothing else.
fn text(text: &str) {
    let legal =
        |character: &char| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(legal).take(2000).collect();
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let escaped = escaped.replace("]]>", "]]&gt;");
    let numbered: String = text
        .chars()
        .map(|character| format!("&#{};", u32::from(character)))
        .collect();
    let data = text.replace("]]>", "]]]]><![CDATA[>");
    for inner in [escaped, numbered, format!("<![CDATA[{data}]]>")] {
        let body = format!("<note><text>{inner}</text></note>");
        let response = of(body.into_bytes());
        let note = block_on(client(&response, &[]).send(&fuzzed::ReadNote::new()));
        let read = note
            .map(|note| note.text)
            .map_err(|error| error.to_string());
        assert_eq!(read.as_deref(), Ok(text));
    }
}

fn of(body: Vec<u8>) -> Response {
    Response {
        status: StatusCode::OK,
        headers: http::HeaderMap::new(),
        body,
    }
    .with("content-type", "application/xml")
}
