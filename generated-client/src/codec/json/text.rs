//! Texts out of their quotes and into them.

use std::borrow::Cow;

use super::scan::{behind_text, plain};

/// What stands between the quotes of a text. What is not UTF-8 and half of a surrogate pair are U+FFFD.
pub(crate) fn unescaped(raw: &[u8], escaped: bool) -> Cow<'_, str> {
    if escaped {
        return Cow::Owned(resolved(raw));
    }
    match core::str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(raw),
    }
}

fn resolved(raw: &[u8]) -> String {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        let (text, escape) = rest.split_at(plain(rest));
        out.extend_from_slice(text);
        let [b'\\', letter, behind @ ..] = escape else {
            break;
        };
        rest = behind;
        match letter {
            b'b' => out.push(0x08),
            b'f' => out.push(0x0c),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let (character, behind) = character(rest);
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind;
            }
            itself => out.push(*itself),
        }
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// The character whose digits stand behind `\u`, and what comes behind it.
fn character(rest: &[u8]) -> (char, &[u8]) {
    let Some((unit, behind)) = unit(rest) else {
        return (char::REPLACEMENT_CHARACTER, rest);
    };
    if (0xd800..0xdc00).contains(&unit)
        && let Some(low) = behind.strip_prefix(b"\\u")
        && let Some((low, behind)) = self::unit(low)
        && (0xdc00..0xe000).contains(&low)
    {
        let both = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        return (
            char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER),
            behind,
        );
    }
    (
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER),
        behind,
    )
}

fn unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, behind) = text.split_at_checked(4)?;
    let digits = core::str::from_utf8(digits).ok()?;
    Some((u32::from_str_radix(digits, 16).ok()?, behind))
}

/// Writes a text in its quotes.
pub(crate) fn quoted(text: &str, out: &mut Vec<u8>) {
    // Writing into memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

/// The text of a value without blanks, in which every text is written in one way.
pub(crate) fn compact(value: &[u8]) -> String {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(byte) = value.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let Ok((end, escaped)) = behind_text(value, at) else {
                    break;
                };
                let raw = value.get(at..end).unwrap_or_default();
                let is_plain = !escaped && raw.iter().all(|byte| (0x20..0x7f).contains(byte));
                if is_plain {
                    out.push(b'"');
                    out.extend_from_slice(raw);
                    out.push(b'"');
                } else {
                    quoted(&unescaped(raw, escaped), &mut out);
                }
                at = end + 1;
            }
            b' ' | b'\t' | b'\n' | b'\r' => {}
            // One before a number, which JSON does not have.
            b'+' if !matches!(out.last(), Some(b'e' | b'E')) => {}
            byte => out.push(*byte),
        }
    }
    String::from_utf8(out).unwrap_or_default()
}
