//! Scalars, read leniently.

use core::str::FromStr;

use super::reader::Scalar;
use super::{Decode, DecodeError, Reader};
use crate::codec::json::{Unfit, integer, unescaped};
use crate::codec::types::Json;

impl Decode for String {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.text()
    }
}

impl Decode for Json {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.json().unwrap_or_default()
    }
}

/// Reads the text of JSON, as a response is read.
impl FromStr for Json {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        super::from_str(text)
    }
}

impl Decode for () {
    fn decode(_: &mut Reader<'_>) -> Self {}
}

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Self {
        let read = match reader.scalar() {
            Some(Scalar::Boolean(boolean)) => Some(boolean),
            Some(Scalar::Number(number)) => flag(number),
            Some(Scalar::Text { raw, escaped }) => flag(&unescaped(raw, escaped)),
            None => None,
        };
        if read.is_none() {
            reader.refuse("true or false");
        }
        read.unwrap_or_default()
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.trim() {
        text if ["true", "y"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word)) =>
        {
            Some(true)
        }
        text if ["false", "n"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word)) =>
        {
            Some(false)
        }
        text => match integer(text) {
            Ok(0) => Some(false),
            Ok(1) => Some(true),
            _ => None,
        },
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.integer("an integer of 64 bits").unwrap_or_default()
    }
}

impl Decode for i32 {
    fn decode(reader: &mut Reader<'_>) -> Self {
        const EXPECTED: &str = "an integer of 32 bits";
        match reader.integer(EXPECTED).map(Self::try_from) {
            Some(Ok(integer)) => integer,
            Some(Err(_)) => {
                reader.refuse_number(EXPECTED, Unfit::Range);
                0
            }
            None => 0,
        }
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Self {
        let parsed = |text: &str| {
            let text = text.trim();
            // Words that Rust reads are no numbers of a response.
            let is_number = text.ends_with(|last: char| last.is_ascii_digit() || last == '.');
            let number = text.parse().ok().filter(|_| is_number);
            number.ok_or(Unfit::Other).and_then(|number: Self| {
                if number.is_finite() {
                    Ok(number)
                } else {
                    Err(Unfit::Range)
                }
            })
        };
        let read = match reader.scalar() {
            Some(Scalar::Number(text)) => parsed(text),
            Some(Scalar::Text { raw, escaped }) => parsed(&unescaped(raw, escaped)),
            Some(Scalar::Boolean(_)) | None => Err(Unfit::Other),
        };
        read.unwrap_or_else(|why| {
            reader.refuse_number("a number", why);
            0.0
        })
    }
}
