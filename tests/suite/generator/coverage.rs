//! The table of what is captured counts the specs, and says no more.

use std::fs;

use ncloud_tools::coverage;

use crate::support::{path, service};

#[test]
fn the_table_is_that_of_the_specs() {
    let services =
        ncloud_codegen::load([path("../spec")]).unwrap_or_else(|report| panic!("{report}"));
    let page = fs::read_to_string(path("../spec/COVERAGE.md")).unwrap();
    let expected = coverage::replaced(&page, &coverage::table(&services));
    assert_eq!(
        Some(page),
        expected,
        "run `cargo run -p ncloud-tools -- coverage --into spec/COVERAGE.md`"
    );
}

#[test]
fn every_column_counts_what_it_says() {
    let service = service(
        "spec: 1
service: sample
title: Sample
docs: https://docs.example.com
url: https://sample.example.com
operations:
  Shown: { doc: Is., docs: https://docs.example.com/a, http: GET /a, examples: { documented_korean: {} } }
  Made: { doc: Is., docs: https://docs.example.com/b, http: GET /b, source: [sdk, java_sdk, sdk], examples: { made: { made: All of it. } } }
  Paged:
    doc: Is.
    docs: https://docs.example.com/c
    http: GET /c
    query: { offset?: i64 }
    source: catalogue
    response: { list: list<Item>, state?: string }
    pages: { offset: offset, items: list }
  Cut: { doc: Is., docs: https://docs.example.com/d, http: DELETE /d, partial: The table was cut. }
types:
  Item: { fields: { name: string, part?: Part } }
  Part: { partial: The table was cut behind name., fields: { name: string } }
waiters:
  Ready: { doc: Waits., poll: Paged, state: state, success: [READY] }
",
    );
    assert_eq!(
        coverage::table(&[service]).lines().nth(2),
        Some("| `sample` | 4 | 1 | 1 | 1 | 1 | 2 | 1 | 3 | 2 |")
    );
}
