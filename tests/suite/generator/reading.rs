//! YAML means the same to our reader and to one that shares no code with it.

use std::fs;

use ncloud_codegen::document_as_json;
use serde_yaml::Value;

use crate::support::{path, spec_files};

/// The text of a value as JSON, members in their order.
pub(crate) fn as_json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => serde_json::to_string(number).unwrap(),
        Value::String(text) => serde_json::to_string(text).unwrap(),
        Value::Sequence(elements) => {
            let elements: Vec<String> = elements.iter().map(as_json).collect();
            format!("[{}]", elements.join(","))
        }
        Value::Mapping(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    // A key that looks like a number is text to a spec.
                    let key = match key {
                        Value::String(key) => key.clone(),
                        Value::Number(key) => key.to_string(),
                        Value::Bool(key) => key.to_string(),
                        Value::Null => "null".to_owned(),
                        other => panic!("a key: {other:?}"),
                    };
                    format!(
                        "{}:{}",
                        serde_json::to_string(&key).unwrap(),
                        as_json(value)
                    )
                })
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Tagged(tagged) => panic!("a tag: {tagged:?}"),
    }
}

#[test]
fn every_spec_means_the_same_to_another_reader() {
    let mut files = spec_files("../spec");
    files.extend(spec_files("fixtures/features"));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let ours = document_as_json("spec.yaml", &text).unwrap();
        let theirs = as_json(&serde_yaml::from_str::<Value>(&text).unwrap());
        assert!(
            ours == theirs,
            "{}: {}",
            file.display(),
            first_difference(&ours, &theirs)
        );
    }
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let place = ours
        .chars()
        .zip(theirs.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| {
        text.chars()
            .skip(place.saturating_sub(40))
            .take(120)
            .collect::<String>()
    };
    format!("ours {:?}, theirs {:?}", around(ours), around(theirs))
}

#[test]
fn scalars_are_what_yaml_1_2_says() {
    for (written, read) in [
        ("NO", r#""NO""#),
        ("on", r#""on""#),
        ("yes", r#""yes""#),
        ("0123", r#""0123""#),
        ("1.10", "1.1"),
        ("'1.10'", r#""1.10""#),
        ("2024-01-01", r#""2024-01-01""#),
        ("12:30:00", r#""12:30:00""#),
        ("null", "null"),
        ("~", "null"),
        ("'null'", r#""null""#),
        ("true", "true"),
        ("'true'", r#""true""#),
        ("-1", "-1"),
        ("9223372036854775807", "9223372036854775807"),
        ("|\n  a\n  b\n", r#""a\nb\n""#),
        (">\n  a\n  b\n", r#""a b\n""#),
        (r#""\u00e9\n""#, r#""é\n""#),
        ("'it''s'", r#""it's""#),
    ] {
        let document = document_as_json("spec.yaml", &format!("a: {written}\n")).unwrap();
        assert_eq!(document, format!("{{\"a\":{read}}}"), "{written}");
    }
}

#[test]
fn text_that_looks_like_something_else_stays_text_where_text_is_meant() {
    let text = fs::read_to_string(path("fixtures/features/remarks.yaml")).unwrap();
    let text = text
        .replace("default: 10", "default: 1.10")
        .replace("default: \"a_b\"", "default: NO");
    let service = crate::support::service(&text);
    let defaults: Vec<Option<&str>> = service.operations[0]
        .request_fields()
        .map(|field| field.facts.default.as_deref())
        .collect();
    assert_eq!(defaults, [Some("1.10"), Some("NO")]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = fs::read_to_string(path("../spec/organization.yaml")).unwrap();
    let plain = document_as_json("spec.yaml", &text).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert!(document_as_json("spec.yaml", &windows).unwrap() == plain);

    let faulty = windows.replace("title: Organization", "titel: Organization");
    let findings = crate::support::findings(&faulty);
    let unknown = findings
        .iter()
        .find(|finding| finding.rule.id == "unknown-key")
        .unwrap();
    assert_eq!((unknown.location.line, unknown.location.column), (4, 1));
}

#[test]
fn a_name_in_quotes_is_no_merge_key() {
    let spec = |key: &str| {
        format!(
            "spec: 1\nservice: sample\ntitle: Sample\ndocs: https://docs.example.com\nurl: https://sample.example.com\noperations:\n  Get:\n    doc: Gets.\n    docs: https://docs.example.com\n    http: GET /get\n    response: {{ {key}: string }}\n    examples:\n      documented: {{ response: {{ {key}: a }} }}\n"
        )
    };
    let formatted = |key: &str| ncloud_tools::format::formatted("spec.yaml", &spec(key));
    assert!(formatted("\"<<\"").unwrap().contains("\"<<\": string"));
    assert!(formatted("'<<'").is_ok());
    assert!(formatted("<<").is_err());
}
