//! What a body of bytes is, by the way it begins: content, or something that has to be looked at.

/// What a body begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// That is not known yet.
    Unclear,
    /// Anything.
    Content,
    /// It may be a failure: an object of JSON that can be one, or a document of XML whose root is named for one.
    Suspect,
    /// A page of HTML.
    Page,
}

/// Looks at the beginning of a body. `any_object`: a failure can be any object, rather than one of the wrappers, which hold
/// nothing else and so begin with a certain member.
pub(crate) fn sniff(body: &[u8], any_object: bool) -> Sniffed {
    let text = without_mark(body).trim_ascii_start();
    match text.split_first() {
        None => Sniffed::Unclear,
        Some((b'{', _)) if any_object => Sniffed::Suspect,
        Some((b'{', members)) => first_member(members.trim_ascii_start()),
        Some((b'<', _)) => markup(text),
        // Two thirds of a byte order mark.
        Some((0xEF, rest)) if BYTE_ORDER_MARK.starts_with(text) && rest.len() < 2 => {
            Sniffed::Unclear
        }
        Some(_) => Sniffed::Content,
    }
}

/// A body without the mark that text may begin with.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn first_member(members: &[u8]) -> Sniffed {
    // Wrappers, what services put beside them, and a name that is written with escapes.
    let names: [&[u8]; 5] = [
        b"\"error\"",
        b"\"responseError\"",
        b"\"requestId\"",
        b"\"requested\"",
        b"\"\\u",
    ];
    if names.iter().any(|name| members.starts_with(name)) {
        Sniffed::Suspect
    } else if names.iter().any(|name| name.starts_with(members)) {
        Sniffed::Unclear
    } else {
        Sniffed::Content
    }
}

/// By the root element of a document, or by the type that it declares.
fn markup(text: &[u8]) -> Sniffed {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let Some(inside) = rest.strip_prefix(b"<") else {
            return if rest.is_empty() {
                Sniffed::Unclear
            } else {
                Sniffed::Content
            };
        };
        let end: &[u8] = if begins(inside, b"?") {
            b"?>"
        } else if begins(inside, b"!--") {
            b"-->"
        } else if begins(inside, b"!doctype html") {
            return Sniffed::Page;
        } else if begins(inside, b"!") {
            b">"
        } else {
            return root(inside);
        };
        match after(inside, end) {
            Some(after) => rest = after,
            None => return Sniffed::Unclear,
        }
    }
}

fn root(inside: &[u8]) -> Sniffed {
    let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let Some(length) = inside.iter().position(end) else {
        return if inside.len() > LONGEST_NAME {
            Sniffed::Content
        } else {
            Sniffed::Unclear
        };
    };
    let name = inside.get(..length).unwrap_or_default();
    // Whatever the prefix of a name space is.
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    let is_one_of = |names: &[&[u8]]| names.iter().any(|name| local.eq_ignore_ascii_case(name));
    if is_one_of(&[b"error", b"responseError"]) {
        Sniffed::Suspect
    } else if is_one_of(PAGE_ELEMENTS) {
        Sniffed::Page
    } else {
        Sniffed::Content
    }
}

/// Elements that pages begin with, which may leave out what is around them.
const PAGE_ELEMENTS: &[&[u8]] = &[
    b"html", b"head", b"title", b"meta", b"script", b"body", b"center",
];

/// Longest name of a root element that is waited for, in bytes.
const LONGEST_NAME: usize = 256;

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

fn after<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    let start = text.windows(end.len()).position(|window| window == end)?;
    text.get(start + end.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_failure_is_told_from_content() {
        for (body, expected) in [
            ("", Sniffed::Unclear),
            (" \r\n", Sniffed::Unclear),
            ("{", Sniffed::Unclear),
            ("{ \"err", Sniffed::Unclear),
            ("{\"error\"", Sniffed::Suspect),
            ("\u{feff} {\"responseError\": {", Sniffed::Suspect),
            ("{\"requestId\": \"r\", \"error\"", Sniffed::Suspect),
            ("{\"\\u0065rror\"", Sniffed::Suspect),
            ("{\"errors\": []}", Sniffed::Content),
            ("{\"a\": 1}", Sniffed::Content),
            ("[{\"error\"", Sniffed::Content),
            ("PK\u{3}\u{4}", Sniffed::Content),
            ("<", Sniffed::Unclear),
            ("<?xml version=\"1.0\"", Sniffed::Unclear),
            ("<?xml version=\"1.0\"?>\n<!-- a <b> -->", Sniffed::Unclear),
            (
                "<?xml version=\"1.0\"?>\n<!-- a <b> --><error>",
                Sniffed::Suspect,
            ),
            ("<ns:responseError xmlns:ns=\"urn:ncp\">", Sniffed::Suspect),
            ("<Error><Code>", Sniffed::Suspect),
            ("<script>location = ", Sniffed::Page),
            ("<HEAD>", Sniffed::Page),
            ("<list><error>", Sniffed::Content),
            ("<heading>", Sniffed::Content),
            ("<errors>", Sniffed::Content),
            ("<html lang=\"ko\">", Sniffed::Page),
            ("<!-- x --><HTML>", Sniffed::Page),
            ("<!DOCTYPE HTML PUBLIC", Sniffed::Page),
            ("<!DOCTYPE svg><svg>", Sniffed::Content),
            ("< 3", Sniffed::Content),
        ] {
            assert_eq!(sniff(body.as_bytes(), false), expected, "{body}");
        }
        assert_eq!(sniff(b"\xEF\xBB", false), Sniffed::Unclear);
        assert_eq!(sniff(b"\xEF\xBBx", false), Sniffed::Content);
        assert_eq!(sniff(b"{\"a\": 1}", true), Sniffed::Suspect);
    }
}
