//! Keys and values that several mappings have.

use super::fields::{FIELD, MULTIPART_FIELD, PARAMETER};
use super::patterns::{BODY_TYPE, FIELD_NAME, PART_TYPE, TYPE, WIRE_NAME};
use super::styles::STYLES;
use super::words::SOURCES;
use super::{ALLOW_KEY, Key, Value, optional};

pub(super) static REMARKS: Value = Value::OneOrMany(&Value::Text);

pub(super) static FIELDS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&TYPE), &Value::Form(&FIELD)),
};

/// Parameters that may also be the same on every call.
pub(super) static PARAMETERS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&TYPE), &Value::Form(&PARAMETER)),
};

pub(super) static BODY: Value = Value::ShortOrLong(&Value::Pattern(&BODY_TYPE), &FIELDS);

pub(super) static PARTS: Value = Value::Map {
    key: &FIELD_NAME,
    value: &Value::ShortOrLong(&Value::Pattern(&PART_TYPE), &Value::Form(&MULTIPART_FIELD)),
};

pub(super) static STATES: Value = Value::List(&Value::Text);

pub(super) const DEFECT: Key = optional(
    "defect",
    &REMARKS,
    "The page types it String; its sample carries a number.",
    "Where the page and the wire differ, and how it is known.",
);

pub(super) const UNCONFIRMED: Key = optional(
    "unconfirmed",
    &REMARKS,
    "The page does not name the array; inferred from its siblings.",
    "What nobody could check.",
);

pub(super) const PARTIAL: Key = optional(
    "partial",
    &REMARKS,
    "The table was cut behind createDate.",
    "What the response or the type may have besides, which nobody could read.",
);

/// One source or several.
pub(super) static SOURCE_WORDS: Value = Value::OneOrMany(&Value::Word(SOURCES.words));

pub(super) const ALLOW: Key = optional(
    ALLOW_KEY,
    &ALLOWED,
    "{ missing-pager: The service ignores the page number. }",
    "Findings of lints that are right here, by the id of the lint, each with the reason.",
);

pub(super) static ALLOWED: Value = Value::Map {
    key: &WIRE_NAME,
    value: &Value::Text,
};

pub(super) static STYLE_WORDS: Value = Value::OneOrMany(&Value::Word(STYLES.words));

pub(super) const STYLE: Key = optional(
    "style",
    &STYLE_WORDS,
    "comma",
    "How a list that is a parameter is written: a word, or of lists in lists one a level, outermost first. Default: indexed with `protocol: form`, else there is none.",
);

pub(super) const RUST_NAME: Key = optional(
    "name",
    &Value::Text,
    "region_code",
    "The name in Rust, where the derived one will not do.",
);

pub(super) const REQUIRED_WHEN: Key = optional(
    "required_when",
    &Value::Text,
    "contentType is AD",
    "When the service requires it, for the reader of the documentation.",
);
