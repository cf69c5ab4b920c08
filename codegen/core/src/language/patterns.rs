//! Forms of text that keys and values have.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{
    Expression, Pattern, duration,
    scalars::{FILE_TYPES, NESTED_TYPES, SIMPLE_TYPES, STREAMED_TYPES},
    words::NO_ENVELOPE,
};
use crate::printable::is_plain;

pub(super) fn anything(_: &str) -> bool {
    true
}

pub fn is_snake_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a text can name a type, an operation or a waiter.
pub(crate) fn is_upper_camel_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// What Markdown, HTML and a terminal take for an address as it stands, to its last sign.
pub fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let is_legal = |c: char| is_plain(c) && !matches!(c, ' ' | '<' | '>' | '"' | '`' | '\\');
    rest.starts_with(|first: char| first.is_ascii_alphanumeric()) && rest.chars().all(is_legal)
}

pub(super) static SNAKE_CASE: Pattern = Pattern {
    what: "a name in snake_case",
    example: "region_code",
    expression: Expression::Text("^[a-z][a-z0-9_]*$"),
    accepts: is_snake_case,
    recased: Some(|name| name.to_snake_case()),
    numbers: None,
    words: &[],
};

pub(super) static UPPER_CAMEL_CASE: Pattern = Pattern {
    what: "a name in UpperCamelCase",
    example: "GetUser",
    expression: Expression::Text("^[A-Z][A-Za-z0-9]*$"),
    accepts: is_upper_camel_case,
    recased: Some(|name| name.to_upper_camel_case()),
    numbers: None,
    words: &[],
};

pub(super) static WIRE_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire",
    example: "externalKey",
    expression: Expression::Text("^.+$"),
    accepts: |name| !name.is_empty(),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static FIELD_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire, with `?` behind it if it may be absent",
    example: "limit?",
    expression: Expression::Text("^(.*[^?]|.+[?])$"),
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static ENVELOPE: Pattern = Pattern {
    what: "the name of a member",
    example: "result",
    expression: Expression::Text("^(.*[^?]|.+[?])$"),
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static OPERATION_ENVELOPE: Pattern = Pattern {
    what: "the name of a member",
    example: "result",
    expression: Expression::Text("^(.*[^?]|.+[?])$"),
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
    words: &[&NO_ENVELOPE],
};

pub(super) static VERSION: Pattern = Pattern {
    what: "the version of the language, which is 1",
    example: "1",
    expression: Expression::Text("^1$"),
    accepts: |text| text == "1",
    recased: None,
    numbers: Some((1, 1)),
    words: &[],
};

pub(super) static ADDRESS: Pattern = Pattern {
    what: "an address that begins with https://",
    example: "https://api.ncloud-docs.com/docs/en/organization-overview",
    expression: Expression::Text("^https://[A-Za-z0-9][^\\s<>\"`\\\\]*$"),
    accepts: is_address,
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static HTTP: Pattern = Pattern {
    what: "a method and a path",
    example: "GET /users/{externalKey}",
    expression: Expression::Text("^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ ?#]*$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static REQUEST_LINE: Pattern = Pattern {
    what: "a method and a request target",
    example: "GET /open-api/v1/org",
    expression: Expression::Text("^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ #]*$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: Expression::Type {
        before: "^",
        after: "$",
    },
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[&SIMPLE_TYPES, &NESTED_TYPES],
};

pub(super) static BODY_TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: Expression::Type {
        before: "^(bytes|",
        after: "[?]?)$",
    },
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[&STREAMED_TYPES, &SIMPLE_TYPES, &NESTED_TYPES],
};

pub(super) static PART_TYPE: Pattern = Pattern {
    what: "a type",
    example: "file",
    expression: Expression::Type {
        before: "^(file|list<file>|",
        after: ")$",
    },
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[&FILE_TYPES, &SIMPLE_TYPES, &NESTED_TYPES],
};

pub(super) static DURATION: Pattern = Pattern {
    what: "a duration in `ms`, `s` or `m`",
    example: "30s",
    expression: Expression::Text("^[0-9]+(ms|s|m)$"),
    accepts: |text| duration::parse(text).is_some(),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static STATUS: Pattern = Pattern {
    what: "an HTTP status",
    example: "200",
    expression: Expression::Text("^[1-5][0-9][0-9]$"),
    accepts: |text| {
        text.len() == 3
            && text
                .parse()
                .is_ok_and(|status: u16| (100..600).contains(&status))
    },
    recased: None,
    numbers: Some((100, 599)),
    words: &[],
};

pub(super) static FIRST_PAGE: Pattern = Pattern {
    what: "0 or 1",
    example: "1",
    expression: Expression::Text("^[01]$"),
    accepts: |text| matches!(text, "0" | "1"),
    recased: None,
    numbers: Some((0, 1)),
    words: &[],
};

pub(super) static PATH: Pattern = Pattern {
    what: "members of the response, joined by dots",
    example: "page.total",
    expression: Expression::Text("^[^ ]+$"),
    accepts: |text| !text.contains(char::is_whitespace),
    recased: None,
    numbers: None,
    words: &[],
};

/// Unlike a name, a value may be empty.
pub(super) static WIRE_VALUE: Pattern = Pattern {
    what: "a value as it goes over the wire",
    example: "JOIN",
    expression: Expression::Text(""),
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};
