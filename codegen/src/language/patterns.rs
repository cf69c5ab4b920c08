//! Forms of text that keys and values have.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{Pattern, word};

pub(super) fn anything(_: &str) -> bool {
    true
}

fn snake_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn upper_camel_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

pub(super) static SNAKE_CASE: Pattern = Pattern {
    what: "a name in snake_case",
    example: "region_code",
    expression: "^[a-z][a-z0-9_]*$",
    accepts: snake_case,
    recased: Some(|name| name.to_snake_case()),
    numbers: None,
    words: &[],
};

pub(super) static UPPER_CAMEL_CASE: Pattern = Pattern {
    what: "a name in UpperCamelCase",
    example: "GetUser",
    expression: "^[A-Z][A-Za-z0-9]*$",
    accepts: upper_camel_case,
    recased: Some(|name| name.to_upper_camel_case()),
    numbers: None,
    words: &[],
};

pub(super) static WIRE_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire",
    example: "externalKey",
    expression: "^.+$",
    accepts: |name| !name.is_empty(),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static FIELD_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire, with `?` behind it if it may be absent",
    example: "limit?",
    expression: "^(.*[^?]|.+[?])$",
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static ENVELOPE: Pattern = Pattern {
    what: "the name of a member",
    example: "result",
    expression: "^(.*[^?]|.+[?])$",
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static VERSION: Pattern = Pattern {
    what: "the version of the language, which is 1",
    example: "1",
    expression: "^1$",
    accepts: |text| text == "1",
    recased: None,
    numbers: Some((1, 1)),
    words: &[],
};

pub(super) static ADDRESS: Pattern = Pattern {
    what: "an address that begins with https://",
    example: "https://api.ncloud-docs.com/docs/en/organization-overview",
    expression: "^https://[^ <>]+$",
    accepts: |text| {
        text.strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '<', '>', '\t', '\n']))
    },
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static HTTP: Pattern = Pattern {
    what: "a method and a path",
    example: "GET /users/{externalKey}",
    expression: "^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ ?#]*$",
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static REQUEST_LINE: Pattern = Pattern {
    what: "a method and a request target",
    example: "GET /open-api/v1/org",
    expression: "^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ #]*$",
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};

macro_rules! type_expression {
    () => {
        concat!(
            "(string|bool|i32|i64|f64|yn|base64|json|code",
            r"|timestamp\((ms|ms-text|s|iso|basic)\)",
            r"|datetime\((yyyy-MM-dd HH:mm(:ss)?|yyyy-MM-ddTHH:mm:ss|yyyyMMddHHmmss)\)",
            r"|date\((yyyy-MM-dd|yyyyMMdd)\)|month\((yyyy-MM|yyyyMM)\)",
            "|quoted<(bool|i32|i64|f64)>|(list|map|code)<.+>|[A-Z][A-Za-z0-9]*)",
        )
    };
}

/// Words for types, which editors offer.
macro_rules! type_words {
    ($($first:expr),*) => {
        &[
            $($first,)*
            word("string", "Text."),
            word("bool", "true or false."),
            word("i32", "An integer of 32 bits."),
            word("i64", "An integer of 64 bits."),
            word("f64", "A number."),
            word("yn", "Y or N; true or false in Rust."),
            word("json", "JSON of any form."),
            word("base64", "Bytes, as base64 text."),
            word("timestamp(ms)", "A point in time: milliseconds since 1970."),
            word("timestamp(ms-text)", "A point in time: milliseconds since 1970, in quotes."),
            word("timestamp(s)", "A point in time: seconds since 1970."),
            word("timestamp(iso)", "A point in time, such as 2024-06-10T01:23:45+09:00."),
            word("timestamp(basic)", "A point in time, such as 2024-06-10T01:23:45+0900."),
            word("datetime(yyyy-MM-dd HH:mm:ss)", "Date and time without a zone."),
            word("date(yyyy-MM-dd)", "A date."),
            word("month(yyyyMM)", "A month."),
            word("quoted<i64>", "A number, in quotes on the wire."),
            word("code", "A code and its name: { code, codeName }."),
            word("list<string>", "A list; of any type."),
            word("map<string>", "A mapping with free keys; of any type."),
        ]
    };
}

pub(super) static TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: concat!("^", type_expression!(), "$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: type_words!(),
};

pub(super) static BODY_TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: concat!("^(bytes|", type_expression!(), "[?]?)$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: type_words!(word("bytes", "Anything, streamed.")),
};

pub(super) static PART_TYPE: Pattern = Pattern {
    what: "a type",
    example: "file",
    expression: concat!("^(file|list<file>|", type_expression!(), ")$"),
    accepts: anything,
    recased: None,
    numbers: None,
    words: type_words!(
        word("file", "A file."),
        word("list<file>", "Files of one name.")
    ),
};

pub(super) static DURATION: Pattern = Pattern {
    what: "a duration in `ms`, `s` or `m`",
    example: "30s",
    expression: "^[0-9]+(ms|s|m)$",
    accepts: |text| crate::parse::ast::duration(text).is_some(),
    recased: None,
    numbers: None,
    words: &[],
};

pub(super) static STATUS: Pattern = Pattern {
    what: "an HTTP status",
    example: "200",
    expression: "^[1-5][0-9][0-9]$",
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
    expression: "^[01]$",
    accepts: |text| matches!(text, "0" | "1"),
    recased: None,
    numbers: Some((0, 1)),
    words: &[],
};

pub(super) static PATH: Pattern = Pattern {
    what: "members of the answer, joined by dots",
    example: "page.total",
    expression: "^[^ ]+$",
    accepts: |text| !text.contains(char::is_whitespace),
    recased: None,
    numbers: None,
    words: &[],
};

/// Unlike a name, a value may be empty.
pub(super) static WIRE_VALUE: Pattern = Pattern {
    what: "a value as it goes over the wire",
    example: "JOIN",
    expression: "",
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[],
};
