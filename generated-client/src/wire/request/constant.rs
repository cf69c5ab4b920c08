//! Headers that a specification has, which need no copy.

use http::header::{HeaderName, HeaderValue};

/// A header as it is, where it can be taken so. Whatever else there is to say of one is said where headers are written.
pub(super) fn header(name: &'static str, value: &'static str) -> Option<(HeaderName, HeaderValue)> {
    let of_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let of_value = |byte: u8| matches!(byte, b' '..=b'~');
    // Both constructors panic at anything else.
    let is_plain = !name.is_empty() && name.bytes().all(of_name) && value.bytes().all(of_value);
    is_plain.then(|| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_taken_as_it_is_or_not_at_all() {
        for (name, value, plain) in [
            ("content-type", "application/json; charset=utf-8", true),
            ("x-ncp-lang", "", true),
            ("Content-Type", "a", false),
            ("", "a", false),
            ("a b", "a", false),
            ("a", "line\nfeed", false),
            ("a", "한국어", false),
        ] {
            let header = header(name, value);
            assert_eq!(header.is_some(), plain, "{name}: {value}");
            if let Some((given, written)) = header {
                assert_eq!((given.as_str(), written.to_str().ok()), (name, Some(value)));
            }
        }
    }
}
