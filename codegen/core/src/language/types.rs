//! Types: structs, tuples, enums, unions.

use super::patterns::{TYPE, UPPER_CAMEL_CASE, WIRE_VALUE};
use super::shared::{ALLOW, DEFECT, FIELDS, PARTIAL, UNCONFIRMED};
use super::{Form, Value, optional, required};

pub(crate) static TYPE_DEFINITION: Form = Form {
    name: "type",
    doc: "A type: the map of its fields, or a mapping with `fields`, `tuple`, `enum` or `one_of`.",
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
        PARTIAL,
        ALLOW,
    ],
};

pub(crate) static ALTERNATIVE: Form = Form {
    name: "alternative",
    doc: "An alternative of a union: its type, or a mapping that says more.",
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

pub(crate) static ENUM_VALUE: Form = Form {
    name: "enumValue",
    doc: "A value of an enum: what it means, or a mapping that says more.",
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
