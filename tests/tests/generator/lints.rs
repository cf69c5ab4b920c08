//! Every lint finds what it is for, leaves alone what is right, and is silent where a spec allows it.

use std::{collections::BTreeSet, fs, path::Path};

use ncloud_codegen::{
    Report, load_with_warnings,
    rules::{self, Severity},
};

use crate::support::{described, path, snapshots, specs, stem};

/// What is not used cannot be allowed.
const NEVER_SILENCED: &str = "unused-allow";

fn warnings(fixture: &Path) -> Report {
    load_with_warnings([fixture])
        .unwrap_or_else(|report| panic!("{report}"))
        .warnings
}

/// `yn-type.quiet.yaml` -> `yn-type` and `quiet`.
fn lint_and_kind(fixture: &Path) -> (String, String) {
    let stem = stem(fixture);
    let (lint, kind) = stem.split_once('.').unwrap();
    (lint.to_owned(), kind.to_owned())
}

#[test]
fn every_lint_has_its_three_fixtures() {
    let found: BTreeSet<(String, String)> = specs("fixtures/lints")
        .iter()
        .map(|fixture| lint_and_kind(fixture))
        .collect();
    let mut wanted = BTreeSet::new();
    for lint in rules::LINTS {
        for kind in ["triggers", "quiet", "silenced"] {
            if (lint.id, kind) != (NEVER_SILENCED, "silenced") {
                wanted.insert((lint.id.to_owned(), kind.to_owned()));
            }
        }
    }
    assert_eq!(found, wanted);
}

#[test]
fn a_fixture_triggers_its_lint_alone_or_nothing() {
    for fixture in specs("fixtures/lints") {
        let (lint, kind) = lint_and_kind(&fixture);
        let report = warnings(&fixture);
        let found: BTreeSet<&str> = report
            .findings()
            .iter()
            .map(|finding| finding.rule.id)
            .collect();
        let wanted = match kind.as_str() {
            "triggers" => BTreeSet::from([lint.as_str()]),
            _ => BTreeSet::new(),
        };
        assert_eq!(found, wanted, "{}: {report}", fixture.display());
    }
}

#[test]
fn every_lint_has_its_reviewed_findings() {
    for fixture in specs("fixtures/lints") {
        let (lint, kind) = lint_and_kind(&fixture);
        if kind == "triggers" {
            let text = fs::read_to_string(&fixture).unwrap();
            let findings = described(&warnings(&fixture), |_| text.clone());
            snapshots("lints").bind(|| insta::assert_snapshot!(lint, findings));
        }
    }
}

/// Without what allows it, what is silenced is found.
#[test]
fn what_is_silenced_would_be_found() {
    for fixture in specs("fixtures/lints") {
        let (lint, kind) = lint_and_kind(&fixture);
        if kind != "silenced" {
            continue;
        }
        let text = fs::read_to_string(&fixture).unwrap();
        let start = text.find("allow:").unwrap();
        let line = text[..start].rfind('\n').unwrap() + 1;
        let indentation = start - line;
        let end = text[start..]
            .match_indices('\n')
            .map(|(end, _)| start + end + 1)
            .find(|end| !text[*end..].starts_with(&" ".repeat(indentation + 1)))
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lint.yaml");
        fs::write(&file, format!("{}{}", &text[..line], &text[end..])).unwrap();
        let report = warnings(&file);
        let found: BTreeSet<&str> = report
            .findings()
            .iter()
            .map(|finding| finding.rule.id)
            .collect();
        assert_eq!(found, BTreeSet::from([lint.as_str()]), "{report}");
    }
}

#[test]
fn the_specs_of_the_repository_are_clean() {
    for folder in ["../spec", "own-spec/spec"] {
        let report = warnings(&path(folder));
        assert!(report.is_empty(), "{report}");
    }
}

#[test]
fn lints_are_warnings_and_rules_are_errors() {
    assert!(
        rules::LINTS
            .iter()
            .all(|lint| lint.severity == Severity::Warning)
    );
    assert!(
        rules::ALL
            .iter()
            .all(|rule| rule.severity == Severity::Error)
    );
    assert_eq!(rules::rule("yn-type").unwrap().id, "yn-type");
    let report = warnings(&path("fixtures/lints/odd-path.triggers.yaml"));
    assert!(
        report.to_string().contains(": warning[odd-path]: "),
        "{report}"
    );
}
