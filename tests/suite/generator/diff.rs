//! What changes between two sets of specs: every rule by a fixture, and what is no change.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use ncloud_codegen::{emit::rust, ir::Service, load, load_str};
use ncloud_test_support::{
    files::{entries, name},
    named_tests,
};
use ncloud_tools::diff::{self, Effect, Step, Version, report, rules};

use crate::support::snapshots;

const FIXTURES: &str = "fixtures/diff";
const STABLE: Version = Version {
    major: 1,
    minor: 2,
    patch: 3,
};
const EARLY: Version = Version {
    major: 0,
    minor: 2,
    patch: 3,
};

fn fixtures() -> Vec<PathBuf> {
    entries(FIXTURES)
}

/// `parameter-renamed.path` is of `parameter-renamed`.
fn rule(fixture: &Path) -> &str {
    name(fixture).split('.').next().unwrap()
}

/// The old specs and the new ones: a file each, or a folder each.
fn sides(fixture: &Path) -> [PathBuf; 2] {
    ["old", "new"].map(|side| {
        let folder = fixture.join(side);
        if folder.is_dir() {
            folder
        } else {
            fixture.join(format!("{side}.yaml"))
        }
    })
}

fn specs(path: &Path) -> Vec<Service> {
    load([path]).unwrap_or_else(|report| panic!("{report}"))
}

fn changes(old: &Path, new: &Path) -> Vec<diff::Change> {
    diff::changes(&specs(old), &specs(new))
}

#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let fixtures = fixtures();
    let covered: BTreeSet<&str> = fixtures.iter().map(|fixture| rule(fixture)).collect();
    let known: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    assert_eq!(covered, known);
}

#[test]
fn the_rules_of_changes_are_no_rules_of_specs() {
    let of_specs = ncloud_codegen::rules::ALL
        .iter()
        .chain(ncloud_codegen::rules::LINTS)
        .map(|rule| rule.id);
    let of_changes = rules::ALL.iter().map(|rule| rule.id);
    let all: Vec<&str> = of_specs.chain(of_changes).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

/// The changes of a fixture are reviewed, ask for the step of their rule, and are seen in the generated client.
fn check(fixture: &str) {
    let fixture = Path::new(FIXTURES).join(fixture);
    let [old, new] = sides(&fixture);
    let changes = changes(&old, &new);
    let text = report::text(&changes, STABLE).replace(&format!("{}/", fixture.display()), "");
    snapshots("diff").bind(|| insta::assert_snapshot!(name(&fixture), text));

    let rule = rules::rule(rule(&fixture)).unwrap();
    assert!(changes.iter().any(|change| change.rule.id == rule.id));
    let effect = diff::effect(&changes);
    assert_eq!(effect, rule.effect);
    let steps = match effect {
        Effect::None => [Step::None, Step::None],
        Effect::Patch => [Step::Patch, Step::Patch],
        Effect::Addition => [Step::Minor, Step::Patch],
        Effect::Breaking => [Step::Major, Step::Minor],
    };
    assert_eq!([STABLE.step(effect), EARLY.step(effect)], steps);

    // What is generated is all that callers and the wire see.
    assert_eq!(client(&old) == client(&new), effect == Effect::None);
}

named_tests!("diff");

fn client(path: &Path) -> Vec<String> {
    let services = specs(path);
    let modules = services
        .iter()
        .map(|service| rust::module(service, "::ncloud"));
    modules.chain([rust::index(&services)]).collect()
}

#[test]
fn what_stays_is_no_change() {
    for fixture in fixtures() {
        for side in sides(&fixture) {
            let none = changes(&side, &side);
            assert!(none.is_empty(), "{}", report::text(&none, STABLE));
        }
    }
    for specs in ["../spec", "fixtures/features"] {
        let specs = Path::new(specs);
        let none = changes(specs, specs);
        assert_eq!(
            report::text(&none, EARLY),
            "0 changes, 0 breaking; version step: none, 0.2.3 -> 0.2.3\n"
        );
    }
}

const SERVICE: &str = "
spec: 1
service: sample
title: Sample
docs: https://docs.example.com/sample
url: https://sample.example.com/v1
";

#[test]
fn order_wording_and_names_that_nobody_sees_are_no_change() {
    let old = format!(
        "{SERVICE}
operations:
  Get:
    doc: Gets.
    docs: https://docs.example.com/get
    http: GET /things
    query: {{ from: i64, to?: i64, all?: bool }}
    response: {{ things: list<Thing>, page?: Page }}
  Put:
    doc: Puts.
    docs: https://docs.example.com/put
    http: PUT /things
types:
  Thing:
    name: string
  Page:
    tuple: {{ first: i64, last: {{ type: i64, name: end }} }}
"
    );
    // Another order, another way to write the same, another placeholder in place of an element's name.
    let new = format!(
        "{SERVICE}
types:
  Page:
    tuple: {{ first: i64, end: {{ type: i64, doc: The last. }} }}
  Thing: {{ fields: {{ name: {{ type: string }} }} }}
operations:
  Put:
    http: PUT /things
    docs: https://docs.example.com/put
    doc: Puts.
    examples:
      one: {{ made: All of it. }}
  Get:
    doc: Gets.
    docs: https://docs.example.com/get
    http: GET /things
    query: {{ all?: bool, from: i64, to?: i64 }}
    response: {{ page?: Page, things: list<Thing> }}
"
    );
    let specs =
        |text: &str| load_str("spec.yaml", text).unwrap_or_else(|report| panic!("{report}"));
    let changes = diff::changes(&specs(&old), &specs(&new));
    let found: Vec<(&str, &str)> = changes
        .iter()
        .map(|change| (change.rule.id, change.subject.as_str()))
        .collect();
    assert_eq!(found, [("documentation-changed", "sample::Page::end")]);
}

#[test]
fn both_ways_of_a_comparison_agree_on_what_comes_and_goes() {
    let opposite = |id: &str| match id.rsplit_once('-') {
        Some((what, "added")) => format!("{what}-removed"),
        Some((what, "removed")) => format!("{what}-added"),
        _ => id.to_owned(),
    };
    for fixture in fixtures() {
        let id = rule(&fixture);
        if !id.ends_with("-added") && !id.ends_with("-removed")
            || id.contains("parameter")
            || id.contains("member")
        {
            continue;
        }
        let [old, new] = sides(&fixture);
        let back = changes(&new, &old);
        assert!(
            back.iter().any(|change| change.rule.id == opposite(id)),
            "{}: {}",
            name(&fixture),
            report::text(&back, STABLE)
        );
    }
}
