//! How callers say who they are.

use super::{
    Expression, Form, Key, Pattern, Value, Vocabulary, optional, patterns::anything,
    vocabulary::words,
};
use crate::ir::Authorization;

words! {
    /// Without a header of the service's own.
    pub const AUTHORIZATIONS: Authorization {
        "signature" => Authorization::Signature, "By a signature with the keys of the account.";
        "api_key" => Authorization::ApiKey, "By the two headers of an application.";
        "api_key_in_query" => Authorization::ApiKeyInQuery, "By the same two values in the query.";
        "bearer" => Authorization::Bearer, "By a bearer token.";
        "none" => Authorization::None, "Not at all.";
    }
}

/// What is made of the headers that a key names, which are in lower case; `None` of no header.
type WithHeaders = fn(Vec<String>) -> Option<Authorization>;

/// With a header of the service's own: the keys of the mapping, and what they mean.
pub const WITH_HEADERS: [(&Key, WithHeaders); 3] = [
    (&HEADERS, |names| {
        (!names.is_empty()).then_some(Authorization::Headers(names))
    }),
    (&BODY_SIGNATURE, |mut names| {
        names.drain(..).next().map(Authorization::BodySignature)
    }),
    (&TOKEN, |mut names| {
        names.drain(..).next().map(Authorization::Token)
    }),
];

const HEADERS: Key = optional(
    "headers",
    &Value::List(&Value::Text),
    "[X-OCR-SECRET]",
    "Headers that hold secrets as they are.",
);
const BODY_SIGNATURE: Key = optional(
    "body_signature",
    &Value::Text,
    "X-NCP-CHATBOT_SIGNATURE",
    "The header that holds base64(HMAC-SHA256(secret, body)).",
);
const TOKEN: Key = optional(
    "token",
    &Value::Text,
    "X-Auth-Token",
    "The header that holds a token, which a login operation gave.",
);

pub(super) const AUTH: Key = optional(
    "auth",
    &AUTH_VALUE,
    "api_key",
    "How requests are authenticated: signature (by the keys of the account; the default), api_key (the two headers of an application), \
     api_key_in_query (the same two in the query), bearer, none, or a mapping that names a header.",
);

static WORDS: Vocabulary = Vocabulary {
    name: "waysToAuthenticate",
    words: AUTHORIZATIONS.words,
};
static KIND: Pattern = Pattern {
    what: "a way to authenticate",
    example: "api_key",
    expression: Expression::Words(AUTHORIZATIONS.words),
    accepts: anything,
    recased: None,
    numbers: None,
    words: &[&WORDS],
};
static AUTH_VALUE: Value = Value::ShortOrLong(&Value::Pattern(&KIND), &Value::Form(&AUTHORIZATION));

pub(crate) static AUTHORIZATION: Form = Form {
    name: "authorization",
    doc: "A way to authenticate with a header whose name is the service's own: one of the keys.",
    keys: &[HEADERS, BODY_SIGNATURE, TOKEN],
};
