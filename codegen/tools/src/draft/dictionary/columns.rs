//! What the columns of tables are called.

use super::normal;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// What the name in the next column is a member of.
    Group,
    Name,
    Type,
    Required,
    /// Where a parameter goes: the path, the query, a header, the body.
    Place,
    Size,
    Default,
    Description,
    /// Free text beside the description.
    Remark,
    Method,
    Uri,
    /// Of tables of statuses and error codes.
    Code,
}

/// In lower case. Words of other scripts are found with spaces between their parts too.
const COLUMNS: &[(&str, Column)] = &[
    ("field group", Column::Group),
    ("필드그룹", Column::Group),
    ("field", Column::Name),
    ("field name", Column::Name),
    ("parameter", Column::Name),
    ("parameters", Column::Name),
    ("parameter name", Column::Name),
    ("query parameter", Column::Name),
    ("path parameter", Column::Name),
    ("item", Column::Name),
    ("name", Column::Name),
    ("header", Column::Name),
    ("header name", Column::Name),
    ("variable", Column::Name),
    ("variable name", Column::Name),
    ("request variable", Column::Name),
    ("property", Column::Name),
    ("attribute", Column::Name),
    ("element", Column::Name),
    ("key", Column::Name),
    ("category", Column::Name),
    ("필드", Column::Name),
    ("필드명", Column::Name),
    ("필드이름", Column::Name),
    ("파라미터", Column::Name),
    ("파라미터명", Column::Name),
    ("파라미터이름", Column::Name),
    ("요청파라미터", Column::Name),
    ("항목", Column::Name),
    ("항목명", Column::Name),
    ("이름", Column::Name),
    ("헤더", Column::Name),
    ("헤더명", Column::Name),
    ("헤더이름", Column::Name),
    ("변수", Column::Name),
    ("변수명", Column::Name),
    ("요청변수", Column::Name),
    ("요청변수명", Column::Name),
    ("속성", Column::Name),
    ("속성명", Column::Name),
    ("키", Column::Name),
    ("フィールド", Column::Name),
    ("フィールド名", Column::Name),
    ("パラメータ", Column::Name),
    ("パラメータ名", Column::Name),
    ("パラメーター", Column::Name),
    ("パラメーター名", Column::Name),
    ("項目", Column::Name),
    ("項目名", Column::Name),
    ("名前", Column::Name),
    ("名称", Column::Name),
    ("変数", Column::Name),
    ("変数名", Column::Name),
    ("リクエスト変数名", Column::Name),
    ("属性", Column::Name),
    ("属性名", Column::Name),
    ("キー", Column::Name),
    ("ヘッダ", Column::Name),
    ("ヘッダ名", Column::Name),
    ("ヘッダー", Column::Name),
    ("ヘッダー名", Column::Name),
    ("type", Column::Type),
    ("data type", Column::Type),
    ("타입", Column::Type),
    ("유형", Column::Type),
    ("형식", Column::Type),
    ("자료형", Column::Type),
    ("데이터타입", Column::Type),
    ("데이터유형", Column::Type),
    ("자료유형", Column::Type),
    ("タイプ", Column::Type),
    ("型", Column::Type),
    ("データタイプ", Column::Type),
    ("データ型", Column::Type),
    ("required", Column::Required),
    ("required status", Column::Required),
    ("requirement status", Column::Required),
    ("required or not", Column::Required),
    ("requirement", Column::Required),
    ("mandatory", Column::Required),
    ("필수", Column::Required),
    ("필수여부", Column::Required),
    ("필수항목", Column::Required),
    ("필수유무", Column::Required),
    ("必須", Column::Required),
    ("必須の有無", Column::Required),
    ("必須有無", Column::Required),
    ("必須可否", Column::Required),
    ("必須かどうか", Column::Required),
    ("必須の可否", Column::Required),
    ("必須項目", Column::Required),
    ("要否", Column::Required),
    ("location", Column::Place),
    ("in", Column::Place),
    ("위치", Column::Place),
    ("位置", Column::Place),
    ("場所", Column::Place),
    ("size", Column::Size),
    ("length", Column::Size),
    ("크기", Column::Size),
    ("길이", Column::Size),
    ("サイズ", Column::Size),
    ("長さ", Column::Size),
    ("default", Column::Default),
    ("default value", Column::Default),
    ("기본값", Column::Default),
    ("デフォルト", Column::Default),
    ("デフォルト値", Column::Default),
    ("基本値", Column::Default),
    ("既定値", Column::Default),
    ("初期値", Column::Default),
    ("description", Column::Description),
    ("descriptions", Column::Description),
    ("brief description", Column::Description),
    ("desc", Column::Description),
    ("details", Column::Description),
    ("meaning", Column::Description),
    ("설명", Column::Description),
    ("간략설명", Column::Description),
    ("내용", Column::Description),
    ("의미", Column::Description),
    ("説明", Column::Description),
    ("簡単な説明", Column::Description),
    ("内容", Column::Description),
    ("意味", Column::Description),
    ("remark", Column::Remark),
    ("remarks", Column::Remark),
    ("restriction", Column::Remark),
    ("restrictions", Column::Remark),
    ("constraint", Column::Remark),
    ("constraints", Column::Remark),
    ("limitation", Column::Remark),
    ("limitations", Column::Remark),
    ("limits", Column::Remark),
    ("valid range", Column::Remark),
    ("range", Column::Remark),
    ("valid values", Column::Remark),
    ("available values", Column::Remark),
    ("value", Column::Remark),
    ("values", Column::Remark),
    ("制約", Column::Remark),
    ("制約事項", Column::Remark),
    ("制限", Column::Remark),
    ("制限事項", Column::Remark),
    ("有効範囲", Column::Remark),
    ("値", Column::Remark),
    ("備考", Column::Remark),
    ("例", Column::Remark),
    ("note", Column::Remark),
    ("notes", Column::Remark),
    ("example", Column::Remark),
    ("examples", Column::Remark),
    ("제약", Column::Remark),
    ("제약사항", Column::Remark),
    ("제한", Column::Remark),
    ("제한사항", Column::Remark),
    ("유효범위", Column::Remark),
    ("값", Column::Remark),
    ("비고", Column::Remark),
    ("예시", Column::Remark),
    ("예", Column::Remark),
    ("method", Column::Method),
    ("http method", Column::Method),
    ("메서드", Column::Method),
    ("메소드", Column::Method),
    ("http메서드", Column::Method),
    ("メソッド", Column::Method),
    ("httpメソッド", Column::Method),
    ("uri", Column::Uri),
    ("url", Column::Uri),
    ("request uri", Column::Uri),
    ("request url", Column::Uri),
    ("요청uri", Column::Uri),
    ("요청url", Column::Uri),
    ("http status code", Column::Code),
    ("http status", Column::Code),
    ("http상태코드", Column::Code),
    ("상태코드", Column::Code),
    ("status code", Column::Code),
    ("status", Column::Code),
    ("http code", Column::Code),
    ("code", Column::Code),
    ("error code", Column::Code),
    ("코드", Column::Code),
    ("httpステータスコード", Column::Code),
    ("ステータスコード", Column::Code),
    ("コード", Column::Code),
    ("エラーコード", Column::Code),
    ("오류코드", Column::Code),
    ("에러코드", Column::Code),
    ("message", Column::Remark),
    ("메시지", Column::Remark),
    ("メッセージ", Column::Remark),
    ("エラーメッセージ", Column::Remark),
    ("error message", Column::Remark),
    ("오류메시지", Column::Remark),
];

