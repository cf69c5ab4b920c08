/// The bytes of base64 text, which is padded. `None` where it is something else.
#[must_use]
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    // What remains is filled with zeros.
    (held & ((1 << bits) - 1) == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn text_is_base64_or_not() {
        assert_eq!(bytes("").as_deref(), Some(&b""[..]));
        assert_eq!(bytes("AP9kYXRh").as_deref(), Some(&b"\0\xffdata"[..]));
        assert_eq!(bytes("YQ==").as_deref(), Some(&b"a"[..]));
        assert_eq!(bytes("YWI=").as_deref(), Some(&b"ab"[..]));
        for text in ["YQ", "YQ=", "Y===", "YR==", "Y Q=", "a-_b", "한글"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }
}
