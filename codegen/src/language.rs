//! The spec language, defined as data: which keys a mapping has, what each takes, and what it means.
//!
//! The reader holds every node against this definition, and the JSON Schema for editors is printed from it, so that the
//! two cannot differ.

mod address;
mod authorization;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The key that allows what lints find.
pub(crate) const ALLOW_KEY: &str = "allow";

/// A mapping with known keys.
#[derive(Debug)]
pub(crate) struct Form {
    /// The name of its definition in the JSON Schema.
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
}

impl Form {
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key and what it takes.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) value: &'static Value,
    pub(crate) required: bool,
    /// As it would be written in a spec.
    pub(crate) example: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub(crate) enum Value {
    /// Any text that is not empty.
    Text,
    /// Text of a certain form.
    Pattern(&'static Pattern),
    /// One of some words.
    Word(&'static [Word]),
    /// `true` or `false`.
    Flag,
    /// A whole number, not negative.
    Whole,
    /// Any JSON.
    Json,
    List(&'static Value),
    /// One value, or a list of such.
    OneOrMany(&'static Value),
    Form(&'static Form),
    /// A mapping with free keys.
    Map {
        key: &'static Pattern,
        value: &'static Value,
    },
    /// The first where a scalar is written, the second where a mapping is.
    ShortOrLong(&'static Value, &'static Value),
    /// The form where the mapping has one of its `marks`, else the other.
    Marked {
        marks: &'static [&'static str],
        marked: &'static Form,
        otherwise: &'static Value,
    },
}

/// A form of text.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// What people call it, with an article.
    pub(crate) what: &'static str,
    /// As it would be written.
    pub(crate) example: &'static str,
    /// A regular expression for editors; the reader has its own, stricter check.
    pub(crate) expression: &'static str,
    /// The check of the reader, where the tree does not check it while it is built.
    pub(crate) accepts: fn(&str) -> bool,
    /// For names: the same name in the case that is asked for.
    pub(crate) recased: Option<fn(&str) -> String>,
    /// For numbers, which editors tell from text: the least and the greatest.
    pub(crate) numbers: Option<(u16, u16)>,
}

/// A word of a fixed set.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
}

const fn required(
    name: &'static str,
    value: &'static Value,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        doc,
        value,
        required: true,
        example,
    }
}

const fn optional(
    name: &'static str,
    value: &'static Value,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        doc,
        value,
        required: false,
        example,
    }
}

