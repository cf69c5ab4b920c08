//! JSON: what serde_json reads is read, and says the same; what only this reader takes is what its documentation lists.

use std::{
    collections::BTreeMap,
    fmt::{Debug, Write as _},
};

use ncloud::{
    decode::{self, Decode, DecodeError},
    types::{Json, JsonRef},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::plain::assert_line;
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "null",
    "true",
    "false",
    "\"Y\"",
    "0",
    "-0",
    "1.0",
    "1e2",
    "+12",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551616",
    "2147483648",
    "1e400",
    "1E-400",
    "12.000000000000000000001",
    "\"12\"",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "[[",
    "{\"",
    "\":",
    "\\u0000",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\",
    "\\/",
    "\u{feff}",
    "\0",
    "\"tag\":",
    "\"type\":\"text\"",
    "\"data\":",
    "\"a\":1,\"b\":\"x\",\"d\":[]",
];

pub(super) fn run(input: &[u8]) {
    let value = serde_json::from_slice::<Value>(input);
    json(input, &value);
    of::<i32>(input);
    of::<i64>(input);
    of::<bool>(input);
    of::<String>(input);
    of::<Option<String>>(input);
    of::<Vec<i64>>(input);
    of::<Vec<Vec<bool>>>(input);
    of::<Vec<Option<i32>>>(input);
    of::<BTreeMap<String, String>>(input);
    of::<BTreeMap<String, Vec<i32>>>(input);
    number(input);
    if value.as_ref().is_ok_and(is_flat) {
        flat(input);
    }
    let _ = read::<fuzzed::Everything>(input);
    let _ = read::<fuzzed::Tree>(input);
    let _ = read::<fuzzed::Scope>(input);
    let _ = read::<fuzzed::Bubble>(input);
    let _ = read::<fuzzed::Action>(input);
    let _ = read::<Vec<fuzzed::Position>>(input);
    let _ = read::<fuzzed::Sample>(input);
    let _ = read::<fuzzed::Session>(input);
}

/// Reads, and holds the error to what it may say.
fn read<T: Decode>(input: &[u8]) -> Result<T, DecodeError> {
    let read = decode::from_slice::<T>(input);
    if let Err(error) = &read {
        let text = format!("{error} {error:?}");
        assert_line(&text);
        // Names of the specification and words of the reader, nothing that came.
        assert!(text.is_ascii(), "{text}");
        let raw = error.raw().unwrap_or_default();
        assert!(raw.len() <= 3 * DecodeError::KEPT_TEXT, "{}", raw.len());
    }
    read
}

/// What serde reads as the type is that value.
fn of<T: Decode + DeserializeOwned + PartialEq + Debug>(input: &[u8]) {
    let read = read::<T>(input);
    if let Ok(expected) = serde_json::from_slice::<T>(input) {
        assert_eq!(read.as_ref(), Ok(&expected));
    }
}

fn number(input: &[u8]) {
    let read = read::<f64>(input);
    let text = std::str::from_utf8(input).unwrap_or_default().trim();
    if serde_json::from_slice::<f64>(input).is_ok() {
        // serde_json alone is off by a bit here and there.
        assert_eq!(read.ok(), text.parse().ok());
    }
}

fn json(input: &[u8], value: &Result<Value, serde_json::Error>) {
    let read = read::<Json>(input);
    match (value, read) {
        (Ok(value), Ok(json)) => {
            let again = serde_json::from_str::<Value>(json.text());
            assert_eq!(again.ok().as_ref(), Some(value));
            same(json.as_ref(), value);
            assert_eq!(json.text().parse::<Json>().ok(), Some(json));
        }
        (Ok(value), Err(error)) => panic!("{error}: {value}"),
        (Err(_), Ok(json)) => {
            let again = serde_json::from_str::<Value>(json.text());
            // Its numbers and its depth have bounds; those of this reader are others.
            let is_bound = |error: serde_json::Error| {
                let words = error.to_string();
                words.contains("out of range") || words.contains("recursion limit")
            };
            assert!(again.map_or_else(is_bound, |_| true), "{:?}", json.text());
            let again: Result<Json, _> = json.text().parse();
            assert_eq!(again.ok().as_ref(), Some(&json));
        }
        (Err(_), Err(_)) => {}
    }
}

/// The accessors say what serde_json says.
fn same(json: JsonRef<'_>, value: &Value) {
    assert_eq!(json.is_null(), value.is_null());
    assert_eq!(json.as_bool(), value.as_bool());
    assert_eq!(json.as_str().as_deref(), value.as_str());
    if let Some(whole) = value.as_i64() {
        assert_eq!(json.as_i64(), Some(whole));
    }
    match value {
        Value::Array(values) => {
            assert_eq!(json.items().count(), values.len());
            for (index, (item, value)) in json.items().zip(values).enumerate() {
                same(item, value);
                if index < 3 {
                    assert!(json.at(index).is_some());
                }
            }
        }
        Value::Object(members) => {
            // The last one of a name counts.
            let read: BTreeMap<_, _> = json.members().collect();
            assert_eq!(read.len(), members.len());
            for (name, value) in members {
                let member = read.get(name.as_str()).copied();
                assert!(member.is_some(), "{name:?} is lost");
                member.into_iter().for_each(|member| same(member, value));
                assert!(json.get(name).is_some());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            assert_eq!(json.items().count() + json.members().count(), 0);
        }
    }
}

/// The twin of `fuzzed::Flat`.
#[derive(Debug, Deserialize)]
struct Flat {
    a: i64,
    b: String,
    c: Option<f64>,
    d: Vec<i32>,
    e: Option<BTreeMap<String, bool>>,
    f: Option<Box<Self>>,
}

/// serde reads lists as objects too.
fn is_flat(value: &Value) -> bool {
    value.is_object()
        && value
            .get("f")
            .is_none_or(|inner| inner.is_null() || is_flat(inner))
}

fn flat(input: &[u8]) {
    let read = read::<fuzzed::Flat>(input);
    let Ok(expected) = serde_json::from_slice::<Flat>(input) else {
        return;
    };
    let read = read.map_err(|error| error.to_string());
    assert_eq!(read.map(|flat| shown(&flat)), Ok(expected_text(&expected)));
}

fn shown(flat: &fuzzed::Flat) -> String {
    let mut text = String::new();
    let mut next = Some(flat);
    while let Some(flat) = next {
        let parts = (flat.a, &flat.b, flat.c.is_some(), &flat.d, &flat.e);
        let _ = writeln!(text, "{parts:?}");
        next = flat.f.as_deref();
    }
    text
}

fn expected_text(flat: &Flat) -> String {
    let mut text = String::new();
    let mut next = Some(flat);
    while let Some(flat) = next {
        let parts = (flat.a, &flat.b, flat.c.is_some(), &flat.d, &flat.e);
        let _ = writeln!(text, "{parts:?}");
        next = flat.f.as_deref();
    }
    text
}
