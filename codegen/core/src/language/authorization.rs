//! How callers say who they are.

use super::words::WAYS;
use super::{Form, Key, Pattern, Value, optional, patterns::anything};

pub(super) const AUTH: Key = optional(
    "auth",
    &AUTH_VALUE,
    "api_key",
    "How requests are authenticated: signature (by the keys of the account; the default), api_key (the two headers of an application), \
     api_key_in_query (the same two in the query), bearer, none, or a mapping that names a header.",
);

static KIND: Pattern = Pattern {
    what: "a way to authenticate",
    example: "api_key",
    expression: "^(signature|api_key|api_key_in_query|bearer|none)$",
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[&WAYS],
};
static AUTH_VALUE: Value = Value::ShortOrLong(&Value::Pattern(&KIND), &Value::Form(&AUTHORIZATION));

static AUTHORIZATION: Form = Form {
    name: "authorization",
    doc: "A way to authenticate with a header whose name is the service's own: one of the keys.",
    keys: &[
        optional(
            "headers",
            &Value::List(&Value::Text),
            "[X-OCR-SECRET]",
            "Headers that hold secrets as they are.",
        ),
        optional(
            "body_signature",
            &Value::Text,
            "X-NCP-CHATBOT_SIGNATURE",
            "The header that holds base64(HMAC-SHA256(secret, body)).",
        ),
        optional(
            "token",
            &Value::Text,
            "X-Auth-Token",
            "The header that holds a token, which a login operation answered.",
        ),
    ],
};