fn anything(_: &str) -> bool {
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

static SNAKE_CASE: Pattern = Pattern {
    what: "a name in snake_case",
    example: "region_code",
    expression: "^[a-z][a-z0-9_]*$",
    accepts: snake_case,
    recased: Some(|name| name.to_snake_case()),
    numbers: None,
};
static UPPER_CAMEL_CASE: Pattern = Pattern {
    what: "a name in UpperCamelCase",
    example: "GetUser",
    expression: "^[A-Z][A-Za-z0-9]*$",
    accepts: upper_camel_case,
    recased: Some(|name| name.to_upper_camel_case()),
    numbers: None,
};
static WIRE_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire",
    example: "externalKey",
    expression: "^.+$",
    accepts: |name| !name.is_empty(),
    recased: None,
    numbers: None,
};
static FIELD_NAME: Pattern = Pattern {
    what: "a name as it goes over the wire, with `?` behind it if it may be absent",
    example: "limit?",
    expression: "^(.*[^?]|.+[?])$",
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
};
static ENVELOPE: Pattern = Pattern {
    what: "the name of a member",
    example: "result",
    expression: "^(.*[^?]|.+[?])$",
    accepts: |name| !matches!(name, "" | "?"),
    recased: None,
    numbers: None,
};
static VERSION: Pattern = Pattern {
    what: "the version of the language, which is 1",
    example: "1",
    expression: "^1$",
    accepts: |text| text == "1",
    recased: None,
    numbers: Some((1, 1)),
};
static ADDRESS: Pattern = Pattern {
    what: "an address that begins with https://",
    example: "https://api.ncloud-docs.com/docs/en/organization-overview",
    expression: "^https://[^ <>]+$",
    accepts: |text| {
        text.strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '<', '>', '\t', '\n']))
    },
    recased: None,
    numbers: None,
};
static HTTP: Pattern = Pattern {
    what: "a method and a path",
    example: "GET /users/{externalKey}",
    expression: "^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ ?#]*$",
    accepts: anything,
    recased: None,
    numbers: None,
};
static REQUEST_LINE: Pattern = Pattern {
    what: "a method and a request target",
    example: "GET /open-api/v1/org",
    expression: "^(GET|HEAD|POST|PUT|PATCH|DELETE) /[^ #]*$",
    accepts: anything,
    recased: None,
    numbers: None,
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

static TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: concat!("^", type_expression!(), "$"),
    accepts: anything,
    recased: None,
    numbers: None,
};
static BODY_TYPE: Pattern = Pattern {
    what: "a type",
    example: "list<string>",
    expression: concat!("^(bytes|", type_expression!(), "[?]?)$"),
    accepts: anything,
    recased: None,
    numbers: None,
};
static PART_TYPE: Pattern = Pattern {
    what: "a type",
    example: "file",
    expression: concat!("^(file|list<file>|", type_expression!(), ")$"),
    accepts: anything,
    recased: None,
    numbers: None,
};
static DURATION: Pattern = Pattern {
    what: "a duration in `ms`, `s` or `m`",
    example: "30s",
    expression: "^[0-9]+(ms|s|m)$",
    accepts: |text| crate::parse::ast::duration(text).is_some(),
    recased: None,
    numbers: None,
};
static STATUS: Pattern = Pattern {
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
};
static FIRST_PAGE: Pattern = Pattern {
    what: "0 or 1",
    example: "1",
    expression: "^[01]$",
    accepts: |text| matches!(text, "0" | "1"),
    recased: None,
    numbers: Some((0, 1)),
};
static PATH: Pattern = Pattern {
    what: "members of the answer, joined by dots",
    example: "page.total",
    expression: "^[^ ]+$",
    accepts: |text| !text.contains(char::is_whitespace),
    recased: None,
    numbers: None,
};
/// Unlike a name, a value may be empty.
static WIRE_VALUE: Pattern = Pattern {
    what: "a value as it goes over the wire",
    example: "JOIN",
    expression: "",
    accepts: anything,
    recased: None,
    numbers: None,
};

static REMARKS: Value = Value::OneOrMany(&Value::Text);
static FIELDS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&TYPE), &Value::Form(&FIELD)),
};
/// Parameters that may also be the same on every call.
static PARAMETERS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&TYPE), &Value::Form(&PARAMETER)),
};
static BODY: Value = Value::ShortOrLong(&Value::Pattern(&BODY_TYPE), &FIELDS);
static PARTS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&PART_TYPE), &Value::Form(&MULTIPART_FIELD)),
};
static STATES: Value = Value::List(&Value::Text);

const DEFECT: Key = optional(
    "defect",
    &REMARKS,
    "The page types it String; its sample carries a number.",
    "Where the page and the wire differ, and how it is known. Text, or a list of texts.",
);
const UNCONFIRMED: Key = optional(
    "unconfirmed",
    &REMARKS,
    "The page does not name the array; inferred from its siblings.",
    "What nobody could check. Text, or a list of texts.",
);
const ALLOW: Key = optional(
    ALLOW_KEY,
    &ALLOWED,
    "{ missing-pager: The service ignores the page number. }",
    "Findings of lints that are right here, by the id of the lint, each with the reason.",
);
static ALLOWED: Value = Value::Map {
    key: &WIRE_NAME,
    value: &Value::Text,
};
static STYLE_WORDS: Value = Value::OneOrMany(&Value::Word(STYLES));
const STYLE: Key = optional(
    "style",
    &STYLE_WORDS,
    "comma",
    "How a list that is a parameter is written: a word, or of lists in lists one a level, outermost first. Default: indexed with `protocol: form`, else there is none.",
);
const RUST_NAME: Key = optional(
    "name",
    &Value::Text,
    "region_code",
    "The name in Rust, where the derived one will not do.",
);
const REQUIRED_WHEN: Key = optional(
    "required_when",
    &Value::Text,
    "contentType is AD",
    "When the service requires it, for the reader of the documentation.",
);

