//! Parameters, parts and members.

use super::patterns::{PART_TYPE, TYPE};
use super::shared::{ALLOW, DEFECT, REQUIRED_WHEN, RUST_NAME, STYLE, UNCONFIRMED};
use super::{Form, Value, optional, required};

pub(crate) static FIELD: Form = Form {
    name: "field",
    doc: "A parameter or a member: one row of the page.",
    keys: &[
        required(
            "type",
            &Value::Pattern(&TYPE),
            "string",
            "A scalar: string, bool, i64, yn (Y/N), timestamp(ms), date(yyyy-MM-dd), quoted<i64> (in quotes) and others; code and code<T> (code and codeName); list<T>, map<T>; or the name of a type.",
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

pub(crate) static MULTIPART_FIELD: Form = Form {
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

pub(crate) static PARAMETER: Form = Form {
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
