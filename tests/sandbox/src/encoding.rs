//! Percent-encoding and query strings, read strictly: what a lenient reader would guess at is a fault here.

use percent_encoding::percent_decode_str;

/// Decodes `%XX` in a path segment; a `+` stays a `+`.
pub(crate) fn decode_segment(text: &str) -> Result<String, String> {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |digit: Option<u8>| digit.is_some_and(|digit| digit.is_ascii_hexdigit());
        if byte == b'%' && !(hex(bytes.next()) && hex(bytes.next())) {
            return Err(format!(
                "{text:?} has a % that two hexadecimal digits do not follow"
            ));
        }
    }
    percent_decode_str(text)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| format!("{text:?} is not UTF-8 when it is decoded"))
}

/// Decodes a name or a value of a query, where a `+` is a space as it is in a form.
fn decode_query(text: &str) -> Result<String, String> {
    decode_segment(&text.replace('+', " "))
}

/// The names and values of a query or a form in their order, and what cannot be read. A name without `=` has an empty value.
/// `whole` is what messages call it.
pub(crate) fn parse_pairs(whole: &str, text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut pairs = Vec::new();
    let mut faults = Vec::new();
    if text.is_empty() {
        return (pairs, faults);
    }
    for piece in text.split('&') {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        if name.is_empty() {
            faults.push(format!(
                "the {whole} {text:?} has a parameter without a name"
            ));
            continue;
        }
        match (decode_query(name), decode_query(value)) {
            (Ok(name), Ok(value)) => pairs.push((name, value)),
            (name, value) => {
                faults.extend(
                    [name, value].into_iter().filter_map(|part| {
                        part.err().map(|fault| format!("in the {whole}, {fault}"))
                    }),
                );
            }
        }
    }
    (pairs, faults)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn segments_are_decoded_once_and_as_utf8() {
        assert_eq!(decode_segment("a%2Fb+c%20%252F").unwrap(), "a/b+c %2F");
        assert_eq!(decode_segment("%ED%95%9C").unwrap(), "한");
        for bad in ["%", "a%2", "%zz", "%2", "%%41", "%FF", "%ED%95"] {
            assert!(decode_segment(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn queries_keep_order_and_empty_values() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(parse_pairs("query", ""), (vec![], vec![]));
        assert_eq!(
            parse_pairs("query", "b=1&a=&c&b=x+y%2B%26=").0,
            [
                pair("b", "1"),
                pair("a", ""),
                pair("c", ""),
                pair("b", "x y+&=")
            ]
        );
        for bad in ["&", "a=1&", "=1", "a=%", "%C3=1"] {
            assert!(!parse_pairs("query", bad).1.is_empty(), "{bad}");
        }
    }
}
