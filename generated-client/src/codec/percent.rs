//! Percent-encoding, as URLs and forms take it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3; a space is `%20`. What is left needs no second
/// encoding by any HTTP library, so that what is signed stays what is sent.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends text, encoded.
pub(crate) fn push_encoded(target: &mut String, text: &str) {
    target.extend(utf8_percent_encode(text, ENCODED));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_segment() {
        let mut encoded = String::new();
        push_encoded(&mut encoded, "a/b?c#d%2e+e f~g.h-i_j");
        assert_eq!(encoded, "a%2Fb%3Fc%23d%252e%2Be%20f~g.h-i_j");
    }
}
