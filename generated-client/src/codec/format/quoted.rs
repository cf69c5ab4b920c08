use std::borrow::Cow;

use crate::codec::decode::{Decode, DecodeAs, Reader};
use crate::codec::encode::{EncodeAs, EncodeText, EncodeTextAs, JsonWriter};

/// A number or a boolean in quotes. In responses it is taken without them too.
#[derive(Debug)]
pub enum Quoted {}

macro_rules! quoted {
    ($($type:ty)*) => {$(
        impl EncodeAs<$type> for Quoted {
            fn encode_as(value: &$type, writer: &mut JsonWriter) {
                writer.text(&value.encode_text().unwrap_or_default());
            }
        }
    )*};
}

quoted!(bool i32 i64);

impl EncodeAs<f64> for Quoted {
    fn encode_as(value: &f64, writer: &mut JsonWriter) {
        if value.is_finite() {
            writer.text(&value.to_string());
        } else {
            // It is refused with or without quotes.
            writer.number(*value);
        }
    }
}

impl<T: EncodeText> EncodeTextAs<T> for Quoted {
    fn encode_text_as(value: &T) -> Option<Cow<'_, str>> {
        value.encode_text()
    }
}

impl<T: Decode> DecodeAs<T> for Quoted {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode_as(reader: &mut Reader<'_>) -> T {
        T::decode(reader)
    }
}
