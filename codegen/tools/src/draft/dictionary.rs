//! What the pages call things, in English, Korean and Japanese. Data, and how it is looked up.

mod columns;
mod headings;
mod kinds;
mod phrases;

pub(super) use columns::{Column, Columns, column, columns};
pub(super) use headings::{Section, section};
pub(super) use kinds::{Kind, is_type_name, kind, kind_prefixes, type_named};
pub(super) use phrases::{is_availability, is_boilerplate, is_failure, is_success};

fn normal(text: &str) -> String {
    crate::draft::markup::unmarked(text)
        .trim_end_matches(':')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Body,
}

/// What a page says of whether something must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Requirement {
    Required,
    Optional,
    /// Under a condition that the description states.
    Conditional,
}

const REQUIREMENTS: &[(&str, Requirement)] = &[
    ("required", Requirement::Required),
    ("mandatory", Requirement::Required),
    ("true", Requirement::Required),
    ("yes", Requirement::Required),
    ("y", Requirement::Required),
    ("o", Requirement::Required),
    ("필수", Requirement::Required),
    ("optional", Requirement::Optional),
    ("false", Requirement::Optional),
    ("no", Requirement::Optional),
    ("n", Requirement::Optional),
    ("x", Requirement::Optional),
    ("선택", Requirement::Optional),
    ("-", Requirement::Optional),
    ("conditional", Requirement::Conditional),
    ("조건부", Requirement::Conditional),
    ("必須", Requirement::Required),
    ("はい", Requirement::Required),
    ("任意", Requirement::Optional),
    ("選択", Requirement::Optional),
    ("いいえ", Requirement::Optional),
    ("条件付き", Requirement::Conditional),
    ("조건부 필수", Requirement::Conditional),
    ("条件付き必須", Requirement::Conditional),
    ("○", Requirement::Required),
    ("필요", Requirement::Required),
    ("必要", Requirement::Required),
    ("불필요", Requirement::Optional),
    ("不要", Requirement::Optional),
    ("선택적", Requirement::Optional),
    ("옵션", Requirement::Optional),
    ("オプション", Requirement::Optional),
    ("×", Requirement::Optional),
];

/// What a cell of the column says. An empty one says that it need not be there.
pub(crate) fn requirement(text: &str) -> Option<Requirement> {
    let text = normal(text);
    if text.is_empty() {
        return Some(Requirement::Optional);
    }
    REQUIREMENTS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, requirement)| *requirement)
}

/// The lengths of the words of the column that a text begins with, the longest first.
pub(crate) fn requirement_prefixes(text: &str) -> Vec<usize> {
    prefixes(text, REQUIREMENTS.iter().map(|(word, _)| *word))
}

const PLACES: &[(&str, Location)] = &[
    ("path", Location::Path),
    ("path variable", Location::Path),
    ("path parameter", Location::Path),
    ("경로", Location::Path),
    ("パス", Location::Path),
    ("query", Location::Query),
    ("query string", Location::Query),
    ("querystring", Location::Query),
    ("query parameter", Location::Query),
    ("쿼리", Location::Query),
    ("쿼리 스트링", Location::Query),
    ("クエリ", Location::Query),
    ("クエリ文字列", Location::Query),
    ("header", Location::Header),
    ("헤더", Location::Header),
    ("ヘッダ", Location::Header),
    ("ヘッダー", Location::Header),
    ("body", Location::Body),
    ("request body", Location::Body),
    ("바디", Location::Body),
    ("본문", Location::Body),
    ("ボディ", Location::Body),
    ("本文", Location::Body),
];

/// Where a cell of the column says that a parameter goes.
pub(crate) fn place(text: &str) -> Option<Location> {
    let text = normal(text);
    PLACES
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, place)| *place)
}

/// The lengths of the words of the column that a text begins with, the longest first.
pub(crate) fn place_prefixes(text: &str) -> Vec<usize> {
    prefixes(text, PLACES.iter().map(|(word, _)| *word))
}

