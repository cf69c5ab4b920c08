//! The canonical form: it is reached in one step, keeps every comment and says the same.

use std::{fs, path::PathBuf};

use ncloud_codegen::{document_as_json, load_str};
use ncloud_tools::format::{first_difference, formatted};
use proptest::prelude::*;
use serde_yaml::Value;

use crate::{
    reading::as_json,
    support::{path, snapshots},
};

/// Every file of YAML below a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "no specs in {folder}");
    files
}

/// What a text means to another reader of YAML, without the order of keys.
fn meaning(text: &str) -> String {
    fn sorted(value: Value) -> Value {
        match value {
            Value::Mapping(members) => {
                let mut members: Vec<(Value, Value)> = members
                    .into_iter()
                    .map(|(key, value)| (key, sorted(value)))
                    .collect();
                members.sort_by_key(|(key, _)| format!("{key:?}"));
                Value::Mapping(members.into_iter().collect())
            }
            Value::Sequence(elements) => elements.into_iter().map(sorted).collect(),
            other => other,
        }
    }
    as_json(&sorted(serde_yaml::from_str(text).unwrap()))
}

/// The model of a spec, without the places at which it is written.
fn model(text: &str) -> Option<String> {
    let services = load_str("spec.yaml", text).ok()?;
    let model = format!("{services:?}");
    let mut parts = model.split("Location {");
    let first = parts.next().unwrap().to_owned();
    let rest = parts.map(|part| part.split_once('}').unwrap().1);
    Some(rest.fold(first, |model, part| model + part))
}

/// Comments, of texts in which no scalar holds a `#` behind a blank.
fn comments(text: &str) -> Vec<&str> {
    let mut comments: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            let start = if line.starts_with('#') {
                Some(0)
            } else {
                line.find(" #").map(|place| place + 1)
            };
            line.get(start?..)
        })
        .collect();
    comments.sort_unstable();
    comments
}

#[test]
fn a_messy_spec_has_its_reviewed_form() {
    let text = fs::read_to_string(path("fixtures/format/messy.yaml")).unwrap();
    let formatted = formatted("messy.yaml", &text).unwrap();
    snapshots("format").bind(|| insta::assert_snapshot!("messy", formatted));
}

#[test]
fn every_spec_says_the_same_and_is_done_in_one_step() {
    for folder in ["../spec", "own-spec/spec", "fixtures"] {
        for file in files(folder) {
            let text = fs::read_to_string(&file).unwrap();
            let readable =
                document_as_json("spec.yaml", &text).is_ok_and(|json| json.starts_with('{'));
            let Ok(once) = formatted("spec.yaml", &text) else {
                assert!(!readable, "{}", file.display());
                continue;
            };
            assert!(readable, "{}", file.display());
            let twice = formatted("spec.yaml", &once).unwrap();
            assert!(once == twice, "{}", file.display());
            // The other reader reads YAML 1.1, which breaks lines here.
            if !text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
                assert_eq!(meaning(&once), meaning(&text), "{}", file.display());
            }
            assert!(model(&once) == model(&text), "{}", file.display());
        }
    }
}

#[test]
fn the_specs_of_the_repository_are_formatted() {
    for folder in ["../spec", "own-spec/spec", "fixtures/lints"] {
        for file in files(folder) {
            let text = fs::read_to_string(&file).unwrap();
            let formatted = formatted("spec.yaml", &text).unwrap();
            assert!(
                formatted == text,
                "run `ncloud-codegen fmt {}`",
                file.display()
            );
        }
    }
}

#[test]
fn the_order_of_what_a_page_orders_stays() {
    let text = "operations:\n  B: { http: GET /b, doc: B. }\n  A: { query: { z?: string, a?: string }, doc: A. }\nspec: 1\n";
    assert_eq!(
        formatted("spec.yaml", text).unwrap(),
        "spec: 1\n\noperations:\n  B:\n    doc: B.\n    http: GET /b\n\n  A:\n    doc: A.\n    query:\n      z?: string\n      a?: string\n"
    );
}

