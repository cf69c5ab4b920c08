//! Forms in which a value goes over the wire, where its Rust type alone does not say.
//!
//! A format mirrors the type that it is for: `Option<EpochMillis>` for `Option<Timestamp>`, `Vec<YesNo>` for
//! `Vec<bool>`.

mod base64;
mod joined;
mod quoted;
mod time;

use std::borrow::Cow;

pub use self::base64::Base64;
pub use self::joined::{Joined, JoinedElements, Text};
pub use self::quoted::Quoted;
pub use self::time::{
    BasicIso8601, CompactDate, CompactDateTime, CompactMonth, EpochMillis, EpochMillisText,
    EpochSeconds, Iso8601, IsoDate, IsoDateTime, IsoMonth, SpacedDateTime, SpacedDateTimeToMinute,
};
use crate::codec::decode::{Decode, DecodeAs, Reader};
use crate::codec::encode::{EncodeAs, EncodeTextAs, JsonWriter};

/// A boolean as `"Y"` or `"N"`. In responses every other form of a boolean is taken too.
#[derive(Debug)]
pub enum YesNo {}

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
    fn decode_as(reader: &mut Reader<'_>) -> bool {
        bool::decode(reader)
    }
}
