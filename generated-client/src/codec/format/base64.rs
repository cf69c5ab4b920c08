use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::codec::decode::{DecodeAs, Reader, Scalar};
use crate::codec::encode::{EncodeAs, EncodeTextAs, JsonWriter};
use crate::codec::json::unescaped;

/// Bytes as base64 text, padded. In responses line feeds are taken too, and the padding may be missing.
#[derive(Debug)]
pub enum Base64 {}

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl EncodeAs<Vec<u8>> for Base64 {
    fn encode_as(value: &Vec<u8>, writer: &mut JsonWriter) {
        writer.text(&ENGINE.encode(value));
    }
}

impl EncodeTextAs<Vec<u8>> for Base64 {
    fn encode_text_as(value: &Vec<u8>) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(ENGINE.encode(value)))
    }
}

impl DecodeAs<Vec<u8>> for Base64 {
    fn decode_as(reader: &mut Reader<'_>) -> Vec<u8> {
        const EXPECTED: &str = "base64";
        let Some(Scalar::Text { raw, escaped }) = reader.scalar() else {
            reader.refuse(EXPECTED);
            return Vec::new();
        };
        let text = unescaped(raw, escaped);
        decode(&text).unwrap_or_else(|| {
            reader.refuse_as(EXPECTED, format!("text of {} bytes", text.len()));
            Vec::new()
        })
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let text: Cow<'_, str> = if text.contains(|c: char| c.is_ascii_whitespace()) {
        Cow::Owned(text.split_ascii_whitespace().collect())
    } else {
        Cow::Borrowed(text)
    };
    ENGINE.decode(text.as_bytes()).ok()
}
