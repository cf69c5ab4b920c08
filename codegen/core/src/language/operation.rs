//! An operation, how its list goes on, and how its response fails.

use super::examples::EXAMPLE;
use super::pages::PAGES;
use super::patterns::{
    ADDRESS, HTTP, OPERATION_ENVELOPE, PATH, SNAKE_CASE, STATUS, TYPE, WIRE_NAME,
};
use super::shared::{
    ALLOW, BODY, DEFECT, FIELDS, PARAMETERS, PARTIAL, PARTS, SOURCE_WORDS, UNCONFIRMED,
};
use super::words::{FORMATS, NO_SUCCESS};
use super::{Form, Value, address, authorization, optional, required};

pub(crate) static OPERATION: Form = Form {
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
            &SOURCE_WORDS,
            "[reference, sdk]",
            "Where the facts come from; several, where each says the same. Default: that of the service.",
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
            "Whether the operation only reads, so that it may be repeated when its response is lost. Default: GET and HEAD do, other methods do not; with `protocol: form` operations named Get.. do.",
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
            &Value::Pattern(&OPERATION_ENVELOPE),
            "user",
            "The member of the response that holds the value. With `?` behind it, a response without the member is the value itself. `none`: the value is not wrapped, whatever the service says.",
        ),
        optional(
            "response",
            &BODY,
            "list<User>",
            "The response: a type, or the members of an object. `User?`: a user, or nothing. `bytes`: anything, streamed. Without the key the response is empty.",
        ),
        optional(
            "format",
            &Value::Word(FORMATS.words),
            "xml",
            "How the response is written. Default: json.",
        ),
        optional(
            "response_headers",
            &FIELDS,
            "{ X-Subject-Token: { type: string, sensitive: true } }",
            "Headers of the response that are results; `X-Account-Meta-*?: map<string>` is a family, which takes what no other one names. With a `response` that is a type of its own, that one becomes the field `body`.",
        ),
        optional(
            "events",
            &Value::Form(&EVENTS),
            "{ types: { token: Token }, end: \"[DONE]\" }",
            "The response to a call that asks for a stream of server-sent events.",
        ),
        optional(
            "success",
            &Value::ShortOrLong(&Value::Word(NO_SUCCESS.words), &Value::Form(&SUCCESS)),
            "{ code: returnCode, values: [\"0\"], message: returnMessage }",
            "How a response with a status of success says that the call failed. `none`: it never does, whatever the service says.",
        ),
        optional(
            "pages",
            &Value::Form(&PAGES),
            "{ offset: offset, items: users, total: page.total }",
            "How the list goes on.",
        ),
        DEFECT,
        UNCONFIRMED,
        PARTIAL,
        ALLOW,
        optional(
            "examples",
            &Value::Map {
                key: &SNAKE_CASE,
                value: &Value::Form(&EXAMPLE),
            },
            "{ documented: { response: [] } }",
            "Sample exchanges, by name. Each is a test, and what the sandbox gateway responds with.",
        ),
    ],
};

pub(crate) static SUCCESS: Form = Form {
    name: "success",
    doc: "How a response with a status of success says that the call failed. Members are named from the root of the response, envelope included.",
    keys: &[
        required(
            "code",
            &Value::Pattern(&PATH),
            "returnCode",
            "The member that holds the code. A response without it is a success.",
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

pub(crate) static EVENTS: Form = Form {
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
            "\"[DONE]\"",
            "The data of the event that ends the stream, where there is one. A stream that ends without it is an error.",
        ),
        optional(
            "last",
            &Value::Pattern(&WIRE_NAME),
            "result",
            "The name of the event that is the last one, where there is one. Callers get it; a stream that ends without it is an error.",
        ),
        optional(
            "failure",
            &Value::Pattern(&WIRE_NAME),
            "error",
            "The name of the event that says that the call failed. Callers get an error, with code and message as in any other response that failed. Default: error.",
        ),
    ],
};
