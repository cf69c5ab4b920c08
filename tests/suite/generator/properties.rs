//! Whatever a spec says, it is refused with a place or it becomes Rust.

use ncloud_codegen::{emit::rust, load_str};
use proptest::prelude::*;

/// Text as the YAML that stands for it, whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            ' '..='~' => quoted.push(character),
            other => quoted.push_str(&format!("\\U{:08x}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// A spec is either refused, every finding inside the text, or what is generated is Rust.
fn refused_or_rust(text: &str) -> Result<(), TestCaseError> {
    match load_str("spec.yaml", text) {
        Ok(services) => {
            for service in services {
                let module = rust::module(&service, rust::RUN_TIME);
                if let Err(error) = syn::parse_file(&module) {
                    return Err(TestCaseError::fail(format!("{error}\n{module}")));
                }
            }
        }
        Err(report) => {
            prop_assert!(!report.findings().is_empty());
            let lines = text.split('\n').count();
            for finding in report.findings() {
                prop_assert!((1..=lines).contains(&finding.location.line), "{finding}");
                prop_assert!(finding.location.column >= 1, "{finding}");
                prop_assert!(!finding.message.is_empty());
            }
        }
    }
    Ok(())
}

fn spec(doc: &str, field: &str, value: &str, code: &str) -> String {
    let [doc, field, value, code] = [doc, field, value, code].map(quoted);
    format!(
        "spec: 1\nservice: sample\ntitle: {doc}\ndoc: {doc}\ndocs: https://docs.example.com\nurl: https://sample.example.com\n\
         operations:\n  Get:\n    doc: {doc}\n    docs: https://docs.example.com\n    http: GET /get\n    defect: {doc}\n    \
         query: {{ {field}: {{ type: string, doc: {doc}, default: {doc}, sensitive: true }} }}\n    response: Answer\n\
         types:\n  Answer: {{ fields: {{ {field}: {{ type: State }} }} }}\n  State: {{ enum: {{ {value}: {doc} }} }}\n\
         errors:\n  {code}: {{ doc: {doc} }}\n"
    )
}

/// Names as pages have them, and as they have them not.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z][A-Za-z0-9_.-]{0,12}",
        1 => "[ -~]{0,8}",
        1 => any::<String>(),
        1 => prop::sample::select(vec!["self", "Self", "crate", "type", "new", "_", "r#type", "r#", "한국", "a\u{301}", "ﬁ", "ſelf", "İ"])
            .prop_map(str::to_owned),
    ]
}

fn doc() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r"([ -~]|[`\[\]<>*_#\\\n\t]){1,80}",
        r"(https?://[a-z()./?<>]{0,10}[ .,)`]?){1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_and_any_names_are_refused_or_become_rust(
        doc in doc(),
        field in name(),
        value in name(),
        code in name(),
    ) {
        refused_or_rust(&spec(&doc, &field, &value, &code))?;
    }

    #[test]
    fn any_text_at_all_is_refused_with_a_place(text in any::<String>()) {
        refused_or_rust(&text)?;
    }

    #[test]
    fn any_text_of_the_characters_of_yaml_is_refused_with_a_place(text in "[-a-z:?,{}\\[\\]\"'|>&*!#%@ \n\t]{0,200}") {
        refused_or_rust(&text)?;
    }

    #[test]
    fn a_spec_that_is_cut_anywhere_is_refused_with_a_place(share in 0.0..1.0f64) {
        let text = include_str!("../../fixtures/features/naming.yaml");
        let end = text.floor_char_boundary((text.len() as f64 * share) as usize);
        refused_or_rust(&text[..end])?;
    }

    #[test]
    fn a_spec_with_one_character_changed_is_refused_with_a_place_or_becomes_rust(
        share in 0.0..1.0f64,
        character in prop_oneof![prop::sample::select("{}[]:,\"'#&*!|>%@`?- \n\t".chars().collect::<Vec<_>>()), any::<char>()],
    ) {
        let text = include_str!("../../fixtures/features/bodies.yaml");
        let place = text.floor_char_boundary((text.len() as f64 * share) as usize);
        let after = text[place..].chars().next().map_or(0, char::len_utf8);
        refused_or_rust(&format!("{}{character}{}", &text[..place], &text[place + after..]))?;
    }
}
