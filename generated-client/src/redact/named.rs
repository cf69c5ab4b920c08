//! Values behind the names of sensitive members, in text that need be neither whole nor of one language.

use std::borrow::Cow;

/// The text with `mark` in place of such values: `"name": "value"`, `name=value`, `<name>value</name>`.
pub(super) fn hidden<'text>(text: &'text str, names: &[String], mark: &str) -> Cow<'text, str> {
    if names.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut hidden: Option<String> = None;
    let (mut kept, mut at) = (0, 0);
    while at < text.len() {
        let found = names
            .iter()
            .filter_map(|name| value(text, at, name))
            .max_by_key(|(_, end)| *end);
        match found {
            Some((start, end)) if end > start => {
                let hidden = hidden.get_or_insert_default();
                hidden.push_str(text.get(kept..start).unwrap_or_default());
                hidden.push_str(mark);
                (kept, at) = (end, end);
            }
            _ => at += super::width(text, at),
        }
    }
    match hidden {
        None => Cow::Borrowed(text),
        Some(mut hidden) => {
            hidden.push_str(text.get(kept..).unwrap_or_default());
            Cow::Owned(hidden)
        }
    }
}

/// Where the value is of a member whose name is at a place.
fn value(text: &str, at: usize, name: &str) -> Option<(usize, usize)> {
    let end = at + name.len();
    if !text.get(at..end)?.eq_ignore_ascii_case(name) {
        return None;
    }
    let before = text.get(..at)?.chars().next_back();
    let is_part = |beside: char| beside.is_alphanumeric() || matches!(beside, '_' | '-');
    if before.is_some_and(is_part) || text.get(end..)?.chars().next().is_some_and(is_part) {
        return None;
    }
    let start = match before {
        Some('<' | ':') if is_element(text, at) => return content(text, end),
        // In JSON within JSON quotes have backslashes.
        Some('"' | '\'') => behind_quoted_name(text, end)?,
        _ => behind_bare_name(text, end)?,
    };
    of_value(text, start)
}

/// Whether a name is that of an element: `<name`, `<prefix:name`.
fn is_element(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let prefix = before.strip_suffix(':').map_or(before, |before| {
        before.trim_end_matches(|beside: char| beside.is_alphanumeric() || beside == '_')
    });
    prefix.ends_with('<')
}

/// What an element holds, its attributes included.
fn content(text: &str, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(end..)?;
    // No tag holds another one.
    let open = rest.find(['<', '>'])?;
    if !rest.get(open..)?.starts_with('>') || rest.get(..open)?.ends_with('/') {
        return None;
    }
    let start = end + open + 1;
    let inner = text.get(start..)?;
    let length = inner.find("</").unwrap_or(inner.len());
    Some((start, start + length))
}

fn behind_quoted_name(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let behind = rest.trim_start_matches('\\').strip_prefix(['"', '\''])?;
    let behind = behind.trim_start();
    let behind = behind
        .strip_prefix("=>")
        .or_else(|| behind.strip_prefix([':', '=']))?;
    Some(text.len() - behind.trim_start().len())
}

fn behind_bare_name(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let marks = ["=", "%3D", "%3d", "&#61;"];
    let behind = marks.iter().find_map(|mark| rest.strip_prefix(mark))?;
    Some(text.len() - behind.len())
}

/// A value that begins at a place; nothing to hide is `null` and what is empty.
fn of_value(text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    let quoted = rest.trim_start_matches('\\');
    let slashes = rest.len() - quoted.len();
    if let Some(quote @ ('"' | '\'')) = quoted.chars().next() {
        let inner = start + slashes + 1;
        let end = end_of_text(text, inner, quote, slashes);
        return (end > inner).then_some((inner, end));
    }
    if rest.starts_with(['{', '[']) {
        return Some((start, end_of_nested(text, start)));
    }
    let length = rest
        .find(|sign: char| sign.is_whitespace() || ",;&}])<>\"'".contains(sign))
        .unwrap_or(rest.len());
    let is_something = length > 0 && rest.get(..length) != Some("null");
    is_something.then_some((start, start + length))
}

/// Where a text in quotes ends: at the same quote with as many backslashes as it began with.
fn end_of_text(text: &str, start: usize, quote: char, slashes: usize) -> usize {
    let mut run = 0;
    for (at, sign) in text.get(start..).unwrap_or_default().char_indices() {
        if sign == '\\' {
            run += 1;
        } else {
            if sign == quote && run == slashes {
                return start + at - run;
            }
            run = 0;
        }
    }
    text.len()
}

/// Where an object or list ends; what is cut off ends with the text.
fn end_of_nested(text: &str, start: usize) -> usize {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for (at, sign) in text.get(start..).unwrap_or_default().char_indices() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_text = !is_text,
            '{' | '[' if !is_text => depth += 1,
            '}' | ']' if !is_text => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return start + at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_name_is_hidden() {
        let names = ["plaintext".to_owned(), "key".to_owned()];
        for (text, shown) in [
            (
                r#"{"plaintext": "P", "a": 1}"#,
                r##"{"plaintext": "#", "a": 1}"##,
            ),
            (r#"{"PlainText":"P\"Q"}"#, r##"{"PlainText":"#"}"##),
            (
                r#"{"plaintext":["P",{"a":"]"}],"b":2}"#,
                r#"{"plaintext":#,"b":2}"#,
            ),
            (r#"{"plaintext": "P, which is cut"#, r##"{"plaintext": "#"##),
            (r#"{"plaintext":{"a": "P"#, r#"{"plaintext":#"#),
            (
                r#""{\"plaintext\": \"P\", \"b\": 1}""#,
                r##""{\"plaintext\": \"#\", \"b\": 1}""##,
            ),
            (
                r#"{"plaintext": null, "key": ""}"#,
                r#"{"plaintext": null, "key": ""}"#,
            ),
            (
                r#"{"key": 12, "keyId": 12}"#,
                r##"{"key": #, "keyId": 12}"##,
            ),
            ("a?key=12&b=c", "a?key=#&b=c"),
            ("a?key%3D12&b=c", "a?key%3D#&b=c"),
            (
                "<plaintext>P</plaintext><a>b</a>",
                "<plaintext>#</plaintext><a>b</a>",
            ),
            (
                "<x:plaintext type=\"t\">P</x:plaintext>",
                "<x:plaintext type=\"t\">#</x:plaintext>",
            ),
            ("<plaintext/><a>b</a>", "<plaintext/><a>b</a>"),
            ("<a key=\"12\"/>", "<a key=\"#\"/>"),
            ("key: may not be empty", "key: may not be empty"),
            ("no key", "no key"),
        ] {
            assert_eq!(hidden(text, &names, "#"), shown);
        }
    }
}