/// `Min: 1`, `Max: 255`: whether a line says how far a value goes.
pub(crate) fn is_limit(line: &str) -> bool {
    const MARKS: [&str; 4] = ["min", "max", "minimum", "maximum"];
    line.split_once(':')
        .is_some_and(|(mark, _)| MARKS.contains(&mark.trim().to_lowercase().as_str()))
}

/// The greatest length that the limits of a text say.
pub(crate) fn greatest(limits: &str) -> Option<u64> {
    limits.lines().find_map(|line| {
        let (mark, value) = line.split_once(':')?;
        let mark = mark.trim().to_lowercase();
        ["max", "maximum"]
            .contains(&mark.as_str())
            .then(|| value.trim().parse().ok())?
    })
}

fn prefixes<'words>(text: &str, words: impl Iterator<Item = &'words str>) -> Vec<usize> {
    let mut lengths: Vec<usize> = words
        .filter(|word| {
            text.get(..word.len())
                .is_some_and(|prefix| prefix.to_lowercase() == **word)
        })
        .map(str::len)
        .collect();
    lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
    lengths.dedup();
    lengths
}

/// Headers that the run time sends, or that belong to HTTP, in lower case.
pub(crate) const OWN_HEADERS: [&str; 14] = [
    "x-ncp-apigw-timestamp",
    "x-ncp-iam-access-key",
    "x-ncp-apigw-signature-v1",
    "x-ncp-apigw-signature-v2",
    "x-ncp-apigw-api-key",
    "x-ncp-apigw-api-key-id",
    "authorization",
    "host",
    "accept",
    "content-length",
    "connection",
    "date",
    "user-agent",
    "cookie",
];

/// Whether callers do not give it themselves.
pub(crate) fn is_own_header(name: &str) -> bool {
    OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// What the names of operations begin with that are the last part of their paths too.
const ACTIONS: [&str; 36] = [
    "get",
    "list",
    "create",
    "delete",
    "update",
    "set",
    "add",
    "remove",
    "change",
    "search",
    "start",
    "stop",
    "restart",
    "reboot",
    "terminate",
    "recreate",
    "attach",
    "detach",
    "associate",
    "disassociate",
    "allocate",
    "release",
    "import",
    "export",
    "generate",
    "cancel",
    "flush",
    "assign",
    "unassign",
    "interrupt",
    "suspend",
    "resume",
    "register",
    "modify",
    "enable",
    "disable",
];

/// `getServerInstanceList`: whether an operation of the family of forms can be called so.
pub(crate) fn is_action(text: &str) -> bool {
    /// Longer than any.
    const LONGEST: usize = 80;
    let verb = text
        .find(|c: char| c.is_ascii_uppercase())
        .and_then(|end| text.get(..end));
    text.len() <= LONGEST
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && verb.is_some_and(|verb| ACTIONS.contains(&verb))
}

/// Names of what must not be printed, by their ends in lower case.
const SENSITIVE: [&str; 14] = [
    "password",
    "passwd",
    "secret",
    "secretkey",
    "privatekey",
    "accesskey",
    "token",
    "email",
    "emailaddr",
    "emailaddress",
    "loginid",
    "telno",
    "cphno",
    "phonenumber",
];

/// Whether what is called so must not be printed.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let name = name.to_lowercase();
    SENSITIVE.iter().any(|end| name.ends_with(end))
}

/// Whether the name, or the description beside it, says that this is a point in time.
pub(crate) fn is_time(name: &str, description: &str) -> bool {
    const ENDS: [&str; 8] = [
        "Ymdt",
        "Date",
        "Time",
        "At",
        "Dttm",
        "Timestamp",
        "time",
        "date",
    ];
    const WORDS: [&str; 5] = [
        "timestamp",
        "millisecond",
        "밀리초",
        "일시",
        "date and time",
    ];
    let description = description.to_lowercase();
    ENDS.iter().any(|end| name.ends_with(end))
        || WORDS.iter().any(|word| description.contains(word))
}
