//! Every lint finds what it is for, leaves alone what is right, and is silent where a spec allows it.

use std::{collections::BTreeSet, fs, path::Path};

use ncloud_codegen::{
    Report, load_with_warnings,
    rules::{self, Severity},
};

use crate::support::{drawn, path, snapshots, specs, stem};

/// What is not used cannot be allowed.
const NEVER_SILENCED: &str = "unused-allow";

fn warnings(fixture: &Path) -> Report {
    load_with_warnings([fixture])
        .unwrap_or_else(|report| panic!("{report}"))
        .warnings
}

fn found(report: &Report) -> BTreeSet<&'static str> {
    report
        .findings()
        .iter()
        .map(|finding| finding.rule.id)
        .collect()
}

#[test]
fn every_lint_has_its_three_fixtures() {
    let found: BTreeSet<(String, String)> = specs("fixtures/lints")
        .iter()
        .map(|fixture| {
            let stem = stem(fixture);
            let (lint, kind) = stem.split_once('.').unwrap();
            (lint.to_owned(), kind.to_owned())
        })
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

/// `yn-type.triggers` triggers `yn-type` alone, as reviewed; `yn-type.quiet` and `yn-type.silenced` trigger nothing, and without
/// what allows it, what is silenced is found.
fn check(fixture: &str) {
    let (lint, kind) = fixture.split_once('.').unwrap();
    let file = format!("fixtures/lints/{fixture}.yaml");
    let report = warnings(Path::new(&file));
    let expected = match kind {
        "triggers" => BTreeSet::from([lint]),
        _ => BTreeSet::new(),
    };
    assert_eq!(found(&report), expected, "{report}");
    match kind {
        "triggers" => {
            snapshots("lints").bind(|| insta::assert_snapshot!(lint, drawn(&report)));
        }
        "silenced" => {
            let folder = tempfile::tempdir().unwrap();
            let loud = folder.path().join("lint.yaml");
            fs::write(&loud, without_allow(&fs::read_to_string(file).unwrap())).unwrap();
            let report = warnings(&loud);
            assert_eq!(found(&report), BTreeSet::from([lint]), "{report}");
        }
        _ => {}
    }
}

ncloud_test_support::named_tests!("lints");

/// A spec without its key `allow` and what stands under it.
fn without_allow(text: &str) -> String {
    let start = text.find("allow:").unwrap();
    let line = text[..start].rfind('\n').unwrap() + 1;
    let indentation = start - line;
    let end = text[start..]
        .match_indices('\n')
        .map(|(end, _)| start + end + 1)
        .find(|end| !text[*end..].starts_with(&" ".repeat(indentation + 1)))
        .unwrap();
    format!("{}{}", &text[..line], &text[end..])
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
