//! The request target: path and query, encoded once. The same string is signed and sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::meta::operation::PathSegment;

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

/// What makes a value impossible to send as a segment of a path, with what to do.
pub(crate) fn path_value_fault(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("is empty, which would name another path; give it a value"),
        "." | ".." => Some(
            "is `.` or `..`, which every HTTP library resolves to another path; give it another value",
        ),
        _ => None,
    }
}

/// Appends a path, the encoded values of its parameters in their places.
///
/// # Errors
///
/// The name of a parameter that has no value.
pub(crate) fn push_path(
    target: &mut String,
    segments: &[PathSegment],
    values: &[(&'static str, String)],
) -> Result<(), &'static str> {
    for segment in segments {
        match segment {
            PathSegment::Literal(text) => target.push_str(text),
            PathSegment::Parameter(name) => {
                let (_, value) = values
                    .iter()
                    .find(|(written, _)| written == name)
                    .ok_or(*name)?;
                target.push_str(value);
            }
        }
    }
    Ok(())
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

    #[test]
    fn a_value_that_looks_like_a_parameter_is_not_replaced_again() {
        let segments = [
            PathSegment::Literal("/a/"),
            PathSegment::Parameter("first"),
            PathSegment::Literal("/"),
            PathSegment::Parameter("second"),
        ];
        let values = [
            ("second", "2".to_owned()),
            ("first", "%7Bsecond%7D".to_owned()),
        ];
        let mut target = "https://a.b".to_owned();
        assert_eq!(push_path(&mut target, &segments, &values), Ok(()));
        assert_eq!(target, "https://a.b/a/%7Bsecond%7D/2");
        assert_eq!(push_path(&mut target, &segments, &[]), Err("first"));
    }
}
