//! A file: a service, or a part of one.

use super::operation::{OPERATION, SUCCESS};
use super::patterns::{
    ADDRESS, DURATION, ENVELOPE, SNAKE_CASE, STATUS, UPPER_CAMEL_CASE, VERSION, WIRE_NAME,
};
use super::shared::{ALLOW, DEFECT, FIELDS, PARAMETERS, SOURCE_WORDS, UNCONFIRMED};
use super::types::TYPE_DEFINITION;
use super::waiters::WAITER;
use super::words::{PROTOCOLS, RETRIES};
use super::{Form, Key, Value, address, authorization, optional, required};

/// A whole file.
pub static FILE: Form = Form {
    name: "serviceFile",
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
            "region_parameter",
            &Value::Pattern(&WIRE_NAME),
            "regionCode",
            "The parameter that tells the region, in the query, the form or the headers: the region of the client is sent in it where a request leaves it out.",
        ),
        optional(
            "protocol",
            &Value::Word(PROTOCOLS.words),
            "form",
            "What the operations have in common. Default: json.",
        ),
        optional(
            "envelope",
            &Value::Pattern(&ENVELOPE),
            "result",
            "The member of every response that holds the value, unless an operation says otherwise. `{operation}` stands for the operation's name in lowerCamelCase. With `?` behind it, a response without the member is the value itself.",
        ),
        optional(
            "success",
            &Value::Form(&SUCCESS),
            "{ code: returnCode, values: [\"0\"], message: returnMessage }",
            "How a response with a status of success says that the call failed, unless an operation says otherwise.",
        ),
        optional(
            "source",
            &SOURCE_WORDS,
            "[sdk, java_sdk]",
            "Where the facts of operations that do not say otherwise come from. Default: reference.",
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
pub const PART_MARK: &str = "part_of";

/// A file with one chapter of a service whose other files are in the same folder.
pub static PART: Form = Form {
    name: "partFile",
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

pub(super) const OPERATIONS: Key = optional(
    "operations",
    &OPERATION_MAP,
    "{ GetUser: { doc: Returns a user., docs: https://api.ncloud-docs.com/docs/en/mediaconnectcenter-memberview, http: GET /user } }",
    "The operations, by the names of their request structs.",
);

pub(super) const TYPES: Key = optional(
    "types",
    &TYPE_MAP,
    "{ User: { name: string } }",
    "Types of requests and responses. A type is the map of its fields, or a mapping with `fields`, `tuple`, `enum` or `one_of`.",
);

pub(super) const ERRORS: Key = optional(
    "errors",
    &ERROR_MAP,
    "{ COMMON_201: { status: 401, doc: Not the master account's key. } }",
    "The codes that the service fails with.",
);

pub(super) const WAITERS: Key = optional(
    "waiters",
    &WAITER_MAP,
    "{ ServerRunning: { doc: Waits until the server runs., poll: GetServer, state: server.status, success: [RUN] } }",
    "Waits for a state.",
);

pub(super) static OPERATION_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Form(&OPERATION),
};

pub(super) static TYPE_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Marked {
        marks: &["fields", "tuple", "enum", "one_of"],
        marked: &TYPE_DEFINITION,
        otherwise: &FIELDS,
    },
};

pub(super) static ERROR_MAP: Value = Value::Map {
    key: &WIRE_NAME,
    value: &Value::Form(&ERROR),
};

pub(super) static WAITER_MAP: Value = Value::Map {
    key: &UPPER_CAMEL_CASE,
    value: &Value::Form(&WAITER),
};

pub(crate) static ERROR: Form = Form {
    name: "error",
    doc: "A code that the service fails with.",
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
            &Value::Word(RETRIES.words),
            "reads",
            "Which operations may be repeated after it. Default: what its status allows, as if the code were not listed.",
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
