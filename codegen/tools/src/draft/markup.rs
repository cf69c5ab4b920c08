//! What marks up the text of a page.

/// The text without what only marks it up: code ticks, emphasis, links, entities, anchors.
pub(crate) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => 1,
            // Three and more hide something.
            '*' if rest.starts_with("***") => {
                let stars = rest.len() - rest.trim_start_matches('*').len();
                plain.push_str(rest.get(..stars).unwrap_or_default());
                stars
            }
            '*' if rest.starts_with("**") => 2,
            '\\' if rest.len() > 1 && !rest.starts_with("\\\\") => {
                let escaped = rest.get(1..).and_then(|rest| rest.chars().next());
                match escaped {
                    Some(escaped) if escaped.is_ascii_punctuation() => {
                        plain.push(escaped);
                        2
                    }
                    _ => {
                        plain.push('\\');
                        1
                    }
                }
            }
            '[' => match link(rest) {
                Some((label, length)) => {
                    plain.push_str(&unmarked(label));
                    length
                }
                None => {
                    plain.push('[');
                    1
                }
            },
            '<' => match tag(rest) {
                Some(length) => length,
                None => {
                    plain.push('<');
                    1
                }
            },
            '&' => match ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
                Some((name, character)) => {
                    plain.push(*character);
                    name.len()
                }
                None => {
                    plain.push('&');
                    1
                }
            },
            '\u{a0}' => {
                plain.push(' ');
                first.len_utf8()
            }
            _ => {
                plain.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    plain.trim().to_owned()
}

const ENTITIES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&nbsp;", ' '),
];

/// Links and tags are shorter, in bytes; so far their ends are looked for.
const LONGEST_MARK: usize = 4000;

/// `[label](address)`: the label, and the length of the whole.
fn link(text: &str) -> Option<(&str, usize)> {
    let near = beginning(text);
    let end = near.get(1..)?.find(['[', ']'])? + 1;
    let address = near.get(end..)?.strip_prefix("](")?;
    let length = end + 2 + address.find(')')? + 1;
    Some((near.get(1..end)?, length))
}

/// As much of a text as a link or a tag can take.
fn beginning(text: &str) -> &str {
    let longest = text.len().min(LONGEST_MARK);
    let end = (0..=longest).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// Tags that Markdown pages of the documentation are sprinkled with. `List<String>` has none of them.
fn tag(text: &str) -> Option<usize> {
    const TAGS: [&str; 9] = [
        "<a ", "</a>", "<p ", "<p>", "</p>", "<br", "</br", "<span", "</span",
    ];
    TAGS.iter().find(|tag| text.starts_with(**tag))?;
    Some(beginning(text).find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn marks_go_and_types_stay() {
        for (marked, plain) in [
            ("`keyTag`", "keyTag"),
            ("List&lt;String&gt;", "List<String>"),
            ("Request<a name=\"Request\"></a>", "Request"),
            (
                "See [Get key list](/docs/en/kms) now",
                "See Get key list now",
            ),
            ("`a` \\| `b`", "a | b"),
            ("List<[Server](/docs/x)>", "List<Server>"),
            ("restream[].id", "restream[].id"),
            ("**Note** ***43", "Note ***43"),
        ] {
            assert_eq!(unmarked(marked), plain);
        }
    }
}
