//! What types are called.

use super::{normal, prefixes};

/// What a page says of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    /// With or without a fraction.
    Number,
    Fraction,
    Flag,
    /// A time or a date; how it is written, the sample must say.
    Time,
    Object,
    /// An object with free keys.
    Map,
    List(Option<Box<Kind>>),
    /// A word that only the page knows: the name of a type of its own.
    Named(String),
    /// One of several.
    Either,
}

const KINDS: &[(&str, Kind)] = &[
    ("string", Kind::Text),
    ("str", Kind::Text),
    ("text", Kind::Text),
    ("char", Kind::Text),
    ("varchar", Kind::Text),
    ("enum", Kind::Text),
    ("enumeration", Kind::Text),
    ("uuid", Kind::Text),
    ("문자열", Kind::Text),
    ("문자", Kind::Text),
    ("文字列", Kind::Text),
    ("文字", Kind::Text),
    ("스트링", Kind::Text),
    ("integer", Kind::Whole),
    ("int", Kind::Whole),
    ("int32", Kind::Whole),
    ("int64", Kind::Whole),
    ("long", Kind::Whole),
    ("short", Kind::Whole),
    ("정수", Kind::Whole),
    ("整数", Kind::Whole),
    ("number", Kind::Number),
    ("numeric", Kind::Number),
    ("숫자", Kind::Number),
    ("数値", Kind::Number),
    ("数字", Kind::Number),
    ("float", Kind::Fraction),
    ("double", Kind::Fraction),
    ("decimal", Kind::Fraction),
    ("bigdecimal", Kind::Fraction),
    ("실수", Kind::Fraction),
    ("小数", Kind::Fraction),
    ("実数", Kind::Fraction),
    ("biginteger", Kind::Whole),
    ("bigint", Kind::Whole),
    ("boolean", Kind::Flag),
    ("bool", Kind::Flag),
    ("date", Kind::Time),
    ("datetime", Kind::Time),
    ("date-time", Kind::Time),
    ("localdatetime", Kind::Time),
    ("timestamp", Kind::Time),
    ("offsetdatetime", Kind::Time),
    ("zoneddatetime", Kind::Time),
    ("localdate", Kind::Time),
    ("날짜", Kind::Time),
    ("일시", Kind::Time),
    ("日付", Kind::Time),
    ("日時", Kind::Time),
    ("불리언", Kind::Flag),
    ("불린", Kind::Flag),
    ("真偽", Kind::Flag),
    ("ブール値", Kind::Flag),
    ("ブーリアン", Kind::Flag),
    ("ブール", Kind::Flag),
    ("真偽値", Kind::Flag),
    ("object", Kind::Object),
    ("json", Kind::Object),
    ("json object", Kind::Object),
    ("jsonobject", Kind::Object),
    ("객체", Kind::Object),
    ("オブジェクト", Kind::Object),
    ("map", Kind::Map),
    ("hashmap", Kind::Map),
    ("配列", Kind::List(None)),
    ("リスト", Kind::List(None)),
    ("array", Kind::List(None)),
    ("json array", Kind::List(None)),
    ("jsonarray", Kind::List(None)),
    ("list", Kind::List(None)),
    ("set", Kind::List(None)),
    ("배열", Kind::List(None)),
    ("리스트", Kind::List(None)),
];

/// What joins two types of which either may come.
const OR: [&str; 4] = [" or ", " 또는 ", " または ", " | "];

/// Names of types are shorter, whatever is in their brackets.
const LONGEST: usize = 200;
/// Types in types, or one beside another, that a page writes.
const DEEPEST: usize = 8;

/// What a cell of the column says.
pub(crate) fn kind(text: &str) -> Option<Kind> {
    within(text, DEEPEST)
}

fn within(text: &str, depth: usize) -> Option<Kind> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let depth = depth.checked_sub(1)?;
    if OR.iter().any(|or| text.contains(or)) {
        return Some(Kind::Either);
    }
    let lower = normal(text);
    if let Some((_, kind)) = KINDS.iter().find(|(word, _)| *word == lower) {
        return Some(kind.clone());
    }
    if let Some(element) = text.strip_suffix("[]") {
        return Some(Kind::List(within(element, depth).map(Box::new)));
    }
    let (outer, inner) = generic(text)?;
    match within(outer, depth)? {
        Kind::List(_) => Some(Kind::List(match within(inner, depth) {
            Some(inner) => Some(Box::new(inner)),
            None => Some(Box::new(Kind::Named(inner.to_owned()))),
        })),
        Kind::Map => Some(Kind::Map),
        // `String(36)`, `Object(JSON)`.
        simple => Some(simple),
    }
}

/// `Array<String>`: `Array` and `String`.
fn generic(text: &str) -> Option<(&str, &str)> {
    let open = text.find(['<', '(', '['])?;
    let inner = text
        .get(open + 1..)?
        .strip_suffix(['>', ')', ']'])
        .unwrap_or_default();
    Some((text.get(..open)?.trim(), inner.trim()))
}

/// The lengths of what can be a type at the beginning of a text, the longest first.
pub(crate) fn kind_prefixes(text: &str) -> Vec<usize> {
    prefixes_within(text, DEEPEST)
}

fn prefixes_within(text: &str, depth: usize) -> Vec<usize> {
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    let mut lengths = Vec::new();
    for length in prefixes(text, KINDS.iter().map(|(word, _)| *word)) {
        let with_arguments = length + arguments(text.get(length..).unwrap_or_default());
        if with_arguments > length {
            lengths.push(with_arguments);
        }
        for or in &OR[..3] {
            let rest = text.get(with_arguments..).unwrap_or_default();
            if let Some(second) = rest.strip_prefix(or)
                && let Some(more) = prefixes_within(second, depth).first()
            {
                lengths.push(with_arguments + or.len() + more);
            }
        }
        lengths.push(length);
    }
    lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
    lengths.dedup();
    lengths
}

/// The length of `<..>`, `(..)` or `[..]` at the beginning.
fn arguments(text: &str) -> usize {
    let mut depth = 0_usize;
    for (index, character) in text.char_indices() {
        match character {
            _ if index > LONGEST => return 0,
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ if depth == 0 => return 0,
            _ if index > 60 => return 0,
            _ => {}
        }
    }
    0
}

/// Whether a text of a sample is the name of a type instead of a value.
pub(crate) fn is_type_name(text: &str) -> bool {
    type_named(text).is_some()
}

/// The type that a sample has the name of in place of a value.
pub(crate) fn type_named(text: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 6] = [
        ("string", "string"),
        ("integer", "i64"),
        ("int", "i64"),
        ("long", "i64"),
        ("number", "f64"),
        ("boolean", "bool"),
    ];
    let text = text.to_lowercase();
    NAMES
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, ty)| *ty)
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, kind_prefixes};

    #[test]
    fn types_are_read_in_every_spelling() {
        for (text, expected) in [
            ("String", Kind::Text),
            ("Array<String>", Kind::List(Some(Box::new(Kind::Text)))),
            ("Object[]", Kind::List(Some(Box::new(Kind::Object)))),
            ("array(json)", Kind::List(Some(Box::new(Kind::Object)))),
            (
                "List<ServerInstance>",
                Kind::List(Some(Box::new(Kind::Named("ServerInstance".to_owned())))),
            ),
            ("String 또는 Array[String]", Kind::Either),
            ("Map<Locale, String>", Kind::Map),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
        assert_eq!(kind("Developers"), None);
        assert_eq!(kind_prefixes("integerMember number"), [7, 3]);
        assert_eq!(kind_prefixes("Array<String>Required"), [13, 5]);
    }
}