#[test]
fn a_scalar_is_what_it_was() {
    for (written, formatted_as) in [
        ("1.10", "1.10"),
        ("0123", "0123"),
        ("\"0123\"", "\"0123\""),
        ("'10'", "\"10\""),
        ("\"true\"", "\"true\""),
        ("\"no\"", "\"no\""),
        ("no", "no"),
        ("\"2024-01-01\"", "\"2024-01-01\""),
        ("\"plain\"", "plain"),
        ("'it''s'", "it's"),
        ("\"a: b\"", "\"a: b\""),
        ("'a \"b\": c'", "'a \"b\": c'"),
        ("\"tab\\there\"", "\"tab\\there\""),
        ("\"\\u00a0\"", "\"\\u00a0\""),
        ("\"caf\\u00e9\"", "café"),
        ("\"\"", "\"\""),
        ("\"- a\"", "\"- a\""),
        ("\"-a\"", "-a"),
        ("\"a #b\"", "\"a #b\""),
        ("\"a#b\"", "a#b"),
        ("\"https://a.b/c?d=e\"", "https://a.b/c?d=e"),
        ("\"a, b\"", "a, b"),
        ("~", "~"),
        ("\"~\"", "\"~\""),
        (">-\n  folded\n  text", "folded text"),
        ("|-\n  two\n  lines", "|-\n  two\n  lines"),
        ("|+\n  two\n\n", "|+\n  two\n\n"),
        ("\"over\n  two lines\"", "over two lines"),
        ("\"over: \\\n  two\\n lines\"", "\"over: two\\n lines\""),
    ] {
        let text = format!("doc: {written}\n");
        let after = formatted("spec.yaml", &text).unwrap();
        assert_eq!(after, format!("doc: {formatted_as}\n"), "{written}");
    }
}

#[test]
fn empty_lines_at_the_end_of_a_text_are_of_the_text() {
    for behind in [
        "  B:\n    doc: b\n",
        "\n  # about\n  B:\n    doc: b\n",
        "  # about\n\n  B:\n    doc: b\n",
        "  # the end\n",
        "types:\n  # about\n  A: { a: string }\n",
        "# the end\n",
        "",
    ] {
        for mark in ["|", ">"] {
            let text = format!(
                "operations:\n  A:\n    examples:\n      made:\n        text: {mark}+\n          data: 1\n\n\n{behind}"
            );
            let once = formatted("spec.yaml", &text).unwrap();
            assert_eq!(meaning(&once), meaning(&text), "{once}");
            assert_eq!(formatted("spec.yaml", &once).unwrap(), once);
            assert!(once.contains("text: |+\n          data: 1\n\n"), "{once}");
        }
    }
}

