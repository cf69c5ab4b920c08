//! Text of specs as Markdown: prose that stays prose, names that are code.

use crate::printable;

/// A name of a spec as code, whatever characters it has.
pub fn code(name: &str) -> String {
    let name = printable::line(name);
    let name = name.trim();
    if name.is_empty() {
        return "the empty text".to_owned();
    }
    if !name.contains('`') {
        return format!("`{name}`");
    }
    let has_run_of = |length| name.split(|c| c != '`').any(|run| run.len() == length);
    // Three in a row at the start of a line would open a block, which rustdoc compiles.
    match [1, 2].into_iter().find(|length| !has_run_of(*length)) {
        Some(length) => {
            let fence = "`".repeat(length);
            format!("{fence} {name} {fence}")
        }
        None => format!("`{}`", name.replace('`', "\\u{60}")),
    }
}

/// Escapes what Markdown and rustdoc would read as links, tags, emphasis or blocks. Code in single backticks stays.
pub fn prose(text: &str) -> String {
    // Most texts are plain words, and a build script is compiled without optimisation.
    let is_plain = text.is_ascii()
        && !text.bytes().any(is_markup)
        && !text.starts_with(|first: char| first.is_ascii_digit());
    if is_plain {
        return text.to_owned();
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let has_code = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let mut result = String::with_capacity(text.len());
    for (index, piece) in text.split('`').enumerate() {
        if index > 0 {
            result.push_str(if has_code { "`" } else { "\\`" });
        }
        if has_code && index % 2 == 1 {
            result.push_str(piece);
        } else {
            words(piece, &mut result);
        }
    }
    let first = result.split(' ').next().unwrap_or_default();
    if begins_a_block(first) {
        // Of `1.` the sign is escaped, of all else the first character.
        let digits = first.len() - without_digits(first).len();
        result.insert(digits, '\\');
    }
    // Rustc refuses marks that turn the direction of writing in comments. A backslash before a letter stands for itself.
    printable::line(&result).into_owned()
}

/// Prose that leads to an address.
pub fn link(text: &str, address: &str) -> String {
    // An address in a link ends at a parenthesis, and prose need not escape what would end the text of a link.
    let address = address.replace('(', "%28").replace(')', "%29");
    format!("[{}]({address})", prose(text).replace(']', "\\]"))
}

/// A block of code, between fences that the text does not have.
pub fn fenced(language: &str, text: &str) -> String {
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let text = printable::lines(text.trim_end());
    format!("{fence}{language}\n{text}\n{fence}")
}

/// Text of a cell of a table: a bar would end the cell, inside of code as well.
pub fn cell(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut is_escaped = false;
    for character in text.chars() {
        if character == '|' && !is_escaped {
            result.push('\\');
        }
        is_escaped = character == '\\' && !is_escaped;
        result.push(character);
    }
    result
}

/// Whether a byte of ASCII may mean something, here or to Markdown, or is not shown.
fn is_markup(byte: u8) -> bool {
    matches!(
        byte,
        b'`' | b':'
            | b'['
            | b'<'
            | b'>'
            | b'*'
            | b'\\'
            | b'_'
            | b'#'
            | b'-'
            | b'+'
            | b'='
            | b'~'
            | b'|'
            | b'&'
    ) || byte.is_ascii_control()
}

/// Whether Markdown reads a line that begins with the word as something else than a paragraph.
pub(super) fn begins_a_block(word: &str) -> bool {
    let rest = without_digits(word);
    let is_numbering = rest.len() < word.len() && rest.starts_with(['.', ')']);
    is_numbering
        || word.starts_with(['#', '-', '+', '*', '=', '~', '|', '>', ':'])
        || word.starts_with("```")
}

fn without_digits(word: &str) -> &str {
    word.trim_start_matches(|c: char| c.is_ascii_digit())
}

fn words(text: &str, result: &mut String) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            result.push(' ');
        }
        let found = word.find("https://").or_else(|| word.find("http://"));
        let found = found.map(|start| word.split_at(start));
        match found.map(|(before, rest)| (before, rest.split_at(address_length(rest)))) {
            // A scheme by itself leads nowhere.
            Some((before, (address, after))) if !address.ends_with("://") => {
                escape(before.strip_suffix('<').unwrap_or(before), result);
                result.push('<');
                result.push_str(address);
                result.push('>');
                escape(after.strip_prefix('>').unwrap_or(after), result);
            }
            _ => escape(word, result),
        }
    }
}