/// What the header of a column says. What stands in brackets behind it only explains it: `Required (Y/N)`.
pub(crate) fn column(text: &str) -> Option<Column> {
    let text = normal(text);
    let whole = |text: &str| {
        COLUMNS
            .iter()
            .find(|(word, _)| beginning(text, word) == Some(text.len()))
            .map(|(_, column)| *column)
    };
    whole(&text).or_else(|| {
        let (before, explained) = text.split_once('(')?;
        explained.ends_with(')').then(|| whole(before.trim()))?
    })
}

/// How much of a text a word takes at its beginning: where another script than letters is beside it, spaces say nothing.
fn beginning(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    let mut last: Option<char> = None;
    for character in word.chars() {
        let rest = text.get(at..)?;
        let is_joint = last.is_some_and(|last| !last.is_ascii() || !character.is_ascii());
        let bare = if is_joint { rest.trim_start() } else { rest };
        let after = bare.strip_prefix(character)?;
        at = text.len() - after.len();
        last = Some(character);
    }
    Some(at)
}

/// The columns of a header whose cells stand in one line, with or without spaces between.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<(Column, String)>,
    /// Whether spaces part them.
    pub(crate) is_spaced: bool,
}

/// Reads the line of a header.
pub(crate) fn columns(line: &str) -> Option<Columns> {
    let text = normal(line);
    if text.len() > 120 {
        return None;
    }
    let columns = cut(&text)?;
    let (first, _) = columns.first()?;
    let begins = matches!(
        first,
        Column::Group | Column::Name | Column::Method | Column::Code
    );
    let is_several = begins && columns.len() > 1;
    // Where the first two are parted, all are.
    let length = columns.first().and_then(|(_, word)| beginning(&text, word));
    let is_spaced = length
        .and_then(|length| text.get(length..))
        .is_some_and(|rest| rest.starts_with(char::is_whitespace));
    is_several.then_some(Columns { columns, is_spaced })
}

