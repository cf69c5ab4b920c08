//! The words of `spec/GLOSSARY.md` are the words: those that it says are no longer used stand nowhere in source, messages and
//! documentation. Specs are left out: they quote pages, which have any word.

use std::collections::BTreeMap;

use crate::support::{files, in_code, text};

/// What is still to be renamed: a word, the folder that has it, and the most lines that may. Whoever renames lowers the number; it
/// never grows.
const REMAINING: &[(&str, &str, usize)] = &[
    ("Answer", DRAFT, 10),
    ("answer", DRAFT, 53),
    ("enum Place", DRAFT, 1),
    ("enum Way", DRAFT, 1),
    ("held against", DRAFT, 2),
    ("masked", DRAFT, 4),
    ("held against", "generated-client", 1),
    ("struct Place", "generated-client", 1),
];

/// Pages are read there, which have words of their own: an answer, a masked number.
const DRAFT: &str = "codegen/tools/src/draft";

/// Where words count: what is published, what it prints, and the pages.
fn is_judged(path: &str) -> bool {
    let is_source = path.ends_with(".rs")
        && (path.starts_with("codegen/") || path.starts_with("generated-client/"))
        && path.contains("/src/");
    let is_page = path.ends_with(".md") && !path.starts_with("tests/");
    (is_source || is_page) && path != "spec/GLOSSARY.md"
}

/// What stands in code spans of a column.
fn column(index: usize) -> Vec<String> {
    let page = text("spec/GLOSSARY.md");
    let rows = page.lines().filter(|line| line.starts_with("| "));
    rows.filter_map(|row| row.trim_matches('|').split('|').nth(index))
        .flat_map(in_code)
        .map(str::to_owned)
        .collect()
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

/// The folder of [`REMAINING`] that a file is counted in.
fn area(path: &str) -> String {
    match path.split_once("/src/") {
        _ if path.starts_with(DRAFT) => DRAFT.to_owned(),
        Some((package, _)) => package.to_owned(),
        None => path.to_owned(),
    }
}

#[test]
fn no_retired_word_is_used_more_than_it_was() {
    let mut lines: BTreeMap<(String, String), usize> = BTreeMap::new();
    let retired = column(4);
    assert!(retired.len() >= 7, "{retired:?}");
    for path in files(&["rs", "md"])
        .into_iter()
        .filter(|path| is_judged(path))
    {
        for line in text(&path).lines() {
            for word in retired.iter().filter(|word| has(line, word)) {
                *lines.entry((word.clone(), area(&path))).or_default() += 1;
            }
        }
    }
    let used: Vec<String> = lines
        .into_iter()
        .filter(|((word, area), lines)| {
            let remaining = REMAINING.iter();
            let most = remaining
                .filter(|(known, below, _)| word == known && area == below)
                .map(|(.., most)| *most)
                .max();
            *lines > most.unwrap_or_default()
        })
        .map(|((word, area), lines)| format!("(\"{word}\", \"{area}\", {lines}),"))
        .collect();
    assert_eq!(
        used,
        Vec::<String>::new(),
        "spec/GLOSSARY.md has the words in their place"
    );
}

#[test]
fn every_name_in_rust_is_there() {
    let sources = files(&["rs"]).into_iter().filter(|path| is_judged(path));
    let sources: String = sources.map(|path| text(&path)).collect();
    let missing: Vec<String> = column(3)
        .into_iter()
        .filter(|name| {
            let name = name.rsplit("::").next().unwrap_or(name);
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            !sources.match_indices(name).any(|(index, _)| {
                let before = sources[..index].chars().next_back();
                let after = sources[index + name.len()..].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            })
        })
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
