//! What stands under which heading.
//!
//! Headings are put together of few words in each language ("요청 쿼리 파라미터", "リクエストボディ", "response header"), with and without
//! spaces: they are read word by word, and what the words say together decides.

use super::normal;

/// What stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Request,
    Response,
    Address,
    Path,
    Query,
    /// Parameters whose place the page does not say.
    Parameters,
    Headers,
    Body,
    ResponseBody,
    ResponseHeaders,
    RequestExample,
    ResponseExample,
    Example,
    Errors,
    /// Below it the page is over.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Request,
    Response,
    Path,
    Query,
    Text,
    Parameter,
    Header,
    Body,
    Member,
    Url,
    Api,
    Example,
    Syntax,
    Status,
    Code,
    Error,
    Overview,
    /// Says nothing beside another.
    Filler,
}

const WORDS: &[(&str, Word)] = &[
    ("request", Word::Request),
    ("requests", Word::Request),
    ("요청", Word::Request),
    ("リクエスト", Word::Request),
    ("要求", Word::Request),
    ("response", Word::Response),
    ("responses", Word::Response),
    ("응답", Word::Response),
    ("レスポンス", Word::Response),
    ("応答", Word::Response),
    ("path", Word::Path),
    ("경로", Word::Path),
    ("パス", Word::Path),
    ("query", Word::Query),
    ("쿼리", Word::Query),
    ("クエリ", Word::Query),
    ("クエリー", Word::Query),
    ("string", Word::Text),
    ("문자열", Word::Text),
    ("스트링", Word::Text),
    ("文字列", Word::Text),
    ("ストリング", Word::Text),
    ("parameter", Word::Parameter),
    ("parameters", Word::Parameter),
    ("variable", Word::Parameter),
    ("variables", Word::Parameter),
    ("파라미터", Word::Parameter),
    ("파라메터", Word::Parameter),
    ("매개변수", Word::Parameter),
    ("변수", Word::Parameter),
    ("パラメータ", Word::Parameter),
    ("パラメーター", Word::Parameter),
    ("変数", Word::Parameter),
    ("header", Word::Header),
    ("headers", Word::Header),
    ("헤더", Word::Header),
    ("ヘッダ", Word::Header),
    ("ヘッダー", Word::Header),
    ("body", Word::Body),
    ("바디", Word::Body),
    ("본문", Word::Body),
    ("ボディ", Word::Body),
    ("ボディー", Word::Body),
    ("本文", Word::Body),
    ("field", Word::Member),
    ("fields", Word::Member),
    ("필드", Word::Member),
    ("항목", Word::Member),
    ("フィールド", Word::Member),
    ("項目", Word::Member),
    ("data", Word::Member),
    ("데이터", Word::Member),
    ("データ", Word::Member),
    ("result", Word::Member),
    ("results", Word::Member),
    ("결과", Word::Member),
    ("結果", Word::Member),
    ("url", Word::Url),
    ("uri", Word::Url),
    ("endpoint", Word::Url),
    ("주소", Word::Url),
    ("api", Word::Api),
    ("example", Word::Example),
    ("examples", Word::Example),
    ("sample", Word::Example),
    ("samples", Word::Example),
    ("예시", Word::Example),
    ("예제", Word::Example),
    ("샘플", Word::Example),
    ("例", Word::Example),
    ("サンプル", Word::Example),
    ("syntax", Word::Syntax),
    ("구문", Word::Syntax),
    ("構文", Word::Syntax),
    ("status", Word::Status),
    ("상태", Word::Status),
    ("ステータス", Word::Status),
    ("状態", Word::Status),
    ("code", Word::Code),
    ("codes", Word::Code),
    ("코드", Word::Code),
    ("コード", Word::Code),
    ("error", Word::Error),
    ("errors", Word::Error),
    ("failure", Word::Error),
    ("failures", Word::Error),
    ("오류", Word::Error),
    ("에러", Word::Error),
    ("실패", Word::Error),
    ("エラー", Word::Error),
    ("失敗", Word::Error),
    ("overview", Word::Overview),
    ("description", Word::Overview),
    ("개요", Word::Overview),
    ("설명", Word::Overview),
    ("概要", Word::Overview),
    ("説明", Word::Overview),
    ("http", Word::Filler),
    ("json", Word::Filler),
    ("common", Word::Filler),
    ("공통", Word::Filler),
    ("共通", Word::Filler),
    ("format", Word::Filler),
    ("형식", Word::Filler),
    ("形式", Word::Filler),
    ("success", Word::Filler),
    ("성공", Word::Filler),
    ("成功", Word::Filler),
    ("の", Word::Filler),
];