/// A whole file.
pub(crate) static FILE: Form = Form {
    name: "service",
    doc: "A service of NAVER Cloud Platform: everything that its documentation pages say.",
    keys: &[
        required(
            "spec",
            &Value::Pattern(&VERSION),
            "1",
            "The version of the spec language: 1.",
        ),
        required(
            "service",
            &Value::Pattern(&SNAKE_CASE),
            "organization",
            "The name of the service: its module and its cargo feature.",
        ),
        required(
            "title",
            &Value::Text,
            "Organization",
            "The name of the service for people.",
        ),
        optional(
            "doc",
            &Value::Text,
            "Manages member accounts.",
            "What the service is, in a sentence or two.",
        ),
        required(
            "docs",
            &Value::Pattern(&ADDRESS),
            "https://api.ncloud-docs.com/docs/en/organization-overview",
            "The address of the overview page.",
        ),
        address::URL,
        address::TENANT_URL,
        address::SITES,
        address::REGIONS,
        authorization::AUTH,
        optional(
            "path",
            &FIELDS,
            "{ companyId: { type: string, doc: Integration key. } }",
            "Path parameters of every operation; each stands in `url`, and in those of sites and regions.",
        ),
        optional(
            "query",
            &PARAMETERS,
            "{ locale?: string }",
            "Query parameters of every operation: parameters and constants.",
        ),
        optional(
            "headers",
            &PARAMETERS,
            "{ Content-Type: { const: application/json } }",
            "Headers of every operation: parameters and constants.",
        ),
        optional(
            "form",
            &PARAMETERS,
            "{ regionCode?: string }",
            "Form parameters of every operation: parameters and constants.",
        ),
        optional(
            "protocol",
            &Value::Word(PROTOCOLS),
            "form",
            "What the operations have in common. Default: json.",
        ),
        optional(
            "envelope",
            &Value::Pattern(&ENVELOPE),
            "result",
            "The member of every answer that holds the value, unless an operation says otherwise. `{operation}` stands for the operation's name in lowerCamelCase. With `?` behind it, an answer without the member is the value itself.",
        ),
        optional(
            "success",
            &Value::Form(&SUCCESS),
            "{ code: returnCode, values: [\"0\"], message: returnMessage }",
            "How an answer with a status of success says that the call failed, unless an operation says otherwise.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
        OPERATIONS,
        TYPES,
        ERRORS,
        WAITERS,
    ],
};

/// The key that tells a part from the file of a service.
pub(crate) const PART_MARK: &str = "part_of";

/// A file with one chapter of a service whose other files are in the same folder.
pub(crate) static PART: Form = Form {
    name: "part",
    doc: "A chapter of a service: what stands here is read as if it stood in the file of the service.",
    keys: &[
        required(
            "spec",
            &Value::Pattern(&VERSION),
            "1",
            "The version of the spec language: 1.",
        ),
        required(
            PART_MARK,
            &Value::Pattern(&SNAKE_CASE),
            "vserver",
            "The name of the service.",
        ),
        required(
            "title",
            &Value::Text,
            "Block storage",
            "The chapter of the documentation, for people.",
        ),
        optional(
            "docs",
            &Value::Pattern(&ADDRESS),
            "https://api.ncloud-docs.com/docs/en/compute-vserver-blockstorage",
            "The address of the chapter's overview page, where it has one of its own.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
        OPERATIONS,
        TYPES,
        ERRORS,
        WAITERS,
    ],
};

const OPERATIONS: Key = optional(
    "operations",
    &OPERATION_MAP,
    "{ GetUser: { .. } }",
    "The operations, by the names of their request structs.",
);
const TYPES: Key = optional(
    "types",
    &TYPE_MAP,
    "{ User: { name: string } }",
    "Types that operations send and answer. A type is the map of its fields, or a mapping with `fields`, `tuple`, `enum` or `one_of`.",
);
const ERRORS: Key = optional(
    "errors",
    &ERROR_MAP,
    "{ COMMON_201: { status: 401, doc: Not the master account's key. } }",
    "The codes that the service answers failures with.",
);
const WAITERS: Key = optional(
    "waiters",
    &WAITER_MAP,
    "{ ServerRunning: { .. } }",
    "Waits for a state.",
);

static OPERATION_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Form(&OPERATION),
};
static TYPE_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Marked {
        marks: &["fields", "tuple", "enum", "one_of"],
        marked: &TYPE_DEFINITION,
        otherwise: &FIELDS,
    },
};
static ERROR_MAP: Value = Value::Map {
    key: &WIRE_NAME,
    value: &Value::Form(&ERROR),
};
static WAITER_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Form(&WAITER),
};

