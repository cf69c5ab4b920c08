//! Scalars, read leniently.

use super::{Decode, DecodeError, Reader};
use crate::types::Json;

/// Reads an integer.
pub(crate) fn integer(value: &Json, expected: &'static str) -> Result<i64, DecodeError> {
    /// Beyond 2^53 a number with a fraction no longer tells neighbouring integers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let integer = match value {
        Json::Number(number) => number.as_i64().or_else(|| {
            let number = number.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "integral and within 2^53")]
            (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
        }),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    integer.ok_or_else(|| DecodeError::unexpected(expected, value))
}

impl Decode for String {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader) -> Self {
        reader.text()
    }
}

impl Decode for Json {
    const EMPTY_TEXT_IS_ABSENT: bool = false;

    fn decode(reader: &mut Reader) -> Self {
        reader.read(Ok).unwrap_or_default()
    }
}

impl Decode for () {
    fn decode(_: &mut Reader) -> Self {}
}

impl Decode for bool {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| match &value {
                Json::Bool(boolean) => Ok(*boolean),
                Json::String(text) => match text.to_ascii_lowercase().as_str() {
                    "true" | "y" => Ok(true),
                    "false" | "n" => Ok(false),
                    _ => Err(DecodeError::unexpected("true or false", &value)),
                },
                other => Err(DecodeError::unexpected("true or false", other)),
            })
            .unwrap_or_default()
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| integer(&value, "an integer of 64 bits"))
            .unwrap_or_default()
    }
}

impl Decode for i32 {
    fn decode(reader: &mut Reader) -> Self {
        const EXPECTED: &str = "an integer of 32 bits";
        reader
            .read(|value| {
                Self::try_from(integer(&value, EXPECTED)?)
                    .map_err(|_| DecodeError::unexpected(EXPECTED, &value))
            })
            .unwrap_or_default()
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| {
                let number = match &value {
                    Json::Number(number) => number.as_f64(),
                    Json::String(text) => text
                        .trim()
                        .parse()
                        .ok()
                        .filter(|number: &Self| number.is_finite()),
                    _ => None,
                };
                number.ok_or_else(|| DecodeError::unexpected("a number", &value))
            })
            .unwrap_or_default()
    }
}
