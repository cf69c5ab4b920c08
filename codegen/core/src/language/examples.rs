//! Sample exchanges.

use super::patterns::{REQUEST_LINE, STATUS, WIRE_NAME};
use super::{Form, Value, optional};

pub(crate) static EXAMPLE: Form = Form {
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
            "recorded",
            &Value::Text,
            "From a call; sensitive values are redacted.",
            "That the sample is no page's, but an exchange that took place, and what was changed in it.",
        ),
        optional(
            "request",
            &Value::Map {
                key: &WIRE_NAME,
                value: &Value::Json,
            },
            "{ externalKey: user01 }",
            "Values of parameters and parts by their wire names, and by their places too where several have the name, `query.name`; a file is `{ name: a.png, type: image/png, content: text }`, or with `base64` in place of `content`.",
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
            "The status of the response. Default: the operation's first.",
        ),
        optional(
            "response",
            &Value::Json,
            "{ \"user\": { \"name\": \"Hong Gil Dong\" } }",
            "The JSON of the response, envelope included.",
        ),
        optional(
            "text",
            &Value::Text,
            "<response>text</response>",
            "The response where it is not JSON: XML, bytes that are text, a stream of events.",
        ),
        optional(
            "response_headers",
            &Value::Map {
                key: &WIRE_NAME,
                value: &Value::Text,
            },
            "{ Content-Type: image/jpeg }",
            "Headers of the response.",
        ),
        optional(
            "error",
            &Value::Form(&EXAMPLE_ERROR),
            "{ code: \"300\", message: Not Found Exception }",
            "For a sample of a failure: what the caller is told.",
        ),
    ],
};

pub(crate) static EXAMPLE_ERROR: Form = Form {
    name: "exampleError",
    doc: "What the caller is told of a failure. What is left out, the response does not say.",
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