/// What operations of a service have in common.
const PROTOCOLS: &[Word] = &[
    Word {
        name: "json",
        doc: "Nothing but what is said.",
    },
    Word {
        name: "form",
        doc: "Every operation without `http` is a POST to its own name; parameters stand under `form` (of a GET: in the query), lists are \
              indexed, `responseFormatType=json` comes first, the envelope is `{operation}Response`, and operations named Get.. only read.",
    },
];

/// Where the facts of an operation come from.
const SOURCES: &[Word] = &[
    Word {
        name: "reference",
        doc: "The public reference: its page was read.",
    },
    Word {
        name: "sdk",
        doc: "The official SDK alone: names and types that one client declares.",
    },
];

/// How a list is written where there is no JSON.
const STYLES: &[Word] = &[
    Word {
        name: "indexed",
        doc: "`name.1=a&name.2=b`; members of objects as `name.1.member=a`.",
    },
    Word {
        name: "repeated",
        doc: "`name=a&name=b`.",
    },
    Word {
        name: "comma",
        doc: "`name=a,b`.",
    },
    Word {
        name: "pipe",
        doc: "`name=a|b`.",
    },
    Word {
        name: "colon",
        doc: "`name=a:b`.",
    },
    Word {
        name: "space",
        doc: "`name=a b`.",
    },
];