#[test]
fn what_is_no_document_of_yaml_is_a_finding() {
    for (text, rule) in [
        ("a: [", "yaml-syntax"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("a: &b 1\n", "unsupported-yaml"),
        ("- a\n", "wrong-kind"),
        ("", "missing-key"),
    ] {
        let report = formatted("spec.yaml", text).unwrap_err();
        let found: Vec<&str> = report
            .findings()
            .iter()
            .map(|found| found.rule.id)
            .collect();
        assert_eq!(found, [rule], "{text}");
    }
}

#[test]
fn a_dash_at_the_end_of_a_text_stays_in_quotes_within_braces() {
    assert_eq!(
        formatted("spec.yaml", "a: { doc: b, type: string - }\n").unwrap(),
        "a: { doc: b, type: \"string -\" }\n"
    );
    assert_eq!(
        formatted("spec.yaml", "a: string -\n").unwrap(),
        "a: string -\n"
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_go_away() {
    assert_eq!(
        formatted("spec.yaml", "\u{feff}# a\r\nspec: 1\r\n").unwrap(),
        "# a\nspec: 1\n"
    );
}

/// Formatting a text that can be read says the same, is done in one step and keeps comments.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let json = |text: &str| -> Option<serde_json::Value> {
        let json = document_as_json("spec.yaml", text).ok()?;
        serde_json::from_str(&json)
            .ok()
            .filter(serde_json::Value::is_object)
    };
    let before = json(text);
    let once = match formatted("spec.yaml", text) {
        Ok(once) => once,
        Err(report) => {
            prop_assert!(before.is_none(), "{report}\n{text:?}");
            return Ok(());
        }
    };
    prop_assert_eq!(json(&once), before, "{:?}", text);
    let twice = formatted("spec.yaml", &once);
    prop_assert!(twice.is_ok(), "{text}\n=>\n{once}");
    prop_assert_eq!(twice.unwrap(), once, "{}", text);
    Ok(())
}

#[test]
fn every_kind_of_line_end_becomes_a_line_feed() {
    for (text, after) in [
        ("#\r:", "#\n:\n"),
        ("# a\rspec: 1\rdoc: b\r", "# a\nspec: 1\ndoc: b\n"),
        ("spec: 1\n\rdoc: b # c\r\n", "spec: 1\ndoc: b    # c\n"),
        ("doc: |\r  two\r  lines\r", "doc: |\n  two\n  lines\n"),
        ("doc: \"two\r\r  lines\"\r", "doc: \"two\\nlines\"\n"),
    ] {
        assert_eq!(formatted("spec.yaml", text).unwrap(), after, "{text:?}");
    }
}

/// Behind 1,024 characters YAML takes no colon for that of a key, so that a longer one is marked.
#[test]
fn keys_of_any_length_are_written() {
    let replacement = "\u{fffd}".repeat(180);
    let escaped = "\\ufffd".repeat(180);
    assert_eq!(
        formatted(
            "spec.yaml",
            &format!("types: {{ T: {{ {replacement}: string }} }}\n")
        )
        .unwrap(),
        format!("types:\n  T:\n    ? \"{escaped}\"\n    : string\n")
    );
    let long = "k".repeat(1_100);
    for (text, after) in [
        (format!("? {long}\n: a\n"), format!("? {long}\n: a\n")),
        (
            format!("? {long}\n: # c\n  a: b\n# d\n"),
            format!("? {long}\n: {{ a: b }}    # c\n# d\n"),
        ),
        (
            format!("types:\n  - ? {long}\n    : a\n    # end\n  - b\n"),
            format!("types:\n  - ? {long}\n    : a\n    # end\n  - b\n"),
        ),
        (
            format!(
                "operations: {{ A: {{ examples: {{ a: {{ body: {{\"{long}\": 1}} }} }} }} }}\n"
            )
            .replace("{\"", "{? \""),
            format!(
                "operations:\n  A:\n    examples:\n      a:\n        body: {{? \"{long}\" : 1}}\n"
            ),
        ),
    ] {
        let once = formatted("spec.yaml", &text).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(once, after);
        assert_eq!(formatted("spec.yaml", &once).unwrap(), once);
    }
}

/// A neighbour of a name that is as long as a page does not stand as far to the right.
#[test]
fn names_beyond_sixteen_bits_of_width_are_written() {
    for length in [81, 65_536, 200_000] {
        let name = "n".repeat(length);
        let text = format!("types:\n  T:\n    short: string\n    {name}: string\n");
        let text = if length > 1_000 {
            text.replace(&format!("{name}:"), &format!("? {name}\n    :"))
        } else {
            text
        };
        assert_eq!(formatted("spec.yaml", &text).unwrap(), text);
    }
}

#[test]
fn work_grows_with_the_size_of_a_text() {
    let many = 20_000;
    let lists = format!("doc: [{}]\n", "[1], ".repeat(many));
    let lines = format!("doc: \"{}\"\n", "a\n ".repeat(many));
    let comments = format!("doc:\n{}  - b\n", "  # a\n".repeat(many));
    let keys = (0..many).fold("types:\n  T:\n".to_owned(), |text, key| {
        text + &format!("    f{key}: string\n")
    });
    let nested = format!(
        "{}{}\n{}",
        "{a: ".repeat(60),
        "[1, 2, 3, \"four\"]",
        "}".repeat(60)
    );
    for text in [lists, lines, comments, keys, format!("doc: {nested}\n")] {
        let once =
            crate::hostile::within_bounds("formatting", move || formatted("spec.yaml", &text));
        assert!(once.is_ok());
    }
}

#[test]
fn differences_are_shown_without_what_a_terminal_obeys() {
    let before = "spec: 1\ndoc:  \u{1b}[31m\u{202e}b\r\n";
    assert_eq!(
        first_difference("a.yaml", before, "spec: 1\ndoc: b\n"),
        "--- a.yaml\n+++ a.yaml, formatted\n@@ from line 2 on @@\n-doc:  \\u{1b}[31m\\u{202e}b\n+doc: b\n"
    );
}

/// A spec of the repository, changed in places in which specs are not changed by people.
fn mutated() -> impl Strategy<Value = String> {
    let pieces = [
        "\r",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{a0}",
        "\u{202e}",
        "\u{1b}",
        "\u{7f}",
        "\0",
        "#",
        " # c\n",
        "# c\r",
        ":",
        ": ",
        "?",
        "? ",
        "-",
        "- ",
        "\"",
        "'",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "|",
        ">",
        "|+\n",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "---",
        "\n---\n",
        "...",
        "~",
        "null",
        "true",
        "0x1F",
        "1e3",
        "한",
        "\u{1f600}",
        "<<",
        "=",
        "y",
        "\"\\ud83d\"",
    ];
    let long = ["k".repeat(1_030), "\u{fffd}".repeat(200)];
    let pieces: Vec<String> = pieces.map(str::to_owned).into_iter().chain(long).collect();
    let texts = [
        include_str!("../../fixtures/features/bodies.yaml"),
        include_str!("../../fixtures/format/messy.yaml"),
        include_str!("../../../spec/captcha.yaml"),
    ];
    let changes =
        prop::collection::vec((0.0..1.0f64, 0..3usize, prop::sample::select(pieces)), 1..6);
    (prop::sample::select(texts.to_vec()), changes).prop_map(|(text, changes)| {
        let mut text = text.to_owned();
        for (share, without, piece) in changes {
            let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
            let place = (starts.len() as f64 * share) as usize;
            let end = starts.get(place + without).copied().unwrap_or(text.len());
            text.replace_range(starts[place]..end, &piece);
        }
        text
    })
}

/// Lines of YAML, each more or less indented.
fn lines() -> impl Strategy<Value = String> {
    let pieces = [
        "a: b",
        "b: 1.10",
        "c:",
        "- x",
        "-",
        "- - y",
        "- k: v",
        "# comment",
        "d: \"q\" # behind",
        "e: { f: g, h: [1, 2] }",
        "f: {",
        "}",
        "[",
        "]",
        ",",
        "x: y,",
        "g: |",
        "h: >-",
        "i: |+",
        "plain text",
        "\"open",
        "close\"",
        "'it''s'",
        "",
        "",
        "operations:",
        "types:",
        "GetThing:",
        "doc: text: no",
        "doc: \"a: b\"",
        "doc: long enough text, and more of it, to be broken over lines when it stands far to the right",
        "path: { a: { type: string, doc: \"A, b.\" }, b: i64 }",
        "response: {\"a\": [1, \"0123\", {\"b\": null}]}",
        "enum: { A: b, \"1\": c }",
        "fields:",
        "request: { a: \"1\", b: [x, y] }",
        "defect: [one, two]",
        "- # behind a dash",
        "c: # behind a key",
        "? k",
        ": v",
        "---",
        "...",
        "k: \"\\u00e9 \\",
        "  more\"",
        "errors: { A: { doc: b } } # c",
        "[ # d",
        "{ # e",
        "a: , b: c",
        "spec: 1",
        "title: \"한국어 #1\"",
    ];
    prop::collection::vec((0..6usize, prop::sample::select(pieces.to_vec())), 1..14).prop_map(
        |lines| {
            lines
                .into_iter()
                .map(|(depth, piece)| format!("{}{piece}\n", "  ".repeat(depth)))
                .collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comments_anywhere_are_kept_and_change_nothing(
        places in prop::collection::vec((0.0..1.0f64, 0..14usize, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let text = include_str!("../../fixtures/features/bodies.yaml");
        let before = document_as_json("spec.yaml", text).unwrap();
        let mut text: Vec<String> = text.lines().map(str::to_owned).collect();
        for (number, (share, depth, is_behind, is_apart)) in places.into_iter().enumerate() {
            let place = (text.len() as f64 * share) as usize;
            let mut commented = text.clone();
            if is_behind {
                commented[place].push_str(&format!(" # behind {number}"));
            } else {
                commented.insert(place, format!("{}# alone {number}", " ".repeat(depth)));
                if is_apart {
                    commented.insert(place, String::new());
                }
            }
            // In a block of text it would be text.
            if document_as_json("spec.yaml", &commented.join("\n")).is_ok_and(|after| after == before) {
                text = commented;
            }
        }
        let text = text.join("\n");
        let once = formatted("spec.yaml", &text).unwrap();
        prop_assert_eq!(comments(&once), comments(&text));
        prop_assert_eq!(&formatted("spec.yaml", &once).unwrap(), &once, "{}", text);
        prop_assert_eq!(meaning(&once), meaning(&text));
        prop_assert!(model(&text).is_some() && model(&once) == model(&text));
    }

    #[test]
    fn mutated_specs_are_refused_or_formatted(text in mutated()) {
        holds(&text)?;
    }

    #[test]
    fn any_lines_of_yaml_are_refused_or_formatted(text in lines()) {
        holds(&text)?;
    }

    #[test]
    fn any_characters_of_yaml_are_refused_or_formatted(text in "[-a-c1:?,{}\\[\\]\"'|>&*!#%@\\\\ \n\t]{0,60}") {
        holds(&text)?;
        holds(&format!("doc: {text}\n"))?;
    }

    #[test]
    fn any_text_stays_what_it_is(text in any::<String>(), depth in 0..3usize) {
        let quoted = format!("{}", serde_json::Value::String(text.clone())).replace('\u{7f}', "\\x7f");
        let spec = [
            format!("doc: {quoted}\n"),
            format!("operations:\n  A:\n    body:\n      b: {{ type: string, doc: {quoted} }}\n"),
            format!("operations: {{ A: {{ examples: {{ a: {{ body: [{quoted}, {{{quoted}: 1}}] }} }} }} }}\n"),
        ];
        holds(&spec[depth])?;
    }
}
