//! The JSON Schema that editors read: up to date, true of every spec, and as strict as it can be.

use std::{fs, path::Path};

use jsonschema::Validator;
use ncloud_tools::schema::schema;
use serde_json::{Value as Json, json};

use crate::{
    reading::as_json,
    support::{path, spec_files},
};

const CHECKED_IN: &str = "../spec/ncloud-spec.schema.json";

fn validator() -> Validator {
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// A spec as the language server of an editor sees it.
fn document(text: &str) -> Json {
    serde_json::from_str(&as_json(&serde_yaml::from_str(text).unwrap())).unwrap()
}

fn refusals(validator: &Validator, text: &str) -> Vec<String> {
    validator
        .iter_errors(&document(text))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_schema_that_is_checked_in_is_the_one_that_is_generated() {
    let checked_in = fs::read_to_string(path(CHECKED_IN)).unwrap_or_default();
    assert!(
        checked_in == schema(),
        "spec/ncloud-spec.schema.json is stale; write it anew:\n\
         cargo run -p ncloud-tools -- schema > spec/ncloud-spec.schema.json"
    );
}

#[test]
fn every_spec_names_the_schema_in_its_first_line() {
    for (folder, address) in [
        ("../spec", "ncloud-spec.schema.json"),
        ("fixtures/features", "../../../spec/ncloud-spec.schema.json"),
    ] {
        for file in spec_files(folder) {
            let text = fs::read_to_string(&file).unwrap();
            let is_part = file.parent() != Some(Path::new(folder));
            let address = format!("{}{address}", if is_part { "../" } else { "" });
            let expected = format!("# yaml-language-server: $schema={address}");
            assert_eq!(text.lines().next().unwrap(), expected, "{}", file.display());
            assert!(file.parent().unwrap().join(address).exists());
        }
    }
}

#[test]
fn every_spec_is_valid() {
    let validator = validator();
    let mut files = spec_files("../spec");
    files.extend(spec_files("fixtures/features"));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(
            refusals(&validator, &text),
            Vec::<String>::new(),
            "{}",
            file.display()
        );
    }
}

/// A spec with every construct that the refusals below break.
const SOUND: &str = "\
spec: 1
service: sample
title: Sample
docs: https://docs.example.com
url: https://sample.example.com/v1
headers: { Content-Type: { const: application/json } }
operations:
  Get:
    doc: Gets.
    docs: https://docs.example.com/get
    http: GET /get
    safe: true
    query: { name?: { type: string, size: 10, sensitive: true } }
    status: [200, 204]
    response: list<Item>
    success: { code: a.b, values: [\"0\"] }
    pages: { number: name, first: 1, last: last }
    examples: { documented: { status: 200, response: [], error: { code: A } } }
types:
  Item: { id: i64 }
  State: { doc: A state., enum: { A: A., B: { doc: B., name: Bee } } }
  Pair: { tuple: { at: datetime(yyyy-MM-dd HH:mm), count?: { type: quoted<i64>, nullable: true, required_when: never } } }
  Union: { tag: type, content: data, one_of: { a: code<State>, b: { type: base64, name: Bytes } } }
  Number: { enum: { 1: { doc: One., name: One } }, numbers: true }
errors:
  E1: { status: 400, doc: Failed., retry: reads, throttled: true, not_found: true, pause: 30s }
waiters:
  Done: { doc: Waits., poll: Get, state: a.b, success: [A], not_found: pending, every: 5s, deadline: 10m }
";

#[test]
fn what_the_language_does_not_have_is_refused() {
    let validator = validator();
    assert_eq!(refusals(&validator, SOUND), Vec::<String>::new());
    for (what, sound, faulty) in [
        (
            "an unknown key",
            "title: Sample",
            "title: Sample\nowner: me",
        ),
        ("an unknown key of an operation", "safe: true", "save: true"),
        ("an unknown key of a field", "size: 10", "sizes: 10"),
        ("an unknown key of an enum value", "name: Bee", "nome: Bee"),
        (
            "an unknown key of an alternative",
            "name: Bytes",
            "nome: Bytes",
        ),
        ("a time in no format", "yyyy-MM-dd HH:mm)", "yyyy-MM-dd)"),
        ("text in quotes", "quoted<i64>", "quoted<string>"),
        ("null that is no flag", "nullable: true", "nullable: yes"),
        ("a missing key of an alternative", "type: base64, ", ""),
        ("a missing key", "title: Sample\n", ""),
        ("a missing key of an operation", "    doc: Gets.\n", ""),
        ("a missing key of an error", "doc: Failed., ", ""),
        ("another version", "spec: 1", "spec: 2"),
        (
            "a service that is not snake_case",
            "service: sample",
            "service: Sample",
        ),
        (
            "an operation that is not UpperCamelCase",
            "  Get:\n",
            "  get:\n",
        ),
        (
            "a type that is not UpperCamelCase",
            "  Item: {",
            "  item: {",
        ),
        (
            "an example that is not snake_case",
            "documented:",
            "Documented:",
        ),
        (
            "an address without https",
            "docs: https://docs.example.com\n",
            "docs: http://docs.example.com\n",
        ),
        ("a url without https", "url: https://", "url: http://"),
        ("a method that there is not", "http: GET", "http: FETCH"),
        ("a path without a slash", "GET /get", "GET get"),
        ("a query in the path", "GET /get", "GET /get?a=b"),
        ("a flag that is text", "safe: true", "safe: \"true\""),
        (
            "a flag that is a word of YAML 1.1",
            "safe: true",
            "safe: yes",
        ),
        ("a size that is text", "size: 10", "size: large"),
        ("a size below nothing", "size: 10", "size: -1"),
        ("a status that is a word", "[200, 204]", "[200, ok]"),
        ("a status that is no status", "[200, 204]", "[200, 99]"),
        ("a type that there is not", "type: string", "type: text"),
        ("a list that is not closed", "list<Item>", "list<Item"),
        ("a type that is a list", "type: string", "type: [string]"),
        ("text that is a list", "doc: Gets.", "doc: [Gets.]"),
        ("text that is empty", "doc: Gets.", "doc: \"\""),
        (
            "a retry that there is not",
            "retry: reads",
            "retry: sometimes",
        ),
        ("a duration without a unit", "pause: 30s", "pause: 30"),
        ("a duration in hours", "pause: 30s", "pause: 30h"),
        ("states that are no list", "success: [A]", "success: A"),
        ("a first page that there is not", "first: 1", "first: 2"),
        ("an unknown key of pages", "last: last", "end: last"),
        (
            "a meaning that there is not",
            "not_found: pending",
            "not_found: sometimes",
        ),
        ("a flag that is a number", "not_found: true", "not_found: 1"),
        ("codes that are no list", "values: [\"0\"]", "values: \"0\""),
        ("a missing key of success", "code: a.b, ", ""),
        (
            "success that is a word",
            "success: { code: a.b, values: [\"0\"] }",
            "success: always",
        ),
        ("an unknown key of a failure", "{ code: A }", "{ coed: A }"),
        (
            "a mapping that is text",
            "  Item: { id: i64 }",
            "  Item: id",
        ),
    ] {
        let text = SOUND.replacen(sound, faulty, 1);
        assert_ne!(text, SOUND, "{what}");
        assert!(
            !refusals(&validator, &text).is_empty(),
            "{what} is not refused"
        );
        assert!(
            ncloud_codegen::load_str("spec.yaml", &text).is_err(),
            "{what} is not found"
        );
    }
}

/// What a key is shown with as a value of it, from `examples` or from the block in its description.
fn example(key: &str, property: &Json) -> Json {
    if let Some(example) = property["examples"].get(0) {
        return example.clone();
    }
    let markdown = property["markdownDescription"].as_str().unwrap();
    let (_, block) = markdown.split_once("```yaml\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    document(block)[key].clone()
}

#[test]
fn every_key_has_an_example_that_it_takes() {
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    let definitions = schema["definitions"].as_object().unwrap();
    let mut keys = 0;
    for (form, definition) in definitions {
        let Some(properties) = definition.get("properties") else {
            continue;
        };
        for (key, property) in properties.as_object().unwrap() {
            let description = property["description"].as_str().unwrap();
            let markdown = property["markdownDescription"].as_str().unwrap();
            assert!(markdown.starts_with(description), "{form} {key}");
            let alone = json!({
                "$ref": format!("#/definitions/{form}/properties/{key}"),
                "definitions": definitions,
            });
            let validator = jsonschema::draft7::new(&alone).unwrap();
            let example = example(key, property);
            assert!(validator.is_valid(&example), "{form} {key} {example}");
            keys += 1;
        }
    }
    assert!(keys > 130, "{keys}");
}

#[test]
fn every_word_is_explained() {
    fn explained(schema: &Json) -> usize {
        let mut words = 0;
        if let Some(enumeration) = schema.get("enum").and_then(Json::as_array) {
            words = enumeration.len();
            let descriptions = schema["markdownEnumDescriptions"].as_array().unwrap();
            assert_eq!(descriptions.len(), words, "{schema}");
        }
        words
            + match schema {
                Json::Array(elements) => elements.iter().map(explained).sum(),
                Json::Object(members) => members.values().map(explained).sum(),
                _ => 0,
            }
    }
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    assert!(explained(&schema) > 40);
}