const ENDS: &[&str] = &[
    "was this article helpful?",
    "이 문서가 도움이 되었습니까?",
    "この記事は役に立ちましたか?",
    "この記事は役に立ちましたか？",
    "what's next",
];

/// What stands under a heading of this text.
pub(crate) fn section(text: &str) -> Option<Section> {
    /// No heading has more.
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return None;
    }
    let text = normal(text);
    if ENDS.contains(&text.as_str()) {
        return Some(Section::End);
    }
    let words = words(&text)?;
    let has = |word: Word| words.contains(&word);
    let is_response = has(Word::Response);
    let either =
        |of_response: Section, other: Section| Some(if is_response { of_response } else { other });
    if has(Word::Error) || has(Word::Status) {
        // A lone "status" is the name of a member as often.
        let is_member = words == [Word::Status];
        return Some(Section::Errors).filter(|_| !is_member);
    }
    if has(Word::Example) || has(Word::Syntax) {
        return match () {
            () if is_response => Some(Section::ResponseExample),
            () if words
                .iter()
                .all(|word| matches!(word, Word::Example | Word::Code)) =>
            {
                Some(Section::Example)
            }
            () if words == [Word::Syntax] => None,
            () => Some(Section::RequestExample),
        };
    }
    if has(Word::Code) {
        return is_response.then_some(Section::Errors);
    }
    if has(Word::Header) {
        return either(Section::ResponseHeaders, Section::Headers);
    }
    if has(Word::Path) {
        return match () {
            () if has(Word::Parameter) => Some(Section::Path),
            () if has(Word::Request) => Some(Section::Address),
            () => None,
        };
    }
    if has(Word::Query) {
        return (words.len() > 1).then_some(Section::Query);
    }
    if has(Word::Body) {
        return either(Section::ResponseBody, Section::Body);
    }
    if has(Word::Parameter) {
        return either(Section::ResponseBody, Section::Parameters);
    }
    if has(Word::Member) {
        return match () {
            () if is_response => Some(Section::ResponseBody),
            () if has(Word::Request) => Some(Section::Parameters),
            () => None,
        };
    }
    if has(Word::Text) {
        return None;
    }
    match () {
        () if has(Word::Url) => Some(Section::Address),
        () if has(Word::Request) => Some(Section::Request),
        () if is_response => Some(Section::Response),
        () if has(Word::Overview) && words.len() == 1 => Some(Section::Overview),
        () if words == [Word::Api] => Some(Section::Address),
        () => None,
    }
}

/// The words of a text. `None`: it has another one.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '/', '\u{b7}', '\u{30fb}']);
        if rest.is_empty() {
            return (!words.is_empty()).then_some(words);
        }
        let (length, word) = WORDS
            .iter()
            .filter(|(spelled, _)| begins_with_word(rest, spelled))
            .map(|(spelled, word)| (spelled.len(), *word))
            .max_by_key(|(length, _)| *length)?;
        words.push(word);
        rest = rest.get(length..)?;
    }
}

/// Words in letters end where the letters do; those of other scripts follow each other without spaces.
fn begins_with_word(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else {
        return false;
    };
    !word.is_ascii() || !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_')
}

#[cfg(test)]
mod tests {
    use super::{Section, section};

    #[test]
    fn headings_are_read_word_by_word() {
        for (text, expected) in [
            ("Request", Some(Section::Request)),
            ("요청 헤더 공통", Some(Section::Headers)),
            ("리퀘스트", None),
            ("요청 Body 파라미터", Some(Section::Body)),
            ("リクエスト ボディ", Some(Section::Body)),
            ("リクエストクエリパラメータ", Some(Section::Query)),
            ("Query String", Some(Section::Query)),
            ("応答コード", Some(Section::Errors)),
            ("응답 예시", Some(Section::ResponseExample)),
            ("リクエストのサンプルコード", Some(Section::RequestExample)),
            ("요청 구문", Some(Section::RequestExample)),
            ("Path Variables", Some(Section::Path)),
            ("요청 URL", Some(Section::Address)),
            ("URL", Some(Section::Address)),
            ("Response error example", Some(Section::Errors)),
            ("String", None),
            ("status", None),
            ("field", None),
            ("Request a certificate", None),
            ("응답 형식을 설명합니다.", None),
        ] {
            assert_eq!(section(text), expected, "{text}");
        }
    }
}
