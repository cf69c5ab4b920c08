//! A failing input without what it does not take to fail.

/// Each attempt is a process.
const MOST_ATTEMPTS: usize = 3000;

/// The smallest input found for which `fails` still holds: pieces are left out, long ones first, while it does.
///
/// # Errors
///
/// Those of `fails`.
pub fn smallest<E>(
    mut input: Vec<u8>,
    mut fails: impl FnMut(&[u8]) -> Result<bool, E>,
) -> Result<Vec<u8>, E> {
    let mut attempts = 0;
    let mut length = input.len().div_ceil(2);
    while length > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < input.len() && attempts < MOST_ATTEMPTS {
            attempts += 1;
            let end = (at + length).min(input.len());
            let mut rest = input.clone();
            rest.drain(at..end);
            if fails(&rest)? {
                input = rest;
                shorter = true;
            } else {
                at = end;
            }
        }
        // Once more by single bytes, as long as there is something to leave out.
        if length > 1 {
            length = length.div_ceil(2);
        } else if !shorter || attempts >= MOST_ATTEMPTS {
            break;
        }
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use super::smallest;

    #[test]
    fn what_it_takes_is_left() {
        let input = b"a long text in which two words are at fault".to_vec();
        let fails = |text: &[u8]| {
            let text = String::from_utf8_lossy(text);
            Ok::<bool, ()>(text.contains("two") && text.contains("fault"))
        };
        assert_eq!(smallest(input, fails), Ok(b"twofault".to_vec()));
    }
}
