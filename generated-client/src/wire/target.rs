//! The request target: path and query, encoded once. The same string is signed and sent.

use crate::meta::PathSegment;

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
