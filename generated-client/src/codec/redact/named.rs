//! Values behind the names of sensitive members, in text that need be neither whole nor of one language.

use std::borrow::Cow;

/// The text with `mark` in place of such values: `"name": "value"`, `name=value`, `<name>value</name>`.
pub(super) fn redacted<'text>(text: &'text str, names: &[String], mark: &str) -> Cow<'text, str> {
    if names.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut redacted: Option<String> = None;
    let (mut kept, mut at) = (0, 0);
    while at < text.len() {
        let found = names
            .iter()
            .filter_map(|name| value(text, at, name))
            .max_by_key(|(_, end)| *end);
        match found {
            Some((start, end)) if end > start => {
                let end = outermost(text, names, start, end);
                let redacted = redacted.get_or_insert_default();
                redacted.push_str(text.get(kept..start).unwrap_or_default());
                redacted.push_str(mark);
                (kept, at) = (end, end);
            }
            _ => at += super::width(text, at),
        }
    }
    match redacted {
        None => Cow::Borrowed(text),
        Some(mut redacted) => {
            redacted.push_str(text.get(kept..).unwrap_or_default());
            Cow::Owned(redacted)
        }
    }
}

/// How many names within a value are looked at.
const MOST_WITHIN: usize = 64;

/// Where a value ends if a name is in it whose own value goes on behind it: text that only looks like a member may begin before a
/// member and end in it.
fn outermost(text: &str, names: &[String], start: usize, end: usize) -> usize {
    let (mut at, mut end, mut count) = (start, end, 0);
    while at < end && end < text.len() && count < MOST_WITHIN {
        for name in names {
            if let Some((_, later)) = value(text, at, name) {
                count += 1;
                end = end.max(later);
            }
        }
        at += super::width(text, at);
    }
    end
}

/// Where the value is of a member whose name is at a place.
fn value(text: &str, at: usize, name: &str) -> Option<(usize, usize)> {
    let end = at + name.len();
    if !text.get(at..end)?.eq_ignore_ascii_case(name) {
        return None;
    }
    let before = text.get(..at)?.chars().next_back();
    let is_part = |beside: char| beside.is_alphanumeric() || matches!(beside, '_' | '-');
    if let Some(found) = behind_escaped_quotes(text, at, end) {
        return Some(found);
    }
    if before.is_some_and(is_part) || text.get(end..)?.chars().next().is_some_and(is_part) {
        return None;
    }
    let start = match before {
        Some('<' | ':') if is_element(text, at) => return content(text, at, end),
        // In JSON within JSON quotes have backslashes.
        // What stands behind a quote may be the beginning of a text too: `"name=value"`.
        Some('"' | '\'') => {
            behind_quoted_name(text, end).or_else(|| behind_bare_name(text, end))?
        }
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

/// What an element holds, other elements included; what is cut off ends with the text.
fn content<'text>(text: &'text str, at: usize, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(end..)?;
    let open = rest.bytes().take(LONGEST_TAG).position(|b| b == b'>')?;
    if rest.get(..open)?.ends_with('/') {
        return None;
    }
    let start = end + open + 1;
    let name = text.get(at..end)?;
    let is_name = |tag: &'text str| {
        let tag = tag.rsplit_once(':').map_or(tag, |(_, local)| local);
        tag.eq_ignore_ascii_case(name)
    };
    let (mut depth, mut place) = (0_usize, start);
    while let Some(mark) = text.get(place..).and_then(|rest| rest.find('<')) {
        place += mark;
        let rest = text.get(place..)?;
        let literal = LITERALS.iter().find(|(begins, _)| rest.starts_with(begins));
        if let Some((begins, ends)) = literal {
            let inner = rest.get(begins.len()..)?;
            let Some(length) = inner.find(ends) else {
                break;
            };
            place += begins.len() + length + ends.len();
            continue;
        }
        let tag = rest.get(1..)?;
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let ends = |sign: char| sign.is_whitespace() || matches!(sign, '>' | '/' | '<');
        if is_name(tag.split(ends).next().unwrap_or_default()) {
            if closes && depth == 0 {
                return Some((start, place));
            }
            let is_alone = tag.split(['<', '>']).next()?.ends_with('/');
            match closes {
                true => depth -= 1,
                false if !is_alone => depth += 1,
                false => {}
            }
        }
        place += 1;
    }
    Some((start, text.len()))
}