/// How much of a word is the address that it begins with: not the signs of the sentence around it.
fn address_length(word: &str) -> usize {
    const SIGNS: [char; 7] = ['.', ',', ';', ':', '\'', '!', '?'];
    let end = word.find(['<', '>', '"']).unwrap_or(word.len());
    let mut address = word.get(..end).unwrap_or(word).trim_end_matches(SIGNS);
    // A parenthesis that the address does not open belongs to the sentence.
    while let Some(rest) = address.strip_suffix(')')
        && rest.matches('(').count() <= rest.matches(')').count()
    {
        address = rest.trim_end_matches(SIGNS);
    }
    address.len()
}

fn escape(text: &str, result: &mut String) {
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_special = match character {
            '[' | '<' | '*' | '\\' | '~' => true,
            // Inside a word an underscore stands for itself.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // `&lt;` would be shown as what it stands for.
            '&' => after == '#' || after.is_alphabetic(),
            _ => false,
        };
        if is_special {
            result.push('\\');
        }
        result.push(character);
        before = character;
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, code, prose};

    #[test]
    fn prose_stays_prose() {
        for (text, expected) in [
            ("An [array], index[0] <T>", r"An \[array], index\[0] \<T>"),
            ("Code like `a[0]<T>` stays", "Code like `a[0]<T>` stays"),
            ("one ` alone", r"one \` alone"),
            ("```rust", r"\`\`\`rust"),
            ("# no heading", r"\# no heading"),
            ("- no list", r"\- no list"),
            ("1. no list", r"1\. no list"),
            ("2026 is a year", "2026 is a year"),
            ("* no list", r"\* no list"),
            ("> no quote", r"\> no quote"),
            ("snake_case and _emphasis_", r"snake_case and \_emphasis\_"),
            ("&lt; and R&D and a & b", r"\&lt; and R\&D and a & b"),
            ("see https://a.b/c_d?e=f&g.", "see <https://a.b/c_d?e=f&g>."),
            ("(https://a.b/c)", "(<https://a.b/c>)"),
            (
                "begins with https://, or not",
                "begins with https://, or not",
            ),
            ("https://a.b/c_(d)", "<https://a.b/c_(d)>"),
            ("<https://a.b/c>.", "<https://a.b/c>."),
            ("a\u{85}\n\tb\u{2028}c", "a b c"),
            ("a\u{202e}b\u{7}", r"a\u{202e}b\u{7}"),
            ("\u{ad6d}\u{feff}", "\u{ad6d}\\u{feff}"),
            ("    indented\n\n\tcode", "indented code"),
        ] {
            assert_eq!(prose(text), expected, "{text}");
        }
    }

    #[test]
    fn a_bar_ends_no_cell() {
        for (text, expected) in [
            ("a | b", r"a \| b"),
            (r"\| a", r"\| a"),
            (r"\\| a", r"\\\| a"),
            ("`a|b`", r"`a\|b`"),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_code_whatever_they_are() {
        for (name, expected) in [
            ("memberNo", "`memberNo`"),
            ("`", "`` ` ``"),
            ("a``b", "` a``b `"),
            ("`a``b", r"`\u{60}a\u{60}\u{60}b`"),
            ("```", "` ``` `"),
            ("", "the empty text"),
            ("a\nb", r"`a\nb`"),
            ("a\u{202e}b\u{61c}", r"`a\u{202e}b\u{61c}`"),
        ] {
            assert_eq!(code(name), expected, "{name}");
        }
    }
}
