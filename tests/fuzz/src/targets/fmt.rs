//! `fmt`: what can be read can be formatted, says the same afterwards, and is formatted once and for all.

use ncloud_codegen::document_as_json;
use ncloud_tools::format;
use serde_json::Value;

use super::plain::assert_lines;

pub(super) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let said = document_as_json("fuzzed.yaml", &text);
    let formatted = match format::formatted("fuzzed.yaml", &text) {
        Ok(formatted) => formatted,
        Err(report) => {
            assert_lines(&ncloud_tools::drawn(&report, false));
            let is_fault = report
                .findings()
                .iter()
                .any(|finding| finding.rule.id == "not-formatted");
            assert!(!is_fault, "{report}");
            let is_mapping = said.is_ok_and(|said| said.starts_with('{'));
            assert!(!is_mapping, "it can be read: {report}");
            return;
        }
    };
    let again = format::formatted("fuzzed.yaml", &formatted);
    assert_eq!(again.ok().as_deref(), Some(formatted.as_str()), "again");
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    let said = said.ok().as_deref().and_then(value);
    let after = document_as_json("fuzzed.yaml", &formatted);
    assert!(said.is_some(), "it cannot be read");
    assert_eq!(after.ok().as_deref().and_then(value), said);
}
