//! Forms in which a value goes over the wire, where its Rust type alone does not say.
//!
//! A format mirrors the type that it is for: `Option<EpochMillis>` for `Option<Timestamp>`, `Vec<YesNo>` for
//! `Vec<bool>`.

use core::marker::PhantomData;
use std::borrow::Cow;

use crate::decode::{DecodeAs, DecodeError, Reader, integer};
use crate::encode::{EncodeAs, EncodeText, EncodeTextAs, JsonWriter};
use crate::types::{Json, Timestamp};

/// A boolean as `"Y"` or `"N"`. In answers lower case and JSON's own booleans are taken too.
#[derive(Debug)]
pub enum YesNo {}

/// A time as milliseconds since 1970-01-01T00:00:00Z. In answers digits in quotes are taken too.
#[derive(Debug)]
pub enum EpochMillis {}

const fn yes_no(value: bool) -> &'static str {
    if value { "Y" } else { "N" }
}

impl EncodeAs<bool> for YesNo {
    fn encode_as(value: &bool, writer: &mut JsonWriter) {
        writer.text(yes_no(*value));
    }
}

impl EncodeTextAs<bool> for YesNo {
    fn encode_text_as(value: &bool) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(yes_no(*value)))
    }
}

impl DecodeAs<bool> for YesNo {
    fn decode_as(reader: &mut Reader) -> bool {
        reader
            .read(|value| match &value {
                Json::Bool(boolean) => Ok(*boolean),
                Json::String(text) if text.eq_ignore_ascii_case("Y") => Ok(true),
                Json::String(text) if text.eq_ignore_ascii_case("N") => Ok(false),
                other => Err(DecodeError::unexpected("\"Y\" or \"N\"", other)),
            })
            .unwrap_or_default()
    }
}

impl EncodeAs<Timestamp> for EpochMillis {
    fn encode_as(value: &Timestamp, writer: &mut JsonWriter) {
        writer.integer(value.epoch_millis());
    }
}

impl EncodeTextAs<Timestamp> for EpochMillis {
    fn encode_text_as(value: &Timestamp) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(value.epoch_millis().to_string()))
    }
}

impl DecodeAs<Timestamp> for EpochMillis {
    fn decode_as(reader: &mut Reader) -> Timestamp {
        reader
            .read(|value| integer(&value, "epoch milliseconds"))
            .map(Timestamp::from_epoch_millis)
            .unwrap_or_default()
    }
}

/// Text as it is: the format of what needs none.
#[derive(Debug)]
pub enum Text {}

impl<T: EncodeText + ?Sized> EncodeTextAs<T> for Text {
    fn encode_text_as(value: &T) -> Option<Cow<'_, str>> {
        value.encode_text()
    }
}

/// A list as one text: its items in the format `F`, with the separator between them.
#[derive(Debug)]
pub struct Joined<const SEPARATOR: char, F = Text>(PhantomData<F>);

impl<const SEPARATOR: char, F: EncodeTextAs<T>, T> EncodeTextAs<Vec<T>> for Joined<SEPARATOR, F> {
    fn encode_text_as(list: &Vec<T>) -> Option<Cow<'_, str>> {
        let mut joined = String::new();
        for (index, item) in list.iter().enumerate() {
            if index > 0 {
                joined.push(SEPARATOR);
            }
            joined.push_str(&F::encode_text_as(item).unwrap_or_default());
        }
        Some(Cow::Owned(joined))
    }

    fn fault_as(list: &Vec<T>) -> Option<&'static str> {
        list.iter().find_map(|item| {
            F::fault_as(item).or_else(|| {
                F::encode_text_as(item)?.contains(SEPARATOR).then_some(
                    "has an item that holds the separator of the list; give it another value",
                )
            })
        })
    }
}
