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

const COLUMNS: &[(&str, Column)] = &[
    ("field group", Column::Group),
    ("필드 그룹", Column::Group),
    ("field", Column::Name),
    ("field name", Column::Name),
    ("parameter", Column::Name),
    ("parameters", Column::Name),
    ("parameter name", Column::Name),
    ("item", Column::Name),
    ("name", Column::Name),
    ("header", Column::Name),
    ("header name", Column::Name),
    ("variable", Column::Name),
    ("variable name", Column::Name),
    ("request variable", Column::Name),
    ("필드", Column::Name),
    ("필드명", Column::Name),
    ("필드 이름", Column::Name),
    ("파라미터", Column::Name),
    ("파라미터명", Column::Name),
    ("파라미터 이름", Column::Name),
    ("항목", Column::Name),
    ("항목명", Column::Name),
    ("이름", Column::Name),
    ("헤더", Column::Name),
    ("헤더명", Column::Name),
    ("헤더 명", Column::Name),
    ("헤더 이름", Column::Name),
    ("변수명", Column::Name),
    ("요청 변수명", Column::Name),
    ("フィールド", Column::Name),
    ("フィールド名", Column::Name),
    ("パラメータ", Column::Name),
    ("パラメータ名", Column::Name),
    ("パラメーター", Column::Name),
    ("項目", Column::Name),
    ("項目名", Column::Name),
    ("名前", Column::Name),
    ("変数名", Column::Name),
    ("リクエスト変数名", Column::Name),
    ("ヘッダ", Column::Name),
    ("ヘッダ名", Column::Name),
    ("ヘッダー", Column::Name),
    ("ヘッダー名", Column::Name),
    ("type", Column::Type),
    ("data type", Column::Type),
    ("타입", Column::Type),
    ("유형", Column::Type),
    ("자료형", Column::Type),
    ("데이터 타입", Column::Type),
    ("タイプ", Column::Type),
    ("型", Column::Type),
    ("データタイプ", Column::Type),
    ("required", Column::Required),
    ("required status", Column::Required),
    ("requirement status", Column::Required),
    ("required or not", Column::Required),
    ("requirement", Column::Required),
    ("mandatory", Column::Required),
    ("필수", Column::Required),
    ("필수 여부", Column::Required),
    ("필수여부", Column::Required),
    ("必須", Column::Required),
    ("必須の有無", Column::Required),
    ("必須可否", Column::Required),
    ("要否", Column::Required),
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
    ("description", Column::Description),
    ("설명", Column::Description),
    ("説明", Column::Description),
    ("remarks", Column::Remark),
    ("restrictions", Column::Remark),
    ("constraints", Column::Remark),
    ("limitation", Column::Remark),
    ("limitations", Column::Remark),
    ("limits", Column::Remark),
    ("制約事項", Column::Remark),
    ("制限事項", Column::Remark),
    ("備考", Column::Remark),
    ("例", Column::Remark),
    ("note", Column::Remark),
    ("notes", Column::Remark),
    ("example", Column::Remark),
    ("제약 사항", Column::Remark),
    ("제약사항", Column::Remark),
    ("비고", Column::Remark),
    ("예시", Column::Remark),
    ("method", Column::Method),
    ("메서드", Column::Method),
    ("メソッド", Column::Method),
    ("uri", Column::Uri),
    ("url", Column::Uri),
    ("http status code", Column::Code),
    ("http status", Column::Code),
    ("http 상태 코드", Column::Code),
    ("status code", Column::Code),
    ("status", Column::Code),
    ("http code", Column::Code),
    ("code", Column::Code),
    ("error code", Column::Code),
    ("코드", Column::Code),
    ("http ステータスコード", Column::Code),
    ("httpステータスコード", Column::Code),
    ("ステータスコード", Column::Code),
    ("コード", Column::Code),
    ("エラーコード", Column::Code),
    ("오류 코드", Column::Code),
    ("message", Column::Remark),
    ("메시지", Column::Remark),
    ("メッセージ", Column::Remark),
    ("エラーメッセージ", Column::Remark),
    ("error message", Column::Remark),
    ("오류 메시지", Column::Remark),
];

/// What the header of a column says.
pub(crate) fn column(text: &str) -> Option<Column> {
    let text = normal(text);
    COLUMNS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, column)| *column)
}

/// The columns of a header whose cells stand in one line, with or without spaces between.
pub(crate) fn columns(line: &str) -> Option<Vec<(Column, String)>> {
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
    (begins && columns.len() > 1).then_some(columns)
}

fn cut(text: &str) -> Option<Vec<(Column, String)>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mut words: Vec<&(&str, Column)> = COLUMNS
        .iter()
        .filter(|(word, _)| text.starts_with(word))
        .collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words.into_iter().find_map(|(word, column)| {
        let rest = text.strip_prefix(word)?.trim_start();
        let mut columns = cut(rest)?;
        columns.insert(0, (*column, (*word).to_owned()));
        Some(columns)
    })
}

#[cfg(test)]
mod tests {
    use super::{Column, columns};

    #[test]
    fn headers_are_cut_with_and_without_spaces() {
        use Column::{Description, Name, Remark, Required, Size, Type};
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
                "Header nameDescriptionRemarks",
                vec![Name, Description, Remark],
            ),
        ] {
            let found: Vec<Column> = columns(line)
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
            assert_eq!(columns(line), None, "{line}");
        }
    }
}