fn cut(text: &str) -> Option<Vec<(Column, String)>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mut words: Vec<(usize, &(&str, Column))> = COLUMNS
        .iter()
        .filter_map(|entry| Some((beginning(text, entry.0)?, entry)))
        .collect();
    words.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    words.into_iter().find_map(|(length, (word, column))| {
        let rest = text.get(length..)?.trim_start();
        let mut columns = cut(rest)?;
        columns.insert(0, (*column, (*word).to_owned()));
        Some(columns)
    })
}

#[cfg(test)]
mod tests {
    use super::{Column, column, columns};

    #[test]
    fn headers_are_cut_with_and_without_spaces() {
        use Column::{Description, Name, Place, Remark, Required, Size, Type};
        for (line, expected) in [
            (
                "ItemRequirement statusTypeDescription",
                vec![Name, Required, Type, Description],
            ),
            (
                "Parameters Type Size Required Description",
                vec![Name, Type, Size, Required, Description],
            ),
            (
                "파라미터명필수 여부타입제약 사항설명",
                vec![Name, Required, Type, Remark, Description],
            ),
            (
                "파라미터 명 필수 여부 타입 제약사항 설명",
                vec![Name, Required, Type, Remark, Description],
            ),
            (
                "名前位置必須かどうかタイプ説明",
                vec![Name, Place, Required, Type, Description],
            ),
            (
                "Header nameDescriptionRemarks",
                vec![Name, Description, Remark],
            ),
        ] {
            let found: Vec<Column> = columns(line)
                .map(|found| found.columns)
                .unwrap_or_default()
                .into_iter()
                .map(|(column, _)| column)
                .collect();
            assert_eq!(found, expected, "{line}");
        }
        for line in [
            "Parameters",
            "Request headers",
            "Required",
            "Type Description",
        ] {
            assert!(columns(line).is_none(), "{line}");
        }
    }

    #[test]
    fn columns_are_known_by_their_words_alone() {
        for (text, expected) in [
            ("Required (Y/N)", Some(Column::Required)),
            ("필수 여부", Some(Column::Required)),
            ("ヘッダー 名", Some(Column::Name)),
            ("Nameplate", None),
        ] {
            assert_eq!(column(text), expected, "{text}");
        }
    }
}
