//! Header `content-disposition` (RFC 6266), as far as it names a file.

use percent_encoding::percent_decode_str;

use crate::codec::printable::is_plain;

/// The name of the file. What would lead out of a folder is cut off: the name comes from elsewhere, and callers save
/// under it.
pub(super) fn file_name(header: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(header);
    let (mut plain, mut extended) = (None, None);
    for (name, value) in parameters(&text) {
        match name.to_ascii_lowercase().as_str() {
            "filename" => plain = plain.or(Some(value)),
            "filename*" => extended = extended.or_else(|| decoded(&value)),
            _ => {}
        }
    }
    let name = extended.or(plain)?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Nobody sees what turns the direction of writing: `a\u{202e}txt.exe` looks like `aexe.txt`.
    let last = last.replace(|character| !is_plain(character), "");
    let last = last.trim();
    (!matches!(last, "" | "." | "..")).then(|| last.to_owned())
}

/// `UTF-8''%ED%95%9C.txt`. Other character sets are not in use.
fn decoded(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, text) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_decode_str(text)
        .decode_utf8()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The parameters behind the first semicolon.
fn parameters(header: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let value;
        (value, rest) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let (value, rest) = after.split_once(';').unwrap_or((after, ""));
                (value.trim().to_owned(), rest)
            }
        };
        found.push((name.trim_matches([' ', '\t', ';']), value));
    }
    found
}

/// The text up to the closing quotes, and what follows them.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, text.get(index + 1..).unwrap_or_default()),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_every_form() {
        for (header, name) in [
            ("attachment; filename=a.xlsx", Some("a.xlsx")),
            (
                "attachment;filename=\"a b;c.xlsx\"; size=3",
                Some("a b;c.xlsx"),
            ),
            (
                "attachment; filename=\"say \\\"hi\\\".txt\"",
                Some("say \"hi\".txt"),
            ),
            (
                "inline; FileName*=utf-8'ko'%ED%95%9C%20.txt; filename=x",
                Some("한 .txt"),
            ),
            ("attachment; filename=한글.txt", Some("한글.txt")),
            (
                "attachment; filename*=euc-kr''%B0%A1; filename=a",
                Some("a"),
            ),
            ("attachment", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename", None),
        ] {
            assert_eq!(file_name(header.as_bytes()).as_deref(), name, "{header}");
        }
    }

    #[test]
    fn a_name_looks_like_what_it_is() {
        for (header, name) in [
            ("attachment; filename*=UTF-8''a%E2%80%AEtxt.exe", "atxt.exe"),
            (
                "attachment; filename*=UTF-8''a%E2%81%A6b%E2%81%A9.txt",
                "ab.txt",
            ),
            (
                "attachment; filename=\"\u{feff}a\u{2028}b.txt\u{200f}\"",
                "ab.txt",
            ),
            ("attachment; filename*=UTF-8''a%C2%9B31m%00.txt", "a31m.txt"),
            ("attachment; filename*=UTF-8''%09a.txt%0A%20", "a.txt"),
            ("attachment; filename*=UTF-8''%20%E2%80%8E%20a.txt", "a.txt"),
        ] {
            assert_eq!(
                file_name(header.as_bytes()).as_deref(),
                Some(name),
                "{header}"
            );
        }
    }

    #[test]
    fn a_name_never_leads_out_of_a_folder() {
        for (header, name) in [
            ("attachment; filename=../../etc/passwd", Some("passwd")),
            (
                "attachment; filename=\"C:\\\\Windows\\\\a.dll\"",
                Some("a.dll"),
            ),
            ("attachment; filename*=UTF-8''..%2F..%2Fa", Some("a")),
            ("attachment; filename=..", None),
            ("attachment; filename=a/", None),
            ("attachment; filename*=UTF-8''%2E%00%2E", None),
            ("attachment; filename=\".\u{1} .\"", Some(". .")),
        ] {
            assert_eq!(file_name(header.as_bytes()).as_deref(), name, "{header}");
        }
    }
}