/// In bytes.
const LONGEST_TAG: usize = 4096;

/// Within them a tag is none.
const LITERALS: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("<!--", "-->")];

/// How pages and addresses write the quotes of JSON.
const QUOTES: [&str; 8] = [
    "&quot;", "&#34;", "&#x22;", "&apos;", "&#39;", "&#x27;", "%22", "%27",
];

/// Where the value is of a name in such quotes. A list and an object end with the text, as their signs may be escaped too.
fn behind_escaped_quotes(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let before = text.get(..at)?;
    let quote = QUOTES.iter().find(|quote| before.ends_with(**quote))?;
    let (_, rest) = without_slashes(text.get(end..)?);
    let rest = without_blanks(rest.strip_prefix(quote)?);
    let signs = [":", "=", "%3A", "%3a", "&#58;"];
    let rest = signs.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let rest = without_blanks(rest);
    let (slashes, opened) = without_slashes(rest);
    let Some(value) = opened.strip_prefix(quote) else {
        let start = text.len() - rest.len();
        let signs = ["[", "{", "%5B", "%5b", "%7B", "%7b"];
        let is_nested = signs.iter().any(|sign| rest.starts_with(sign));
        return match is_nested {
            true => Some((start, text.len())),
            false => of_value(text, start),
        };
    };
    let start = text.len() - value.len();
    let ends = value.match_indices(quote).find_map(|(place, _)| {
        let mut inner = value.get(..place)?;
        let mut run = 0;
        while let Some(before) = SLASHES.iter().find_map(|slash| inner.strip_suffix(slash)) {
            inner = before;
            run += 1;
        }
        is_delimiter(run, slashes).then(|| start + place)
    });
    let found = (start, ends.unwrap_or(text.len()));
    (found.1 > found.0).then_some(found)
}

/// How they write backslashes.
const SLASHES: [&str; 5] = ["\\", "%5C", "%5c", "&#92;", "&#x5c;"];

/// How many backslashes a text begins with, and what is behind them.
fn without_slashes(text: &str) -> (usize, &str) {
    let (mut count, mut rest) = (0, text);
    while let Some(after) = SLASHES.iter().find_map(|slash| rest.strip_prefix(slash)) {
        rest = after;
        count += 1;
    }
    (count, rest)
}

