//! Spec -> Rust: whatever a file holds there are findings that can be printed, or every product, and Rust among them that syn
//! reads.

use std::collections::BTreeSet;

use ncloud_codegen::{Report, emit::rust, ir::Service, load_str};
use ncloud_tools::{coverage, diff, doc, format, list, openapi};

use super::plain::{assert_line, assert_lines};

pub(super) const WORDS: &[&str] = &[
    "\n    doc: ",
    "\n  X:\n",
    "type: ",
    "list<",
    "map<",
    "quoted<",
    "timestamp(ms)",
    "date(yyyy-MM-dd)",
    "base64",
    "json",
    "string",
    "nullable: true",
    "sensitive: true",
    "one_of: ",
    "enum: ",
    "tuple: ",
    "tag: ",
    "body: ",
    "query:\n",
    "response: ",
    "examples:\n",
    "pages: ",
    "{ ",
    " }",
    "[",
    "]",
    ", ",
    ": ",
    "? ",
    "- ",
    "#",
    " # ",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\"\\u000a\"",
    "\"\\ud83d\"",
    "''",
    "~",
    "0x1F",
    "1e3",
    ".inf",
    "\t",
    "`",
    "Self",
    "r#type",
    "cargo::rustc-env=A=1",
];

pub(super) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    match load_str("fuzzed.yaml", &text) {
        Ok(services) => sound(&text, &services),
        Err(report) => refused(&report),
    }
}

fn sound(text: &str, services: &[Service]) {
    assert_lines(&rust::index(services));
    assert_lines(&doc::index(services));
    assert_lines(&list::table(services));
    assert_lines(&list::json(services));
    assert_lines(&coverage::table(services));
    let mut names = BTreeSet::new();
    for service in services {
        assert!(names.insert(&service.name), "two services of a name");
        for version in [openapi::Version::V3_0, openapi::Version::V3_1] {
            let document = openapi::document(service, version);
            assert_lines(&document);
            let read = serde_json::from_str::<serde_json::Value>(&document);
            assert!(read.is_ok(), "the OpenAPI document is no JSON: {read:?}");
        }
        assert_lines(&doc::page(service));
        let module = rust::module(service, rust::RUN_TIME);
        assert_lines(&module);
        let formatted = ncloud_tools::rust::formatted(&module);
        assert!(formatted.is_ok(), "the module is no Rust: {formatted:?}");
    }
    assert!(diff::changes(services, services).is_empty());
    let formatted = format::formatted("fuzzed.yaml", text);
    assert!(
        formatted.is_ok(),
        "what is sound cannot be formatted: {formatted:?}"
    );
}

fn refused(report: &Report) {
    assert!(!report.is_empty());
    for finding in report.findings() {
        assert_line(&finding.one_line());
    }
    assert_lines(&report.to_string());
    assert_lines(&ncloud_tools::drawn(report, false));
}
