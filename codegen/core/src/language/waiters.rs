//! Waits for a state.

use super::patterns::{DURATION, PATH, UPPER_CAMEL_CASE};
use super::shared::{DEFECT, STATES, UNCONFIRMED};
use super::words::NOT_FOUND;
use super::{Form, Value, optional, required};

pub(crate) static WAITER: Form = Form {
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
            "The state in the response (inside the envelope). `list[0].status` looks into a list.",
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
            &Value::Word(NOT_FOUND.words),
            "success",
            "What it means when the thing is gone: the response is 404 or has a code that is `not_found`, or it has no state. Default: failure.",
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
