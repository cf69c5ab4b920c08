//! Every rule has a fixture that breaks it, and what is said of it is reviewed text.

use std::{collections::BTreeSet, fs};

use ncloud_codegen::{Report, load, load_str, rules};
use ncloud_tools::diff;

use crate::support::{drawn, path, snapshots, specs, stem};

/// Rules without a fixture in the folder, and why.
const WITHOUT_A_FIXTURE: [(&str, &str); 4] = [
    ("unreadable-file", "is about paths: see the tests below"),
    (
        "not-utf8",
        "is about bytes that no text file here should hold: see the tests below",
    ),
    (
        "duplicate-service",
        "takes two files: the folder `duplicate-service`",
    ),
    (
        "not-formatted",
        "stands for a fault of the formatter, and none is known",
    ),
];

/// `bad-http.quoted` breaks `bad-http`.
fn rule_of(fixture: &str) -> &str {
    fixture.split('.').next().unwrap()
}

fn refused(fixture: &str) -> Report {
    match load([format!("fixtures/rules/{fixture}")]) {
        Ok(_) => panic!("{fixture} has no findings"),
        Err(report) => report,
    }
}

fn rule_ids(report: &Report) -> BTreeSet<&'static str> {
    report
        .findings()
        .iter()
        .map(|finding| finding.rule.id)
        .collect()
}

#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let mut covered: BTreeSet<String> = specs("fixtures/rules")
        .iter()
        .map(|fixture| rule_of(&stem(fixture)).to_owned())
        .collect();
    covered.extend(WITHOUT_A_FIXTURE.map(|(id, _)| id.to_owned()));
    let known: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(covered, known);
}

#[test]
fn what_is_said_of_rules_and_keys_has_single_spaces() {
    let mut texts: Vec<&str> = Vec::new();
    for rule in rules::ALL.iter().chain(rules::LINTS) {
        texts.extend([rule.purpose, rule.explanation]);
    }
    for rule in diff::rules::ALL {
        texts.extend([rule.purpose, rule.explanation]);
    }
    let reference = ncloud_tools::reference::sections();
    texts.extend(reference.lines());
    let broken: Vec<&&str> = texts.iter().filter(|text| text.contains("  ")).collect();
    assert_eq!(broken, Vec::<&&str>::new());
}

/// A fixture has findings of its rule alone, and they are reviewed.
fn check(fixture: &str) {
    let report = refused(&format!("{fixture}.yaml"));
    assert_eq!(
        rule_ids(&report),
        BTreeSet::from([rule_of(fixture)]),
        "{report}"
    );
    snapshots("rules").bind(|| insta::assert_snapshot!(fixture, drawn(&report)));
}

ncloud_test_support::named_tests!("rules");

#[test]
fn a_service_that_two_files_define_is_found_in_the_second() {
    let report = refused("duplicate-service");
    assert_eq!(
        rule_ids(&report),
        BTreeSet::from(["duplicate-service"]),
        "{report}"
    );
    snapshots("rules").bind(|| insta::assert_snapshot!("duplicate-service", drawn(&report)));
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_other_files_are_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.yaml");
    let empty = folder.path().join("empty.yaml");
    fs::write(&empty, "").unwrap();
    let report = load([&missing, &empty]).unwrap_err();
    let found: Vec<(String, &str, usize, usize)> = report
        .findings()
        .into_iter()
        .map(|finding| {
            (
                finding.location.file,
                finding.rule.id,
                finding.location.line,
                finding.location.column,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                missing.to_str().unwrap().to_owned(),
                "unreadable-file",
                1,
                1
            ),
            (empty.to_str().unwrap().to_owned(), "missing-key", 1, 1),
        ]
    );
    assert!(
        report.findings()[0].message.starts_with("cannot be read: "),
        "{report}"
    );
}

#[test]
fn a_byte_that_is_not_utf8_is_found_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latin1.yaml");
    fs::write(&file, b"spec: 1\ntitle: \xed\x95\x9c caf\xe9\n").unwrap();
    let report = load([&file]).unwrap_err();
    let findings = report.findings();
    assert_eq!(findings.len(), 1, "{report}");
    assert_eq!(
        (
            findings[0].rule.id,
            findings[0].location.line,
            findings[0].location.column
        ),
        ("not-utf8", 2, 13)
    );
}

#[test]
fn ten_faults_are_ten_findings_of_one_run() {
    let text = fs::read_to_string(path("fixtures/ten-faults.yaml")).unwrap();
    let report = load_str("ten-faults.yaml", &text).unwrap_err();
    let found: Vec<(usize, usize, &str)> = report
        .findings()
        .iter()
        .map(|finding| {
            (
                finding.location.line,
                finding.location.column,
                finding.rule.id,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (4, 1, "unknown-key"),
            (5, 7, "bad-value"),
            (10, 23, "placeholder-without-parameter"),
            (12, 28, "bad-type"),
            (12, 54, "wrong-kind"),
            (13, 15, "unknown-type"),
            (14, 3, "missing-key"),
            (15, 69, "duplicate-key"),
            (22, 44, "example-response"),
            (26, 3, "unused-type"),
        ],
        "{report}"
    );
}

#[test]
fn the_line_of_a_finding_for_cargo_says_everything() {
    let report = load_str("spec.yaml", "spec: 1\nservice: a\ntitel: A\n").unwrap_err();
    let findings = report.findings();
    let unknown = findings
        .iter()
        .find(|finding| finding.rule.id == "unknown-key")
        .unwrap();
    assert_eq!(
        unknown.one_line(),
        "spec.yaml:3:1: [unknown-key] `titel` is not a key of the language here (help: did you mean `title`?)"
    );
    assert_eq!(
        unknown.to_string(),
        "spec.yaml:3:1: error[unknown-key]: `titel` is not a key of the language here\n  help: did you mean `title`?"
    );
}
