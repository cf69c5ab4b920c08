//! The words of `spec/GLOSSARY.md` are the words: those that it says are no longer used stand nowhere in source, messages and
//! documentation.

use crate::support::{files, in_code, text};

/// Places where a word stays, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// Where words count: what is published, what it prints, and the pages.
fn is_judged(path: &str) -> bool {
    let is_source = path.ends_with(".rs")
        && (path.starts_with("codegen/") || path.starts_with("generated-client/"))
        && path.contains("/src/");
    let is_page = path.ends_with(".md") && !path.starts_with("tests/");
    (is_source || is_page) && path != "spec/GLOSSARY.md"
}

/// The words that a row says are no longer used.
fn retired() -> Vec<String> {
    let page = text("spec/GLOSSARY.md");
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let words: Vec<String> = rows
        .filter_map(|row| row.strip_suffix(" |")?.rsplit_once(" | "))
        .flat_map(|(_, last)| in_code(last))
        .map(str::to_owned)
        .collect();
    assert!(words.len() > 10, "{words:?}");
    words
}

/// Whether a text has a word, by itself, in the plural or as a part of a name: `answer_limit`, `RawAnswer`, `answers`.
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(index, _)| {
        let before = text[..index].chars().next_back();
        let after = &text[index + word.len()..];
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        let is_capital = word.starts_with(char::is_uppercase);
        let begins = before.is_none_or(|c| !c.is_alphanumeric() || is_capital && c.is_lowercase());
        let ends = after.is_none_or(|c| !c.is_lowercase());
        begins && ends
    })
}

#[test]
fn no_retired_word_is_used() {
    let mut used = Vec::new();
    let retired = retired();
    for path in files(&["rs", "md"])
        .into_iter()
        .filter(|path| is_judged(path))
    {
        let content = text(&path);
        for word in &retired {
            let is_excepted = EXCEPTIONS
                .iter()
                .any(|(excepted, below, _)| word == excepted && path.starts_with(below));
            if !is_excepted && has(&content, word) {
                used.push(format!("{word}: {path}"));
            }
        }
    }
    assert_eq!(used, Vec::<String>::new());
}

/// An exception that is not needed any more is taken away.
#[test]
fn every_exception_is_needed() {
    for (word, below, why) in EXCEPTIONS {
        let mut paths = files(&["rs", "md"]).into_iter();
        let is_needed = paths.any(|path| path.starts_with(below) && has(&text(&path), word));
        assert!(is_needed, "{word} in {below}: {why}");
    }
}
