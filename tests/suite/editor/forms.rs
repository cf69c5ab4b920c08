//! The mappings of the language by the names that they have in the schema: what is known of their keys, and where they stand.

use std::collections::BTreeMap;

use ncloud_tools::schema::schema;
use serde_json::Value as Json;

pub(crate) const HEAD: &str = "\
# yaml-language-server: $schema=ncloud-spec.schema.json
spec: 1
service: sample
title: Sample
docs: https://docs.example.com
url: https://sample.example.com
";

const OPERATION: &str = "\
operations:
  GetThing:
    doc: Gets.
    docs: https://docs.example.com/get
    http: GET /thing
";

/// Where the keys of each mapping stand: the lines before them, and their indentation.
fn places() -> BTreeMap<&'static str, (String, usize)> {
    let first = HEAD.lines().next().unwrap();
    let within = |lines: &str| format!("{HEAD}{lines}");
    let in_operation = |lines: &str| format!("{HEAD}{OPERATION}{lines}");
    BTreeMap::from([
        ("serviceFile", (format!("{first}\nservice: sample\n"), 0)),
        ("partFile", (format!("{first}\npart_of: sample\n"), 0)),
        ("sites", (within("sites:\n"), 2)),
        ("site", (within("sites:\n  government:\n"), 4)),
        ("authorization", (within("auth:\n"), 2)),
        ("field", (within("path:\n  id:\n"), 4)),
        ("parameter", (within("query:\n  id:\n"), 4)),
        ("success", (within("success:\n"), 2)),
        ("operation", (within("operations:\n  GetThing:\n"), 4)),
        (
            "multipartField",
            (in_operation("    multipart:\n      image:\n"), 8),
        ),
        ("events", (in_operation("    events:\n"), 6)),
        ("pages", (in_operation("    pages:\n"), 6)),
        (
            "example",
            (in_operation("    examples:\n      documented:\n"), 8),
        ),
        (
            "exampleError",
            (
                in_operation("    examples:\n      documented:\n        error:\n"),
                10,
            ),
        ),
        (
            "type",
            (within("types:\n  Thing:\n    enum: { A: A. }\n"), 4),
        ),
        (
            "enumValue",
            (within("types:\n  Thing:\n    enum:\n      A:\n"), 8),
        ),
        (
            "alternative",
            (within("types:\n  Thing:\n    one_of:\n      A:\n"), 8),
        ),
        ("error", (within("errors:\n  E1:\n"), 4)),
        ("waiter", (within("waiters:\n  Done:\n"), 4)),
    ])
}

pub(crate) struct Form {
    pub(crate) name: String,
    pub(crate) keys: Vec<Key>,
    /// What stands before its keys.
    pub(crate) before: String,
    indentation: usize,
}

pub(crate) struct Key {
    pub(crate) name: String,
    /// What completion shows, and hover first.
    pub(crate) documentation: String,
    /// An example, as it is written behind the key.
    pub(crate) example: String,
    /// Words that it takes, each with what it means.
    pub(crate) words: Vec<(String, String)>,
}

impl Form {
    /// A line with a key, and a text with the cursor behind it.
    pub(crate) fn line(&self, content: &str) -> String {
        format!("{}{content}\n", " ".repeat(self.indentation))
    }

    /// Whether what stands before has the key already.
    pub(crate) fn has(&self, key: &Key) -> bool {
        let line = self.line(&key.name);
        self.before
            .lines()
            .any(|known| known.starts_with(&format!("{}:", line.trim_end())))
    }
}

/// Every mapping with known keys. One that has no place here is a fault of this file.
pub(crate) fn forms() -> Vec<Form> {
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    let definitions = schema["definitions"].as_object().unwrap();
    let mut places = places();
    let forms = definitions
        .iter()
        .filter_map(|(name, definition)| Some((name, definition.get("properties")?)))
        .map(|(name, properties)| {
            let (before, indentation) = places.remove(name.as_str()).expect(name);
            let keys = properties.as_object().unwrap().iter();
            Form {
                name: name.clone(),
                keys: keys
                    .map(|(name, property)| key(name, property, &schema))
                    .collect(),
                before,
                indentation,
            }
        })
        .collect();
    assert_eq!(places.keys().next(), None);
    forms
}

fn key(name: &str, property: &Json, schema: &Json) -> Key {
    let documentation = property["markdownDescription"].as_str().unwrap();
    let example = match property["examples"].get(0) {
        Some(example) => example.to_string(),
        None => {
            let (_, block) = documentation.split_once("```yaml\n").unwrap();
            let (block, _) = block.split_once('\n').unwrap();
            block.split_once(": ").unwrap().1.to_owned()
        }
    };
    let mut enumerations = vec![property];
    if let Some(alternatives) = property["oneOf"].as_array() {
        enumerations.extend(alternatives.iter().map(
            |alternative| match alternative["$ref"].as_str() {
                Some(pointer) => schema.pointer(pointer.trim_start_matches('#')).unwrap(),
                None => alternative,
            },
        ));
    }
    Key {
        name: name.to_owned(),
        documentation: documentation.to_owned(),
        example,
        words: enumerations.into_iter().flat_map(words).collect(),
    }
}

fn words(enumeration: &Json) -> Vec<(String, String)> {
    let texts = |member: &str| -> Vec<String> {
        enumeration[member]
            .as_array()
            .map(|texts| {
                texts
                    .iter()
                    .map(|text| text.as_str().unwrap().to_owned())
                    .collect()
            })
            .unwrap_or_default()
    };
    texts("enum")
        .into_iter()
        .zip(texts("markdownEnumDescriptions"))
        .collect()
}
