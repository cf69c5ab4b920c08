//! Text that is the same in JSON as outside of it, which nearly all is: found out many bytes at a time.

/// Whether nothing in a text has to be escaped.
pub(super) fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return !text.iter().any(|byte| is_escaped(*byte));
    };
    let (words, _) = text.as_chunks();
    words.iter().all(is_word_plain) && is_word_plain(last)
}

/// Without an early end within a word, so that it is one step for the processor.
fn is_word_plain(word: &[u8; 8]) -> bool {
    !word
        .iter()
        .fold(false, |escaped, byte| escaped | is_escaped(*byte))
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_escapes_is_not_plain_wherever_it_stands() {
        for length in 0..40 {
            let plain = vec![b'a'; length];
            assert!(is_plain(&plain), "{length}");
            for position in 0..length {
                for byte in 0..=u8::MAX {
                    let mut text = plain.clone();
                    text.splice(position..=position, [byte]);
                    let escaped = match std::str::from_utf8(&[byte]) {
                        Ok(text) => serde_json::to_string(text).is_ok_and(|json| json.len() > 3),
                        Err(_) => false,
                    };
                    assert_eq!(
                        is_plain(&text),
                        !escaped,
                        "{byte} at {position} of {length}"
                    );
                }
            }
        }
    }
}