static OPERATION: Form = Form {
    name: "operation",
    doc: "An operation: one documentation page.",
    keys: &[
        required(
            "doc",
            &Value::Text,
            "Returns one member of the company.",
            "What the operation does, in a sentence or two.",
        ),
        required(
            "docs",
            &Value::Pattern(&ADDRESS),
            "https://api.ncloud-docs.com/docs/en/mediaconnectcenter-memberview",
            "The address of its documentation page.",
        ),
        optional(
            "source",
            &Value::Word(SOURCES),
            "sdk",
            "Where the facts come from. Default: reference.",
        ),
        optional(
            "http",
            &Value::Pattern(&HTTP),
            "GET /users/{externalKey}",
            "The method, and the path after the service's `url`. Required unless the service's protocol is `form`.",
        ),
        address::OPERATION_URL,
        address::OPERATION_SITES,
        address::OPERATION_REGIONS,
        authorization::AUTH,
        optional(
            "safe",
            &Value::Flag,
            "true",
            "Whether the operation only reads, so that it may be repeated when its answer is lost. Default: GET and HEAD do, other methods do not; with `protocol: form` operations named Get.. do.",
        ),
        optional(
            "path",
            &FIELDS,
            "{ externalKey: string }",
            "Path parameters.",
        ),
        optional(
            "query",
            &PARAMETERS,
            "{ limit?: i64 }",
            "Query: parameters and constants.",
        ),
        optional(
            "headers",
            &PARAMETERS,
            "{ x-ncp-region_code?: string }",
            "Headers: parameters and constants. `X-Object-Meta-*: map<string>` is a family: a header for every member of the map.",
        ),
        optional(
            "form",
            &PARAMETERS,
            "{ serverInstanceNoList?: list<string> }",
            "A body of type application/x-www-form-urlencoded: parameters and constants.",
        ),
        optional(
            "body",
            &BODY,
            "{ name: string }",
            "The JSON body: its members, or one type for a body that is not an object of its own; `Settings?` for one that may be absent. `bytes`: the body is streamed as it is.",
        ),
        optional(
            "multipart",
            &PARTS,
            "{ source: string, image: file }",
            "A body of type multipart/form-data: scalars are text, files come with a name and a media type, everything else is JSON.",
        ),
        optional(
            "status",
            &Value::OneOrMany(&Value::Pattern(&STATUS)),
            "201",
            "The documented status of success, or several. Default: 200.",
        ),
        optional(
            "envelope",
            &Value::Pattern(&ENVELOPE),
            "user",
            "The member of the answer that holds the value. With `?` behind it, an answer without the member is the value itself. `none`: the value is not wrapped, whatever the service says.",
        ),
        optional(
            "response",
            &BODY,
            "list<User>",
            "What is answered: a type, or the members of an object. `User?`: a user, or nothing. `bytes`: anything, streamed. Without the key the answer is empty.",
        ),
        optional(
            "format",
            &Value::Word(FORMATS),
            "xml",
            "How the response is written. Default: json.",
        ),
        optional(
            "response_headers",
            &FIELDS,
            "{ X-Subject-Token: { type: string, sensitive: true } }",
            "Headers of the answer that are results; `X-Account-Meta-*?: map<string>` is a family, which takes what no other one names. With a `response` that is a type of its own, that one becomes the field `body`.",
        ),
        optional(
            "events",
            &Value::Form(&EVENTS),
            "{ types: { token: Token }, end: \"[DONE]\" }",
            "What is answered to a call that asks for a stream of server-sent events.",
        ),
        optional(
            "success",
            &Value::ShortOrLong(&Value::Word(NO_SUCCESS), &Value::Form(&SUCCESS)),
            "{ code: returnCode, values: [\"0\"], message: returnMessage }",
            "How an answer with a status of success says that the call failed. `none`: it never does, whatever the service says.",
        ),
        optional(
            "pages",
            &Value::Form(&PAGES),
            "{ offset: offset, items: users, total: page.total }",
            "How the list goes on.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
        optional(
            "examples",
            &Value::Map {
                key: &SNAKE_CASE,
                value: &Value::Form(&EXAMPLE),
            },
            "{ documented: { response: [] } }",
            "Sample exchanges, by name. Each is a test, and what the sandbox gateway answers.",
        ),
    ],
};

const NO_SUCCESS: &[Word] = &[Word {
    name: "none",
    doc: "An answer with a status of success is one.",
}];

static SUCCESS: Form = Form {
    name: "success",
    doc: "How an answer with a status of success says that the call failed. Members are named from the root of the answer, envelope included.",
    keys: &[
        required(
            "code",
            &Value::Pattern(&PATH),
            "returnCode",
            "The member that holds the code. An answer without it is a success.",
        ),
        required(
            "values",
            &Value::List(&Value::Text),
            "[\"0\"]",
            "The codes of success. Any other is an error; with `[]` every code is.",
        ),
        optional(
            "message",
            &Value::Pattern(&PATH),
            "returnMessage",
            "The member that says what went wrong.",
        ),
    ],
};

static FIELD: Form = Form {
    name: "field",
    doc: "A parameter or a member: one row of the page.",
    keys: &[
        required(
            "type",
            &Value::Pattern(&TYPE),
            "string",
            "string, bool, i32, i64, f64, yn (Y/N), json, base64 (bytes); timestamp(ms), timestamp(ms-text), timestamp(s), timestamp(iso), timestamp(basic); datetime(yyyy-MM-dd HH:mm:ss) and others without a zone, date(yyyy-MM-dd), month(yyyyMM); quoted<i64> (in quotes); code and code<T> (code and codeName); list<T>, map<T>; or the name of a type.",
        ),
        STYLE,
        RUST_NAME,
        optional(
            "default",
            &Value::Text,
            "10",
            "The documented default, for the reader of the documentation.",
        ),
        optional(
            "size",
            &Value::Whole,
            "100",
            "The documented greatest length, for the reader of the documentation; the service checks it.",
        ),
        optional(
            "nullable",
            &Value::Flag,
            "true",
            "Whether the member can be sent as `null`, which is not the same as leaving it out.",
        ),
        optional("doc", &Value::Text, "Name of the member.", "What it is."),
        REQUIRED_WHEN,
        optional(
            "sensitive",
            &Value::Flag,
            "true",
            "Whether the value is kept out of logs and `Debug`.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
    ],
};

static MULTIPART_FIELD: Form = Form {
    name: "multipartField",
    doc: "A part of a body that has several.",
    keys: &[
        required(
            "type",
            &Value::Pattern(&PART_TYPE),
            "file",
            "`file` and `list<file>` are files, a scalar is text, any other type is JSON.",
        ),
        optional("doc", &Value::Text, "The picture.", "What it is."),
        RUST_NAME,
        optional(
            "sensitive",
            &Value::Flag,
            "true",
            "Whether the value is kept out of logs and `Debug`.",
        ),
        optional(
            "default",
            &Value::Text,
            "auto",
            "The documented default, for the reader of the documentation.",
        ),
        optional(
            "size",
            &Value::Whole,
            "100",
            "The documented greatest length, for the reader of the documentation.",
        ),
        REQUIRED_WHEN,
        DEFECT,
        UNCONFIRMED,
    ],
};

const FORMATS: &[Word] = &[
    Word {
        name: "json",
        doc: "JSON.",
    },
    Word {
        name: "xml",
        doc: "XML: elements and attributes are members, elements that repeat are lists. The value is what the root element holds; `envelope` names that element where its name is to be checked.",
    },
];

static EVENTS: Form = Form {
    name: "events",
    doc: "A stream of server-sent events.",
    keys: &[
        required(
            "types",
            &Value::Map {
                key: &WIRE_NAME,
                value: &Value::Pattern(&TYPE),
            },
            "{ token: Token, signal: json }",
            "The type of the data of each event, by the event's name; `message` is an event without one. Text stands as it is, everything else is JSON.",
        ),
        optional(
            "end",
            &Value::Text,
            "[DONE]",
            "The data of the event that ends the stream, where there is one.",
        ),
    ],
};

static PARAMETER: Form = Form {
    name: "parameter",
    doc: "A parameter with `type`, or the same on every call with `const`.",
    keys: &[
        optional(
            "type",
            &Value::Pattern(&TYPE),
            "string",
            "The type of a parameter that callers give.",
        ),
        optional(
            "const",
            &Value::Text,
            "application/json",
            "The value of a parameter that is always the same.",
        ),
        STYLE,
        RUST_NAME,
        optional(
            "default",
            &Value::Text,
            "KR",
            "The documented default, for the reader of the documentation.",
        ),
        optional(
            "size",
            &Value::Whole,
            "2",
            "The documented greatest length, for the reader of the documentation.",
        ),
        optional("doc", &Value::Text, "Region code.", "What it is."),
        REQUIRED_WHEN,
        optional(
            "sensitive",
            &Value::Flag,
            "true",
            "Whether the value is kept out of logs and `Debug`.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
    ],
};

static TYPE_DEFINITION: Form = Form {
    name: "type",
    doc: "A type with more to say than its fields.",
    keys: &[
        optional(
            "doc",
            &Value::Text,
            "A member of the company.",
            "What the type is.",
        ),
        optional(
            "fields",
            &FIELDS,
            "{ name: string }",
            "The members of an object.",
        ),
        optional(
            "tuple",
            &FIELDS,
            "{ longitude: f64, latitude: f64 }",
            "The elements of a list of fixed length, in their order.",
        ),
        optional(
            "enum",
            &Value::Map {
                key: &WIRE_VALUE,
                value: &Value::ShortOrLong(&Value::Text, &Value::Form(&ENUM_VALUE)),
            },
            "{ JOIN: Joined. }",
            "The known values of a text, each with what it means. Other values are kept.",
        ),
        optional(
            "numbers",
            &Value::Flag,
            "true",
            "Whether the values of the enum are numbers on the wire.",
        ),
        optional(
            "one_of",
            &Value::Map {
                key: &WIRE_VALUE,
                value: &Value::ShortOrLong(&Value::Pattern(&TYPE), &Value::Form(&ALTERNATIVE)),
            },
            "{ Text: string, Texts: list<string> }",
            "The alternatives of a union: by the values of `tag`; without `tag` by names in UpperCamelCase, each of another kind of JSON (text, number, boolean, list, object). Other values are kept.",
        ),
        optional(
            "tag",
            &Value::Text,
            "type",
            "The member of the object that says which alternative it is.",
        ),
        optional(
            "content",
            &Value::Text,
            "data",
            "The member that holds the alternative. Without it, the alternative's own members stand beside `tag`.",
        ),
        DEFECT,
        UNCONFIRMED,
        ALLOW,
    ],
};

static ALTERNATIVE: Form = Form {
    name: "alternative",
    doc: "An alternative of a union with more to say than its type.",
    keys: &[
        required(
            "type",
            &Value::Pattern(&TYPE),
            "TextBubble",
            "The type of the alternative.",
        ),
        optional(
            "name",
            &Value::Pattern(&UPPER_CAMEL_CASE),
            "Image",
            "The name of the variant, where the derived one will not do.",
        ),
        optional(
            "doc",
            &Value::Text,
            "A picture.",
            "What the alternative is.",
        ),
        DEFECT,
        UNCONFIRMED,
    ],
};

static ENUM_VALUE: Form = Form {
    name: "enumValue",
    doc: "A value of an enum with more to say than its meaning.",
    keys: &[
        optional(
            "name",
            &Value::Pattern(&UPPER_CAMEL_CASE),
            "LeaveRequested",
            "The name of the variant, where the derived one will not do.",
        ),
        required(
            "doc",
            &Value::Text,
            "Has applied to leave.",
            "What the value means.",
        ),
        DEFECT,
        UNCONFIRMED,
    ],
};

static ERROR: Form = Form {
    name: "error",
    doc: "A code that the service answers a failure with.",
    keys: &[
        optional(
            "status",
            &Value::Pattern(&STATUS),
            "403",
            "The documented HTTP status.",
        ),
        required(
            "doc",
            &Value::Text,
            "Called too often.",
            "What the code means.",
        ),
        optional(
            "retry",
            &Value::Word(&[
                Word {
                    name: "never",
                    doc: "No operation may be repeated.",
                },
                Word {
                    name: "reads",
                    doc: "Operations that only read may be repeated.",
                },
                Word {
                    name: "always",
                    doc: "Every operation may be repeated: the call was refused before it was carried out.",
                },
            ]),
            "reads",
            "Which operations may be repeated after it. Default: never.",
        ),
        optional(
            "throttled",
            &Value::Flag,
            "true",
            "Whether the code says that the caller calls too often.",
        ),
        optional(
            "not_found",
            &Value::Flag,
            "true",
            "Whether the code says that what was asked for does not exist.",
        ),
        optional(
            "pause",
            &Value::Pattern(&DURATION),
            "30s",
            "The least time before the call is repeated.",
        ),
        DEFECT,
        UNCONFIRMED,
    ],
};

static PAGES: Form = Form {
    name: "pages",
    doc: "How a list goes on: by one of `offset`, `number`, `token` and `marker`. An empty page ends it, and so does whatever else is said of its end.",
    keys: &[
        optional(
            "offset",
            &Value::Text,
            "offset",
            "The parameter (or member of the body) that says how many items to leave out.",
        ),
        optional(
            "number",
            &Value::Text,
            "pageNo",
            "The parameter (or member of the body) that says which page to give; `first` says how pages are counted.",
        ),
        optional(
            "token",
            &Value::Text,
            "nextToken",
            "The parameter (or member of the body) that takes the token of the page before, which `next` names. The list ends where there is none.",
        ),
        optional(
            "marker",
            &Value::Text,
            "marker",
            "The parameter (or member of the body) that takes the last item of the page before, or its member `key`.",
        ),
        optional(
            "first",
            &Value::Pattern(&FIRST_PAGE),
            "1",
            "The number of the first page, which `number` requires.",
        ),
        optional(
            "size",
            &Value::Text,
            "pageSize",
            "The parameter (or member of the body) that says how many items a page has. Where an answer says nothing of the end, a page with fewer items is the last.",
        ),
        optional(
            "items",
            &Value::Pattern(&PATH),
            "users",
            "The list in the answer (inside the envelope). Without the key, the answer is the list.",
        ),
        optional(
            "key",
            &Value::Pattern(&PATH),
            "name",
            "The member of an item that goes into `marker`, where items are objects.",
        ),
        optional(
            "next",
            &Value::Pattern(&PATH),
            "nextToken",
            "In the answer, what goes into `token`; with `number`, the number of the next page. Absent, null or empty at the end.",
        ),
        optional(
            "total",
            &Value::Pattern(&PATH),
            "page.total",
            "The number of all items in the answer.",
        ),
        optional(
            "total_pages",
            &Value::Pattern(&PATH),
            "totalPages",
            "The number of all pages in the answer, with `number`.",
        ),
        optional(
            "more",
            &Value::Pattern(&PATH),
            "hasMore",
            "Whether there is another page, in the answer.",
        ),
        optional(
            "last",
            &Value::Pattern(&PATH),
            "last",
            "Whether this is the last page, in the answer.",
        ),
    ],
};

static EXAMPLE: Form = Form {
    name: "example",
    doc: "A sample exchange.",
    keys: &[
        optional(
            "made",
            &Value::Text,
            "The page has no sample.",
            "Which part of the sample is not the page's.",
        ),
        optional(
            "request",
            &Value::Map {
                key: &WIRE_NAME,
                value: &Value::Json,
            },
            "{ externalKey: user01 }",
            "Values of parameters and parts by their wire names; a file is `{ name: a.png, type: image/png, content: text }`, or with `base64` in place of `content`.",
        ),
        optional(
            "body",
            &Value::Json,
            "{ \"name\": \"Hong Gil Dong\" }",
            "The JSON that is sent; of a body of `bytes` its text, or `{ base64: .. }`.",
        ),
        optional(
            "sent",
            &Value::Pattern(&REQUEST_LINE),
            "GET /open-api/v1/org",
            "The request line that is sent.",
        ),
        optional(
            "sent_form",
            &Value::Text,
            "responseFormatType=json&regionCode=KR",
            "The form that is sent, as it goes over the wire.",
        ),
        optional(
            "status",
            &Value::Pattern(&STATUS),
            "200",
            "The status that is answered. Default: the operation's first.",
        ),
        optional(
            "response",
            &Value::Json,
            "{ \"user\": { \"name\": \"Hong Gil Dong\" } }",
            "The JSON that is answered, envelope included.",
        ),
        optional(
            "text",
            &Value::Text,
            "<answer>text</answer>",
            "What is answered where it is not JSON: XML, bytes that are text, a stream of events.",
        ),
        optional(
            "response_headers",
            &Value::Map {
                key: &WIRE_NAME,
                value: &Value::Text,
            },
            "{ Content-Type: image/jpeg }",
            "Headers that are answered.",
        ),
        optional(
            "error",
            &Value::Form(&EXAMPLE_ERROR),
            "{ code: \"300\", message: Not Found Exception }",
            "For a sample of a failure: what the caller is told.",
        ),
    ],
};

static EXAMPLE_ERROR: Form = Form {
    name: "exampleError",
    doc: "What the caller is told of a failure. What is left out, the answer does not say.",
    keys: &[
        optional("code", &Value::Text, "\"300\"", "The code."),
        optional(
            "message",
            &Value::Text,
            "Not Found Exception",
            "The message.",
        ),
    ],
};

const NOT_FOUND: &[Word] = &[
    Word {
        name: "failure",
        doc: "The wait ends badly.",
    },
    Word {
        name: "success",
        doc: "The wait ends well, with `None` in place of an answer.",
    },
    Word {
        name: "pending",
        doc: "It is not there yet: the wait goes on.",
    },
];

static WAITER: Form = Form {
    name: "waiter",
    doc: "A wait for a state.",
    keys: &[
        required(
            "doc",
            &Value::Text,
            "Waits until the server runs.",
            "What it waits for.",
        ),
        required(
            "poll",
            &Value::Pattern(&UPPER_CAMEL_CASE),
            "GetServer",
            "The operation that is asked again and again; it only reads.",
        ),
        required(
            "state",
            &Value::Pattern(&PATH),
            "server.status",
            "The state in the answer (inside the envelope). `list[0].status` looks into a list.",
        ),
        optional(
            "pending",
            &STATES,
            "[INIT, CREAT]",
            "States on the way. Where they are given, every state that is in no set ends the wait badly; else it is waited out.",
        ),
        optional(
            "success",
            &STATES,
            "[RUN]",
            "States that end the wait well. Required unless `not_found: success`.",
        ),
        optional(
            "failure",
            &STATES,
            "[TERMINATED]",
            "States that end it badly.",
        ),
        optional(
            "not_found",
            &Value::Word(NOT_FOUND),
            "success",
            "What it means when the thing is gone: the answer is 404 or has a code that is `not_found`, or it has no state. Default: failure.",
        ),
        optional(
            "every",
            &Value::Pattern(&DURATION),
            "5s",
            "The time between two questions. Default: 5s.",
        ),
        optional(
            "deadline",
            &Value::Pattern(&DURATION),
            "10m",
            "The time after which the wait is given up. Default: 10m.",
        ),
        DEFECT,
        UNCONFIRMED,
    ],
};
