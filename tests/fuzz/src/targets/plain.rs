//! What may be printed.

/// Holds that a text has nothing in it that a terminal obeys or that turns the direction of writing, by a list that is not the
/// one of what prints.
pub(super) fn assert_lines(text: &str) {
    let bad = text.chars().find(|&character| {
        character != '\n' && character != '\t' && character.is_control()
            || matches!(
                character,
                '\u{61c}'
                    | '\u{200b}'
                    | '\u{200e}'
                    | '\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2066}'..='\u{2069}'
                    | '\u{feff}'
            )
    });
    assert!(bad.is_none(), "{bad:?} is printed: {text:?}");
}

/// The same of one line.
pub(super) fn assert_line(text: &str) {
    assert_lines(text);
    assert!(
        !text.contains('\n'),
        "more than a line is printed: {text:?}"
    );
}
