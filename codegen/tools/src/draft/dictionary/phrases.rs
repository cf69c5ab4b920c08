//! What every page says, and nothing of its operation; and how pages tell failures from successes.

use super::normal;

/// Lines of the site, not of its pages, in lower case.
const BOILERPLATE: &[&str] = &[
    "menu",
    "home",
    "print",
    "pdf",
    "prev next",
    "article summary",
    "share feedback",
    "thanks for sharing your feedback!",
    "did you find this summary helpful?",
    "thank you for your feedback",
    "documentation index",
    "> ## documentation index",
    "인쇄",
    "기사 요약",
    "이 요약이 도움이 되었나요?",
    "의견을 보내 주셔서 감사합니다.",
    "印刷する",
    "記事の要約",
    "この要約は役に立ちましたか?",
    "この要約は役に立ちましたか？",
    "ご意見ありがとうございます",
];

/// How lines of the site begin.
const BEGINNINGS: &[&str] = &[
    "fetch the complete documentation index",
    "use this file to discover all available pages",
    "> fetch the complete documentation index",
    "> use this file to discover all available pages",
    "最新のコンテンツが反映されていません",
    "이 가이드는 api 명세를 기반으로",
];

/// Whether a line is the site's.
pub(crate) fn is_boilerplate(text: &str) -> bool {
    let bare = text.trim_start_matches(['\u{2022}', '-', '*', ' ']);
    let text = normal(bare);
    BOILERPLATE.contains(&text.as_str())
        || BEGINNINGS
            .iter()
            .any(|beginning| text.starts_with(beginning))
}

/// Whether a line says in which environments something can be used.
pub(crate) fn is_availability(text: &str) -> bool {
    /// Such lines are shorter, in characters.
    const LONGEST: usize = 80;
    const ENDS: [&str; 4] = [
        "환경에서 이용 가능합니다",
        "환경에서 이용할 수 있습니다",
        "環境で利用できます",
        "環境で利用可能です",
    ];
    let text = normal(text);
    let bare = text.trim_end_matches(['.', '\u{3002}', ' ']);
    let is_short = bare.chars().count() <= LONGEST;
    let names_environment = |rest: &str| {
        rest.split([' ', '/', ','])
            .all(|word| matches!(word, "" | "classic" | "vpc" | "and" | "환경" | "環境"))
    };
    is_short
        && (bare.starts_with("available in ")
            || ENDS.iter().any(|end| bare.ends_with(end))
            || names_environment(bare) && bare.chars().any(|c| !c.is_ascii_punctuation()))
}

/// What is written above a sample is shorter, in characters.
const LONGEST_LABEL: usize = 60;

/// Whether a line above a sample says that it is of a failure.
pub(crate) fn is_failure(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "fail",
        "error",
        "실패",
        "오류",
        "에러",
        "失敗",
        "エラー",
        "異常",
        "exception",
    ];
    is_label(text, &WORDS)
}

/// Whether a line above a sample says that it is of a success.
pub(crate) fn is_success(text: &str) -> bool {
    const WORDS: [&str; 5] = ["succe", "성공", "정상", "成功", "正常"];
    is_label(text, &WORDS)
}

fn is_label(text: &str, words: &[&str]) -> bool {
    let text = normal(text);
    text.chars().count() <= LONGEST_LABEL
        && !text.ends_with(['.', '\u{3002}'])
        && words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_availability, is_boilerplate};

    #[test]
    fn lines_that_every_page_has_are_known() {
        for text in [
            "Available in Classic and VPC",
            "VPC 환경에서 이용 가능합니다.",
            "Classic/VPC環境で利用できます。",
            "Classic 환경",
        ] {
            assert!(is_availability(text), "{text}");
        }
        for text in ["Get the VPC", "Subnetを作成します。", "", "-"] {
            assert!(!is_availability(text), "{text}");
        }
        assert!(is_boilerplate("- 인쇄"));
        assert!(is_boilerplate("    \u{2022} PDF"));
        assert!(!is_boilerplate("Print a document"));
    }
}