fn without_blanks(text: &str) -> &str {
    let mut rest = text;
    while let Some(after) = [" ", "+", "%20", "&#32;", "&nbsp;"]
        .iter()
        .find_map(|blank| rest.strip_prefix(blank))
    {
        rest = after;
    }
    rest
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

/// A value that begins at a place; what needs no redaction is `null` and what is empty.
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

/// Where a text in quotes ends that began with as many backslashes before its quote.
fn end_of_text(text: &str, start: usize, quote: char, slashes: usize) -> usize {
    let mut run = 0;
    for (at, sign) in text.get(start..).unwrap_or_default().char_indices() {
        if sign == '\\' {
            run += 1;
        } else {
            if sign == quote && is_delimiter(run, slashes) {
                return start + at - slashes;
            }
            run = 0;
        }
    }
    text.len()
}

/// Whether a quote behind so many backslashes begins or ends a text of a level at which quotes have `slashes` of them: a backslash
/// within such a text is one more than that, and an odd number of those escapes the quote.
fn is_delimiter(run: usize, slashes: usize) -> bool {
    run.checked_sub(slashes)
        .is_some_and(|more| more % (2 * (slashes + 1)) == 0)
}

/// Where an object or list ends; what is cut off ends with the text.
fn end_of_nested(text: &str, start: usize) -> usize {
    let (mut depth, mut run) = (0_usize, 0);
    // The quote of the text that is being passed, and how many backslashes the first of its kind had.
    let mut within: Option<char> = None;
    let mut levels: [(char, Option<usize>); 2] = [('"', None), ('\'', None)];
    for (at, sign) in text.get(start..).unwrap_or_default().char_indices() {
        if sign == '\\' {
            run += 1;
            continue;
        }
        let slashes = core::mem::take(&mut run);
        match sign {
            '"' | '\'' if within.is_none_or(|quote| quote == sign) => {
                let level = levels.iter_mut().find(|(quote, _)| *quote == sign);
                let level = level.map_or(0, |(_, level)| *level.get_or_insert(slashes));
                if is_delimiter(slashes, level) {
                    within = match within {
                        Some(_) => None,
                        None => Some(sign),
                    };
                }
            }
            '{' | '[' if within.is_none() => depth += 1,
            '}' | ']' if within.is_none() => {
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
    fn what_follows_a_name_is_redacted() {
        let names = ["plaintext".to_owned(), "key".to_owned()];
        for (text, printed) in [
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
            // A backslash at the end of a text, and brackets within one, at each level of JSON within JSON.
            (r#"{"key":"P\\","a":"b"}"#, r##"{"key":"#","a":"b"}"##),
            (
                r#"{"key":["P\\","]Q",{"a":"\"}"}],"b":2}"#,
                r#"{"key":#,"b":2}"#,
            ),
            (
                r#"{"body":"{\"key\":[\"}P\\\"\",\"]Q\\\\\",\"R\"],\"b\":2}"}"#,
                r#"{"body":"{\"key\":#,\"b\":2}"}"#,
            ),
            (
                r#"{"body":"{\"body\":\"{\\\"key\\\":[\\\"}P\\\",\\\"R\\\"],\\\"b\\\":2}\"}"}"#,
                r#"{"body":"{\"body\":\"{\\\"key\\\":#,\\\"b\\\":2}\"}"}"#,
            ),
            (r#"{"body":"key=[\"]P\",\"Q\"]"}"#, r#"{"body":"key=#"}"#),
            (
                "{'key': ['it]s', \"P]'\", 'Q'], 'b': 2}",
                "{'key': #, 'b': 2}",
            ),
            // What only looks like a member.
            (
                r#"<a>"key": "</a><key x="y">P</key><b>2</b>"#,
                r##"<a>"key": "#</key><b>2</b>"##,
            ),
            (
                r#"{"a": "key=\"}, {"key": ["P", "Q"], "b": 2}"#,
                r##"{"a": "key=\"#"##,
            ),
            // As a page and an address write JSON.
            (
                "{&quot;key&quot;: &quot;P\\&quot;Q&quot;, &quot;a&quot;: 1}",
                "{&quot;key&quot;: &quot;#&quot;, &quot;a&quot;: 1}",
            ),
            (
                "{&#34;key&#34;:12,&#34;a&#34;:1}",
                "{&#34;key&#34;:#,&#34;a&#34;:1}",
            ),
            (
                "?q=%7B%22key%22%3A%20%22P%20Q%22%7D&b=c",
                "?q=%7B%22key%22%3A%20%22#%22%7D&b=c",
            ),
            (
                "%7B%22key%22%3A%22P%5C%22Q%22%2C%22a%22%3A1%7D",
                "%7B%22key%22%3A%22#%22%2C%22a%22%3A1%7D",
            ),
            (
                "%22%7B%5C%22key%5C%22%3A%5C%22P%5C%5C%5C%22Q%5C%22%7D%22",
                "%22%7B%5C%22key%5C%22%3A%5C%22#%22%7D%22",
            ),
            ("%22key%22%3A%5B%22P%22%2C%22Q%22%5D", "%22key%22%3A#"),
            ("{&quot;key&quot;:[&quot;P&quot;]}", "{&quot;key&quot;:#"),
            ("&quot;key&quot; is wrong", "&quot;key&quot; is wrong"),
            // Elements within the element, those of its name among them, and tags that are none.
            (
                "<key><a>P</a><a>Q</a></key><b>2</b>",
                "<key>#</key><b>2</b>",
            ),
            (
                "<x:key><key/><key a=\"b\">P</key>Q</x:key><b>2</b>",
                "<x:key>#</x:key><b>2</b>",
            ),
            (
                "<key><![CDATA[</key>P]]><!--</key>-->Q</key><b>2</b>",
                "<key>#</key><b>2</b>",
            ),
            ("<key><a>P</a", "<key>#"),
            ("<key><keys>P</keys>Q</key>R", "<key>#</key>R"),
            ("no key", "no key"),
        ] {
            assert_eq!(redacted(text, &names, "#"), printed);
        }
    }
}
